import { Router, type Request } from 'express';
import { z } from 'zod';
import {
  addEntry,
  createDictionary,
  editDictionary,
  editEntry,
  listDictionaries,
  orderEntries,
  readDictionary,
} from '../db/dictionaries.ts';
import { deleteEntry, entryUses } from '../db/dictionary-uses.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { sent } from './sent.ts';

const said = z.strictObject({ pl: z.string().max(300), en: z.string().max(300) });
const color = z.enum(['accent', 'violet', 'green', 'orange', 'red']).nullable();
export const newDictionary = z.strictObject({ name: said });
export const edit = z.strictObject({ version: z.int(), name: said, open: z.boolean(), active: z.boolean() });
const probability = z.int().min(0).max(100).optional();
export const newEntry = z.strictObject({
  name: said,
  color: color.default(null),
  probability,
  code: z.string().max(200).optional(),
});
export const entryEdit = z.strictObject({
  code: z.string().max(200),
  version: z.int(),
  name: said,
  color,
  active: z.boolean(),
  probability,
});
export const order = z.strictObject({ codes: z.array(z.string().max(200)).max(2_000) });
const codeOf = (request: Request) => z.string().max(60).parse(request.params['code']);

/** Dictionaries and their entries, for forms and for those who keep them. */
export function dictionariesApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/dictionaries',
    answer(async () => ({ rows: await listDictionaries(db) })),
  );
  router.post(
    '/dictionaries',
    answer(async (request) => {
      const { name } = newDictionary.parse(request.body);
      return db.transaction((tx) => createDictionary(tx, viewerOf(request), name));
    }),
  );
  router.get(
    '/dictionaries/:code',
    answer(async (request) => readDictionary(db, viewerOf(request), codeOf(request))),
  );
  router.put(
    '/dictionaries/:code',
    answer(async (request) => {
      const change = { ...edit.parse(request.body), code: codeOf(request) };
      await db.transaction((tx) => editDictionary(tx, viewerOf(request), change));
    }),
  );
  router.get(
    '/dictionaries/:code/uses',
    answer(async (request) => ({ uses: await entryUses(db, viewerOf(request), codeOf(request)) })),
  );
  router.post(
    '/dictionaries/:code/entries',
    answer(async (request) => {
      const entry = { ...sent(newEntry.parse(request.body)), dictionary: codeOf(request) };
      return db.transaction((tx) => addEntry(tx, viewerOf(request), entry));
    }),
  );
  router.put(
    '/dictionaries/:code/entries',
    answer(async (request) => {
      const change = { ...sent(entryEdit.parse(request.body)), dictionary: codeOf(request) };
      await db.transaction((tx) => editEntry(tx, viewerOf(request), change));
    }),
  );
  router.delete(
    '/dictionaries/:code/entries/:entry',
    answer(async (request) => {
      const wanted = { dictionary: codeOf(request), code: z.string().max(200).parse(request.params['entry']) };
      await db.transaction((tx) => deleteEntry(tx, viewerOf(request), wanted));
    }),
  );
  router.put(
    '/dictionaries/:code/order',
    answer(async (request) => {
      const wanted = { ...order.parse(request.body), dictionary: codeOf(request) };
      await db.transaction((tx) => orderEntries(tx, viewerOf(request), wanted));
    }),
  );
  return router;
}
