import { DomainError } from '../domain-error.ts';
import type { Instant, SpanRule } from '../scenario/shapes.ts';
import { calendarOf, reachCalendar, zoneOf, type Calendar, type Calendars } from './compile.ts';
import { firstOver, fromLocal, horizon, toLocal } from './zone.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * When a span that begins at `from` is over; a negative count reckons back. The three units are never mixed:
 * - working days keep the local clock time; a span that begins on a free day begins with the next opening. Reckoned back,
 *   the first working day before a free day counts as one;
 * - working hours count opening times only;
 * - calendar days keep the local clock time in `zone` (default: the organisation's) over both changes of the clock;
 * - minutes are minutes.
 */
export function addSpan(calendars: Calendars, from: Instant, span: SpanRule & { readonly zone?: string }): Instant {
  const { count } = span;
  switch (span.unit) {
    case 'minutes':
      return reckonable(from + Math.round(count * MINUTE), span);
    case 'calendar days': {
      const zone = span.zone === undefined ? calendarOf(calendars).zone : zoneOf(calendars, span.zone);
      reckonable(from + count * DAY, span);
      return fromLocal(zone, toLocal(zone, from) + whole(span) * DAY);
    }
    case 'working days':
      return addWorkingDays(calendarOf(calendars, span.calendar), from, whole(span));
    case 'working hours':
      return addWorkingTime(calendarOf(calendars, span.calendar), from, Math.round(count * HOUR));
  }
}

/** Working milliseconds between two instants; negative if `to` comes first. */
export function workedBetween(calendar: Calendar, from: Instant, to: Instant): number {
  // Both ends first: reaching for the later one may compile anew and move the sums of the earlier.
  reachCalendar(calendar, from);
  reachCalendar(calendar, to);
  return worked(calendar, to) - worked(calendar, from);
}

/** When `ms` of working time after `from` have passed. At a closing it is the closing, not the next opening. */
export function addWorkingTime(calendar: Calendar, from: Instant, ms: number): Instant {
  if (!Number.isFinite(ms)) throw wrongCount(ms);
  reachCalendar(calendar, from);
  for (let step = 1; ; step *= 2) {
    const { starts, before } = calendar.compiled;
    const want = worked(calendar, from) + ms;
    const found = ms > 0 ? endingAt(before, want) : firstOver(before, want) - 1;
    if (found >= 0 && found < starts.length) {
      return starts[found]! + want - before[found]!;
    }
    widen(calendar, Math.sign(ms || 1) * step);
  }
}

/** The interval in which the running sum reaches `want`, an exact closing counting as inside. */
function endingAt(before: Float64Array, want: number): number {
  const i = firstOver(before, want) - 1;
  return i > 0 && before[i] === want ? i - 1 : i;
}

function addWorkingDays(calendar: Calendar, from: Instant, count: number): Instant {
  const local = toLocal(calendar.zone, from);
  const day = Math.floor(local / DAY);
  reachCalendar(calendar, from);
  for (let step = 1; ; step *= 2) {
    const { days, openings } = calendar.compiled;
    const today = firstOver(days, day) - 1;
    const isWorking = days[today] === day;
    const first = isWorking || count < 0 ? today : today + 1;
    const target = first + count + (!isWorking && count < 0 ? 1 : 0);
    if (first >= 0 && target >= 0 && first < days.length && target < days.length) {
      const clock = isWorking || count < 0 ? local - day * DAY : openings[first]!;
      return fromLocal(calendar.zone, days[target]! * DAY + clock);
    }
    widen(calendar, Math.sign(count || 1) * step);
  }
}

/** Working milliseconds since the compiled origin. */
function worked(calendar: Calendar, at: Instant): number {
  const { starts, ends, before } = calendar.compiled;
  const i = firstOver(starts, at) - 1;
  return i < 0 ? 0 : before[i]! + Math.min(at, ends[i]!) - starts[i]!;
}

/** Compiles further by so many years; throws where calendars end, e.g. for one that never opens. */
function widen(calendar: Calendar, years: number): void {
  const { fromYear, toYear } = calendar.compiled;
  if (years > 0 ? toYear >= horizon.to : fromYear <= horizon.from) throw endless(calendar);
  const wanted = years > 0 ? toYear + years : fromYear + years;
  reachCalendar(calendar, Date.UTC(Math.max(horizon.from, Math.min(horizon.to, wanted)), 6, 1));
}

function whole({ count }: SpanRule): number {
  if (!Number.isInteger(count)) throw wrongCount(count);
  return count;
}

function reckonable(at: number, { count }: SpanRule): Instant {
  if (!Number.isFinite(at)) throw wrongCount(count);
  return at;
}

function wrongCount(count: number): DomainError {
  return new DomainError('span.wrong_count', {
    pl: `„${count}” nie jest długością czasu. Podaj liczbę, a dla dni liczbę całkowitą.`,
    en: `"${count}" is not a span. Give a number, and a whole one for days.`,
  });
}

function endless({ definition }: Calendar): DomainError {
  return new DomainError('calendar.endless', {
    pl: `W kalendarzu pracy „${definition.code}” brakuje godzin pracy, by doliczyć tyle czasu (do ${horizon.to} roku). Sprawdź jego godziny i dni wolne albo skróć czas.`,
    en: `The working calendar "${definition.code}" has too few opening hours for so long a span (until ${horizon.to}). Check its hours and days off, or shorten the span.`,
  });
}
