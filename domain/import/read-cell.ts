import type { Said } from '../domain-error.ts';
import { isEmail, normaliseEmail } from '../ids/email.ts';
import { isKrs, normaliseKrs } from '../ids/krs.ts';
import { isNip, normaliseNip } from '../ids/nip.ts';
import { isPhone, normalisePhone } from '../ids/phone.ts';
import { isPostcode, normalisePostcode } from '../ids/postcode.ts';
import { isRegon, normaliseRegon } from '../ids/regon.ts';
import { cellText, type Cell } from './cell.ts';
import type { Draft, ReadingContext } from './draft.ts';
import { importField, type ColumnField, type FieldId, type Reads } from './fields.ts';
import { codeOfColumn, isOwnColumn, recordOfColumn, type OwnColumn } from './own-columns.ts';
import { readOwnCell } from './own-fields.ts';
import { parseCurrency, parseDate, parseMoney, parseYesNo } from './parse.ts';
import { plain } from './plain.ts';

/** One filled cell, the field it is read into, and the draft that takes its value. */
export type CellToRead = {
  readonly cell: Cell;
  /** Its place, from 0. */
  readonly index: number;
  readonly field: ColumnField;
  readonly header: string;
  readonly draft: Draft;
  readonly context: ReadingContext;
};

/** Why the value was not taken; with `warns` it was taken all the same. */
export type Refusal = Said & { readonly warns?: true };

/** Puts the value of a cell into the draft, or answers why not. */
export function readCell(reading: CellToRead): Refusal | undefined {
  const { field } = reading;
  if (isOwnColumn(field)) return readOwn(reading, field);
  return readers[importField(field).reads](reading, cellText(reading.cell));
}

function readOwn({ cell, index, draft, context }: CellToRead, column: OwnColumn): Refusal | undefined {
  const field = context.own?.get(column);
  if (!field)
    return { pl: 'tego pola własnego już nie ma. Pomiń tę kolumnę.', en: 'this own field is gone. Leave it out.' };
  const read = readOwnCell({ field, cell, context });
  if ('refused' in read) return read.refused;
  const place = recordOfColumn(column) === 'person' ? 'personOwn' : 'own';
  if ('named' in read) {
    const text = clean(cellText(cell)).slice(0, 100);
    (draft.named ??= []).push({ column: index, own: place, code: codeOfColumn(column), ...read.named, text });
    return undefined;
  }
  if (read.value !== null) (draft[place] ??= {})[codeOfColumn(column)] = read.value;
  return undefined;
}

type Reader = (reading: CellToRead, text: string) => Refusal | undefined;

const readers: Readonly<Record<Reads, Reader>> = {
  text: readText,
  nip: ({ draft }, text) => {
    draft.nip = normaliseNip(text);
    if (draft.nip === '') delete draft.nip;
    return isNip(normaliseNip(text)) ? undefined : warning(text, 'NIP', 'a valid NIP');
  },
  regon: ({ draft }, text) => {
    const regon = normaliseRegon(text);
    if (regon !== '') draft.regon = regon;
    return isRegon(regon) ? undefined : warning(text, 'REGON', 'a valid REGON');
  },
  krs: ({ draft }, text) => {
    const krs = normaliseKrs(text);
    if (krs !== '') draft.krs = krs;
    return isKrs(krs) ? undefined : warning(text, 'numerem KRS', 'a KRS number');
  },
  email: readEmails,
  phone: readPhones,
  postcode: ({ draft }, text) => {
    draft.postcode = normalisePostcode(text).slice(0, 20);
    return isPostcode(draft.postcode) ? undefined : warning(text, 'polskim kodem pocztowym', 'a Polish postcode');
  },
  money: ({ cell, draft, context }, text) => {
    const money = parseMoney(cell);
    if (!money) return refusal(text, 'kwotą (na przykład 1 234,56)', 'an amount (for example 1 234,56)');
    draft.turnoverMinor = money.minor;
    return money.currency ? takeCurrency(draft, money.currency, context) : undefined;
  },
  currency: ({ draft, context }, text) => {
    const currency = parseCurrency(text);
    if (!currency) return refusal(text, 'walutą (na przykład PLN)', 'a currency (for example PLN)');
    return takeCurrency(draft, currency, context);
  },
  date: ({ cell, draft, context }, text) => {
    const date = parseDate(cell);
    if (!date) return refusal(text, 'datą (na przykład 1.03.2026)', 'a date (for example 2026-03-01)');
    if (date > context.today)
      return {
        pl: `data ${text} jest w przyszłości. Popraw ją.`,
        en: `the date ${text} is in the future. Correct it.`,
      };
    draft.consentOn = date;
    return undefined;
  },
  'yes or no': readConsent,
  person: ({ draft, header }, text) => {
    const words = clean(text).split(' ');
    const isLastFirst = plain(header).startsWith('nazwisko');
    const last = isLastFirst ? words.shift() : words.pop();
    if (last) draft.lastName = last.slice(0, 200);
    if (words.length > 0) draft.firstName = words.join(' ').slice(0, 200);
    return undefined;
  },
  owner: ({ draft, context }, text) => {
    const owner = context.owners.get(normaliseEmail(text)) ?? context.owners.get(plain(text));
    if (owner) draft.ownerId = owner;
    if (owner === null)
      return {
        pl: `kilka osób z kontem nazywa się „${text}”. Wpisz e-mail jednej z nich.`,
        en: `several people with an account are called "${text}". Type the e-mail of one of them.`,
      };
    return owner
      ? undefined
      : {
          pl: `nie ma użytkownika „${text}”. Wpisz imię i nazwisko albo e-mail kogoś, kto ma konto.`,
          en: `there is no user "${text}". Type the name or e-mail of somebody with an account.`,
        };
  },
};

/** A row speaks of one currency, which forms offer too. */
function takeCurrency(draft: Draft, currency: string, { currencies }: ReadingContext): Refusal | undefined {
  if (currencies && !currencies.includes(currency)) {
    const offered = currencies.join(', ');
    return {
      pl: `waluty ${currency} nie ma w słowniku walut (${offered}). Dopisz ją tam albo popraw wartość.`,
      en: `the currency ${currency} is not in the dictionary of currencies (${offered}). Add it there or correct the value.`,
    };
  }
  if (draft.currency && draft.currency !== currency)
    return {
      pl: `wiersz ma dwie waluty: ${draft.currency} i ${currency}. Zostaw jedną.`,
      en: `the row has two currencies: ${draft.currency} and ${currency}. Keep one.`,
    };
  draft.currency = currency;
  return undefined;
}

const plainFields = {
  name: 'name',
  shortName: 'shortName',
  street: 'street',
  city: 'city',
  website: 'website',
  class: 'class',
  industry: 'industry',
  notes: 'notes',
  firstName: 'firstName',
  lastName: 'lastName',
  position: 'position',
} as const;

function readText({ field, draft, context }: CellToRead, text: string): Refusal | undefined {
  const key = plainFields[field as keyof typeof plainFields];
  const value = field === 'notes' ? text.trim() : clean(text);
  const longest = importField(field as FieldId).longest!;
  if (value.length > longest) {
    return {
      pl: `tekst ma ${value.length} znaków, a zmieści się ${longest}. Skróć go.`,
      en: `the text has ${value.length} characters and ${longest} fit. Shorten it.`,
    };
  }
  if (key === 'notes' && draft.notes) draft.notes += `\n${value}`;
  // Known by its name of today or by its code; any other text is taken as it is.
  else draft[key] = (key === 'industry' && context.industries?.get(value.toLowerCase())) || value;
  return undefined;
}

function readEmails({ field, draft }: CellToRead, text: string): Refusal | undefined {
  const key = field === 'email' ? 'emails' : 'personEmails';
  for (const part of text.split(/[;,\n]/)) {
    const email = normaliseEmail(part);
    if (isNothing(email)) continue;
    if (!isEmail(email)) return refusal(part.trim(), 'adresem e-mail', 'an e-mail address');
    add(draft, key, email);
  }
  return undefined;
}

function readPhones({ field, draft }: CellToRead, text: string): Refusal | undefined {
  const key = field === 'phone' ? 'phones' : 'personPhones';
  for (const part of text.split(/[;,/\n]/)) {
    if (isNothing(part)) continue;
    const phone = normalisePhone(part);
    if (!isPhone(phone)) return refusal(part.trim(), 'numerem telefonu', 'a phone number');
    add(draft, key, phone);
  }
  return undefined;
}

function add(draft: Draft, key: 'emails' | 'personEmails' | 'phones' | 'personPhones', value: string): void {
  const list = (draft[key] ??= []);
  if (!list.includes(value)) list.push(value);
}

const channels = { consent: 'any', consentEmail: 'email', consentPhone: 'phone' } as const;

function readConsent({ cell, field, draft }: CellToRead, text: string): Refusal | undefined {
  if (isNothing(text)) return undefined;
  const answer = parseYesNo(cell);
  if (answer === undefined) return refusal(text, 'odpowiedzią TAK albo NIE', 'a YES or NO');
  const channel = channels[field as keyof typeof channels];
  (draft.consents ??= []).push({ channel, status: answer ? 'given' : 'refused', said: clean(text) });
  return undefined;
}

/** What people write where there is nothing. */
function isNothing(text: string): boolean {
  return ['', 'brak', 'n a', 'nie dotyczy', 'none', 'nie ma'].includes(plain(text)) && !/[@\d]/.test(text);
}

function clean(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function refusal(text: string, pl: string, en: string): Refusal {
  const value = clean(text).slice(0, 100);
  return {
    pl: `„${value}” nie jest ${pl}. Popraw albo usuń wartość.`,
    en: `"${value}" is not ${en}. Correct or delete it.`,
  };
}

/** Rule: a number that looks wrong warns and never blocks. */
function warning(text: string, pl: string, en: string): Refusal {
  const value = clean(text).slice(0, 100);
  const what = pl === 'NIP' || pl === 'REGON' ? `poprawnym numerem ${pl}` : pl;
  return { pl: `„${value}” nie jest ${what}. Sprawdź.`, en: `"${value}" is not ${en}. Check it.`, warns: true };
}
