/** Working hours of people: their own where an administrator has written them down, else those of the house (rule 34). */
import type { Viewer } from '../domain/access.ts';
import { compileCalendars, defaultDefinition, type OpeningHours } from '../domain/calendar/compile.ts';
import { DomainError } from '../domain/domain-error.ts';
import { watched } from './calendar.ts';
import type { Tx } from './database.ts';
import { parameters } from './task-scope.ts';
import { workingCalendar, type WorkingCalendar } from './working-calendars.ts';

/** Hours by somebody's own clock; `timeZone` is null where that is the clock of the house. */
export type OwnHours = { readonly userId: string; readonly hours: OpeningHours; readonly timeZone: string | null };

/** Of these people those with hours of their own, among those whose calendar the viewer may open. */
export async function hoursOfPeople(tx: Tx, viewer: Viewer, people: readonly string[]): Promise<OwnHours[]> {
  const params = parameters();
  return tx.rows<OwnHours>(
    `select id as user_id, hours, time_zone from users where hours is not null and id in (${watched(people, viewer, params)})`,
    params.list,
  );
}

/** The house's calendar with the hours of this person, where they have their own. */
export async function calendarOfPerson(tx: Tx, userId: string | null): Promise<WorkingCalendar> {
  const house = await workingCalendar(tx);
  if (!userId) return house;
  const own = await tx.maybe<{ hours: OpeningHours | null }>('select hours from users where id = $1', [userId]);
  return own?.hours ? { ...house, hours: own.hours } : house;
}

/** Hours in which somebody works at some time. Throws `calendar.wrong_hours`, `user.never_works`. */
export function checkedHours(hours: OpeningHours | null): OpeningHours | null {
  if (!hours) return null;
  if (Object.values(hours).every((spans) => spans.length === 0)) throw neverWorks();
  // Compiling is the check: what it refuses, no working time could be reckoned by.
  compileCalendars([{ ...defaultDefinition, hours }], 2026, 2026);
  return hours;
}

function neverWorks(): DomainError {
  return new DomainError(
    'user.never_works',
    {
      pl: 'Z tych godzin wynika, że ta osoba nigdy nie pracuje. Wpisz godziny co najmniej jednego dnia albo wybierz godziny firmy.',
      en: 'By these hours this person never works. Give the hours of at least one day, or choose those of the house.',
    },
    'hours',
  );
}
