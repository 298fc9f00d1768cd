import { Router, type Request } from 'express';
import { z } from 'zod';
import { balancesOf } from '../db/balances.ts';
import { settleCredit } from '../db/bank-credits.ts';
import { documentsOf, tieDocument, untieDocument } from '../db/message-links.ts';
import { linkableTo } from '../db/transaction-links.ts';
import { deedsAbout, readTransaction } from '../db/transaction-page.ts';
import { transactions as transactionList } from '../db/lists/kinds/transactions.ts';
import { editTransaction } from '../db/transaction-own.ts';
import { feedTransactions, transactionKinds } from '../db/transactions.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { ownShape } from './own-shape.ts';
import { openPlainList } from './plain-lists.ts';
import { currencyCode, sent } from './sent.ts';

const text = (most: number) => z.string().max(most).nullable().optional();
const day = z.iso.date();
/** In small letters, as ids are compared with those of the database. */
const id = z.uuid().toLowerCase();
const row = z.strictObject({
  kind: z.enum(transactionKinds),
  externalId: z.string().trim().min(1).max(200),
  companyId: id.nullable().optional(),
  nip: text(30),
  caseId: id.nullable().optional(),
  number: text(200),
  title: text(500),
  state: z.enum(['open', 'done', 'cancelled']).optional(),
  happenedOn: day,
  dueOn: day.nullable().optional(),
  amountMinor: z.int().optional(),
  currency: currencyCode.optional(),
  settles: text(200),
  openMinor: z.int().min(0).nullable().optional(),
  stage: z.int().min(0).max(100).nullable().optional(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(1000)
    .nullable()
    .optional(),
  details: z.record(z.string().max(100), z.unknown()).optional(),
  own: ownShape('transaction'),
});
export const feed = z.strictObject({ source: z.string().trim().min(1).max(50), rows: z.array(row).min(1).max(1000) });
export const listed = z.object({
  companyId: z.uuid().optional(),
  caseId: z.uuid().optional(),
  kind: z.enum(transactionKinds).optional(),
  only: z.enum(['owed', 'overdue', 'year', 'kept']).optional(),
  currency: currencyCode.optional(),
});
export const edit = z.strictObject({
  version: z.int(),
  changes: z.strictObject({ own: ownShape('transaction') }),
});
export const settling = z.strictObject({ invoiceId: z.uuid() });
const shown = [
  ...['kind', 'source', 'externalId', 'company', 'case', 'number', 'title', 'state', 'happenedOn', 'dueOn', 'amount'],
  ...['open', 'overdue', 'currency', 'settles', 'stage', 'link'],
];

/** Invoices, payments, orders, reservations and demands: another system feeds them, people read them. */
export function transactionsApi(door: Door): Router {
  const { db } = door;
  const router = Router();
  openPlainList(router, door, {
    path: '/transactions',
    list: transactionList,
    query: listed,
    columns: shown,
    sort: () => [{ field: 'happenedOn', descending: true }],
  });
  documents(router, door);
  router.put(
    '/transactions',
    answer(async (request) => {
      const { source, rows } = feed.parse(request.body);
      const viewer = viewerOf(request);
      const { refused, ...counts } = await db.transaction((tx) =>
        feedTransactions(tx, viewer, { source, rows: rows.map(sent) as never }),
      );
      const told = refused.map(({ index, code, said }) => ({ index, code, message: said[viewer.language] }));
      return { ...counts, refused: told };
    }),
  );
  router.get(
    '/companies/:id/balances',
    answer(async (request) => ({
      rows: await balancesOf(db, viewerOf(request), z.uuid().parse(request.params['id'])),
    })),
  );
  return router;
}

const idOf = (request: Request, name = 'id') => z.uuid().parse(request.params[name]);

/** One document with all that was undertaken about it, and the documents of a message. */
function documents(router: Router, { db }: Door): void {
  router.get(
    '/transactions/:id',
    answer((request) => readTransaction(db, viewerOf(request), idOf(request))),
  );
  router.patch(
    '/transactions/:id',
    answer((request) => {
      const { version, changes } = edit.parse(request.body);
      const wanted = { id: idOf(request), version, changes: sent(changes) };
      return db.transaction((tx) => editTransaction(tx, viewerOf(request), wanted));
    }),
  );
  router.get(
    '/transactions/:id/deeds',
    answer(async (request) => ({ rows: await deedsAbout(db, viewerOf(request), idOf(request)) })),
  );
  router.get(
    '/transactions/:id/linkable',
    answer(async (request) => ({ rows: await linkableTo(db, viewerOf(request), idOf(request)) })),
  );
  router.get(
    '/messages/:id/transactions',
    answer((request) => documentsOf(db, viewerOf(request), idOf(request))),
  );
  router.post(
    '/transactions/:id/settle',
    answer((request) => {
      const { invoiceId } = settling.parse(request.body);
      return db.transaction((tx) => settleCredit(tx, viewerOf(request), { id: idOf(request), invoiceId }));
    }),
  );
  const tie = (request: Request) => ({ messageId: idOf(request), transactionId: idOf(request, 'transactionId') });
  router.put(
    '/messages/:id/transactions/:transactionId',
    answer((request) => db.transaction((tx) => tieDocument(tx, viewerOf(request), tie(request)))),
  );
  router.delete(
    '/messages/:id/transactions/:transactionId',
    answer((request) => db.transaction((tx) => untieDocument(tx, viewerOf(request), tie(request)))),
  );
}
