import { Refused } from '../../components/read.ts';

/** Said under the start: without a moment an entry would stand nowhere in the calendar. */
export function startMissing(message: string): Refused {
  return new Refused({ code: 'calendar.start_missing', message, field: 'plannedAt', status: 422 });
}
