import { rm, stat } from 'node:fs/promises';
import { Router } from 'express';
import { z } from 'zod';
import { bookPayments } from '../db/bank-bookings.ts';
import { readStatement } from '../db/bank-statements.ts';
import { usualCurrency } from '../db/currencies.ts';
import { demand } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { readStatementFile } from '../sheets/read-statement.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { keepUpload } from './keep-upload.ts';
import { turns } from './turns.ts';
import { currencyCode } from './sent.ts';

const MOST_BYTES = 10 * 1024 * 1024;
const MOST_LINES = 5_000;

export const named = z.object({
  name: z.string().min(1).max(255),
  /** Of lines of which the file does not say it. */
  currency: currencyCode.optional(),
});
const line = z.strictObject({
  key: z.string().regex(/^[0-9a-f]{32}$/),
  on: z.iso.date(),
  amountMinor: z.int().min(1),
  currency: currencyCode,
  title: z.string().max(2_000),
  party: z.string().max(2_000),
  account: z.string().max(40).nullable(),
  reference: z.string().max(200),
  shares: z.array(z.strictObject({ invoiceId: z.uuid(), amountMinor: z.int().min(1) })).max(50),
  /** To whose credit it stands where it settles nothing. */
  companyId: z.uuid().optional(),
});
export const booking = z.strictObject({ lines: z.array(line).min(1).max(MOST_LINES) });

/** A file is read and compared with thousands of invoices while nothing else is done. */
const inTurn = turns({ atOnce: 1, mostWaiting: 20 });

/** Statements of banks: what of them settles which invoice, and booking it. */
export function bankStatementsApi({ db, filesDir }: Door): Router {
  const router = Router();
  router.post(
    '/bank-statements/read',
    answer(async (request) => {
      const viewer = viewerOf(request);
      for (const right of ['transaction.feed', 'transaction.read', 'company.read'] as const) demand(viewer, right);
      const { name, currency: said } = named.parse(request.query);
      const fileName = name.replace(/[\\/\0]/g, '_');
      const check = async (path: string) => {
        if ((await stat(path)).size > MOST_BYTES) throw tooLong(fileName);
      };
      const { filePath } = await keepUpload(request, { filesDir, folder: 'imports', fileName, check });
      const path = `${filesDir}/${filePath}`;
      try {
        const usual = said ?? (await usualCurrency(db));
        return await inTurn(async () => {
          const statement = await readStatementFile(path, usual);
          if (!statement) throw notOne(fileName);
          if (statement.lines.length > MOST_LINES) throw tooLong(fileName);
          const { lines, unread, assumed } = statement;
          return { ...(await readStatement(db, viewer, lines)), unread, assumed: { currency: usual, lines: assumed } };
        });
      } finally {
        await rm(path, { force: true });
      }
    }),
  );
  router.post(
    '/bank-statements/book',
    answer(async (request) => {
      const viewer = viewerOf(request);
      demand(viewer, 'transaction.feed');
      const { lines } = booking.parse(request.body);
      const { refused, ...counts } = await db.transaction((tx) => bookPayments(tx, viewer, { lines }));
      const told = refused.map(({ key, code, said }) => ({ key, code, message: said[viewer.language] }));
      return { ...counts, refused: told };
    }),
  );
  return router;
}

function notOne(name: string): DomainError {
  return new DomainError(
    'statement.unknown',
    {
      pl: `Plik ${name} nie wygląda na wyciąg. Pobierz z banku wyciąg MT940 albo CSV z kolumnami daty i kwoty.`,
      en: `${name} does not look like a statement. Download an MT940 or a CSV with a day and an amount from the bank.`,
    },
    'file',
  );
}

function tooLong(name: string): DomainError {
  return new DomainError(
    'statement.too_long',
    {
      pl: `Wyciąg ${name} ma więcej niż ${MOST_LINES} pozycji. Pobierz z banku krótszy okres.`,
      en: `The statement ${name} has more than ${MOST_LINES} lines. Download a shorter time from the bank.`,
    },
    'file',
  );
}
