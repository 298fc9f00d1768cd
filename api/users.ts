import { Router } from 'express';
import { z } from 'zod';
import { demand, demandPerson, roleOf } from '../domain/access.ts';
import { changePassword } from '../db/passwords.ts';
import { createUser, editUser } from '../db/users.ts';
import { listTeams, listUsers, userById } from '../db/user-lists.ts';
import { demandOver, giveProfiles } from '../db/profiles.ts';
import { sent } from './sent.ts';
import { actorOf, answer, viewerOf } from './door.ts';
import type { Door } from './door.ts';
import { openingHours } from './working-calendars.ts';

const role = z.enum(['administrator', 'supervisor', 'operator']);
const language = z.enum(['pl', 'en']);
/** Null: that of the house. */
const timeZone = z.string().max(60).nullable();
const phone = z.string().trim().max(50).nullable();
/** Null: those of the house. */
const hours = openingHours.nullable();
const profiles = z.array(z.string().max(60)).max(50).optional();
export const newUser = z.strictObject({
  profiles,
  email: z.string().max(300),
  name: z.string().max(300),
  role: role.default('operator'),
  password: z.string().max(200),
  language: language.default('pl'),
  timeZone: timeZone.default(null),
  phone: phone.default(null),
  superiorId: z.uuid().nullable().default(null),
  hours: hours.default(null),
  teamIds: z.array(z.uuid()).max(100).default([]),
});
export const edit = z.strictObject({
  profiles,
  version: z.int(),
  email: z.string().max(300),
  name: z.string().max(300),
  role: role.optional(),
  language,
  timeZone: timeZone.optional(),
  phone,
  superiorId: z.uuid().nullable(),
  hours: hours.optional(),
  active: z.boolean(),
  teamIds: z.array(z.uuid()).max(100),
});
export const password = z.strictObject({ password: z.string().max(200), keepAccess: z.boolean().default(false) });
export const listed = z.object({ active: z.enum(['yes', 'no', 'all']).default('yes') });

/** Who works here. Everyone may read names; roles, teams and passwords are changed by whoever may edit users. */
export function usersApi({ db }: Door): Router {
  const router = Router();

  router.get(
    '/users',
    answer(async (request) => ({ rows: await listUsers(db, viewerOf(request), listed.parse(request.query)) })),
  );
  router.get(
    '/users/:id',
    answer(async (request) => userById(db, viewerOf(request), String(request.params['id']))),
  );
  router.get(
    '/teams',
    answer(async (request) => ({ rows: await listTeams(db, viewerOf(request)) })),
  );

  router.post(
    '/users',
    answer(async (request) => {
      const viewer = viewerOf(request);
      demand(viewer, 'user.edit');
      demandPerson(viewer);
      const { profiles: codes, ...user } = newUser.parse(request.body);
      return db.transaction(async (tx) => {
        const id = await createUser(tx, codes ? { ...user, role: roleOf(codes) } : user, actorOf(viewer));
        await giveProfiles(tx, viewer, { userId: id, codes: codes ?? [user.role] });
        return { id };
      });
    }),
  );
  router.put(
    '/users/:id',
    answer(async (request) => {
      const change = { ...sent(edit.parse(request.body)), id: String(request.params['id']) };
      await db.transaction((tx) => editUser(tx, change, viewerOf(request)));
    }),
  );
  router.put(
    '/users/:id/password',
    answer(async (request) => {
      const viewer = viewerOf(request);
      demand(viewer, 'user.edit');
      demandPerson(viewer);
      const change = { userId: String(request.params['id']), ...password.parse(request.body) };
      await db.transaction(async (tx) => {
        await demandOver(tx, viewer, change.userId);
        await changePassword(tx, change, actorOf(viewer));
      });
    }),
  );
  return router;
}
