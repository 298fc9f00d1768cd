import type { Viewer } from '../../domain/access.ts';
import type { ListCount } from '../../domain/lists/shapes.ts';
import type { Tx } from '../database.ts';
import { parameters } from '../task-scope.ts';
import type { ListDefinition } from './definition.ts';
import { hitsSql, nearHitsSql, type Wanted } from './find.ts';
import { gathering, wantedBy, type RowsAsk } from './rows.ts';

const countCap = 10_000;
/** Rows among which common words have that many hits, if they stand together at all: read in some 30 ms. */
const nearRows = 100_000;
/** Of them so many tell whether the others are worth the reading: words that never meet stand together in none of these. */
const sampleRows = 5_000;

/**
 * How many rows the viewer would find, at most `countCap`. How many there are beyond is said only to those who may see all
 * of them anyway, and only of a whole list, whose size PostgreSQL knows without counting (rule 15).
 */
export async function listCount(
  tx: Tx,
  viewer: Viewer,
  of: { readonly list: ListDefinition; readonly ask: Pick<RowsAsk, 'view' | 'search' | 'moment' | 'bulkId'> },
): Promise<ListCount> {
  const { wanted } = await gathering(tx, wantedBy(viewer, of));
  if (wanted.isCommon && (await hasManyNear(tx, wanted))) return { count: countCap, isMore: true };
  const { list } = of;
  const params = parameters();
  const hits = hitsSql(wanted, { select: '1', where: [list.alive ?? 'true'], params, needs: new Set() });
  // Materialized: planned for all hits, so by the index of what is asked, and read only as far as the cap.
  const { n } = await tx.one<{ n: number }>(
    `with hits as materialized (${hits}) select count(*) as n from (select 1 from hits limit ${countCap + 1}) counted`,
    params.list,
  );
  const isMore = n > countCap;
  const isWhole = viewer.scope === 'all' && wanted.condition === null && wanted.search.trim() === '';
  const estimate = isMore && isWhole ? { estimate: await sizeOf(tx, list.table) } : {};
  return { count: Math.min(n, countCap), isMore, ...estimate };
}

/** An index would be read for all hits of a common word, some hundred thousand, to count the first of them. */
async function hasManyNear(tx: Tx, wanted: Wanted): Promise<boolean> {
  const expected = ((await hitsAmong(tx, wanted, sampleRows)) * nearRows) / sampleRows;
  // Half as dense in the first rows as it would have to be may still be many in all.
  return expected > countCap / 2 && (await hitsAmong(tx, wanted, nearRows)) > countCap;
}

async function hitsAmong(tx: Tx, wanted: Wanted, most: number): Promise<number> {
  const params = parameters();
  const hits = nearHitsSql(wanted, { params, most });
  if (!hits) return 0;
  const counted = `select count(*) as n from (${hits} limit ${countCap + 1}) counted`;
  return (await tx.one<{ n: number }>(counted, params.list)).n;
}

async function sizeOf(tx: Tx, table: string): Promise<number> {
  const { n } = await tx.one<{ n: number }>('select reltuples::bigint as n from pg_class where oid = $1::regclass', [
    table,
  ]);
  return Math.max(n, countCap);
}
