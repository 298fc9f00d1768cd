import type { TypeSettings } from '../../../db/task-type-settings.ts';

/** How a new type begins. */
export const blank: TypeSettings = {
  name: { pl: '', en: '' },
  color: 'accent',
  defaultMinutes: 15,
  channel: null,
  onHome: true,
  inCalendar: true,
  inFeed: true,
  invites: false,
  asksKilometres: false,
  byDefault: false,
  active: true,
  outcomes: [{ code: 'done', name: { pl: 'Zrobione', en: 'Done' } }],
};
