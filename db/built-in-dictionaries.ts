/**
 * Dictionaries that columns of Nurt's own lead to: stages of cases and opportunities, reasons of loss, categories of files. They
 * are read and kept like every other dictionary (`dictionaries.ts`), each in a table of its own.
 */
import { DomainError, type Said } from '../domain/domain-error.ts';
import { codeOf } from '../domain/own/shapes.ts';
import type { Tx } from './database.ts';
import type { Entry, EntryColor } from '../domain/own/entries.ts';

type BuiltIn = {
  readonly name: Said;
  readonly table: string;
  /** The column that records hold: a code, or an id. */
  readonly key: 'code' | 'id';
  readonly namePl: string;
  readonly hasColor: boolean;
  readonly hasProbability: boolean;
  /** Where its entries are used, and which of those records are still under way in it. */
  readonly used: { readonly table: string; readonly column: string; readonly open?: string };
};

const plain = { key: 'code', namePl: 'name_pl', hasColor: false, hasProbability: false } as const;

export const builtIn: Readonly<Record<string, BuiltIn>> = {
  case_stages: {
    ...{ ...plain, name: { pl: 'Etapy spraw', en: 'Stages of cases' }, table: 'case_stages', hasColor: true },
    used: { table: 'cases', column: 'stage', open: `state = 'open'` },
  },
  opportunity_stages: {
    ...{ ...plain, name: { pl: 'Etapy szans', en: 'Stages of opportunities' }, table: 'opportunity_stages' },
    ...{ hasColor: true, hasProbability: true },
    used: { table: 'opportunities', column: 'stage', open: `state = 'open'` },
  },
  lost_reasons: {
    ...{ ...plain, name: { pl: 'Powody przegranej', en: 'Reasons of loss' }, table: 'lost_reasons' },
    used: { table: 'opportunities', column: 'lost_reason' },
  },
  file_categories: {
    ...{ ...plain, name: { pl: 'Kategorie plików', en: 'Categories of files' }, table: 'file_categories' },
    ...{ key: 'id', namePl: 'name' },
    used: { table: 'files', column: 'category_id' },
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

/** One more at the end. Answers its code. */
export async function addBuiltIn(tx: Tx, dictionary: BuiltIn, entry: BuiltInEntry): Promise<string> {
  const { table, key, namePl } = dictionary;
  const values = columnsOf(dictionary, entry);
  if (key === 'code') values.push(['code', await freeCode(tx, table, entry.name.pl)]);
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

/** How many records hold each entry. */
export async function builtInUses(tx: Tx, { used }: BuiltIn): Promise<Readonly<Record<string, number>>> {
  const rows = await tx.rows<{ code: string; n: number }>(
    `select ${used.column}::text as code, count(*) as n from ${used.table} where ${used.column} is not null group by 1`,
  );
  return Object.fromEntries(rows.map(({ code, n }) => [code, n]));
}

type Column = [column: string, value: unknown];

function columnsOf({ hasColor, hasProbability }: BuiltIn, { color, probability }: BuiltInEntry): Column[] {
  return [
    ...(hasColor ? [['color', color ?? 'accent'] satisfies Column] : []),
    ...(hasProbability ? [['probability', probability ?? 50] satisfies Column] : []),
  ];
}

async function freeCode(tx: Tx, table: string, name: string): Promise<string> {
  const taken = new Set((await tx.rows<{ code: string }>(`select code from ${table}`)).map(({ code }) => code));
  const wanted = codeOf(name);
  let code = wanted;
  for (let n = 2; taken.has(code); n++) code = `${wanted}_${n}`;
  return code;
}

/** A board has no column for a stage that is off: what is in it would be seen by nobody. */
async function demandIdle(tx: Tx, { table, key, used }: BuiltIn, { code, name }: BuiltInEdit): Promise<void> {
  if (!used.open) return;
  const { n, others } = await tx.one<{ n: number; others: number }>(
    `select (select count(*) from ${used.table} where ${used.column} = $1 and ${used.open}) as n,
       (select count(*) from ${table} where active and ${key} <> $1) as others`,
    [code],
  );
  if (n > 0)
    throw new DomainError('dictionary.entry_open', {
      pl: `W etapie „${name.pl}” jest jeszcze otwartych: ${n}. Przenieś je do innego etapu, a potem go wyłącz.`,
      en: `Still open in the stage "${name.en}": ${n}. Move them to another stage, then switch it off.`,
    });
  if (others === 0)
    throw new DomainError('dictionary.last_entry', {
      pl: `„${name.pl}” to ostatni czynny etap. Dodaj najpierw inny.`,
      en: `"${name.en}" is the last active stage. Add another one first.`,
    });
}
