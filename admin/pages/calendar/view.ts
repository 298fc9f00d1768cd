import type { Language } from '../../../domain/domain-error.ts';
import { addDays, addMonths, dayIn, type Day } from '../../components/dates.ts';

export const views = ['day', 'week', 'month', 'team', 'resources', 'agenda'] as const;
export type View = (typeof views)[number];

/** What is looked at: a view and the days in it, both ends included. */
export type Shown = {
  readonly view: View;
  readonly on: Day;
  readonly first: Day;
  readonly last: Day;
  /** A longer span was asked for than can be shown. */
  readonly isCut?: true;
};

/** More columns than that cannot be read. */
const MOST_COLUMNS = 10;
export const MOST_DAYS = 92;

/** The address says it all: `?view=week&on=2026-11-23`, with `to` a span of one's own. */
export function shownOf(search: URLSearchParams, { today, phone }: { today: Day; phone: boolean }): Shown {
  const on = dayIn(search.get('on')) ?? today;
  const to = dayIn(search.get('to'));
  const view = views.find((one) => one === search.get('view')) ?? (phone ? 'agenda' : 'week');
  if (to && to > on && view !== 'month') return ownSpan(view, on, to);
  if (view === 'week') return { view, on, first: mondayOf(on), last: addDays(mondayOf(on), 6) };
  if (view === 'month') {
    const last = addDays(addMonths(on, 1), -1);
    return { view, on, first: mondayOf(`${on.slice(0, 7)}-01`), last: addDays(mondayOf(last), 6) };
  }
  if (view === 'agenda' && !phone) return { view, on, first: on, last: addDays(on, 13) };
  return { view, on, first: on, last: on };
}

function ownSpan(view: View, on: Day, to: Day): Shown {
  const last = addDays(on, Math.min(daysBetween(on, to), MOST_DAYS - 1));
  const days = daysBetween(on, last) + 1;
  const columns = view === 'week' || view === 'month' ? 'day' : view;
  return {
    view: days > MOST_COLUMNS ? 'agenda' : columns,
    on,
    first: on,
    last,
    ...(last < to ? { isCut: true } : {}),
  };
}

/** How many days are shown. */
export function daysOf({ first, last }: Shown): number {
  return daysBetween(first, last) + 1;
}

/** The day to look at after a step back (-1) or on (1). */
export function stepped(shown: Shown, step: 1 | -1): Pick<Shown, 'on'> & { to?: Day } {
  if (shown.view === 'month') return { on: addMonths(shown.on, step) };
  const days = daysOf(shown);
  const on = addDays(shown.view === 'week' ? shown.on : shown.first, step * days);
  return days > 1 && shown.view !== 'week' ? { on, to: addDays(on, days - 1) } : { on };
}

/** `23–27 listopada 2026`. Hidden days at the ends are left out of it. */
export function titleOf({ view, on, first, last }: Shown, { language, hidden }: Naming): string {
  const locale = language === 'pl' ? 'pl-PL' : 'en-GB';
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  if (view === 'month') return format({ month: 'long', year: 'numeric' }).format(dateOf(on));
  if (first === last)
    return format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(dateOf(on));
  const shown = allDays(first, last).filter((day) => !hidden.includes(weekdayOf(day)));
  const from = shown[0] ?? first;
  const to = shown.at(-1) ?? last;
  return format({ day: 'numeric', month: 'long', year: 'numeric' }).formatRange(dateOf(from), dateOf(to));
}

type Naming = { readonly language: Language; readonly hidden: readonly number[] };

/** Every day from the first to the last. */
export function allDays(first: Day, last: Day): Day[] {
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, at) => addDays(first, at));
}

/** 0 is Sunday, as the calendar component counts. */
export function weekdayOf(day: Day): number {
  return dateOf(day).getUTCDay();
}

export function mondayOf(day: Day): Day {
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}

function daysBetween(first: Day, last: Day): number {
  return Math.round((dateOf(last).getTime() - dateOf(first).getTime()) / 86_400_000);
}

function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}
