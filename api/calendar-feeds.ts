import { Router } from 'express';
import { z } from 'zod';
import { createFeed, feedChoices, listFeeds, renewFeed, revokeFeed, type NewFeed } from '../db/calendar-feeds.ts';
import { answer, viewerOf, type Door } from './door.ts';

const id = z.uuid();
export const wanted = z.object({
  detail: z.enum(['full', 'short', 'busy']).default('full'),
  types: z.array(z.string().max(50)).max(50).optional(),
  userId: id.optional(),
  teamId: id.optional(),
  resourceId: id.optional(),
  withInvited: z.boolean().optional(),
  withAbsences: z.boolean().optional(),
});

/** Addresses of the calendars that the viewer may open: an address is shown once, when it is made or renewed. */
export function calendarFeedsApi({ db, publicUrl }: Door): Router {
  const router = Router();
  const withAddress = ({ id: feedId, token }: NewFeed) => ({
    id: feedId,
    address: `${publicUrl}/ical/${token}.ics`,
    reachable: isReachable(publicUrl),
  });
  router.get(
    '/calendar-feeds',
    answer(async (request) => ({
      feeds: await listFeeds(db, viewerOf(request)),
      ...(await feedChoices(db, viewerOf(request))),
      reachable: isReachable(publicUrl),
    })),
  );
  router.post(
    '/calendar-feeds',
    answer(async (request) => withAddress(await createFeed(db, viewerOf(request), wanted.parse(request.body ?? {})))),
  );
  router.post(
    '/calendar-feeds/:id/renew',
    answer(async (request) => withAddress(await renewFeed(db, viewerOf(request), id.parse(request.params['id'])))),
  );
  router.delete(
    '/calendar-feeds/:id',
    answer((request) => revokeFeed(db, viewerOf(request), id.parse(request.params['id']))),
  );
  return router;
}

/** Whether a calendar app on another machine can get here (rule 31). */
function isReachable(publicUrl: string): boolean {
  const { hostname } = new URL(publicUrl);
  return !/^(localhost|127\.|\[::1\]|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(hostname);
}
