import type { Viewer } from '../../../domain/access.ts';
import type { Tx } from '../../database.ts';
import { visible } from '../../scope.ts';
import { likeable } from '../../search-text.ts';
import { parameters } from '../../task-scope.ts';
import type { Asking, Mode, Rarity } from '../definition.ts';

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
    // Whoever sees some tasks only has them gathered by that: the words are looked for in those.
    if (mode === 'set' && at === 0 && viewer.scope === 'all') {
      const found = `select x.id from tasks x where x.search_text like ${like}
        union all select x.id from tasks x where x.company_id in (select s.id from companies s where ${seen} and s.search_text like ${like})`;
      // As an array the rarest word is gathered before the others are looked at, for its hits only.
      return words.length > 1 ? `t.id = any(array(${found}))` : `t.id in (${found})`;
    }
    // A subquery that gives a value is asked for one task at a time, never turned into a walk over all customers.
    return `(t.search_text like ${like} or coalesce((select s.search_text like ${like} from companies s where ${seen} and s.id = t.company_id), false))`;
  });
  return parts.length === 0 ? undefined : parts.join(' and ');
}

/** More tasks than that are not gathered before nearer rows have been looked at. */
const common = 50_000;

/**
 * The typed words with the one that finds least in front, and whether even that finds much. How much is what PostgreSQL
 * reckons from its statistics: to count would take longer than the search.
 */
export async function rarestFirst(tx: Tx, viewer: Viewer, typed: string): Promise<Rarity> {
  const words = wordsOf(typed);
  if (words.length === 0 || viewer.scope !== 'all') return { typed, isCommon: false };
  const params = parameters();
  const each = words.map((word) => {
    const like = `'%' || plain_text(${params.add(likeable(word))}) || '%'`;
    return `select 1 from tasks where search_text like ${like}
      union all select 1 from companies s where ${visible('companies', viewer, 's')} and s.search_text like ${like}`;
  });
  const [plan] = await tx.rows<{ 'QUERY PLAN': readonly [{ Plan: { Plans: readonly { 'Plan Rows': number }[] } }] }>(
    `explain (format json) ${each.join(' union all ')}`,
    params.list,
  );
  const rows = plan!['QUERY PLAN'][0].Plan.Plans.map((part) => part['Plan Rows']);
  const ranked = words
    .map((word, at) => ({ word, tasks: rows[2 * at]! + tasksOfCustomer * rows[2 * at + 1]! }))
    .toSorted((a, b) => a.tasks - b.tasks);
  return { typed: ranked.map(({ word }) => word).join(' '), isCommon: ranked[0]!.tasks > common };
}

const tasksOfCustomer = 3;
