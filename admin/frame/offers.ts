/** Pages and actions that can be named in the palette. */
import type { IconName } from '../components/icon.tsx';
import type { Me } from '../components/viewer.ts';
import { openRooms } from './rooms.ts';
import { settingsDoors } from './settings-doors.ts';

export type Offer = { readonly to: string; readonly icon: IconName; readonly key: string };

type Guarded = Offer & { readonly right: Parameters<Me['may']>[0] };

const actions: readonly Guarded[] = [
  { key: 'palette.new company', to: '/admin/companies?new=1', icon: 'plus', right: 'company.edit' },
  { key: 'company.new person', to: '/admin/people?new=1', icon: 'plus', right: 'company.edit' },
  { key: 'palette.new task', to: '/admin/tasks?new=1', icon: 'plus', right: 'task.edit' },
  { key: 'task.record', to: '/admin/tasks?contact=1', icon: 'phone', right: 'task.edit' },
  { key: 'letter.write', to: '/admin/messages?write=1', icon: 'mail', right: 'message.send' },
  { key: 'palette.new case', to: '/admin/cases?new=1', icon: 'plus', right: 'case.edit' },
  { key: 'palette.new opportunity', to: '/admin/opportunities?new=1', icon: 'plus', right: 'opportunity.edit' },
  { key: 'palette.start work', to: '/admin/work', icon: 'play', right: 'task.edit' },
  { key: 'palette.new campaign', to: '/admin/campaigns/new', icon: 'plus', right: 'campaign.edit' },
  { key: 'palette.new template', to: '/admin/templates/new', icon: 'plus', right: 'template.edit' },
  { key: 'palette.new scenario', to: '/admin/scenarios/new', icon: 'plus', right: 'scenario.publish' },
  { key: 'palette.import', to: '/admin/import', icon: 'import', right: 'import.run' },
];

/** Pages that no entry of the menu leads to. */
const inner: readonly Guarded[] = [
  { key: 'people.title', to: '/admin/people', icon: 'person', right: 'company.read' },
  { key: 'transactions.title', to: '/admin/transactions', icon: 'money', right: 'transaction.read' },
  { key: 'companies.members', to: '/admin/members', icon: 'users', right: 'company.read' },
  { key: 'recurring.title', to: '/admin/tasks/recurring', icon: 'reload', right: 'task.read' },
  { key: 'team.title', to: '/admin/tasks/team', icon: 'users', right: 'task.assign' },
  { key: 'files.title', to: '/admin/files', icon: 'file', right: 'file.read' },
  { key: 'palette.participants', to: '/admin/participants', icon: 'campaigns', right: 'campaign.read' },
  { key: 'palette.bank statement', to: '/admin/bank-statement', icon: 'money', right: 'transaction.feed' },
  { key: 'catcher.title', to: '/admin/catcher', icon: 'mail', right: 'catcher.read' },
  ...settingsDoors.flatMap(({ doors }) => doors.map(({ id, ...door }) => ({ key: `settings.${id}`, ...door }))),
];

export function offeredActions(me: Pick<Me, 'may'>): readonly Offer[] {
  return actions.filter(({ right }) => me.may(right));
}

export function offeredPages(me: Pick<Me, 'may'>): readonly Offer[] {
  const rooms = openRooms(me).map(({ room, to }) => ({ key: `room.${room}`, to, icon: room }));
  return [...rooms, ...inner.filter(({ right }) => me.may(right))];
}
