/** Moves what hangs on one record to another, writes down what was moved, and moves it back. */
import type { Tx } from './database.ts';
import { referencesTo } from './references.ts';

/** Rows of one table whose column was turned from one record to the other, by their primary keys. */
export type Moved = {
  readonly table: string;
  readonly column: string;
  readonly keys: readonly Readonly<Record<string, string>>[];
};

export type Turn = { readonly from: string; readonly to: string };

type Place = {
  readonly table: string;
  readonly column: string;
  /** Primary key, without the column that is turned. */
  readonly key: readonly string[];
  /** Other columns of each unique index that the column stands in, and which rows alone it is about. */
  readonly uniques: readonly { readonly columns: readonly string[]; readonly about: string }[];
  readonly dated: boolean;
  readonly only?: string;
};

/** Tables that follow by themselves, or that tell of the record as it was. */
const staying = new Set([
  'companies.merged_into',
  'people.merged_into',
  'person_merges.kept_id',
  'person_merges.merged_id',
  'person_moves.from_id',
  'person_moves.to_id',
  'merges.kept_id',
  'merges.merged_id',
  'company_facts.company_id',
  'company_balances.company_id',
  'company_trade.company_id',
  'duplicate_hints.company_id',
]);

type Target = 'companies' | 'people' | 'contact_points';

/** What refers to a company, a person or an address without a foreign key. `only` may name the record that is turned from as $1. */
const loose: Readonly<Record<Target, readonly { table: string; column: string; only?: string }[]>> = {
  companies: [
    { table: 'effects', column: 'company_id' },
    { table: 'messages', column: 'company_id' },
    { table: 'touches', column: 'company_id' },
    { table: 'file_links', column: 'record_id', only: `t.noun = 'company'` },
    { table: 'clipboard', column: 'record_id', only: `t.kind = 'companies'` },
    { table: 'campaign_audience', column: 'ref_id', only: `t.kind = 'company'` },
  ],
  people: [
    { table: 'file_links', column: 'record_id', only: `t.noun = 'person'` },
    { table: 'clipboard', column: 'record_id', only: `t.kind = 'people'` },
    { table: 'campaign_audience', column: 'ref_id', only: `t.kind = 'person'` },
  ],
  // Messages are found by their company: no index leads to them from an address.
  contact_points: [
    {
      table: 'messages',
      column: 'contact_point_id',
      only: 't.company_id = (select p.company_id from contact_points p where p.id = $1)',
    },
  ],
};

/**
 * Turns every reference to `from` into one to `to`. A row that would then be there twice (the same group, the same campaign)
 * stays where it is. Tables are found by their foreign keys: one that is added later is moved as well.
 */
export async function moveReferences(tx: Tx, target: Target, turn: Turn): Promise<Moved[]> {
  const moved: Moved[] = [];
  for (const place of await placesOf(tx, target)) {
    const keys = await move(tx, place, turn);
    if (keys.length > 0) moved.push({ table: place.table, column: place.column, keys });
  }
  return moved;
}

/** Turns what refers to it without a foreign key: files, what was set aside, the audience of drafts. */
export async function moveLooseReferences(tx: Tx, target: Target, turn: Turn): Promise<void> {
  for (const one of loose[target]) await move(tx, { ...one, ...(await shapeOf(tx, one)) }, turn);
}

async function placesOf(tx: Tx, target: Target): Promise<Place[]> {
  const referring = await referencesTo(tx, target);
  const all: { table: string; column: string; only?: string }[] = [
    ...referring.filter(({ table, column }) => !staying.has(`${table}.${column}`)),
    ...loose[target],
  ];
  const places: Place[] = [];
  for (const one of all) places.push({ ...one, ...(await shapeOf(tx, one)) });
  return places;
}

async function shapeOf(tx: Tx, { table, column }: { table: string; column: string }) {
  const indexes = await tx.rows<{ primary: boolean; columns: string[]; about: string }>(
    `select i.indisprimary as primary, array_agg(a.attname::text order by a.attnum) as columns,
       coalesce(pg_get_expr(i.indpred, i.indrelid), 'true') as about
     from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
     where i.indrelid = $1::regclass and i.indisunique group by i.indexrelid, i.indisprimary, i.indpred, i.indrelid`,
    [table],
  );
  const { dated } = await tx.one<{ dated: boolean }>(
    `select exists (select 1 from pg_attribute where attrelid = $1::regclass and attname = 'updated_at' and not attisdropped) as dated`,
    [table],
  );
  const identity = indexes.find(({ primary }) => primary) ?? indexes[0];
  if (!identity) throw new Error(`Nothing tells the rows of ${table} apart`);
  const others = (columns: readonly string[]) => columns.filter((name) => name !== column);
  return {
    key: others(identity.columns),
    uniques: indexes
      .filter(({ columns }) => columns.includes(column))
      .map(({ columns, about }) => ({ columns: others(columns), about })),
    dated,
  };
}

async function move(tx: Tx, { table, column, key, uniques, only }: Place, { from, to }: Turn) {
  const taken = uniques.map(({ columns, about }) => {
    const same = columns.map((name) => `o.${name} is not distinct from t.${name}`);
    // What an index is about names columns alone: within the brackets they are those of `o`, before them those of `t`.
    const twin = `exists (select 1 from ${table} o where ${[`o.${column} = $2`, ...same, `(${about})`].join(' and ')})`;
    return `((${about}) and ${twin}) is not true`;
  });
  const where = [`t.${column} = $1`, ...(only ? [only] : []), ...taken].join(' and ');
  const rows = await tx.rows<{ key: Record<string, string> }>(
    `update ${table} t set ${column} = $2 where ${where}
     returning jsonb_build_object(${key.map((name) => `'${name}', t.${name}::text`).join(', ')}) as key`,
    [from, to],
  );
  return rows.map((row) => row.key);
}

/** A move in which a run that stands still heard for how long it had stood before, and nothing else. */
const ONLY_THAWED = `(m.frozen and cardinality(m.taken_seqs) > 0
  and not exists (select 1 from run_inputs i where i.seq = any(m.taken_seqs) and i.source <> 'freeze'))`;

/** Where a row counts as unchanged although the engine wrote it: merging a frozen customer moves the waits of their runs. */
const stoodStill: Readonly<Record<string, string>> = {
  runs: `(t.updated_at <= $4 or (t.updated_at in (select m.at from run_moves m where m.run_id = t.id)
    and not exists (select 1 from run_moves m where m.run_id = t.id and m.at > $4 and not ${ONLY_THAWED})))`,
  tasks: `(t.updated_at <= $4 or t.updated_at in (select m.at from run_moves m where m.run_id = t.run_id and ${ONLY_THAWED}))`,
};

export type MovedBack = { readonly table: string; readonly back: number; readonly stayed: number };

/** Moves back the rows that nobody has changed since `at`. */
export async function moveBack(
  tx: Tx,
  moved: readonly Moved[],
  { from, to, at }: Turn & { readonly at: string },
): Promise<MovedBack[]> {
  const done: MovedBack[] = [];
  for (const { table, column, keys } of moved) {
    const { key, dated } = await shapeOf(tx, { table, column });
    const unchanged = dated ? (stoodStill[table] ?? 't.updated_at <= $4') : '$4::timestamptz is not null';
    const same = key.map((name) => `t.${name}::text = k.key ->> '${name}'`);
    const back = await tx.run(
      `update ${table} t set ${column} = $2 from jsonb_array_elements($3::jsonb) k(key)
       where ${[`t.${column} = $1`, ...same, unchanged].join(' and ')}`,
      [to, from, JSON.stringify(keys), at],
    );
    done.push({ table, back, stayed: keys.length - back });
  }
  return done;
}
