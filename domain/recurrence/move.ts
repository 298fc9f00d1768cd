/** One day of a rule that is moved, and the others that follow it. */
import { DomainError } from '../domain-error.ts';
import { addDays, daysOf, type Day, type Days } from './days.ts';
import type { Rule, Weekday } from './rule.ts';

export type MovedDay = { readonly from: Day; readonly to: Day };

/** All days after one of them has gone to another one. Throws `recurrence.moved_off` where they would not come to that one. */
export function movedDays(days: Days, moved: MovedDay): Days {
  const wanted = { ...days, rule: movedRule(days.rule, moved), startsOn: movedStart(days.startsOn, moved) };
  if (daysOf(wanted, moved.to, moved.to).length > 0) return wanted;
  throw new DomainError('recurrence.moved_off', {
    pl: `Reguła nie trafia w nowy dzień (${moved.to}), więc następne zadania nie mogą pójść za tym. Wybierz „tylko to zadanie” albo zmień regułę.`,
    en: `The rule does not come to the new day (${moved.to}), so the following tasks cannot go along. Choose "this task only", or change the rule.`,
  });
}

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
      // The last one stays the last one only where the new day is the last of its name.
      const isLast = nth > 4 || (rule.nth === -1 && addDays(to, 7).slice(0, 7) !== to.slice(0, 7));
      return { ...rule, weekday: weekdayOf(to), nth: isLast ? -1 : (nth as 1 | 2 | 3 | 4) };
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
