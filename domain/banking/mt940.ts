/** Statements in MT940 as Polish banks write them: what `:86:` is divided by differs from bank to bank, and is found out. */
import { isIban, normaliseIban } from '../ids/iban.ts';
import { MOST_REFERENCE, MOST_TITLE, type BankLine, type Statement, type UnreadLine } from './line.ts';

export function isMt940(text: string): boolean {
  return text.includes(':20:') && /^:(?:60[FM]|61):/m.test(text);
}

type Field = { readonly tag: string; readonly number: number; readonly text: string };

/** Reads `:61:` with the `:86:` that follows it; the currency is that of the opening balance, or what is said beside the file. */
export function readMt940(text: string, usual: string): Statement {
  const lines: BankLine[] = [];
  const unread: UnreadLine[] = [];
  let [currency, assumed]: [string | undefined, number] = [undefined, 0];
  const fields = fieldsOf(text);
  fields.forEach((field, at) => {
    if (field.tag === '60F' || field.tag === '60M') currency = /[A-Z]{3}(?=[\d,])/.exec(field.text)?.[0] ?? currency;
    if (field.tag !== '61') return;
    const details = fields[at + 1]?.tag === '86' ? fields[at + 1]!.text : '';
    const line = readLine(field.text, details, currency ?? usual);
    if (line && !currency) assumed += 1;
    if (line) lines.push(line);
    else unread.push({ number: field.number, text: field.text.slice(0, 200) });
  });
  return { lines, unread, assumed };
}

/** Six lines of 65 letters is what a bank may write; many times that is read, and no more. */
const MOST_LETTERS = 4_000;

/** A field goes on over lines until the next tag; the lines of one are joined as they stand, for banks cut in the middle of words. */
function fieldsOf(text: string): Field[] {
  const fields: { tag: string; number: number; rows: string[]; left: number }[] = [];
  const write = (field: (typeof fields)[number], row: string) => {
    if (field.left > 0) field.rows.push(row.slice(0, field.left));
    field.left -= row.length;
  };
  text.split(/\r\n|\r|\n/).forEach((row, at) => {
    const found = /^:(\d{2}[A-Z]?):(.*)$/.exec(row);
    if (found) fields.push({ tag: found[1]!, number: at + 1, rows: [], left: MOST_LETTERS });
    const field = fields.at(-1);
    if (field && !/^-\}?$/.test(row)) write(field, found ? found[2]! : row);
  });
  return fields.map(({ tag, number, rows }) => ({ tag, number, text: rows.join(tag === '61' ? '\n' : '') }));
}

/** Value day, booking day (may be left out), credit or debit (with R: taken back), funds letter, amount, type, references. */
const LINE = /^(\d{2})(\d{2})(\d{2})(\d{4})?(R?[CD])[A-Z]?(\d[\d ]*(?:,\d{0,2})?)[A-Z]\w{3}([^\n]*)/;

function readLine(text: string, details: string, currency: string): BankLine | undefined {
  const found = LINE.exec(text);
  if (!found) return undefined;
  const [, year, month, day, booked = `${month}${day}`, mark, amount = '', references = ''] = found;
  const [whole = '', part = ''] = amount.replaceAll(' ', '').split(',');
  const minor = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  // What was taken back goes the other way.
  const isIn = mark === 'C' || mark === 'RD';
  return {
    on: yearAround(`20${year}-${booked.slice(0, 2)}-${booked.slice(2)}`, `20${year}-${month}-${day}`),
    amountMinor: isIn ? minor : -minor,
    currency,
    ...whoAndWhatFor(partsOf(details)),
    reference: (references.split('//')[1] ?? '').trim().slice(0, MOST_REFERENCE),
  };
}

function whoAndWhatFor(parts: ReadonlyMap<string, string>): Pick<BankLine, 'title' | 'party' | 'account'> {
  const account = normaliseIban(parts.get('38') || `${parts.get('30') ?? ''}${parts.get('31') ?? ''}`);
  return {
    title: (joined(parts, ['20', '21', '22', '23', '24', '25', '26']) || parts.get('') || '').slice(0, MOST_TITLE),
    party: joined(parts, parts.has('32') ? ['32', '33'] : ['27', '28', '29']).slice(0, MOST_TITLE),
    account: isIban(account) ? account : accountIn(parts),
  };
}

/** Booked in January what counts from December, and the other way. */
function yearAround(booked: string, value: string): string {
  const days = (Date.parse(booked) - Date.parse(value)) / 86_400_000;
  if (Math.abs(days) < 180) return booked;
  return `${Number(booked.slice(0, 4)) + (days < 0 ? 1 : -1)}${booked.slice(4)}`;
}

/** Parts by their number; the mark between them is the first sign that two digits follow. */
function partsOf(details: string): ReadonlyMap<string, string> {
  const mark = /^(?:\d{3})?([^\dA-Za-z\s])(?=\d{2})/.exec(details)?.[1];
  if (!mark) return new Map([['', details.trim()]]);
  const written = details.split(mark).filter((part, at) => at > 0 && /^\d{2}/.test(part));
  const parts = Map.groupBy(written, (part) => part.slice(0, 2));
  return new Map([...parts].map(([number, same]) => [number, same.map((part) => part.slice(2).trimEnd()).join('')]));
}

/** A part that is full goes on in the next one, in the middle of a word. */
const WHOLE_PART = 27;

function joined(parts: ReadonlyMap<string, string>, numbers: readonly string[]): string {
  return numbers
    .map((number) => parts.get(number) ?? '')
    .reduce((text, part) => `${text}${part === '' || part.length >= WHOLE_PART ? part : `${part} `}`, '')
    .trim();
}

/** Some banks write the account among the rest. */
function accountIn(parts: ReadonlyMap<string, string>): string | null {
  for (const part of parts.values()) {
    const found = normaliseIban(/(?:PL ?)?\d{2}(?: ?\d{4}){6}/.exec(part)?.[0] ?? '');
    if (isIban(found)) return found;
  }
  return null;
}
