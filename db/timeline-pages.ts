/** How a timeline is read page by page: one keyset query per kind of entry, merged up to the size of a page (rule 24). */
import type { Right, Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';
import type { Params } from './task-scope.ts';

/** The exact moment and id of the last entry that was shown. */
export type After = readonly [exact: string, id: string];

/** An entry with its moment to the microsecond: what JavaScript knows of it ends at milliseconds, and would lose its neighbours. */
export type Exact = { readonly id: string; readonly exact: string };

/** Where entries of one kind come from. */
type Selection = {
  /** The columns beside those of the keyset. */
  readonly select: string;
  readonly from: string;
  /** `$record` stands for the record whose timeline it is. */
  readonly where: string;
  /** Expressions for the moment and for the id: together they name one entry. */
  readonly at: string;
  readonly id: string;
};

/** One kind of entry: who may read it, and where it comes from. */
export type Source = {
  readonly right?: Right;
  readonly sql: (viewer: Viewer, params: Params) => Selection;
};

type Asked = {
  readonly kind: string;
  readonly record: string;
  readonly params: Params;
  readonly after?: After | undefined;
  readonly limit: number;
};

/** One page of one kind, the newest first. Many things happen at one moment; among those the id decides. */
export async function readEntries<Row extends Exact>(
  tx: Tx,
  { select, from, where, at, id }: Selection,
  { kind, record, params, after, limit }: Asked,
): Promise<Row[]> {
  const about = where.replaceAll('$record', `${params.add(record)}::uuid`);
  const before = after
    ? `and (${at}, ${id}::text collate "C") < (${params.add(after[0])}::timestamptz, ${params.add(after[1])})`
    : '';
  return tx.rows<Row>(
    `select '${kind}' as kind, ${id}::text as id, ${at} as at,
       to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exact, ${select}
     from ${from} where ${about} ${before}
     order by ${at} desc, ${id}::text collate "C" desc limit ${params.add(limit)}`,
    params.list,
  );
}

/** The page that these entries make, the newest first; `next` is null where nothing is left. */
export function pageOf<Row extends Exact>(
  found: readonly Row[],
  limit: number,
): { readonly shown: readonly Row[]; readonly next: After | null } {
  const merged = found.toSorted(newestFirst);
  const shown = merged.slice(0, limit);
  const last = shown.at(-1);
  return { shown, next: merged.length > shown.length && last ? [last.exact, last.id] : null };
}

function newestFirst(a: Exact, b: Exact): number {
  if (a.exact !== b.exact) return a.exact < b.exact ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
