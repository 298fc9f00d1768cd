import type { Right } from '../../domain/access.ts';

export type Room =
  | 'today'
  | 'customers'
  | 'tasks'
  | 'calendar'
  | 'cases'
  | 'opportunities'
  | 'messages'
  | 'campaigns'
  | 'templates'
  | 'scenarios'
  | 'import'
  | 'settings';

export type PageEntry = {
  /** The folder under `admin/pages/`, and the name of its chunk. */
  readonly page: string;
  /** The address, with `:id` where a record stands. */
  readonly path: string;
  /** The entry of the menu that is lit while the page is open. */
  readonly room: Room;
  /** Who may open it; the menu shows a room whose first page one may open. */
  readonly right: Right;
  /** Only where `NURT_DEVELOPER` is set. */
  readonly forDevelopers?: true;
};

/** Every page of ours. The first page of a room is where its entry in the menu leads. */
export const pages: readonly PageEntry[] = [
  { page: 'today', path: '/admin/today', room: 'today', right: 'task.read' },
  { page: 'work', path: '/admin/work', room: 'today', right: 'task.edit' },
  { page: 'tasks', path: '/admin/tasks', room: 'tasks', right: 'task.read' },
  { page: 'team', path: '/admin/tasks/team', room: 'tasks', right: 'task.assign' },
  { page: 'recurring', path: '/admin/tasks/recurring', room: 'tasks', right: 'task.read' },
  { page: 'task', path: '/admin/tasks/:id', room: 'tasks', right: 'task.read' },
  { page: 'calendar', path: '/admin/calendar', room: 'calendar', right: 'task.read' },
  { page: 'cases', path: '/admin/cases', room: 'cases', right: 'case.read' },
  { page: 'colleague', path: '/admin/colleagues/:id', room: 'cases', right: 'case.read' },
  { page: 'case', path: '/admin/cases/:id', room: 'cases', right: 'case.read' },
  { page: 'files', path: '/admin/files', room: 'cases', right: 'file.read' },
  { page: 'opportunities', path: '/admin/opportunities', room: 'opportunities', right: 'opportunity.read' },
  { page: 'opportunity', path: '/admin/opportunities/:id', room: 'opportunities', right: 'opportunity.read' },
  { page: 'campaigns', path: '/admin/campaigns', room: 'campaigns', right: 'campaign.read' },
  { page: 'new-campaign', path: '/admin/campaigns/new', room: 'campaigns', right: 'campaign.edit' },
  { page: 'new-campaign', path: '/admin/campaigns/:id/edit', room: 'campaigns', right: 'campaign.edit' },
  { page: 'participants', path: '/admin/participants', room: 'campaigns', right: 'campaign.read' },
  { page: 'groups', path: '/admin/groups', room: 'campaigns', right: 'company.edit' },
  { page: 'campaign', path: '/admin/campaigns/:id', room: 'campaigns', right: 'campaign.read' },
  { page: 'messages', path: '/admin/messages', room: 'messages', right: 'message.read' },
  { page: 'message', path: '/admin/messages/:id', room: 'messages', right: 'message.read' },
  { page: 'catcher', path: '/admin/catcher', room: 'messages', right: 'catcher.read' },
  // Whoever only sends mail chooses a template where they write: the room is for those who write templates.
  { page: 'templates', path: '/admin/templates', room: 'templates', right: 'template.edit' },
  { page: 'template', path: '/admin/templates/new', room: 'templates', right: 'template.edit' },
  { page: 'template', path: '/admin/templates/:id', room: 'templates', right: 'template.read' },
  { page: 'scenarios', path: '/admin/scenarios', room: 'scenarios', right: 'scenario.read' },
  { page: 'new-scenario', path: '/admin/scenarios/new', room: 'scenarios', right: 'scenario.publish' },
  { page: 'scenario', path: '/admin/scenarios/:id', room: 'scenarios', right: 'scenario.read' },
  { page: 'companies', path: '/admin/companies', room: 'customers', right: 'company.read' },
  { page: 'people', path: '/admin/people', room: 'customers', right: 'company.read' },
  { page: 'merge', path: '/admin/companies/:id/merge', room: 'customers', right: 'company.merge' },
  { page: 'merge-people', path: '/admin/people/:id/merge', room: 'customers', right: 'company.merge' },
  { page: 'person', path: '/admin/people/:id', room: 'customers', right: 'company.read' },
  { page: 'company', path: '/admin/companies/:id', room: 'customers', right: 'company.read' },
  { page: 'members', path: '/admin/members', room: 'customers', right: 'company.read' },
  { page: 'transactions', path: '/admin/transactions', room: 'customers', right: 'transaction.read' },
  { page: 'transaction', path: '/admin/transactions/:id', room: 'customers', right: 'transaction.read' },
  { page: 'call', path: '/admin/call', room: 'customers', right: 'company.read' },
  { page: 'imports', path: '/admin/import', room: 'import', right: 'import.run' },
  { page: 'bank-statement', path: '/admin/bank-statement', room: 'import', right: 'transaction.feed' },
  { page: 'import', path: '/admin/import/:id', room: 'import', right: 'import.run' },
  { page: 'settings', path: '/admin/settings', room: 'settings', right: 'settings.edit' },
  { page: 'working-calendar', path: '/admin/working-calendar', room: 'settings', right: 'settings.edit' },
  { page: 'rule-book', path: '/admin/rule-book', room: 'settings', right: 'settings.edit' },
  { page: 'system', path: '/admin/system', room: 'settings', right: 'settings.edit' },
  { page: 'channels', path: '/admin/channels', room: 'settings', right: 'settings.edit' },
  { page: 'tokens', path: '/admin/tokens', room: 'settings', right: 'settings.edit' },
  { page: 'own-fields', path: '/admin/own-fields', room: 'settings', right: 'settings.edit' },
  { page: 'task-types', path: '/admin/task-types', room: 'settings', right: 'settings.edit' },
  { page: 'audit', path: '/admin/audit', room: 'settings', right: 'audit.read' },
  { page: 'classes', path: '/admin/classes', room: 'settings', right: 'settings.edit' },
  { page: 'form-layouts', path: '/admin/form-layouts', room: 'settings', right: 'settings.edit' },
  { page: 'dictionaries', path: '/admin/dictionaries', room: 'settings', right: 'settings.edit' },
  { page: 'dictionary', path: '/admin/dictionaries/:id', room: 'settings', right: 'settings.edit' },
  { page: 'profiles', path: '/admin/profiles', room: 'settings', right: 'user.edit' },
  { page: 'profile', path: '/admin/profiles/:id', room: 'settings', right: 'user.edit' },
  { page: 'users', path: '/admin/users', room: 'settings', right: 'user.edit' },
  { page: 'user', path: '/admin/users/:id', room: 'settings', right: 'user.edit' },
  {
    page: 'components',
    path: '/admin/pages/components',
    room: 'settings',
    right: 'settings.edit',
    forDevelopers: true,
  },
];

/** Rooms of the pages that few people open, and such pages of other rooms. */
const officeRooms: readonly Room[] = ['settings', 'campaigns', 'import', 'scenarios', 'templates'];
const officePages: readonly string[] = ['merge', 'merge-people', 'team', 'transaction'];

/** Whether the words of a page come with it, and not at the start of the panel. */
export function isOffice(page: string): boolean {
  return officePages.includes(page) || pages.some((one) => one.page === page && officeRooms.includes(one.room));
}
