import type { OpeningHours } from '../../../domain/calendar/compile.ts';
import type { Language } from '../../../domain/domain-error.ts';
import { hoursText } from '../working-calendar/hours.ts';

/** Monday 5 January 1970. */
const MONDAY = Date.UTC(1970, 0, 5);
const DAY = 86_400_000;

/** `pon.–czw. 8:00–14:00, sob. 9:00–13:00`: days one after another with the same hours are said together. */
export function sayWeek(hours: OpeningHours, language: Language): string {
  const runs: { first: number; last: number; text: string }[] = [];
  for (let day = 1; day <= 7; day++) {
    const text = hoursText(hours[String(day)] ?? []);
    const run = runs.at(-1);
    if (run && run.last === day - 1 && run.text === text) run.last = day;
    else if (text) runs.push({ first: day, last: day, text });
  }
  const { format } = new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', {
    weekday: 'short',
    timeZone: 'UTC',
  });
  const name = (day: number) => format(MONDAY + (day - 1) * DAY);
  return runs
    .map(({ first, last, text }) => `${name(first)}${last > first ? `–${name(last)}` : ''} ${text}`)
    .join(', ');
}
