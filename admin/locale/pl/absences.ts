import type { Dictionary } from '../../components/words.ts';

export const absences = {
  'team.title': 'Zespół',
  'absence.add': 'Dodaj nieobecność',
  'absence.add of': 'Dodaj nieobecność: {name}',
  'absence.removed': 'Usunięto nieobecność: {name}',
  'absence.save': 'Zapisz',
  'absence.who': 'Kto',
  'absence.from': 'Od dnia',
  'absence.to': 'Do dnia',
  'absence.substitute': 'Zastępca',
  'absence.nobody': 'nikt',
  'absence.of': 'Nieobecność: {name}',
  'absence.mine': 'Nieobecność',
  'absence.when': 'Kiedy',
  'absence.take back': 'Usuń nieobecność',
  'absence.warns': '{name} ma wtedy nieobecność ({days}).',
  'absence.stands in': 'Zastępuje: {name}.',
  'absence.choose': 'Wybierz inny dzień albo inną osobę.',
  'tasks.busy': 'zajęte',
} satisfies Dictionary;
