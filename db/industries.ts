/** Industries of customers: entries of a dictionary by their codes, and what was imported or sent without being one. */
import { seesEverybody, type Viewer } from '../domain/access.ts';
import type { Choice } from '../domain/lists/shapes.ts';
import type { Tx } from './database.ts';
import { heldValues } from './held-values.ts';
import { visible } from './scope.ts';

/** The entries of the dictionary, to stand behind `from`. */
export const industryEntries = `(select e.* from dictionary_entries e join dictionaries d on d.id = e.dictionary_id where d.code = 'industry')`;

const MOST_UNKNOWN = 500;

/** The entries in their order, switched off ones for who holds them still, and what customers hold that is no entry. */
export async function industries(tx: Tx, viewer: Viewer): Promise<Choice[]> {
  const [entries, held] = await Promise.all([
    tx.rows<Omit<Choice, 'retired'> & { readonly active: boolean }>(
      `select code as value, jsonb_build_object('pl', name_pl, 'en', name_en) as label, active from ${industryEntries} e
       order by active desc, position, id`,
    ),
    tx.rows<{ value: string }>(
      `select value from (${heldBy(viewer)}) h where value not in (select code from ${industryEntries} e) limit ${MOST_UNKNOWN}`,
    ),
  ]);
  return [
    ...entries.map(({ value, label, active }) => ({ value, label, ...(active ? {} : { retired: true as const }) })),
    ...held.map(({ value }) => ({ value, label: { pl: value, en: value } })),
  ];
}

/** What somebody wrote at a customer is known to whoever sees the customer. */
function heldBy(viewer: Viewer): string {
  if (seesEverybody(viewer)) return heldValues('industry');
  return `select distinct c.industry as value from companies c
    where c.industry is not null and ${visible('companies', viewer, 'c')}`;
}

/** The codes by what the entries are called, so that a file may say either. */
export async function industriesByName(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.rows<{ code: string; names: string[] }>(
    `select code, array[code, name_pl, name_en] as names from ${industryEntries} e order by active, position desc`,
  );
  // Where two are called alike, the first of those that are offered is meant; a code always means itself.
  const byName = rows.flatMap(({ code, names }) => names.map((name) => [name.toLowerCase(), code] as const));
  return new Map([...byName, ...rows.map(({ code }) => [code.toLowerCase(), code] as const)]);
}
