/** A search that finds records by their own words and by those of their customer. */
import { may, type Viewer } from '../../../domain/access.ts';
import type { Tx } from '../../database.ts';
import { visible } from '../../scope.ts';
import { likeable, wordsOf } from '../../search-text.ts';
import { parameters } from '../../task-scope.ts';
import type { Asking, ListDefinition, Rarity } from '../definition.ts';

type Searched = {
  readonly table: 'tasks' | 'messages' | 'transactions';
  readonly alias: string;
  /** How many of them a customer has, more or less. */
  readonly each: number;
  /** Their own words as an index holds them; the column `search_text` unless given. */
  readonly text?: string;
  /** What the index of their own words asks for beside the words. */
  readonly indexed?: string;
};

/** Each word must be in the record or in its customer. */
export function searchWithCustomer(of: Searched): Pick<ListDefinition, 'search' | 'ways' | 'rarestFirst'> {
  return {
    search(typed, asking) {
      const words = wordsOf(typed).map((word) => wordSql(word, of, asking));
      return words.length === 0 ? undefined : words.join(' and ');
    },
    /**
     * Gathered, the two rarest words find records by their own words, by their customers, and one by each: each way by its
     * index, asked one after the other. Whoever sees some of them only has them gathered by that: the words are looked for
     * in those.
     */
    ways(typed, asking) {
      const words = wordsOf(typed);
      if (words.length === 0 || asking.viewer.scope !== 'all' || !readsCustomers(asking.viewer)) return undefined;
      const rest = words.slice(SPLIT).map((word) => wordSql(word, of, asking));
      const likes = words.slice(0, SPLIT).map((word) => likeSql(word, asking));
      return shares(likes).map((share) => [...shareSql(share, of, asking), ...rest].join(' and '));
    },
    rarestFirst: (tx, viewer, typed) => rarestFirst(tx, viewer, { typed, of }),
  };
}

/** Of more words, the ways would be more than what they save. */
const SPLIT = 2;

/** Which words are found in the record itself, and which in its customer alone. */
type Share = { readonly own: readonly string[]; readonly customers: readonly string[] };

/** Every way to share out the words; a hit fulfils exactly one. */
function shares(likes: readonly string[]): readonly Share[] {
  return likes.reduce<readonly Share[]>(
    (all, like) =>
      all.flatMap(({ own, customers }) => [
        { own: [...own, like], customers },
        { own, customers: [...customers, like] },
      ]),
    [{ own: [], customers: [] }],
  );
}

function shareSql({ own, customers }: Share, of: Searched, { viewer }: Asking): string[] {
  const text = textOf(of);
  const isTheirs = [visible('companies', viewer, 's'), ...customers.map((like) => `s.search_text ${like}`)].join(
    ' and ',
  );
  return [
    ...(own.length > 0 && of.indexed ? [of.indexed] : []),
    ...own.map((like) => `${text} ${like}`),
    ...customers.map((like) => `${text} not ${like}`),
    ...(customers.length > 0 ? [`${of.alias}.company_id in (select s.id from companies s where ${isTheirs})`] : []),
  ];
}

/** Without that right the record's own words are all that is searched. */
function readsCustomers(viewer: Viewer): boolean {
  return may(viewer, 'company.read');
}

/** A subquery that gives a value is asked for one record at a time, never turned into a walk over all customers. */
function wordSql(word: string, of: Searched, asking: Asking): string {
  const like = likeSql(word, asking);
  if (!readsCustomers(asking.viewer)) return `${textOf(of)} ${like}`;
  const ofCustomer = `select s.search_text ${like} from companies s where ${visible('companies', asking.viewer, 's')} and s.id = ${of.alias}.company_id`;
  return `(${textOf(of)} ${like} or coalesce((${ofCustomer}), false))`;
}

function textOf({ alias, text = `${alias}.search_text` }: Searched): string {
  return text;
}

function likeSql(word: string, { params }: Asking): string {
  return `like '%' || plain_text(${params.add(likeable(word))}) || '%'`;
}

type Ranking = { readonly typed: string; readonly of: Searched };

/** More records than that are not gathered before nearer ones have been looked at. */
const common = 50_000;

/**
 * The typed words with the one that finds least in front, and whether even that finds much. How much each finds is what
 * PostgreSQL reckons from its statistics: to count would take longer than the search.
 */
async function rarestFirst(tx: Tx, viewer: Viewer, { typed, of }: Ranking): Promise<Rarity> {
  const words = wordsOf(typed);
  if (words.length === 0 || viewer.scope !== 'all' || !readsCustomers(viewer)) return { typed, isCommon: false };
  const params = parameters();
  const each = words.map((word) => {
    const like = likeSql(word, { viewer, params });
    return `select 1 from ${of.table} ${of.alias} where ${textOf(of)} ${like}
      union all select 1 from companies s where ${visible('companies', viewer, 's')} and s.search_text ${like}`;
  });
  const [plan] = await tx.rows<{ 'QUERY PLAN': readonly [{ Plan: { Plans: readonly { 'Plan Rows': number }[] } }] }>(
    `explain (format json) ${each.join(' union all ')}`,
    params.list,
  );
  const rows = plan!['QUERY PLAN'][0].Plan.Plans.map((part) => part['Plan Rows']);
  const ranked = words
    .map((word, at) => ({ word, hits: rows[2 * at]! + of.each * rows[2 * at + 1]! }))
    .toSorted((a, b) => a.hits - b.hits);
  return { typed: ranked.map(({ word }) => word).join(' '), isCommon: ranked[0]!.hits > common };
}
