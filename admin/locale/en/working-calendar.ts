import type { Dictionary } from '../../components/words.ts';

/** Hours and days on which the company works. */
export const workingCalendar = {
  'calendar.lead': 'Deadlines in working days, and when tasks are handed out, are reckoned by these hours.',
  'calendar.hours': 'Working hours',
  'calendar.hours hint': 'Such as 8–16, or 8:00–12:00, 13:00–17:00. Empty: a day off.',
  'calendar.closed': 'closed',
  'calendar.wrong hours': 'write e.g. 8–16',
  'calendar.holidays': 'Polish public holidays are days off',
  'calendar.days off': 'Other days off',
  'calendar.days off hint': 'Bridge days, company holidays, stocktaking.',
  'calendar.add day': 'Add the day',
  'calendar.remove day': 'Remove this day',
  'calendar.zone': 'Time zone',
  'calendar.day.1': 'Monday',
  'calendar.day.2': 'Tuesday',
  'calendar.day.3': 'Wednesday',
  'calendar.day.4': 'Thursday',
  'calendar.day.5': 'Friday',
  'calendar.day.6': 'Saturday',
  'calendar.day.7': 'Sunday',
} satisfies Dictionary;
