import type { Calendar } from '@event-calendar/core';
import type { Absence } from '../../../db/absences.ts';
import type { CalendarTask } from '../../../db/calendar.ts';
import type { ImportantDay } from '../../../db/days-in-calendars.ts';
import { drawnMinutes } from '../../../domain/calendar/drawn.ts';
import type { OpenDay } from '../../../domain/calendar/open-days.ts';
import { shiftWall, toWall } from '../../../domain/calendar/wall.ts';
import { addDays } from '../../components/dates.ts';
import { weekdayOf } from './view.ts';

/** The task as the component wants it: times as they stand on the user's wall (rule 28). */
export function eventOf(task: CalendarTask, { timeZone, editable, byResource = false }: Drawing): Calendar.EventInput {
  const shared = {
    id: task.id,
    title: task.title ?? '',
    resourceIds: [...(byResource ? task.resources : task.people)],
    editable: editable && isMovable(task),
    classNames: classesOf(task),
    extendedProps: { task },
  };
  const from = startOf(task);
  if (!from) {
    const on = toWall(task.dueAt!, timeZone).slice(0, 10);
    return { ...shared, allDay: true, start: on, end: addDays(on, 1), durationEditable: false };
  }
  const minutes = task.recordedAt ? drawnMinutes(task.durationMinutes) : task.durationMinutes;
  return { ...shared, allDay: false, ...wallSpan(from, minutes, timeZone) };
}

/** When it begins: as planned, or as it was done; null where it has but a day. */
export function startOf({ plannedAt, recordedAt }: CalendarTask): string | null {
  return plannedAt ?? recordedAt;
}

/** An important date: a whole day that nobody moves. */
export function dayEvent([key, day]: readonly [string, ImportantDay], what: string): Calendar.EventInput {
  return {
    id: key,
    title: [what, day.personName ?? day.companyName].join(' · '),
    allDay: true,
    start: day.on,
    end: addDays(day.on, 1),
    resourceIds: [day.ownerId],
    editable: false,
    durationEditable: false,
    classNames: ['ev', 'violet'],
  };
}

type Drawing = { readonly timeZone: string; readonly editable: boolean; readonly byResource?: boolean };

/** Where the clock is put back, the end may read before the start: then the wall's own minutes count. */
function wallSpan(plannedAt: string, minutes: number, timeZone: string): { start: string; end: string } {
  const start = toWall(plannedAt, timeZone);
  const end = toWall(new Date(Date.parse(plannedAt) + minutes * 60_000).toISOString(), timeZone);
  return { start, end: end > start ? end : shiftWall(start, minutes) };
}

/** Only open work moves, and only work that one sees. */
export function isMovable({ busy, state }: CalendarTask): boolean {
  return !busy && state === 'open';
}

const tones = new Set(['accent', 'violet', 'green', 'orange', 'red']);

/** Its type's colour; late is red, a plan that was done is grey, what is hidden is hatched. What nobody had planned keeps its colour. */
export function classesOf({ busy, state, overdue, color, priority, recordedAt }: CalendarTask): string[] {
  const own = tones.has(color ?? '') ? color! : 'accent';
  const planned = state === 'done' ? 'done' : overdue ? 'red' : own;
  const worn = busy ? ['busy'] : recordedAt ? [own, 'recorded'] : [planned];
  return ['ev', ...worn, ...(priority === 'normal' || busy ? [] : [priority])];
}

/** Somebody's absence: the whole of its days, above the work that stands in them. */
export function absenceOf(absence: Absence): Calendar.EventInput {
  const { id, userId, userName, fromOn, toOn } = absence;
  return {
    id,
    title: userName,
    resourceIds: [userId],
    allDay: true,
    start: fromOn,
    end: addDays(toOn, 1),
    editable: false,
    classNames: ['ev', 'away'],
    extendedProps: { absence },
  };
}

/** The hours in which nobody works, as grey background; `columns` are people or resources. */
export function closedHours(days: readonly OpenDay[], columns: readonly string[]): Calendar.EventInput[] {
  return days.flatMap(({ on, hours }) =>
    gapsOf(hours).map(([from, to]) => ({
      id: ['closed', on, from, ...columns].join(' '),
      start: `${on}T${from}`,
      end: to === '24:00' ? `${addDays(on, 1)}T00:00` : `${on}T${to}`,
      display: 'background' as const,
      classNames: ['closed'],
      ...(columns.length > 0 ? { resourceIds: [...columns] } : {}),
    })),
  );
}

function gapsOf(hours: OpenDay['hours']): (readonly [string, string])[] {
  const gaps: [string, string][] = [];
  let at = '00:00';
  for (const [from, to] of hours) {
    if (from > at) gaps.push([at, from]);
    at = to;
  }
  if (at < '24:00') gaps.push([at, '24:00']);
  return gaps;
}

/** Weekend days of which none in sight holds work or opening hours, of the house or of one of those shown (rule 35). 0 is Sunday. */
export function hiddenWeekend(
  openings: readonly (readonly OpenDay[])[],
  tasks: readonly CalendarTask[],
  timeZone: string,
): number[] {
  const days = openings[0] ?? [];
  if (days.length < 7) return [];
  const shown = new Set(
    openings
      .flat()
      .filter(({ hours }) => hours.length > 0)
      .map(({ on }) => weekdayOf(on)),
  );
  const within = new Set(days.map(({ on }) => on));
  for (const task of tasks) {
    const on = toWall((startOf(task) ?? task.dueAt)!, timeZone).slice(0, 10);
    if (within.has(on)) shown.add(weekdayOf(on));
  }
  return [6, 0].filter((day) => !shown.has(day));
}

/** The hours of the grid: an hour around the opening times; work outside of them makes it longer by itself. */
export function slotLimits(days: readonly OpenDay[]): { from: string; to: string } {
  const open = days.flatMap(({ hours }) => hours);
  const from = Math.min(...open.map(([start]) => Number(start.slice(0, 2))), 24);
  const to = Math.max(...open.map(([, end]) => Math.ceil(Number(end.slice(0, 2)) + Number(end.slice(3)) / 60)), 0);
  if (from >= to) return { from: '07:00', to: '18:00' };
  return { from: `${two(Math.max(0, from - 1))}:00`, to: `${two(Math.min(24, to + 2))}:00` };
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
