import type { Dictionary } from '../../components/words.ts';

export const scenarios = {
  'scenarios.kind.task': 'Task',
  'scenarios.kind.message': 'Message',
  'scenarios.kind.wait': 'Wait',
  'scenarios.kind.branch': 'Condition',
  'scenarios.kind.split': 'Split',
  'scenarios.kind.fork': 'In parallel',
  'scenarios.kind.join': 'Join',
  'scenarios.kind.set': 'Set',
  'scenarios.kind.notify': 'Notify',
  'scenarios.kind.milestone': 'Milestone',
  'scenarios.kind.end': 'End',
  'scenarios.kind.book': 'Book',
  'scenarios.kind.effect': 'Plugin action',
  'scenarios.kind.start': 'Start a scenario',
} satisfies Dictionary;
