/** One day of a rule that is moved, and the others that follow it. */
import { addDays, type Day } from './days.ts';
import type { Rule, Weekday } from './rule.ts';

export type MovedDay = { readonly from: Day; readonly to: Day };

/** The rule after one of its days has gone to another one: Mondays become Tuesdays, the 3rd the 5th. */
export function movedRule(rule: Rule, { from, to }: MovedDay): Rule {
  const day = Number(to.slice(8));
  switch (rule.by) {
    case 'day':
      return rule;
    case 'week':
      return {
        ...rule,
        days: [...new Set(rule.days.map((one) => (one === weekdayOf(from) ? weekdayOf(to) : one)))].sort(),
      };
    case 'month': {
      if (!('nth' in rule)) return { ...rule, day };
      const nth = Math.ceil(day / 7);
      return { ...rule, weekday: weekdayOf(to), nth: rule.nth === -1 || nth > 4 ? -1 : (nth as 1 | 2 | 3 | 4) };
    }
    case 'year':
      return { ...rule, month: Number(to.slice(5, 7)), day };
  }
}

/** Its first day, as far away as the one that was moved: every second week stays every second week. */
export function movedStart(startsOn: Day, { from, to }: MovedDay): Day {
  return addDays(startsOn, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));
}

function weekdayOf(day: Day): Weekday {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() || 7) as Weekday;
}
