import { compileCalendars, defaultDefinition, organisationCalendar } from '../domain/calendar/compile.ts';
import type { OpeningHours } from '../domain/calendar/compile.ts';
import type { HolidayRule } from '../domain/calendar/holidays.ts';
import { actorOf, demand } from '../domain/access.ts';
import type { Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import { changesBetween, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';

/** When the organisation works: what all deadlines in working time are reckoned by. */
export type WorkingCalendar = {
  readonly timeZone: string;
  readonly hours: OpeningHours;
  readonly holidays: HolidayRule;
  readonly daysOff: readonly string[];
  /** 0 as long as nobody has changed what an installation starts with. */
  readonly version: number;
};

/** The organisation's calendar, or the one that an installation starts with. */
export async function workingCalendar(db: Tx): Promise<WorkingCalendar> {
  const { zone, hours, holidays, daysOff } = defaultDefinition;
  const found = await db.maybe<WorkingCalendar>(
    `select time_zone, hours, holidays, array(select to_char(day, 'YYYY-MM-DD') from unnest(days_off) day order by day) as days_off, version
     from working_calendars where code = $1`,
    [organisationCalendar],
  );
  return found ?? { timeZone: zone, hours, holidays, daysOff, version: 0 };
}

/** Replaces it. Refuses hours that are not in order, an unknown zone, and a calendar in which nobody ever works. */
export async function saveWorkingCalendar(tx: Tx, calendar: WorkingCalendar, viewer: Viewer): Promise<void> {
  demand(viewer, 'settings.edit');
  await tx.run('select pg_advisory_xact_lock(hashtext($1))', ['working calendar']);
  const old = await workingCalendar(tx);
  if (old.version !== calendar.version) throw withNow(changedMeanwhile(), old);
  const { timeZone, hours, holidays, daysOff } = calendar;
  if (Object.values(hours).every((spans) => spans.length === 0)) throw neverOpen();
  // Compiling is the check: what it refuses, no deadline could be reckoned by.
  compileCalendars([{ code: organisationCalendar, zone: timeZone, hours, holidays, daysOff }], 2026, 2026);
  const actor = actorOf(viewer);
  await tx.run(
    `insert into working_calendars (code, name, time_zone, hours, holidays, days_off, updated_by)
     values ($1, 'Organizacja', $2, $3, $4, $5::date[], $6)
     on conflict (code) do update set time_zone = $2, hours = $3, holidays = $4, days_off = $5::date[], updated_by = $6,
       updated_at = now(), version = working_calendars.version + 1`,
    [organisationCalendar, timeZone, JSON.stringify(hours), holidays, daysOff, actorText(actor)],
  );
  const changes = changesBetween(old, { timeZone, hours, holidays, daysOff });
  await recordAudit(tx, { actor, noun: 'working calendar', recordId: organisationCalendar, verb: 'edit', changes });
}

function changedMeanwhile(): DomainError {
  return new DomainError('calendar.changed', {
    pl: 'Ktoś zmienił kalendarz w międzyczasie. Wczytaj stronę ponownie i nanieś zmiany.',
    en: 'Somebody changed the calendar in the meantime. Load the page again and make your changes.',
  });
}

function neverOpen(): DomainError {
  return new DomainError(
    'calendar.never_open',
    {
      pl: 'W tym kalendarzu nikt nigdy nie pracuje, więc żaden termin by nie nadszedł. Wpisz godziny co najmniej jednego dnia.',
      en: 'Nobody ever works in this calendar, so no deadline would ever come. Give the hours of at least one day.',
    },
    'hours',
  );
}
