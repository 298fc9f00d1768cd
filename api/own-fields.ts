import { Router, type Request } from 'express';
import { z } from 'zod';
import { demandPerson } from '../domain/access.ts';
import { ownKinds, ownRecords, ownTargets } from '../domain/own/shapes.ts';
import { convertOwnField, previewConversion } from '../db/own-conversion.ts';
import { createOwnField, editOwnField, listOwnFields, orderOwnFields } from '../db/own-definitions.ts';
import { tryFormula } from '../db/own-formulas.ts';
import { ownFieldsOf } from '../db/own-fields.ts';
import { namesOf } from '../db/own-references.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { sent } from './sent.ts';

const said = z.strictObject({ pl: z.string().max(300), en: z.string().max(300) });
const record = z.enum(ownRecords);
const options = z.strictObject({
  dictionary: z.string().max(60).optional(),
  currency: z.string().length(3).optional(),
  target: z.enum(ownTargets).optional(),
  lines: z.int().min(1).max(20).optional(),
  formula: z.string().max(2_000).optional(),
  formulaType: z.enum(['number', 'money', 'text', 'date', 'yes/no']).optional(),
  least: z.number().optional(),
  most: z.number().optional(),
});
const profiles = z.array(z.string().max(60)).max(100).nullable().optional();
const texts = {
  title: said,
  help: said.nullable().optional(),
  section: said.nullable().optional(),
  required: z.boolean().optional(),
  indexed: z.boolean().optional(),
  options: options.optional(),
  readers: profiles,
  writers: profiles,
};
export const newField = z.strictObject({
  record,
  kind: z.enum(ownKinds),
  code: z.string().max(60).optional(),
  ...texts,
});
export const edit = z.strictObject({ version: z.int(), active: z.boolean().optional(), ...texts });
export const order = z.strictObject({ record, ids: z.array(z.uuid()).max(500) });
export const names = z.strictObject({
  target: z.enum([...ownTargets, 'file', 'record']),
  ids: z.array(z.uuid()).max(200),
});
export const formula = z.strictObject({ record, formula: z.string().max(2_000) });
export const listed = z.object({ record, all: z.literal('yes').optional() });

export const conversion = z.strictObject({ kind: z.enum(ownKinds), options: options.optional() });
export const converting = conversion.extend({ version: z.int() });

/** Own fields: what they are. Their values travel with the records, under `own`. */
export function ownFieldsApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/own-fields',
    answer(async (request) => {
      const { record: of, all } = listed.parse(request.query);
      const viewer = viewerOf(request);
      return { rows: all ? await listOwnFields(db, viewer, of) : await ownFieldsOf(db, viewer, of) };
    }),
  );
  router.post(
    '/own-fields/names',
    answer(async (request) => {
      const asked = names.parse(request.body);
      return { rows: await namesOf(db, viewerOf(request), asked) };
    }),
  );
  router.post(
    '/own-fields',
    answer(async (request) => {
      const field = sent(newField.parse(request.body));
      return db.transaction((tx) => createOwnField(tx, viewerOf(request), field));
    }),
  );
  router.post(
    '/own-fields/formula',
    answer(async (request) => tryFormula(db, viewerOf(request), formula.parse(request.body))),
  );
  router.put(
    '/own-fields/order',
    answer(async (request) => {
      const wanted = order.parse(request.body);
      await db.transaction((tx) => orderOwnFields(tx, viewerOf(request), wanted));
    }),
  );
  router.put(
    '/own-fields/:id',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const change = { ...sent(edit.parse(request.body)), id: z.uuid().parse(request.params['id']) };
      if (change.readers !== undefined || change.writers !== undefined) demandPerson(viewer);
      return db.transaction((tx) => editOwnField(tx, viewer, change));
    }),
  );
  const idOf = (request: Request) => z.uuid().parse(request.params['id']);
  router.post(
    '/own-fields/:id/conversion',
    answer((request) => {
      const wanted = { ...sent(conversion.parse(request.body)), id: idOf(request) };
      return db.transaction((tx) => previewConversion(tx, viewerOf(request), wanted));
    }),
  );
  router.post(
    '/own-fields/:id/convert',
    answer((request) => {
      const wanted = { ...sent(converting.parse(request.body)), id: idOf(request) };
      return db.transaction((tx) => convertOwnField(tx, viewerOf(request), wanted));
    }),
  );
  return router;
}
