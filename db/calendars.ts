import {
  calendarsOfPerson,
  compileCalendars,
  type CalendarDefinition,
  type Calendars,
  type OpeningHours,
  type Person,
} from '../domain/calendar/compile.ts';
import type { HolidayRule } from '../domain/calendar/holidays.ts';
import type { Tx } from './database.ts';

type Row = {
  readonly code: string;
  readonly timeZone: string;
  readonly hours: OpeningHours;
  readonly holidays: HolidayRule;
  readonly daysOff: readonly string[];
};

let compiled: { readonly text: string; readonly calendars: Calendars } | undefined;

/** The working calendars, compiled once per process and again after one has changed. */
export async function loadCalendars(tx: Tx): Promise<Calendars> {
  const [row] = await tx.prepared<{ text: string; year: number }>(
    'working-calendars',
    `select coalesce(json_agg(json_build_object('code', code, 'timeZone', time_zone, 'hours', hours, 'holidays', holidays,
       'daysOff', days_off) order by code), '[]')::text as text, extract(year from now())::int as year
     from working_calendars`,
  );
  const { text, year } = row!;
  if (compiled?.text !== text)
    compiled = { text, calendars: compileCalendars((JSON.parse(text) as Row[]).map(definitionOf), year - 2, year + 3) };
  return compiled.calendars;
}

/** By the calendars of the house, by what somebody's differ in. */
const personal = new WeakMap<Calendars, Map<string, Calendars>>();
/** Compiling takes some milliseconds: those of so many people are kept. */
const KEPT = 200;

/** The calendars as they are for somebody, compiled once for all whose working time is the same. */
export function personalCalendars(calendars: Calendars, { hours, zone, away }: Person): Calendars {
  const known = personal.get(calendars) ?? new Map<string, Calendars>();
  personal.set(calendars, known);
  const key = JSON.stringify([hours, zone, away]);
  const made = known.get(key) ?? calendarsOfPerson(calendars, { hours, zone, away });
  if (known.size >= KEPT) known.clear();
  known.set(key, made);
  return made;
}

function definitionOf({ code, timeZone, hours, holidays, daysOff }: Row): CalendarDefinition {
  return { code, zone: timeZone, hours, holidays: holidays === 'PL' ? 'PL' : 'none', daysOff };
}
