/**
 * Working calendars, compiled once into sorted UTC intervals with running sums, so that adding and counting working time
 * are binary searches. What lies outside of the compiled years is compiled when it is asked for.
 */
import { DomainError } from '../domain-error.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Instant } from '../scenario/shapes.ts';
import { polishHolidays, type HolidayRule } from './holidays.ts';
import { compileZone, fromLocal, horizon, yearWithin, type Zone } from './zone.ts';

/** Opening hours by ISO weekday (`"1"` is Monday): `{ "1": [["08:00", "16:00"]] }`. */
export type OpeningHours = Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;

export type CalendarDefinition = {
  readonly code: string;
  readonly zone: string;
  readonly hours: OpeningHours;
  readonly holidays: HolidayRule;
  /** Dates on which nobody works besides holidays. */
  readonly daysOff: readonly string[];
};

/** One calendar. `compiled` is replaced by a wider one on demand; what it says about a given time never changes. */
export type Calendar = { readonly definition: CalendarDefinition; readonly zone: Zone; compiled: Compiled };

export type Compiled = {
  readonly fromYear: number;
  readonly toYear: number;
  /** Working intervals in UTC, and how many working milliseconds lie before each (one more entry than intervals). */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly before: Float64Array;
  /** Local dates with work, as days since 1970, and the opening of each as milliseconds after local midnight. */
  readonly days: Int32Array;
  readonly openings: Int32Array;
};

export type Calendars = {
  /** Changes whenever a definition does: stands in `run_moves`. */
  readonly version: string;
  readonly byCode: ReadonlyMap<string, Calendar>;
  /** Zones by name, compiled when first asked for. */
  readonly zones: Map<string, Zone>;
  readonly fromYear: number;
  readonly toYear: number;
};

/** The calendar that counts where none is named. */
export const organisationCalendar = 'organisation';

/** What an installation starts with: Monday to Friday, 8 to 16, Polish holidays. */
export const defaultDefinition: CalendarDefinition = {
  code: organisationCalendar,
  zone: 'Europe/Warsaw',
  hours: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['08:00', '16:00']]])),
  holidays: 'PL',
  daysOff: [],
};

const DAY = 86_400_000;

/** Compiles every definition for the given years, both included. Without an `organisation` calendar the default one is added. */
export function compileCalendars(
  definitions: readonly CalendarDefinition[],
  fromYear: number,
  toYear: number,
): Calendars {
  const all = definitions.some((d) => d.code === organisationCalendar)
    ? definitions
    : [defaultDefinition, ...definitions];
  const zones = new Map<string, Zone>();
  const byCode = new Map<string, Calendar>();
  for (const definition of all) {
    const zone = zones.get(definition.zone) ?? compileZone(definition.zone, fromYear, toYear);
    zones.set(definition.zone, zone);
    byCode.set(definition.code, { definition, zone, compiled: compileYears(definition, zone, [fromYear, toYear]) });
  }
  return { version: fingerprint(JSON.stringify(all)).toString(36), byCode, zones, fromYear, toYear };
}

/** What somebody's working time differs in from the house's. */
export type Person = {
  /** Their own hours, on the clock of `zone`; null: those of the house. */
  readonly hours: OpeningHours | null;
  readonly zone: string | null;
  /** Dates on which they are away. */
  readonly away: readonly string[];
};

/** The calendars as they are for somebody: in the place of the organisation's stands their own working time (rule 34). */
export function calendarsOfPerson(calendars: Calendars, { hours, zone, away }: Person): Calendars {
  if (!hours && away.length === 0) return calendars;
  const house = calendarOf(calendars).definition;
  const own = hours ? { hours, zone: zone ?? house.zone } : {};
  const definition = { ...house, ...own, daysOff: [...house.daysOff, ...away] };
  const { byCode } = compileCalendars([definition], calendars.fromYear, calendars.toYear);
  return { ...calendars, byCode: new Map([...calendars.byCode, ...byCode]) };
}

/** The calendar of that code, the organisation's without one. Throws `calendar.unknown`. */
export function calendarOf(calendars: Calendars, code: string = organisationCalendar): Calendar {
  const found = calendars.byCode.get(code);
  if (found) return found;
  const known = [...calendars.byCode.keys()].join(', ');
  throw new DomainError('calendar.unknown', {
    pl: `Nie ma kalendarza pracy „${code}”. Są: ${known}. Wybierz jeden z nich.`,
    en: `There is no working calendar "${code}". There are: ${known}. Choose one of them.`,
  });
}

export function zoneOf(calendars: Calendars, name: string): Zone {
  let zone = calendars.zones.get(name);
  if (!zone) calendars.zones.set(name, (zone = compileZone(name, calendars.fromYear, calendars.toYear)));
  return zone;
}

/** Makes sure that the calendar is compiled for `at`; the years beside it come along. */
export function reachCalendar(calendar: Calendar, at: Instant): Compiled {
  const year = yearWithin(at);
  const { fromYear, toYear } = calendar.compiled;
  // Local and UTC years differ by hours: a year of margin keeps the edges right.
  if (year <= fromYear || year >= toYear) {
    const years: [number, number] = [
      Math.max(horizon.from, Math.min(fromYear, year - 2)),
      Math.min(horizon.to, Math.max(toYear, year + 3)),
    ];
    calendar.compiled = compileYears(calendar.definition, calendar.zone, years);
  }
  return calendar.compiled;
}

function compileYears(definition: CalendarDefinition, zone: Zone, years: readonly [number, number]): Compiled {
  const [fromYear, toYear] = years;
  const hours = weekOf(definition);
  const free = new Set(definition.daysOff);
  if (definition.holidays === 'PL')
    for (let year = fromYear; year <= toYear; year++) for (const day of polishHolidays(year).keys()) free.add(day);
  const starts: number[] = [];
  const ends: number[] = [];
  const days: number[] = [];
  const openings: number[] = [];
  for (let midnight = Date.UTC(fromYear, 0, 1); midnight < Date.UTC(toYear + 1, 0, 1); midnight += DAY) {
    const open = hours[new Date(midnight).getUTCDay()]!;
    if (open.length === 0 || free.has(new Date(midnight).toISOString().slice(0, 10))) continue;
    days.push(midnight / DAY);
    openings.push(open[0]![0]);
    for (const [from, to] of open) {
      starts.push(fromLocal(zone, midnight + from));
      ends.push(fromLocal(zone, midnight + to));
    }
  }
  return {
    fromYear,
    toYear,
    ...summed(starts, ends),
    days: Int32Array.from(days),
    openings: Int32Array.from(openings),
  };
}

function summed(starts: readonly number[], ends: readonly number[]): Pick<Compiled, 'starts' | 'ends' | 'before'> {
  const before = new Float64Array(starts.length + 1);
  for (let i = 0; i < starts.length; i++) before[i + 1] = before[i]! + ends[i]! - starts[i]!;
  return { starts: Float64Array.from(starts), ends: Float64Array.from(ends), before };
}

type Opening = readonly [from: number, to: number];

/** Openings by weekday as JavaScript counts them (0 is Sunday), in milliseconds after midnight, sorted. */
function weekOf({ code, hours }: CalendarDefinition): readonly (readonly Opening[])[] {
  const week: Opening[][] = [[], [], [], [], [], [], []];
  for (const [day, spans] of Object.entries(hours)) {
    const at = Number(day);
    const openings = spans.map(([from, to]): Opening => [clock(from), clock(to)]).sort((a, b) => a[0] - b[0]);
    const wrong = openings.some(([from, to], i) => !(from < to) || (i > 0 && from < openings[i - 1]![1]));
    if (!Number.isInteger(at) || at < 1 || at > 7 || wrong) throw wrongHours(code, day, spans);
    week[at % 7] = openings;
  }
  return week;
}

function clock(text: string): number {
  const found = /^(\d\d):(\d\d)$/.exec(text);
  const minutes = found ? Number(found[1]) * 60 + Number(found[2]) : NaN;
  return minutes <= 24 * 60 && Number(found?.[2]) < 60 ? minutes * 60_000 : NaN;
}

function wrongHours(code: string, day: string, spans: unknown): DomainError {
  const value = JSON.stringify(spans);
  return new DomainError('calendar.wrong_hours', {
    pl: `Kalendarz „${code}”: godziny ${value} dnia ${day} są błędne. Podaj przedziały, np. [["08:00","16:00"]], rosnąco i bez zachodzenia na siebie.`,
    en: `Calendar "${code}": the hours ${value} of day ${day} are wrong. Give spans such as [["08:00","16:00"]], ascending and not overlapping.`,
  });
}
