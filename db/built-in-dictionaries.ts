/**
 * Dictionaries that columns of Nurt's own lead to: stages of cases and opportunities, kinds of cases, currencies, reasons of
 * loss, categories of files. They are read and kept like every other dictionary (`dictionaries.ts`), each in a table of its own.
 */
import { DomainError, type Said } from '../domain/domain-error.ts';
import { countsHundredths, isCurrency } from '../domain/ids/currency.ts';
import { codeOf } from '../domain/own/shapes.ts';
import type { Tx } from './database.ts';
import { MOST_USES, type Entry, type EntryColor } from '../domain/own/entries.ts';

type BuiltIn = {
  readonly name: Said;
  readonly table: string;
  /** The column that records hold: a code, or an id. */
  readonly key: 'code' | 'id';
  readonly namePl: string;
  readonly hasColor: boolean;
  readonly hasProbability: boolean;
  /** Its entries are known by a code that people type in; others get one made of their name. */
  readonly hasCode: boolean;
  /** Forms cannot do without: one entry is always on. */
  readonly needed: boolean;
  /** Where its entries are used, and which of those records are still under way in it. */
  readonly used: readonly { readonly table: string; readonly column: string; readonly open?: string }[];
  /** Where their history is kept: an entry that stands in it alone is not counted, but it stays. */
  readonly history?: { readonly table: string; readonly column: string };
};

const plain = {
  ...({ key: 'code', namePl: 'name_pl' } as const),
  ...{ hasColor: false, hasProbability: false, hasCode: false, needed: false },
};

export const builtIn: Readonly<Record<string, BuiltIn>> = {
  case_stages: {
    ...{ ...plain, name: { pl: 'Etapy spraw', en: 'Stages of cases' }, table: 'case_stages', hasColor: true },
    ...{ needed: true, used: [{ table: 'cases', column: 'stage', open: `state = 'open'` }] },
  },
  case_kinds: {
    ...{ ...plain, name: { pl: 'Rodzaje spraw', en: 'Kinds of cases' }, table: 'case_kinds', hasColor: true },
    ...{ needed: true, used: [{ table: 'cases', column: 'kind' }] },
  },
  currencies: {
    ...{ ...plain, name: { pl: 'Waluty', en: 'Currencies' }, table: 'currencies', hasCode: true, needed: true },
    used: [
      ...['companies', 'opportunities', 'transactions', 'campaigns'].map((table) => ({ table, column: 'currency' })),
      { table: 'own_fields', column: `options->>'currency'` },
      { table: 'installation', column: `settings->'workRates'->>'currency'` },
    ],
  },
  opportunity_stages: {
    ...{ ...plain, name: { pl: 'Etapy szans', en: 'Stages of opportunities' }, table: 'opportunity_stages' },
    ...{ hasColor: true, hasProbability: true, needed: true },
    used: [{ table: 'opportunities', column: 'stage', open: `state = 'open'` }],
    history: { table: 'opportunity_moves', column: 'stage' },
  },
  lost_reasons: {
    ...{ ...plain, name: { pl: 'Powody przegranej', en: 'Reasons of loss' }, table: 'lost_reasons' },
    used: [{ table: 'opportunities', column: 'lost_reason' }],
  },
  file_categories: {
    ...{ ...plain, name: { pl: 'Kategorie plików', en: 'Categories of files' }, table: 'file_categories' },
    ...{ key: 'id', namePl: 'name' },
    used: [{ table: 'files', column: 'category_id' }],
  },
};

/** The entries, switched off ones last. */
export async function builtInEntries(
  tx: Tx,
  { table, key, namePl, hasColor, hasProbability }: BuiltIn,
): Promise<Entry[]> {
  return tx.rows<Entry>(
    `select ${key}::text as id, ${key}::text as code, jsonb_build_object('pl', ${namePl}, 'en', coalesce(name_en, ${namePl})) as name,
       ${hasColor ? 'color' : 'null::text'} as color, active, version ${hasProbability ? ', probability' : ''}
     from ${table} order by active desc, position, ${key}`,
  );
}

export type BuiltInEntry = {
  readonly name: Said;
  readonly color: EntryColor | null;
  readonly probability?: number | undefined;
};

/** An entry that is not there yet, with its code where that is typed in. */
type NewBuiltIn = BuiltInEntry & { readonly code?: string | undefined };

/** One more at the end. Answers its code. Throws `dictionary.code_wrong` for what is no code. */
export async function addBuiltIn(tx: Tx, dictionary: BuiltIn, entry: NewBuiltIn): Promise<string> {
  const { table, key, namePl, hasCode } = dictionary;
  const values = columnsOf(dictionary, { ...entry, probability: entry.probability ?? 50 });
  if (hasCode) values.push(['code', checkedCurrency(entry.code ?? '')]);
  else if (key === 'code') values.push(['code', await freeCode(tx, table, entry.name.pl)]);
  const { code } = await tx.one<{ code: string }>(
    `insert into ${table} (${[namePl, 'name_en', ...values.map(([column]) => column)].join(', ')}, position)
     values (${['$1', '$2', ...values.map((_, at) => `$${at + 3}`)].join(', ')}, (select coalesce(max(position), 0) + 1 from ${table}))
     returning ${key}::text as code`,
    [entry.name.pl, entry.name.en, ...values.map(([, value]) => value)],
  );
  return code;
}

export type BuiltInEdit = BuiltInEntry & { readonly code: string; readonly version: number; readonly active: boolean };

/** Answers false where somebody else was quicker. Throws `dictionary.entry_open` while records are under way in a stage. */
export async function editBuiltIn(tx: Tx, dictionary: BuiltIn, edit: BuiltInEdit): Promise<boolean> {
  const { table, key, namePl } = dictionary;
  if (!edit.active) await demandIdle(tx, dictionary, edit);
  const values = columnsOf(dictionary, edit);
  const done = await tx.run(
    `update ${table} set ${namePl} = $1, name_en = $2, active = $3, version = version + 1
       ${values.map(([column], at) => `, ${column} = $${at + 6}`).join('')}
     where ${key}::text = $4 and version = $5`,
    [edit.name.pl, edit.name.en, edit.active, edit.code, edit.version, ...values.map(([, value]) => value)],
  );
  return done > 0;
}

export async function orderBuiltIn(tx: Tx, { table, key }: BuiltIn, codes: readonly string[]): Promise<void> {
  await tx.run(`update ${table} set position = coalesce(array_position($1::text[], ${key}::text), 10000 + position)`, [
    codes,
  ]);
}

export async function deleteBuiltIn(tx: Tx, { table, key }: BuiltIn, code: string): Promise<void> {
  await tx.run(`delete from ${table} where ${key}::text = $1`, [code]);
}

/**
 * How many records hold each entry, as far as they are counted. Beginning at each entry along its index, it reads no more
 * than it counts, also of an entry that nothing holds.
 */
export async function builtInUses(tx: Tx, { table, key, used }: BuiltIn): Promise<Readonly<Record<string, number>>> {
  const most = MOST_USES + 1;
  const counts = used.map(
    ({ table: holder, column }) =>
      `(select count(*) filter (where held = e.${key}) from (select ${column} as held from ${holder}
         where ${column} >= e.${key} order by ${column} limit ${most}) beside)`,
  );
  const rows = await tx.rows<{ code: string; n: number }>(
    `select e.${key}::text as code, least(${counts.join(' + ')}, ${most}) as n from ${table} e`,
  );
  return Object.fromEntries(rows.flatMap(({ code, n }) => (n > 0 ? [[code, n]] : [])));
}

/** How many lines of the history of records hold an entry, as far as they are counted. */
export async function builtInPast(tx: Tx, { history }: BuiltIn, code: string): Promise<number> {
  if (!history) return 0;
  const held = `select 1 from ${history.table} where ${history.column} = $1 limit ${MOST_USES + 1}`;
  return (await tx.one<{ n: number }>(`select count(*) as n from (${held}) held`, [code])).n;
}

type Column = [column: string, value: unknown];

function columnsOf({ hasColor, hasProbability }: BuiltIn, { color, probability }: BuiltInEntry): Column[] {
  return [
    ...(hasColor ? [['color', color ?? 'accent'] satisfies Column] : []),
    ...(hasProbability && probability !== undefined ? [['probability', probability] satisfies Column] : []),
  ];
}

async function freeCode(tx: Tx, table: string, name: string): Promise<string> {
  const taken = new Set((await tx.rows<{ code: string }>(`select code from ${table}`)).map(({ code }) => code));
  const wanted = codeOf(name);
  let code = wanted;
  for (let n = 2; taken.has(code); n++) code = `${wanted}_${n}`;
  return code;
}

/** Throws `dictionary.code_wrong` unless amounts may be kept in it. */
function checkedCurrency(typed: string): string {
  const code = typed.trim().toUpperCase();
  if (isCurrency(code) && countsHundredths(code)) return code;
  throw new DomainError(
    'dictionary.code_wrong',
    isCurrency(code)
      ? {
          pl: `Waluta ${code} nie ma setnych części, a Nurt zapisuje kwoty w setnych. Wybierz inną walutę.`,
          en: `The currency ${code} has no hundredths, and Nurt keeps amounts in hundredths. Choose another one.`,
        }
      : {
          pl: `„${code.slice(0, 10)}” nie jest kodem waluty. Wpisz trzy litery, na przykład SEK.`,
          en: `"${code.slice(0, 10)}" is no code of a currency. Type three letters, such as SEK.`,
        },
    'code',
  );
}

/** A board has no column for a stage that is off: what is in it would be seen by nobody. */
async function demandIdle(tx: Tx, dictionary: BuiltIn, { code, name }: BuiltInEdit): Promise<void> {
  const { table, key, used, needed } = dictionary;
  for (const { table: holder, column, open } of used) {
    if (!open) continue;
    const { n } = await tx.one<{ n: number }>(`select count(*) as n from ${holder} where ${column} = $1 and ${open}`, [
      code,
    ]);
    if (n > 0)
      throw new DomainError('dictionary.entry_open', {
        pl: `W etapie „${name.pl}” jest jeszcze otwartych: ${n}. Przenieś je do innego etapu, a potem go wyłącz.`,
        en: `Still open in the stage "${name.en}": ${n}. Move them to another stage, then switch it off.`,
      });
  }
  if (!needed) return;
  const other = await tx.maybe(`select 1 from ${table} where active and ${key}::text <> $1 limit 1`, [code]);
  if (!other) throw lastEntry(name);
}

/** Of what forms cannot do without, one entry stays. */
export function lastEntry({ pl, en }: Said): DomainError {
  return new DomainError('dictionary.last_entry', {
    pl: `„${pl}” to ostatnia czynna pozycja. Dodaj najpierw inną.`,
    en: `"${en}" is the last active entry. Add another one first.`,
  });
}
