import type { Right } from '../../domain/access.ts';
import type { IconName } from '../components/icon.tsx';

export type SettingsDoor = {
  /** Its words are `settings.<id>` and `settings.<id> text`. */
  readonly id: string;
  readonly to: string;
  readonly icon: IconName;
  readonly right: Right;
};

/** The ways to what is set once and looked at rarely, grouped as people look for them: people, work, customers, the house. */
export const settingsDoors: readonly { readonly id: string; readonly doors: readonly SettingsDoor[] }[] = [
  {
    id: 'people',
    doors: [
      { id: 'users', to: '/admin/users', icon: 'users', right: 'user.edit' },
      { id: 'teams', to: '/admin/resources/teams', icon: 'person', right: 'settings.edit' },
      { id: 'profiles', to: '/admin/profiles', icon: 'lock', right: 'user.edit' },
      { id: 'tokens', to: '/admin/tokens', icon: 'key', right: 'settings.edit' },
    ],
  },
  {
    id: 'work',
    doors: [
      { id: 'task_types', to: '/admin/task-types', icon: 'tasks', right: 'settings.edit' },
      { id: 'task_categories', to: '/admin/resources/task_categories', icon: 'tag', right: 'settings.edit' },
      { id: 'resources', to: '/admin/resources/resources', icon: 'flag', right: 'settings.edit' },
      { id: 'working_calendars', to: '/admin/working-calendar', icon: 'calendar', right: 'settings.edit' },
    ],
  },
  {
    id: 'contact',
    doors: [
      { id: 'rule_book', to: '/admin/rule-book', icon: 'clock', right: 'settings.edit' },
      { id: 'channels', to: '/admin/channels', icon: 'mail', right: 'settings.edit' },
    ],
  },
  {
    id: 'records',
    doors: [
      { id: 'own_fields', to: '/admin/own-fields', icon: 'edit', right: 'settings.edit' },
      { id: 'form_layouts', to: '/admin/form-layouts', icon: 'menu', right: 'settings.edit' },
      { id: 'classes', to: '/admin/classes', icon: 'flag', right: 'settings.edit' },
      { id: 'dictionaries', to: '/admin/dictionaries', icon: 'rows', right: 'settings.edit' },
    ],
  },
  {
    id: 'house',
    doors: [
      { id: 'system', to: '/admin/system', icon: 'reports', right: 'settings.edit' },
      { id: 'audit', to: '/admin/audit', icon: 'undo', right: 'audit.read' },
      { id: 'legal_entities', to: '/admin/resources/legal_entities', icon: 'building', right: 'settings.edit' },
      { id: 'groups', to: '/admin/groups', icon: 'customers', right: 'company.edit' },
    ],
  },
];
