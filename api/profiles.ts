import { Router, type Request } from 'express';
import { z } from 'zod';
import { rights } from '../domain/access.ts';
import { createProfile, editProfile, listProfiles, readProfile, removeProfile } from '../db/profiles.ts';
import { answer, viewerOf, type Door } from './door.ts';

const profile = {
  name: z.strictObject({ pl: z.string().max(200), en: z.string().max(200) }),
  rights: z.array(z.enum(rights)).max(rights.length),
  scope: z.enum(['own', 'all']),
};
export const newProfile = z.strictObject(profile);
export const edit = z.strictObject({ ...profile, version: z.int() });
const codeOf = (request: Request) => z.string().max(60).parse(request.params['code']);

/** Profiles of rights. Who has which is written with the user. */
export function profilesApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/profiles',
    answer(async (request) => ({ rows: await listProfiles(db, viewerOf(request)) })),
  );
  router.get(
    '/profiles/:code',
    answer(async (request) => readProfile(db, viewerOf(request), codeOf(request))),
  );
  router.post(
    '/profiles',
    answer(async (request) => {
      const wanted = newProfile.parse(request.body);
      return db.transaction((tx) => createProfile(tx, viewerOf(request), wanted));
    }),
  );
  router.put(
    '/profiles/:code',
    answer(async (request) => {
      const wanted = { ...edit.parse(request.body), code: codeOf(request) };
      await db.transaction((tx) => editProfile(tx, viewerOf(request), wanted));
    }),
  );
  router.delete(
    '/profiles/:code',
    answer(async (request) => {
      await db.transaction((tx) => removeProfile(tx, viewerOf(request), codeOf(request)));
    }),
  );
  return router;
}
