import { Router } from 'express';
import { z } from 'zod';
import { changeSight, readInstallation, readSight, unmuteInstallation } from '../db/installation.ts';
import { changeWorkRates, readWorkRates } from '../db/work-rates.ts';
import type { DiskLevel } from '../domain/disk.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { currencyCode } from './sent.ts';

const rate = z.int().min(0).max(1_000_000_000).nullable();
export const workRates = z.strictObject({
  hourMinor: rate,
  kilometreMinor: rate,
  currency: currencyCode,
});
export const sight = z.strictObject({ operatorsSee: z.enum(['all', 'own']) });

/** What everyone must know all the time. */
export type Standing = {
  /** Why nothing goes out, if so: a `Muting`. */
  readonly mutedBecause: string | null;
  /** Mail goes to the catcher instead of into the world. */
  readonly catchesMail: boolean;
  readonly disk: DiskLevel;
};

/** How the installation stands, and what an administrator says of it. */
export function installationApi(door: Door): Router {
  const { db } = door;
  const router = Router();

  router.get(
    '/installation/standing',
    answer(() => standingOf(door)),
  );
  router.post(
    '/installation/unmute',
    answer(async (request) => {
      await db.transaction((tx) => unmuteInstallation(tx, viewerOf(request)));
    }),
  );
  router.get(
    '/installation/sight',
    answer((request) => readSight(db, viewerOf(request))),
  );
  router.put(
    '/installation/sight',
    answer((request) => {
      const asked = sight.parse(request.body);
      return db.transaction((tx) => changeSight(tx, viewerOf(request), asked));
    }),
  );
  rates(router, door);
  return router;
}

function rates(router: Router, { db }: Door): void {
  router.get(
    '/installation/work-rates',
    answer((request) => readWorkRates(db, viewerOf(request))),
  );
  router.put(
    '/installation/work-rates',
    answer((request) => {
      const asked = workRates.parse(request.body);
      return db.transaction((tx) => changeWorkRates(tx, viewerOf(request), asked));
    }),
  );
}

export async function standingOf({ db, mailIsReal, disk }: Door): Promise<Standing> {
  const installation = await readInstallation(db);
  return { mutedBecause: installation?.mutedBecause ?? null, catchesMail: !mailIsReal, disk: disk.level() };
}
