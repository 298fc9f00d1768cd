import { addDays, daysOf, type Day } from './days.ts';

export const daysOfPeople = ['birthday', 'name day'] as const;
export type PersonsDay = (typeof daysOfPeople)[number];
export type DateKind = 'date' | PersonsDay;
export const thingsBrought = ['task', 'reminder'] as const;
export type Brings = (typeof thingsBrought)[number];
export const MOST_DAYS_AHEAD = 90;

/** Missed days that are older are not recorded: nobody reads them. */
const DAYS_TOLD = 60;

export type DateThatBrings = {
  readonly fallsOn: Day;
  readonly yearly: boolean;
  readonly aheadDays: number;
  /** Since when it brings something: what lies before was never promised. */
  readonly since: Day;
};

export type ComingDay = { readonly day: Day; readonly missed: boolean };

/** The days that are to be on the desk today, and those that went by unseen; each is brought or recorded once. */
export function comingDays({ fallsOn, yearly, aheadDays, since }: DateThatBrings, today: Day): ComingDay[] {
  const oldest = addDays(today, -DAYS_TOLD);
  const from = since > oldest ? since : oldest;
  const to = addDays(today, aheadDays);
  return (yearly ? everyYear(fallsOn, from, to) : [fallsOn].filter((day) => day >= from && day <= to)).map((day) => ({
    day,
    missed: day < today,
  }));
}

/** The 29th of February is kept on the 28th in other years. */
function everyYear(fallsOn: Day, from: Day, to: Day): Day[] {
  const [, month, day] = fallsOn.split('-').map(Number);
  const rule = { by: 'year', every: 1, month: month!, day: day! } as const;
  return daysOf({ rule, startsOn: fallsOn, endsOn: null, shortMonth: 'last' }, from, to);
}

/** A day, and month and day as one number: `1126`. */
type NamedDay = { readonly day: Day; readonly named: number };

/** By which months and days it is seen whose yearly day falls into the span. */
export function namedDays(from: Day, to: Day): NamedDay[] {
  const named: NamedDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    named.push({ day, named: Number(day.slice(5, 7)) * 100 + Number(day.slice(8)) });
    // The 29th of February is kept on the 28th in other years.
    if (day.endsWith('-02-28') && addDays(day, 1).endsWith('-03-01')) named.push({ day, named: 229 });
  }
  return named;
}
