/** What may fit a comparison, in the words of indexes that hold something else than what is compared. */
import type { Comparison } from '../definition.ts';
import { birthday, daysOfYear } from './orders.ts';

type Bound = (operator: Comparison, other: string) => string;

/** So many days to the day of the year of `day`. */
export function boundOfYearly(day: string): Bound {
  return (operator, days) => `${birthday(day)} = any(${daysOfYearWhere(`y.days ${operator} ${days}`)})`;
}

/** As `boundOfYearly`, of a day that is written down as month and day. */
export function boundOfNamed(day: string): Bound {
  return (operator, days) =>
    `${day} = any(array(select y.named from ${daysOfYear} y where y.days ${operator} ${days}))`;
}

/** So many days to an important date `d`. */
export const boundOfDaysTo: Bound = (operator, days) =>
  `((not d.yearly and d.falls_on >= current_date and ${fallsWithin(operator, days)}) or (d.yearly and ${boundOfYearly('d.falls_on')(operator, days)}))`;

/** When an important date `d` is the next time. */
export const boundOfNextOn: Bound = (operator, on) =>
  `((not d.yearly and d.falls_on ${operator} ${on}) or (d.yearly and ${birthday('d.falls_on')} = any(${daysOfYearWhere(`current_date + y.days ${operator} ${on}`)})))`;

/** The days of the year as an array, worked out once. */
function daysOfYearWhere(where: string): string {
  return `array(select y.day from ${daysOfYear} y where ${where})`;
}

/** Days may be asked as any number: as whole ones that a date can be reckoned with. */
function fallsWithin(operator: Comparison, days: string): string {
  const whole = (round: 'floor' | 'ceil') =>
    `current_date + least(greatest(${round}((${days})::numeric), -1000000), 1000000)::integer`;
  return [
    ...(operator.startsWith('>') || operator === '=' ? [`d.falls_on >= ${whole('floor')}`] : []),
    ...(operator.startsWith('<') || operator === '=' ? [`d.falls_on <= ${whole('ceil')}`] : []),
  ].join(' and ');
}

/** By when a task `t` is to be done is its deadline, where it is said at all. */
export const boundOfDue: Bound = (operator, at) => `t.deadline ${operator} ${at}`;
