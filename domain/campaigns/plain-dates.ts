/** Dates as people write them down, `YYYY-MM-DD`, without a zone. Imports nothing: pages reckon with them as well. */

const dayMs = 86_400_000;

/** Whole days from one date to another; negative if the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((midnight(to) - midnight(from)) / dayMs);
}

/** The date so many days later, or earlier for a negative count. */
export function addDays(date: string, days: number): string {
  return new Date(midnight(date) + days * dayMs).toISOString().slice(0, 10);
}

/** Whether a text is a date of the calendar; `2026-02-30` is not. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(midnight(text)) && addDays(text, 0) === text;
}

function midnight(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}
