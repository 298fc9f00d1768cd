import type { OpenDay } from './open-days.ts';

/** The days of somebody whose working hours are their own. */
export type OwnDays = { readonly userId: string; readonly days: readonly OpenDay[] };

/** When the house is open, and who works other hours. */
export type Opening = { readonly days: readonly OpenDay[]; readonly own: readonly OwnDays[] };

/** These days as somebody works on them: their own hours, else those of the house (rule 34). */
export function daysOfPerson(userId: string, { days, own }: Opening): readonly OpenDay[] {
  const found = own.find((one) => one.userId === userId);
  if (!found) return days;
  const theirs = new Map(found.days.map((day) => [day.on, day]));
  return days.map((day) => theirs.get(day.on) ?? day);
}

/** These days with the hours in which at least one of these people works; without people those of the house. */
export function daysTogether(people: readonly string[], opening: Opening): readonly OpenDay[] {
  const all = [...new Set(people.map((userId) => daysOfPerson(userId, opening)))];
  if (all.length < 2) return all[0] ?? opening.days;
  return opening.days.map((day, at) => ({ ...day, hours: joined(all.flatMap((days) => days[at]!.hours)) }));
}

/** Spans in order, with those that touch made one. */
export function joined(spans: OpenDay['hours']): OpenDay['hours'] {
  const sorted = spans.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const found: (readonly [string, string])[] = [];
  for (const [from, to] of sorted) {
    const last = found.at(-1);
    if (!last || last[1] < from) found.push([from, to]);
    else if (last[1] < to) found.splice(-1, 1, [last[0], to]);
  }
  return found;
}
