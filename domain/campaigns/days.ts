import { DateTime } from 'luxon';

/** The first instant of a date in a zone; a midnight that the clock change skips moves forward. */
export function startOfDay(date: string, zone: string): number {
  return DateTime.fromISO(date, { zone }).startOf('day').toMillis();
}

/** The first instant after a date in a zone. */
export function endOfDay(date: string, zone: string): number {
  return DateTime.fromISO(date, { zone }).plus({ days: 1 }).startOf('day').toMillis();
}

/** The date that people in a zone have at an instant. */
export function dateAt(instant: number, zone: string): string {
  return DateTime.fromMillis(instant, { zone }).toISODate()!;
}
