import type { CalendarPerson, CalendarTask } from '../../../db/calendar.ts';
import type { TaskType } from '../../../db/task-types.ts';
import { fromWall, shiftWall, toWall } from '../../../domain/calendar/wall.ts';
import type { Me } from '../../components/viewer.ts';
import type { Words } from '../../components/words.ts';
import { isMovable } from './events.ts';
import type { Spot } from './grid.tsx';
import type { Draft } from './new-entry.tsx';
import type { MenuItem } from './point-menu.tsx';
import type { Moves } from './use-moves.ts';

type OnSpot = {
  readonly words: Words;
  readonly types: readonly TaskType[];
  readonly draft: (spot: Spot, more?: Partial<Draft>) => void;
  readonly toDay: () => void;
  /** Writes down that somebody is away then; missing where that is not the viewer's to say. */
  readonly leave: (() => void) | undefined;
  /** Shows another menu in the place of this one. */
  readonly more: (items: readonly MenuItem[]) => void;
};

/** So many types stand in the menu itself; with more of them the rest is one step away. */
const FIRST_TYPES = 6;

/** What can be done with a free span. */
export function spotItems(
  spot: Spot,
  { words: { t, language }, types, draft, toDay, leave, more }: OnSpot,
): MenuItem[] {
  const all = types.map(({ code, namePl, nameEn }): MenuItem => ({
    label: t('calendar.new of type', { type: language === 'pl' ? namePl : nameEn }),
    icon: 'plus',
    act: () => draft(spot, { type: code }),
  }));
  const rest: MenuItem = {
    label: t('calendar.more types'),
    icon: 'more',
    act: () => more(all.slice(FIRST_TYPES)),
  };
  const usual = types.find(({ byDefault }) => byDefault);
  const block = { private: true, ...(usual ? { type: usual.code } : {}) };
  return [
    ...(all.length > FIRST_TYPES + 1 ? [...all.slice(0, FIRST_TYPES), rest] : all),
    { label: t('calendar.block time'), icon: 'lock', act: () => draft(spot, block) },
    ...(leave ? [{ label: t('absence.add'), icon: 'person', act: leave } as const] : []),
    { label: t('calendar.to day'), icon: 'calendar', act: toDay },
  ];
}

export type Away = { readonly id: string; readonly name: string };

/** Whose absences the viewer writes down and takes back: their own and their people's. */
export function awayOf(people: readonly CalendarPerson[], { userId, name, may }: Me): readonly Away[] {
  return [{ id: userId, name }, ...(may('task.assign') ? people.filter(({ open }) => open) : [])];
}

type OnEntry = {
  readonly words: Words;
  readonly timeZone: string;
  readonly mayEdit: boolean;
  readonly open: (id: string) => void;
  readonly moves: Moves;
};

/** What can be done with an entry. */
export function entryItems(task: CalendarTask, { words: { t }, timeZone, mayEdit, open, moves }: OnEntry): MenuItem[] {
  if (task.busy) return [];
  const look: MenuItem = { label: t('calendar.look'), icon: 'edit', keys: 'Enter', act: () => open(task.id) };
  if (!mayEdit || !isMovable(task)) return [look];
  const by = (minutes: number) => () => void moves.moveHands(task, { start: minutes, end: minutes });
  const stretch = (minutes: number) => () => void moves.moveHands(task, { start: 0, end: minutes });
  if (!task.plannedAt) {
    const day = toWall(task.dueAt!, timeZone).slice(0, 10);
    const plan = () => void moves.move(task, { plannedAt: fromWall(`${day}T09:00`, timeZone) });
    return [look, { label: t('calendar.give time'), icon: 'clock', act: plan }, ...days(by, t)];
  }
  const untime = () =>
    void moves.move(task, { plannedAt: null, ...(task.dueAt ? {} : { dueAt: endOfDay(task, timeZone) }) });
  return [
    look,
    { label: t('calendar.later'), icon: 'down', keys: 'Alt ↓', act: by(30) },
    { label: t('calendar.earlier'), icon: 'up', keys: 'Alt ↑', act: by(-30) },
    ...days(by, t),
    { label: t('calendar.longer'), icon: 'plus', keys: 'Shift ↓', act: stretch(15) },
    { label: t('calendar.take time'), icon: 'clock', act: untime },
  ];
}

function days(by: (minutes: number) => () => void, t: Words['t']): MenuItem[] {
  return [
    { label: t('calendar.next day'), icon: 'right', keys: 'Alt →', act: by(1440) },
    { label: t('calendar.next week'), icon: 'calendar', act: by(7 * 1440) },
  ];
}

function endOfDay({ plannedAt }: CalendarTask, timeZone: string): string {
  const day = toWall(plannedAt!, timeZone).slice(0, 10);
  return fromWall(shiftWall(`${day}T00:00`, 1439), timeZone);
}
