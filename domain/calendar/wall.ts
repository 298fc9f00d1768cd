/**
 * The one joint between instants and the clock on the wall (rule 28). A calendar component knows no zones: it is given
 * `2026-11-27T09:15` as it stands on the user's wall, and what it gives back is read on the same wall. Runs in browsers,
 * so it leans on Intl alone; the browser's own zone plays no part.
 */

/** `2026-11-27T09:15`, without a zone. */
export type Wall = string;

const formats = new Map<string, Intl.DateTimeFormat>();

/** How the instant reads on the wall of the zone, to the minute. */
export function toWall(instant: string, zone: string): Wall {
  const at = Date.parse(instant);
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 16);
}

/**
 * The instant at which the wall reads so. A time that the clock jumps over moves on by the gap; one that comes twice is
 * the first of the two.
 */
export function fromWall(wall: Wall, zone: string): string {
  const local = readWall(wall);
  const before = offsetAt(local - DAY, zone);
  const after = offsetAt(local + DAY, zone);
  const first = local - before;
  if (before === after || offsetAt(first, zone) === before) return new Date(first).toISOString();
  const second = local - after;
  return new Date(offsetAt(second, zone) === after ? second : first).toISOString();
}

/** The instant of what is typed so far; null where it is empty or does not read as a moment yet. */
export function instantTyped(typed: string, zone: string): string | null {
  return MOMENT.test(typed) && !Number.isNaN(readWall(typed)) ? fromWall(typed, zone) : null;
}

/**
 * The first moment of a day in the zone, as an instant that still reads as that day: `2026-11-25T00:00:00+01:00`. Where
 * the clock jumps over midnight, its offset is the one before the jump.
 */
export function startOfDay(day: string, zone: string): string {
  const minutes = Math.round((readWall(day) - Date.parse(fromWall(day, zone))) / 60_000);
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  const ahead = Math.abs(minutes);
  return `${day}T00:00:00${minutes < 0 ? '-' : '+'}${two(ahead / 60)}:${two(ahead % 60)}`;
}

/** The wall so many minutes later: hands of a clock, not elapsed time. */
export function shiftWall(wall: Wall, minutes: number): Wall {
  return new Date(readWall(wall) + minutes * 60_000).toISOString().slice(0, 16);
}

/** Minutes between two readings of the wall. */
export function wallMinutes(from: Wall, to: Wall): number {
  return Math.round((readWall(to) - readWall(from)) / 60_000);
}

const DAY = 86_400_000;
const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/;

function readWall(wall: Wall): number {
  return Date.parse(`${wall.length === 10 ? `${wall}T00:00` : wall.slice(0, 16)}:00Z`);
}

/** What has to be added to UTC to get local time there, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}
