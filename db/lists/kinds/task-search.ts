import type { Viewer } from '../../../domain/access.ts';
import type { Tx } from '../../database.ts';
import { visible } from '../../scope.ts';
import { likeable } from '../../search-text.ts';
import { parameters } from '../../task-scope.ts';
import type { Asking } from '../definition.ts';

/** Words that are looked for, at most so many. */
function wordsOf(typed: string): string[] {
  return typed
    .replaceAll('\0', '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8);
}

/** Tasks by their own words and by their customer's: each word must be in one of them. */
export function taskSearch(typed: string, asking: Asking): string | undefined {
  const words = wordsOf(typed).map((word) => wordSql(word, asking));
  return words.length === 0 ? undefined : words.join(' and ');
}

/**
 * Gathered, the first word finds tasks by their own words, and by their customers: two indexes, asked one after the other.
 * Whoever sees some tasks only has them gathered by that: the words are looked for in those.
 */
export function taskWays(typed: string, asking: Asking): readonly string[] | undefined {
  const [first, ...others] = wordsOf(typed);
  if (first === undefined || asking.viewer.scope !== 'all') return undefined;
  const like = likeSql(first, asking);
  const customers = `t.company_id in (select s.id from companies s where ${visible('companies', asking.viewer, 's')} and s.search_text ${like})`;
  const rest = others.map((word) => ` and ${wordSql(word, asking)}`).join('');
  return [`t.search_text ${like}${rest}`, `${customers} and t.search_text not ${like}${rest}`];
}

/** A subquery that gives a value is asked for one task at a time, never turned into a walk over all customers. */
function wordSql(word: string, asking: Asking): string {
  const like = likeSql(word, asking);
  const ofCustomer = `select s.search_text ${like} from companies s where ${visible('companies', asking.viewer, 's')} and s.id = t.company_id`;
  return `(t.search_text ${like} or coalesce((${ofCustomer}), false))`;
}

function likeSql(word: string, { params }: Asking): string {
  return `like '%' || plain_text(${params.add(likeable(word))}) || '%'`;
}

/**
 * The typed words with the one that finds least in front. How much each finds is what PostgreSQL reckons from its statistics:
 * to count would take longer than the search.
 */
export async function rarestFirst(tx: Tx, viewer: Viewer, typed: string): Promise<string> {
  const words = wordsOf(typed);
  if (words.length < 2 || viewer.scope !== 'all') return typed;
  const params = parameters();
  const each = words.map((word) => {
    const like = likeSql(word, { viewer, params });
    return `select 1 from tasks where search_text ${like}
      union all select 1 from companies s where ${visible('companies', viewer, 's')} and s.search_text ${like}`;
  });
  const [plan] = await tx.rows<{ 'QUERY PLAN': readonly [{ Plan: { Plans: readonly { 'Plan Rows': number }[] } }] }>(
    `explain (format json) ${each.join(' union all ')}`,
    params.list,
  );
  const rows = plan!['QUERY PLAN'][0].Plan.Plans.map((part) => part['Plan Rows']);
  return words
    .map((word, at) => ({ word, tasks: rows[2 * at]! + tasksOfCustomer * rows[2 * at + 1]! }))
    .toSorted((a, b) => a.tasks - b.tasks)
    .map(({ word }) => word)
    .join(' ');
}

const tasksOfCustomer = 3;
