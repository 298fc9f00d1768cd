import { useMemo, useState } from 'react';
import type { CalendarTask, DayLoad } from '../../../db/calendar.ts';
import type { OpenDay } from '../../../domain/calendar/open-days.ts';
import { fromWall } from '../../../domain/calendar/wall.ts';
import { addDays } from '../../components/dates.ts';
import { useRead, type Refused } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import type { Shown } from './view.ts';

type Answer = {
  readonly tasks: readonly CalendarTask[];
  readonly cut: boolean;
  readonly load: readonly DayLoad[];
  readonly days: readonly OpenDay[];
};

export type Narrowing = {
  readonly people: readonly string[];
  /** Set in the view of resources: what they are booked for. */
  readonly resources?: readonly string[];
  readonly types: readonly string[];
  readonly companyId: string | null;
  readonly state: string | null;
};

export type CalendarReading = Partial<Answer> & {
  readonly error?: Refused;
  readonly busy: boolean;
  reload(): void;
  /** Shows a change before the server has it; undefined takes it back. */
  show(id: string, change: Partial<CalendarTask> | undefined): void;
};

/** What stands in the shown days, with what has just been changed by hand on top. */
export function useCalendar(
  { first, last }: Shown,
  { people, resources, types, companyId, state }: Narrowing,
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
  });
  const { value, error, busy, reload } = useRead<Answer>(`/calendar?${query}`);
  const [changed, setChanged] = useState<Readonly<Record<string, Partial<CalendarTask>>>>({});
  const tasks = useMemo(() => value?.tasks.map((task) => withChange(task, changed[task.id])), [value, changed]);
  const show = (id: string, change: Partial<CalendarTask> | undefined) =>
    setChanged(({ [id]: _, ...others }) => (change ? { ...others, [id]: change } : others));
  return { ...value, ...(tasks ? { tasks } : {}), busy, reload, show, ...(error ? { error } : {}) };
}

/** What the server says later is newer than what the hand did. */
function withChange(task: CalendarTask, change: Partial<CalendarTask> | undefined): CalendarTask {
  if (!change || (change.version !== undefined && task.version > change.version)) return task;
  return { ...task, ...change };
}
