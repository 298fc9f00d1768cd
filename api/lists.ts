import { Router } from 'express';
import { fingerprint } from '../domain/fingerprint.ts';
import type { ListAsk, ListKind, ListPage } from '../domain/lists/shapes.ts';
import { listBoard } from '../db/lists/board.ts';
import { listCount } from '../db/lists/count.ts';
import { describeList } from '../db/lists/describe.ts';
import { listRows } from '../db/lists/rows.ts';
import { cursors } from './cursor.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { askShape, listFor, momentOf, placeOf } from './list-shapes.ts';
import { sent } from './sent.ts';
import { inTurn } from './turns.ts';

/** Lists of every kind: what they are, their rows, how many there are, and their boards. */
export function listsApi({ db, secretKey }: Door): Router {
  const router = Router();
  router.get(
    '/lists/:kind',
    answer(async (request) => {
      const viewer = viewerOf(request);
      return describeList(db, viewer, await listFor(db, viewer, request.params['kind']));
    }),
  );
  router.post(
    '/lists/:kind/rows',
    answer(
      inTurn(async (request): Promise<ListPage> => {
        const viewer = viewerOf(request);
        const list = await listFor(db, viewer, request.params['kind']);
        const { after, ...asked } = sent(askShape.parse(request.body));
        const cursor = cursors(secretKey, sealedFor(list.kind, asked));
        const place = after ? placeOf(cursor.open(after)) : undefined;
        const moment = momentOf(viewer);
        const { rows, last, isMore } = await listRows(db, viewer, { list, ask: { ...asked, after: place, moment } });
        const next = isMore && last ? cursor.seal([last.part, last.id, ...last.values]) : null;
        return { rows, next, asOf: new Date(moment.now).toISOString() };
      }),
    ),
  );
  router.post(
    '/lists/:kind/count',
    answer(
      inTurn(async (request) => {
        const viewer = viewerOf(request);
        const list = await listFor(db, viewer, request.params['kind']);
        const { view, search } = sent(askShape.parse(request.body));
        return listCount(db, viewer, { list, ask: { view, ...(search ? { search } : {}), moment: momentOf(viewer) } });
      }),
    ),
  );
  router.post(
    '/lists/:kind/board',
    answer(
      inTurn(async (request) => {
        const viewer = viewerOf(request);
        const list = await listFor(db, viewer, request.params['kind']);
        const { view, search } = sent(askShape.parse(request.body));
        const ask = { view, ...(search ? { search } : {}), moment: momentOf(viewer) };
        return { columns: await listBoard(db, viewer, { list, ask }) };
      }),
    ),
  );
  return router;
}

/** A cursor goes on in one list, in one order, under one condition: anywhere else it means nothing (rule 17). */
function sealedFor(kind: ListKind, { view, search = '' }: Pick<ListAsk, 'view' | 'search'>): string {
  return `list ${kind} ${fingerprint(JSON.stringify([view.sort, view.condition, search]))}`;
}
