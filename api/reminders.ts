import { Router } from 'express';
import { z } from 'zod';
import { acknowledgePlace, acknowledgeReminders, listReminders, snoozeReminder } from '../db/reminders.ts';
import { answer, viewerOf, type Door } from './door.ts';

/** Single ones, or all that lead to a place which was seen. */
export const acknowledged = z.union([
  z.object({ ids: z.array(z.uuid()).min(1).max(100) }),
  z.object({ link: z.string().startsWith('/admin/').max(500) }),
]);
export const minutes = z.object({ minutes: z.number().int().min(1).max(10_080) });

/** What the viewer is reminded of: asked for again and again by the open page. */
export function remindersApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/reminders',
    answer(async (request) => ({ reminders: await listReminders(db, viewerOf(request)) })),
  );
  router.post(
    '/reminders/acknowledge',
    answer(async (request) => {
      const [viewer, asked] = [viewerOf(request), acknowledged.parse(request.body)];
      return {
        acknowledged: await ('link' in asked
          ? acknowledgePlace(db, viewer, asked.link)
          : acknowledgeReminders(db, viewer, asked.ids)),
      };
    }),
  );
  router.post(
    '/reminders/:id/snooze',
    answer((request) => {
      const id = z.uuid().parse(request.params['id']);
      const wanted = { id, minutes: minutes.parse(request.body).minutes };
      return db.transaction((tx) => snoozeReminder(tx, viewerOf(request), wanted));
    }),
  );
  return router;
}
