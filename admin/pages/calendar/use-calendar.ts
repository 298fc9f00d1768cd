import { useMemo, useState } from 'react';
import type { Absence } from '../../../db/absences.ts';
import type { DayWork } from '../../../db/calendar-work.ts';
import type { CalendarTask, DayLoad } from '../../../db/calendar.ts';
import type { ImportantDay } from '../../../db/days-in-calendars.ts';
import type { OpeningHours } from '../../../domain/calendar/compile.ts';
import type { OpenDay } from '../../../domain/calendar/open-days.ts';
import type { OwnDays } from '../../../domain/calendar/own-hours.ts';
import { fromWall } from '../../../domain/calendar/wall.ts';
import { addDays } from '../../components/dates.ts';
import { useRead, type Refused } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import type { Shown } from './view.ts';

type Answer = {
  readonly tasks: readonly CalendarTask[];
  readonly cut: boolean;
  readonly load: readonly DayLoad[];
  readonly worked: readonly DayWork[];
  readonly absences: readonly Absence[];
  readonly days: readonly OpenDay[];
  /** Who of the shown works other hours than the house. */
  readonly own: readonly OwnHours[];
};

/** Hours of somebody, and what they make of the shown days. */
export type OwnHours = OwnDays & { readonly hours: OpeningHours };

export type Narrowing = {
  readonly people: readonly string[];
  /** Set in the view of resources: what they are booked for. */
  readonly resources?: readonly string[];
  readonly types: readonly string[];
  readonly companyId: string | null;
  readonly state: string | null;
  /** Also what was done without a plan. */
  readonly recorded: boolean;
};

export type CalendarReading = Partial<Answer> & {
  readonly error?: Refused;
  readonly busy: boolean;
  reload(): void;
  /** Shows a change before the server has it, on top of those that are under way; undefined takes them back. */
  show(id: string, change: Partial<CalendarTask> | undefined): void;
  /** The server has all that was shown: from now on what it says of a later version is newer. */
  settle(id: string, version: number): void;
};

/** What the hand did to a task, and the version that it became once the server had all of it. */
type Held = { readonly change: Partial<CalendarTask>; readonly version?: number };

/** What stands in the shown days, with what has just been changed by hand on top. */
export function useCalendar(
  { first, last }: Shown,
  { people, resources, types, companyId, state, recorded }: Narrowing,
): CalendarReading {
  const { timeZone } = useViewer();
  const query = new URLSearchParams({
    from: fromWall(`${first}T00:00`, timeZone),
    to: fromWall(`${addDays(last, 1)}T00:00`, timeZone),
    ...(people.length > 0 ? { people: people.join(',') } : {}),
    ...(resources ? { resources: resources.join(',') } : {}),
    ...(types.length > 0 ? { types: types.join(',') } : {}),
    ...(companyId ? { companyId } : {}),
    ...(state ? { state } : {}),
    ...(recorded ? {} : { recorded: 'no' }),
  });
  const { value, error, busy, reload } = useRead<Answer>(`/calendar?${query}`);
  const [held, setHeld] = useState<Readonly<Record<string, Held>>>({});
  const tasks = useMemo(() => value?.tasks.map((task) => withChange(task, held[task.id])), [value, held]);
  const show = (id: string, change: Partial<CalendarTask> | undefined) =>
    setHeld(({ [id]: old, ...others }) => {
      if (!change) return others;
      const read = value?.tasks.find((task) => task.id === id);
      return { ...others, [id]: { change: { ...(read && isPast(old, read) ? {} : old?.change), ...change } } };
    });
  const settle = (id: string, version: number) =>
    setHeld(({ [id]: old, ...others }) => ({ ...others, [id]: { change: old?.change ?? {}, version } }));
  return { ...value, ...(tasks ? { tasks } : {}), busy, reload, show, settle, ...(error ? { error } : {}) };
}

/** What the server says later is newer than what the hand did. */
function withChange(task: CalendarTask, held: Held | undefined): CalendarTask {
  if (!held || isPast(held, task)) return task;
  return { ...task, ...held.change, version: Math.max(task.version, held.version ?? 0) };
}

function isPast(held: Held | undefined, read: CalendarTask): boolean {
  return held?.version !== undefined && read.version > held.version;
}

/** Under what an important day stands among the entries. */
export function keyOfDay({ id, on, kind, personId }: ImportantDay): string {
  return `day ${on} ${kind} ${id ?? personId}`;
}

/** Important dates of the customers of those who are shown; they are no work, so a choice of types or of states has none. */
export function useImportantDays({ first, last }: Shown, narrowing: Narrowing): ReadonlyMap<string, ImportantDay> {
  const { may } = useViewer();
  const { people, resources, types, companyId, state } = narrowing;
  const shows = may('company.read') && !resources && types.length === 0 && state !== 'done' && people.length > 0;
  const query = new URLSearchParams({ from: first, to: last, people: people.join(',') });
  const { value } = useRead<{ rows: ImportantDay[] }>(shows ? `/important-dates?${query}` : undefined);
  return useMemo(() => {
    const rows = shows ? (value?.rows ?? []) : [];
    const asked = rows.filter((one) => !companyId || one.companyId === companyId);
    return new Map(asked.map((one) => [keyOfDay(one), one]));
  }, [value, shows, companyId]);
}
