import { Router } from 'express';
import { z } from 'zod';
import { saveWorkingCalendar, workingCalendar } from '../db/working-calendars.ts';
import { answer, viewerOf } from './door.ts';
import type { Door } from './door.ts';

const clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
/** By weekday; Monday is 1. */
export const openingHours = z.partialRecord(
  z.enum(['1', '2', '3', '4', '5', '6', '7']),
  z.array(z.tuple([clock, clock])).max(6),
);
export const calendar = z.strictObject({
  timeZone: z.string().max(60),
  hours: openingHours,
  holidays: z.enum(['PL', 'none']),
  daysOff: z.array(day).max(400),
  version: z.int(),
});

/** When the organisation works. Everybody may know; whoever keeps the settings may change it. */
export function workingCalendarsApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/working-calendar',
    answer(async () => workingCalendar(db)),
  );
  router.put(
    '/working-calendar',
    answer(async (request) => {
      const changed = calendar.parse(request.body);
      await db.transaction((tx) => saveWorkingCalendar(tx, changed, viewerOf(request)));
    }),
  );
  return router;
}
