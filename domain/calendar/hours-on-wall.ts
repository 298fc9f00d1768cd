/** Working hours are kept by one clock and read on another, by whoever lives in another zone (rules 28 and 34). */
import type { OpeningHours } from './compile.ts';
import { openDays, type AskedDays, type OpenDay, type Opened } from './open-days.ts';
import { joined } from './own-hours.ts';
import { fromWall, shiftWall, toWall, type Wall } from './wall.ts';

/** Zones: by whose clock the hours are kept, and on whose wall they are read. */
export type Clocks = { readonly kept: string; readonly read: string };

type Span = OpenDay['hours'][number];

/** The days of a calendar as they read on another wall: its hours there, which may lie on two days, and its days off by their dates. */
export function daysOnWall(opened: Opened, asked: AskedDays, { kept, read }: Clocks): OpenDay[] {
  const days = openDays(opened, asked);
  if (kept === read) return days;
  // Walls differ by up to 26 hours: a day may end on the one after the next.
  const around = openDays(opened, { ...asked, first: addDays(asked.first, -2), last: addDays(asked.last, 2) });
  const onWall = (wall: Wall) => toWall(fromWall(wall, kept), read);
  const spans = around.flatMap(({ on, hours }) =>
    hours.flatMap(([from, to]) => cutAtMidnight(onWall(`${on}T${from}`), onWall(`${on}T${to}`))),
  );
  return days.map((day) => ({ ...day, hours: joined(spans.flatMap(({ on, span }) => (on === day.on ? [span] : []))) }));
}

/** The hours of a usual week as they read on another wall in the seven days from `first`. */
export function weekOnWall(hours: OpeningHours, first: string, clocks: Clocks): OpeningHours {
  if (clocks.kept === clocks.read) return hours;
  const usual = { hours, holidays: 'none', daysOff: [] } as const;
  const days = daysOnWall(usual, { first, last: addDays(first, 6), language: 'pl' }, clocks);
  return Object.fromEntries(days.flatMap((day) => (day.hours.length > 0 ? [[weekdayOf(day.on), day.hours]] : [])));
}

function cutAtMidnight(from: Wall, to: Wall): { readonly on: string; readonly span: Span }[] {
  const [first, last] = [from.slice(0, 10), to.slice(0, 10)];
  const pieces: { on: string; span: Span }[] = [];
  for (let on = first; on <= last; on = addDays(on, 1)) {
    const span: Span = [on === first ? from.slice(11) : '00:00', on === last ? to.slice(11) : '24:00'];
    if (span[0] < span[1]) pieces.push({ on, span });
  }
  return pieces;
}

function addDays(on: string, days: number): string {
  return shiftWall(on, days * 24 * 60).slice(0, 10);
}

/** As opening hours name it: `"1"` is Monday. */
function weekdayOf(on: string): string {
  return String(new Date(`${on}T00:00:00Z`).getUTCDay() || 7);
}
