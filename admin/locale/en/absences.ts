import type { Dictionary } from '../../components/words.ts';

export const absences = {
  'team.title': 'Team',
  'absence.add': 'Add an absence',
  'absence.add of': 'Add an absence: {name}',
  'absence.removed': 'Absence removed: {name}',
  'absence.save': 'Save',
  'absence.who': 'Who',
  'absence.from': 'From',
  'absence.to': 'To',
  'absence.substitute': 'Substitute',
  'absence.nobody': 'nobody',
  'absence.of': 'Absence: {name}',
  'absence.mine': 'Absence',
  'absence.when': 'When',
  'absence.take back': 'Remove the absence',
  'absence.warns': '{name} is away then ({days}).',
  'absence.stands in': 'Substitute: {name}.',
  'absence.choose': 'Choose another day or another person.',
  'tasks.busy': 'busy',
} satisfies Dictionary;
