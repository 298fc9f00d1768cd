/** From when on a task with an hour is offered to whoever works through tasks. */
import { TIMED_MINUTES } from '../domain/tasks/next-task.ts';

/** A little before its hour. SQL; null where the hour is. */
export function beforeHour(plannedAt: string): string {
  return `${plannedAt}::timestamptz - make_interval(mins => ${TIMED_MINUTES})`;
}

/**
 * What was put off waits no longer once somebody plans it by hand; a call that a procedure has agreed on goes on waiting for
 * its hour, which is another one now. SQL over a task.
 */
export function beforeNewHour(plannedAt: string): string {
  return `case when not_before is not null and effect_key is not null then ${beforeHour(plannedAt)} end`;
}
