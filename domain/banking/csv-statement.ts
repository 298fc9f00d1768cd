/** Statements as tables: every Polish bank has columns of its own, so they are found by their names. */
import { cellText, type SheetRow } from '../import/cell.ts';
import { parseDate, parseMoney } from '../import/parse.ts';
import { plain } from '../import/plain.ts';
import { isIban, normaliseIban } from '../ids/iban.ts';
import { MOST_REFERENCE, MOST_TITLE, type BankLine, type Statement, type UnreadLine } from './line.ts';

type Column = 'on' | 'amount' | 'credit' | 'debit' | 'currency' | 'title' | 'party' | 'account' | 'reference';

/** Names by which banks call a column, in plain words; what comes first is taken first. */
const names: Readonly<Record<Column, readonly string[]>> = {
  on: ['data ksiegowania', 'data operacji', 'data transakcji', 'data waluty', 'data', 'booking date', 'date'],
  amount: ['kwota', 'kwota operacji', 'kwota transakcji', 'kwota w walucie rachunku', 'amount'],
  credit: ['uznania', 'kwota uznania', 'wplywy', 'credit'],
  debit: ['obciazenia', 'kwota obciazenia', 'wydatki', 'debit'],
  currency: ['waluta', 'waluta rachunku', 'currency'],
  title: [
    'tytul',
    'tytul operacji',
    'tytul transakcji',
    'opis operacji',
    'opis transakcji',
    'opis',
    'szczegoly',
    'title',
    'description',
  ],
  party: [
    'nadawca odbiorca',
    'dane kontrahenta',
    'nazwa kontrahenta',
    'kontrahent',
    'nadawca',
    'nazwa nadawcy',
    'zleceniodawca beneficjent',
    'counterparty',
  ],
  account: [
    'rachunek kontrahenta',
    'numer konta kontrahenta',
    'nr rachunku kontrahenta',
    'numer rachunku nadawcy',
    'rachunek nadawcy',
    'numer konta',
    'nr rachunku',
    'rachunek',
    'account',
  ],
  reference: ['numer referencyjny', 'nr transakcji', 'numer transakcji', 'id transakcji', 'referencje', 'reference'],
};

/** An amount and the currency it is in, where a bank writes both that of the account and that of the payment. */
const pairs: readonly (readonly [amount: string, currency: string])[] = [
  ['kwota w walucie rachunku', 'waluta rachunku'],
  ['kwota operacji', 'waluta operacji'],
  ['kwota transakcji', 'waluta transakcji'],
];

type Columns = Readonly<Partial<Record<Column, number>>>;

/**
 * Answers undefined for a table that has no day and no amount: then it is no statement. `currency` is that of the lines
 * which do not say theirs.
 */
export function readBankTable(rows: readonly SheetRow[], currency: string): Statement | undefined {
  const at = rows.findIndex((row) => isHead(columnsOf(row)));
  if (at < 0) return undefined;
  const columns = columnsOf(rows[at]!);
  const lines: BankLine[] = [];
  const unread: UnreadLine[] = [];
  let assumed = 0;
  for (const row of rows.slice(at + 1)) {
    const line = readRow(row, columns);
    if (line && !line.currency) assumed += 1;
    if (line) lines.push({ ...line, currency: line.currency ?? currency });
    // Sums and remarks under the table have no day.
    else if (textOf(row, columns.on) !== '' && /\d/.test(textOf(row, columns.on)))
      unread.push({
        number: row.number,
        text: row.cells
          .map((cell) => cellText(cell).slice(0, 200))
          .join('; ')
          .slice(0, 200),
      });
  }
  return { lines, unread, assumed };
}

function isHead({ on, amount, credit }: Columns): boolean {
  return on !== undefined && (amount !== undefined || credit !== undefined);
}

function columnsOf({ cells }: SheetRow): Columns {
  const heads = cells.map((cell) => plain(cellText(cell)));
  const found: Partial<Record<Column, number>> = {};
  for (const [column, called] of Object.entries(names) as [Column, readonly string[]][]) {
    for (const name of called) {
      const place = heads.findIndex((head) => head === name || (name.includes(' ') && head.startsWith(name)));
      if (place < 0) continue;
      found[column] = place;
      break;
    }
  }
  const pair = pairs
    .map(([amount, currency]) => ({ amount: heads.indexOf(amount), currency: heads.indexOf(currency) }))
    .find(({ amount, currency }) => amount >= 0 && currency >= 0);
  return { ...found, ...pair };
}

type ReadRow = Omit<BankLine, 'currency'> & { readonly currency: string | undefined };

function readRow(row: SheetRow, columns: Columns): ReadRow | undefined {
  const on = parseDate(columns.on === undefined ? null : (row.cells[columns.on] ?? null));
  const money = amountOf(row, columns);
  if (on === undefined || money === undefined) return undefined;
  const account = normaliseIban(textOf(row, columns.account).replace(/^'/, ''));
  return {
    on,
    amountMinor: money.minor,
    currency: /^[A-Z]{3}$/.exec(textOf(row, columns.currency).toUpperCase())?.[0] ?? money.currency,
    title: textOf(row, columns.title),
    party: textOf(row, columns.party),
    account: isIban(account) ? account : null,
    reference: textOf(row, columns.reference, MOST_REFERENCE),
  };
}

function amountOf(row: SheetRow, { amount, credit, debit }: Columns) {
  const read = (column: number | undefined) =>
    column === undefined ? undefined : parseMoney(row.cells[column] ?? null);
  const given = read(amount) ?? read(credit);
  if (given && given.minor !== 0) return given;
  const out = read(debit);
  return out ? { ...out, minor: -Math.abs(out.minor) } : given;
}

function textOf(row: SheetRow, column: number | undefined, most = MOST_TITLE): string {
  return column === undefined ? '' : cellText(row.cells[column]).slice(0, most).replace(/\s+/g, ' ').trim();
}
