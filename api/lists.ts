import { Router } from 'express';
import { z } from 'zod';
import type { Condition } from '../domain/conditions/shapes.ts';
import { DomainError } from '../domain/domain-error.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import type { ListAsk, ListDescription, ListKind, ListPage, View } from '../domain/lists/shapes.ts';
import type { Viewer } from '../domain/access.ts';
import { listCount } from '../db/lists/count.ts';
import type { ListDefinition } from '../db/lists/definition.ts';
import { describeList } from '../db/lists/describe.ts';
import { lists } from '../db/lists/kinds/list.ts';
import type { Place } from '../db/lists/order.ts';
import { listRows } from '../db/lists/rows.ts';
import { cursors } from './cursor.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { sent } from './sent.ts';

const fieldId = z.string().min(1).max(80);
const tone = z.enum(['accent', 'violet', 'green', 'orange', 'red']);
/** A tree of rules: its shape is checked where it is compiled. */
const condition = z.custom<Condition>((value) => typeof value === 'object' && value !== null);
const viewShape: z.ZodType<View> = z.strictObject({
  columns: z.array(z.strictObject({ field: fieldId, width: z.int().min(20).max(2000).optional() })).max(60),
  sort: z.array(z.strictObject({ field: fieldId, descending: z.boolean().optional() })).max(4),
  condition: condition.nullable(),
  colours: z.array(z.strictObject({ condition, tone })).max(20),
  density: z.enum(['roomy', 'dense']),
}) as z.ZodType<View>;
const ask = z.strictObject({
  view: viewShape,
  search: z.string().max(200).optional(),
  after: z.string().max(4_000).optional(),
  limit: z.int().min(1).max(200).default(50),
});

/** Lists of every kind: what they are, their rows and how many there are. */
export function listsApi({ db, secretKey }: Door): Router {
  const router = Router();
  router.get(
    '/lists/:kind',
    answer(async (request): Promise<ListDescription> => {
      const list = listNamed(request.params['kind']);
      const described = await describeList(db, viewerOf(request), list);
      return { ...described, views: [], defaultView: list.standard[0]!.id };
    }),
  );
  router.post(
    '/lists/:kind/rows',
    answer(async (request): Promise<ListPage> => {
      const list = listNamed(request.params['kind']);
      const viewer = viewerOf(request);
      const { after, ...asked } = sent(ask.parse(request.body));
      const cursor = cursors(secretKey, sealedFor(list.kind, asked));
      const place = after ? placeOf(cursor.open(after)) : undefined;
      const moment = momentOf(viewer);
      const { rows, last, isMore } = await listRows(db, viewer, { list, ask: { ...asked, after: place, moment } });
      const next = isMore && last ? cursor.seal([last.part, last.id, ...last.values]) : null;
      return { rows, next, asOf: new Date(moment.now).toISOString() };
    }),
  );
  router.post(
    '/lists/:kind/count',
    answer(async (request) => {
      const list = listNamed(request.params['kind']);
      const viewer = viewerOf(request);
      const { view, search } = sent(ask.parse(request.body));
      return listCount(db, viewer, { list, ask: { view, ...(search ? { search } : {}), moment: momentOf(viewer) } });
    }),
  );
  return router;
}

/** The definition of a kind. Throws `list.not_found`. */
function listNamed(kind: unknown): ListDefinition {
  const list = Object.hasOwn(lists, String(kind)) ? lists[kind as ListKind] : undefined;
  if (list) return list;
  throw new DomainError('list.not_found', {
    pl: `Nie ma listy „${String(kind).slice(0, 60)}”. Wybierz listę z menu.`,
    en: `There is no list "${String(kind).slice(0, 60)}". Choose a list from the menu.`,
  });
}

/** A cursor goes on in one list, in one order, under one condition: anywhere else it means nothing (rule 17). */
function sealedFor(kind: ListKind, { view, search = '' }: Pick<ListAsk, 'view' | 'search'>): string {
  return `list ${kind} ${fingerprint(JSON.stringify([view.sort, view.condition, search]))}`;
}

function placeOf([part, id, ...values]: readonly (string | null)[]): Place {
  return { part: part === 'empty' ? 'empty' : 'filled', id: id ?? '', values };
}

function momentOf({ timeZone }: Viewer) {
  const now = Date.now();
  return { now, today: new Intl.DateTimeFormat('en-CA', { timeZone }).format(now) };
}
