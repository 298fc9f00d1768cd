/** What of a dictionary is used: such an entry is switched off, one that nothing holds may be deleted. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { builtIn, builtInPast, builtInUses, deleteBuiltIn, lastEntry } from './built-in-dictionaries.ts';
import type { Tx } from './database.ts';
import { readDictionary } from './dictionaries.ts';
import { ownTables, ownValueSql } from './own-sql.ts';
import { MOST_USES } from '../domain/own/entries.ts';
import type { OwnField } from '../domain/own/shapes.ts';

/** How many records hold each entry of a dictionary; more than `MOST_USES` means that many and more. */
export async function entryUses(tx: Tx, viewer: Viewer, dictionary: string): Promise<Readonly<Record<string, number>>> {
  demand(viewer, 'settings.edit');
  const built = builtIn[dictionary];
  if (built) return builtInUses(tx, built);
  const codes = (await readDictionary(tx, viewer, dictionary)).entries.map(({ code }) => code);
  const found = dictionary === 'industry' ? [await alongIndex(tx, codes, industryOfCustomers)] : [];
  const fields = await tx.rows<Holding>(
    `select f.id, f.record, f.code, f.kind, exists (select 1 from pg_index i where i.indisvalid
       and i.indexrelid = to_regclass('own_field_' || replace(f.id::text, '-', ''))) as is_indexed
     from own_fields f where f.options ->> 'dictionary' = $1 and f.kind in ('choice', 'many')`,
    [dictionary],
  );
  for (const field of fields) found.push(await usesOfField(tx, codes, field));
  const uses: Record<string, number> = {};
  for (const { code, n } of found.flat()) uses[code] = Math.min((uses[code] ?? 0) + n, MOST_USES + 1);
  return uses;
}

type Used = { readonly code: string; readonly n: number };
type Holding = Pick<OwnField, 'id' | 'record' | 'code'> & {
  readonly kind: 'choice' | 'many';
  /** Once its index has been built; until then, and for a field that has none, its records are read. */
  readonly isIndexed: boolean;
};

/** An own field that is not indexed is counted in one reading of its table; no index could tell who holds an entry. */
async function usesOfField(tx: Tx, codes: readonly string[], field: Holding): Promise<Used[]> {
  const table = ownTables[field.record];
  if (field.isIndexed && field.kind === 'choice')
    return alongIndex(tx, codes, { table, value: ownValueSql('t', field.code, 'text'), where: 'true' });
  if (field.isIndexed)
    return tx.rows<Used>(
      `select e.code, u.n from unnest($1::text[]) e(code) cross join lateral (select count(*) as n from (
         select 1 from ${table} t where ${ownValueSql('t', field.code, 'many')} ?| array[e.code] limit ${MOST_USES + 1}) held) u where u.n > 0`,
      [codes],
    );
  return tx.rows<Used>(
    `select e as code, count(*) as n from ${table} t, jsonb_array_elements_text(own_many(t.own, $1)) e group by 1 limit 5000`,
    [field.code],
  );
}

type Held = { readonly table: string; readonly value: string; readonly where: string };

const industryOfCustomers: Held = { table: 'companies', value: 't.industry', where: 't.deleted_at is null' };

/** Beginning at each entry along the index of the value: no more is read than is counted, also of an entry that nothing holds. */
async function alongIndex(tx: Tx, codes: readonly string[], { table, value, where }: Held): Promise<Used[]> {
  return tx.rows<Used>(
    `select e.code, u.n from unnest($1::text[]) e(code) cross join lateral (select count(*) filter (where held = e.code) as n from (
       select ${value} as held from ${table} t where ${value} >= e.code and ${where} order by ${value} limit ${MOST_USES + 1}) beside) u
     where u.n > 0`,
    [codes],
  );
}

/** Deletes an entry that no record holds. Throws `dictionary.entry_used`, saying what to do instead. */
export async function deleteEntry(
  tx: Tx,
  viewer: Viewer,
  { dictionary, code }: { readonly dictionary: string; readonly code: string },
): Promise<void> {
  demand(viewer, 'settings.edit');
  const { entries } = await readDictionary(tx, viewer, dictionary);
  const entry = entries.find((one) => one.code === code);
  if (!entry) return;
  const { pl, en } = entry.name;
  const built = builtIn[dictionary];
  const n = (await entryUses(tx, viewer, dictionary))[code] ?? (built ? await builtInPast(tx, built, code) : 0);
  if (n > 0) {
    const [plMany, enMany] = n > MOST_USES ? [`ponad ${MOST_USES}`, `more than ${MOST_USES}`] : [n, n];
    throw new DomainError('dictionary.entry_used', {
      pl: `Pozycji „${pl}” używają wpisy (${plMany}), więc nie można jej usunąć. Wyłącz ją: zniknie z wyboru, a wpisy ją zachowają.`,
      en: `Records use "${en}" (${enMany}), so it cannot be deleted. Switch it off: it is no longer offered, and the records keep it.`,
    });
  }
  if (built && entry.active && entries.filter(({ active }) => active).length === 1) throw lastEntry(entry.name);
  if (built) await deleteBuiltIn(tx, built, code);
  else await tx.run('delete from dictionary_entries where id = $1', [entry.id]);
  const changes = { [`entry ${code}`]: [pl, null] } as const;
  await recordAudit(tx, {
    actor: actorOf(viewer),
    noun: 'dictionary',
    recordId: dictionary,
    verb: 'delete entry',
    changes,
  });
}
