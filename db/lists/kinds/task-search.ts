import type { Viewer } from '../../../domain/access.ts';
import type { Tx } from '../../database.ts';
import { visible } from '../../scope.ts';
import { likeable } from '../../search-text.ts';
import { parameters } from '../../task-scope.ts';
import type { Asking, Mode } from '../definition.ts';

/** Words that are looked for, at most so many. */
function wordsOf(typed: string): string[] {
  return typed
    .replaceAll('\0', '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8);
}

/**
 * Tasks by their own words and by their customer's. Gathered, the first word makes a set of ids and the others are looked
 * for in it (`rarestFirst` has seen to it that it is a small one).
 */
export function taskSearch(
  typed: string,
  { viewer, params, mode }: Asking & { readonly mode: Mode },
): string | undefined {
  const words = wordsOf(typed);
  const parts = words.map((word, at) => {
    const like = `'%' || plain_text(${params.add(likeable(word))}) || '%'`;
    const seen = visible('companies', viewer, 's');
    if (mode === 'set' && at === 0) {
      const found = `select x.id from tasks x where x.search_text like ${like}
        union all select x.id from tasks x where x.company_id in (select s.id from companies s where ${seen} and s.search_text like ${like})`;
      // As an array the rarest word is gathered before the others are looked at, for its hits only.
      return words.length > 1 && viewer.scope === 'all' ? `t.id = any(array(${found}))` : `t.id in (${found})`;
    }
    // A subquery that gives a value is asked for one task at a time, never turned into a walk over all customers.
    return `(t.search_text like ${like} or coalesce((select s.search_text like ${like} from companies s where ${seen} and s.id = t.company_id), false))`;
  });
  return parts.length === 0 ? undefined : parts.join(' and ');
}

/** Beyond that a word is common: so many tasks, or customers with about three tasks each. */
const manyTasks = 20_000;
const manyCustomers = 7_000;

/** The typed words with the one that finds least in front; each is counted only as far as it matters. */
export async function rarestFirst(tx: Tx, viewer: Viewer, typed: string): Promise<string> {
  const words = wordsOf(typed);
  if (words.length < 2) return typed;
  const params = parameters();
  const counts = words.map((word, at) => {
    const like = `'%' || plain_text(${params.add(likeable(word))}) || '%'`;
    return `t${at} as materialized (select 1 from tasks where search_text like ${like}),
      c${at} as materialized (select 1 from companies s where ${visible('companies', viewer, 's')} and s.search_text like ${like})`;
  });
  const columns = words.map(
    (_, at) =>
      `(select count(*) from (select 1 from t${at} limit ${manyTasks}) t) + 3 * (select count(*) from (select 1 from c${at} limit ${manyCustomers}) c) as n${at}`,
  );
  const found = await tx.one<Record<string, number>>(
    `with ${counts.join(', ')} select ${columns.join(', ')}`,
    params.list,
  );
  return words
    .map((word, at) => ({ word, n: found[`n${at}`]! }))
    .toSorted((a, b) => a.n - b.n)
    .map(({ word }) => word)
    .join(' ');
}
