/** What of a dictionary is used: such an entry is switched off, one that nothing holds may be deleted. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { builtIn, builtInUses, deleteBuiltIn, lastEntry } from './built-in-dictionaries.ts';
import type { Tx } from './database.ts';
import { readDictionary } from './dictionaries.ts';
import { ownTables } from './own-sql.ts';
import { MOST_USES } from '../domain/own/entries.ts';
import type { OwnRecord } from '../domain/own/shapes.ts';

/** How many records hold each entry of a dictionary; more than `MOST_USES` means that many and more. */
export async function entryUses(tx: Tx, viewer: Viewer, dictionary: string): Promise<Readonly<Record<string, number>>> {
  demand(viewer, 'settings.edit');
  const built = builtIn[dictionary];
  if (built) return builtInUses(tx, built);
  const uses: Record<string, number> = {};
  const add = (rows: readonly { code: string; n: number }[]) => {
    for (const { code, n } of rows) uses[code] = (uses[code] ?? 0) + n;
  };
  if (dictionary === 'industry')
    add(
      await tx.rows(
        'select industry as code, count(*) as n from companies where industry is not null and deleted_at is null group by 1 limit 5000',
      ),
    );
  const fields = await tx.rows<{ record: OwnRecord; code: string }>(
    `select record, code from own_fields where options ->> 'dictionary' = $1 and kind in ('choice', 'many')`,
    [dictionary],
  );
  for (const { record, code } of fields)
    add(
      await tx.rows(
        `select e as code, count(*) as n from ${ownTables[record]} t, jsonb_array_elements_text(own_many(t.own, $1)) e group by 1 limit 5000`,
        [code],
      ),
    );
  return uses;
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
  const n = (await entryUses(tx, viewer, dictionary))[code] ?? 0;
  if (n > 0) {
    const [plMany, enMany] = n > MOST_USES ? [`ponad ${MOST_USES}`, `more than ${MOST_USES}`] : [n, n];
    throw new DomainError('dictionary.entry_used', {
      pl: `Pozycji „${pl}” używają wpisy (${plMany}), więc nie można jej usunąć. Wyłącz ją: zniknie z wyboru, a wpisy ją zachowają.`,
      en: `Records use "${en}" (${enMany}), so it cannot be deleted. Switch it off: it is no longer offered, and the records keep it.`,
    });
  }
  const built = builtIn[dictionary];
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
