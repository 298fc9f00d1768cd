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
    ways(typed, { isCommon, ...asking }) {
      const words = wordsOf(typed);
      if (words.length === 0 || asking.viewer.scope !== 'all' || !readsCustomers(asking.viewer)) return undefined;
      const rest = words.slice(SPLIT).map((word) => wordSql(word, of, asking));
      const split = words.slice(0, SPLIT).map((word) => ({ word, text: plainSql(word, asking) }));
      const [own, ...others] = shares(split).map((share) => shareSql(share, of, asking));
      const first = isCommon && split.length > 1 ? endsSql(split, of) : own!;
      return [first, ...others].map((way) => [...way, ...rest].join(' and '));
    },
    rarestFirst: (tx, viewer, typed) => rarestFirst(tx, viewer, { typed, of }),
  };
}

/** Of more words, the ways would be more than what they save. */
const SPLIT = 2;

/** A typed word and the SQL of it as it stands in `search_text`. */
type Word = { readonly word: string; readonly text: string };
/** Which words are found in the record itself, and which in its customer alone. */
type Share = { readonly own: readonly Word[]; readonly customers: readonly Word[] };

/** Every way to share out the words, that of the record alone first; a hit fulfils exactly one. */
function shares(words: readonly Word[]): readonly Share[] {
  return words.reduce<readonly Share[]>(
    (all, word) =>
      all.flatMap(({ own, customers }) => [
        { own: [...own, word], customers },
        { own, customers: [...customers, word] },
      ]),
    [{ own: [], customers: [] }],
  );
}

function shareSql({ own, customers }: Share, of: Searched, { viewer }: Asking): string[] {
  const text = textOf(of);
  const isTheirs = [
    visible('companies', viewer, 's'),
    ...customers.map(({ text: word }) => `s.search_text ${like(word)}`),
  ];
  return [
    ...(own.length > 0 && of.indexed ? [of.indexed] : []),
    ...own.map(({ text: word }) => `${text} ${like(word)}`),
    ...customers.map(({ text: word }) => `${text} not ${like(word)}`),
    ...(customers.length > 0
      ? [`${of.alias}.company_id in (select s.id from companies s where ${isTheirs.join(' and ')})`]
      : []),
  ];
}

/**
 * The index keeps a list of rows for each three letters. Of a common word every list is long: those of both its ends leave
 * nearly as few rows, and the word itself is looked for in these, where `strpos` keeps the index out of it. Among 3,000,000
 * tasks two words of 600,000 each that never meet take 73 ms so, and 107 by all their letters.
 */
function endsSql(words: readonly Word[], of: Searched): string[] {
  const text = textOf(of);
  const found = words.flatMap(({ word, text: plain }) => {
    if (!/^[\p{L}\d]{5,}$/u.test(word)) return [`${text} ${like(plain)}`];
    const ends = ['left', 'right'].map((end) => `${text} ${like(`${end}(${plain}, 3)`)}`);
    return [`strpos(${text}, ${plain}) > 0`, ...ends];
  });
  return [...(of.indexed ? [of.indexed] : []), ...found];
}

/** Without that right the record's own words are all that is searched. */
function readsCustomers(viewer: Viewer): boolean {
  return may(viewer, 'company.read');
}

/** A subquery that gives a value is asked for one record at a time, never turned into a walk over all customers. */
function wordSql(word: string, of: Searched, asking: Asking): string {
  const sought = likeSql(word, asking);
  if (!readsCustomers(asking.viewer)) return `${textOf(of)} ${sought}`;
  const ofCustomer = `select s.search_text ${sought} from companies s where ${visible('companies', asking.viewer, 's')} and s.id = ${of.alias}.company_id`;
  return `(${textOf(of)} ${sought} or coalesce((${ofCustomer}), false))`;
}

function textOf({ alias, text = `${alias}.search_text` }: Searched): string {
  return text;
}

function likeSql(word: string, asking: Pick<Asking, 'params'>): string {
  return like(plainSql(word, asking));
}

function plainSql(word: string, { params }: Pick<Asking, 'params'>): string {
  return `plain_text(${params.add(likeable(word))})`;
}

function like(text: string): string {
  return `like '%' || ${text} || '%'`;
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
    const sought = likeSql(word, { params });
    return `select 1 from ${of.table} ${of.alias} where ${textOf(of)} ${sought}
      union all select 1 from companies s where ${visible('companies', viewer, 's')} and s.search_text ${sought}`;
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
