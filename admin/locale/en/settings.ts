import type { Dictionary } from '../../components/words.ts';

export const settings = {
  'settings.lead': 'What is set once and seldom changed.',
  'settings.group.people': 'People and access',
  'settings.group.work': 'Work',
  'settings.group.house': 'Company and customers',
  'settings.users': 'Users',
  'settings.users text': 'Accounts, roles, superiors, passwords',
  'settings.teams': 'Teams',
  'settings.teams text': 'Shared queues of tasks',
  'settings.tokens': 'API tokens',
  'settings.tokens text': 'Access for programs in a user’s name',
  'settings.task_types': 'Task types',
  'settings.task_types text': 'Call, meeting, visit: names, duration, channel',
  'settings.task_categories': 'Task categories',
  'settings.task_categories text': 'Your own division of work, for filters and reports',
  'settings.working_calendars': 'Working calendar',
  'settings.working_calendars text': 'Hours and holidays by which deadlines are reckoned',
  'settings.legal_entities': 'Our companies',
  'settings.legal_entities text': 'Name, tax number, address, sender',
  'settings.groups': 'Customer groups',
  'settings.groups text': 'Audiences of campaigns',
} satisfies Dictionary;
