import { IANAZone } from 'luxon';
import { DomainError } from '../domain-error.ts';
import type { Instant } from '../scenario/shapes.ts';

/** Changes of the clock of one time zone, compiled from luxon; reading it is a binary search. */
export type Zone = {
  readonly name: string;
  /** `offsets[i]` holds from `changes[i]` on; the first change is minus infinity. Milliseconds. */
  changes: readonly number[];
  offsets: readonly number[];
  from: Instant;
  to: Instant;
};

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const MINUTE = 60_000;

export function compileZone(name: string, fromYear: number, toYear: number): Zone {
  const zone = IANAZone.create(name);
  if (!zone.isValid) throw unknownZone(name);
  // A margin of a week on both sides: local midnight of the first day lies in the year before.
  const from = Date.UTC(fromYear, 0, 1) - WEEK;
  const to = Date.UTC(toYear + 1, 0, 1) + WEEK;
  const offsetOf = (at: number) => zone.offset(at) * MINUTE;
  const changes = [-Infinity];
  const offsets = [offsetOf(from)];
  for (let at = from; at < to; at += WEEK) {
    const after = offsetOf(at + WEEK);
    if (after === offsets.at(-1)) continue;
    changes.push(whenChanged(offsetOf, at, at + WEEK));
    offsets.push(after);
  }
  return { name, changes, offsets, from, to };
}

/** The first minute with the offset that holds at `after`. */
function whenChanged(offsetOf: (at: number) => number, before: number, after: number): number {
  const old = offsetOf(before);
  let low = before / MINUTE;
  let high = after / MINUTE;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(middle * MINUTE) === old) low = middle;
    else high = middle;
  }
  return high * MINUTE;
}

/** What has to be added to UTC to get local time, in milliseconds. Compiles further when `at` lies outside. */
function offsetAt(zone: Zone, at: Instant): number {
  if (at < zone.from || at >= zone.to) reach(zone, at);
  const { changes, offsets } = zone;
  let i = changes.length - 1;
  if (i > 8) i = lastAtOrBefore(changes, at);
  else while (changes[i]! > at) i--;
  return offsets[i]!;
}

/** Local wall clock as if it were UTC: epoch milliseconds of the local date and time. */
export function toLocal(zone: Zone, at: Instant): number {
  return at + offsetAt(zone, at);
}

/** The instant of a local wall clock. One that does not exist moves forward by the gap; one that exists twice is the first. */
export function fromLocal(zone: Zone, local: number): Instant {
  const before = offsetAt(zone, local - DAY);
  const after = offsetAt(zone, local + DAY);
  if (before === after) return local - before;
  if (offsetAt(zone, local - before) === before) return local - before;
  if (offsetAt(zone, local - after) === after) return local - after;
  return local - before;
}

/** The date there, `YYYY-MM-DD`. */
export function localDate(zone: Zone, at: Instant): string {
  return new Date(toLocal(zone, at)).toISOString().slice(0, 10);
}

/** First index whose value is over `x`, in a sorted list. */
export function firstOver(sorted: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

function lastAtOrBefore(sorted: ArrayLike<number>, x: number): number {
  return firstOver(sorted, x) - 1;
}

/** Years that can be reckoned at all; what lies outside is a mistyped date. */
export const horizon = { from: 1970, to: 2200 } as const;

/** The year of an instant; throws `calendar.horizon` outside of what can be reckoned, give or take `margin` years. */
export function yearWithin(at: Instant, margin = 0): number {
  const year = new Date(at).getUTCFullYear();
  if (year >= horizon.from - margin && year <= horizon.to + margin) return year;
  const value = Number.isFinite(at) && Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at);
  throw new DomainError('calendar.horizon', {
    pl: `Nie można liczyć czasu dla ${value}: kalendarze sięgają od ${horizon.from} do ${horizon.to} roku. Popraw datę albo liczbę dni.`,
    en: `Time cannot be reckoned for ${value}: calendars reach from ${horizon.from} to ${horizon.to}. Correct the date or the number of days.`,
  });
}

function reach(zone: Zone, at: Instant): void {
  const year = yearWithin(at, 1);
  const wider = compileZone(
    zone.name,
    Math.min(year - 1, new Date(zone.from + WEEK).getUTCFullYear()),
    Math.max(year + 5, new Date(zone.to - WEEK).getUTCFullYear() - 1),
  );
  Object.assign(zone, wider);
}

/** Whether both the calendars and the browsers of people know it. */
export function isZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

export function unknownZone(name: string, field?: string): DomainError {
  const said = {
    pl: `Nie ma strefy czasowej „${name}”. Podaj nazwę w postaci „Europe/Warsaw”.`,
    en: `There is no time zone "${name}". Give a name such as "Europe/Warsaw".`,
  };
  return new DomainError('calendar.unknown_zone', said, field);
}
