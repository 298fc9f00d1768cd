import { Router } from 'express';
import { z } from 'zod';
import { createAccount, listAccounts, listLegalEntities, saveAccount } from '../db/channel-settings.ts';
import { allMailTroubles } from '../db/mail-troubles.ts';
import { readTried, tryAccount } from '../db/channel-tests.ts';
import { answer, viewerOf, type Door } from './door.ts';

const pace = z.int().min(1).max(10_000_000);
export const settings = z.strictObject({
  name: z.string().trim().min(1).max(100),
  senderName: z.string().trim().max(100),
  senderAddress: z.email().max(254),
  legalEntityId: z.uuid().nullable(),
  perHour: pace,
  perDomainPerHour: pace,
  connections: z.int().min(1).max(50),
  active: z.boolean(),
});
export const change = z.strictObject({ ...settings.shape, version: z.int() });
export const trial = z.strictObject({ to: z.email().max(254) });

/** Accounts through which messages go out: sender, pace, and a message to try them. */
export function channelsApi({ db, mailFrom, mailServer }: Door): Router {
  const router = Router();
  const senderIsFixed = mailFrom !== undefined;

  router.get(
    '/channels',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const rows = await listAccounts(db, { viewer, senderIsFixed });
      const mailTroubles = await allMailTroubles(db, { viewer, mailServer });
      return { rows, legalEntities: await listLegalEntities(db), mailTroubles };
    }),
  );
  router.post(
    '/channels',
    answer((request) => db.transaction((tx) => createAccount(tx, viewerOf(request), settings.parse(request.body)))),
  );
  router.put(
    '/channels/:id',
    answer(async (request) => {
      const { version, ...changed } = change.parse(request.body);
      const id = z.uuid().parse(request.params['id']);
      const setting = { viewer: viewerOf(request), senderIsFixed };
      await db.transaction((tx) => saveAccount(tx, setting, { id, version, settings: changed }));
    }),
  );
  router.post(
    '/channels/:id/try',
    answer((request) => {
      const accountId = z.uuid().parse(request.params['id']);
      const { to } = trial.parse(request.body);
      return db.transaction((tx) => tryAccount(tx, viewerOf(request), { accountId, to }));
    }),
  );
  router.get(
    '/channels/tried/:key',
    answer((request) => readTried(db, viewerOf(request), String(request.params['key']))),
  );
  return router;
}
