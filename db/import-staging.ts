import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Viewer } from '../domain/access.ts';
import type { Remark } from '../domain/import/draft.ts';
import type { NamingColumns } from '../domain/import/naming-columns.ts';
import type { ImportPlan } from '../domain/import/plan.ts';
import { onClient, type Db } from './database.ts';
import { findNamed } from './import-references.ts';
import { nameKey } from './import-register.ts';
import {
  metBeyondSight,
  narrowViewer,
  noteMet,
  roomForHints,
  tellsOfOthers,
  tooManyMet,
  type Met,
} from './import-sight.ts';
import { gathering, knownTables, matching, verdict } from './import-verdict.ts';
import { failImport } from './imports.ts';
import type { By } from './scope.ts';

/** A row that was read. `cells` is its draft, or `{ raw }` of a wrong one. Without a `key` its name joins it. */
export type StagedRow = {
  readonly number: number;
  readonly cells: object;
  readonly key: string | undefined;
  readonly problems: readonly Remark[];
  readonly warnings: readonly Remark[];
};

export type Staging = {
  readonly importId: string;
  readonly plan: ImportPlan;
  /** In whose sight. */
  readonly by: By;
  /** Columns that name records of ours, which are found before rows are compared. */
  readonly naming: NamingColumns;
};

/**
 * Takes the rows of a file, compares them with the register and with each other, and writes them down with their state and
 * counts: all in one transaction, so that a killed analysis leaves nothing. False where the import is no longer analysed.
 */
export async function stageRows(
  db: Db,
  staging: Staging,
  batches: AsyncIterable<readonly StagedRow[]>,
): Promise<boolean> {
  const { importId } = staging;
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    // A second analysis of the same file waits here and then finds that there is nothing left to do.
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`import:${importId}`]);
    await client.query('savepoint without_rows');
    await client.query('delete from import_rows where import_id = $1', [importId]);
    await pipeline(
      Readable.from(lines(importId, batches)),
      client.query(
        copyFrom('copy import_rows (import_id, row_number, state, join_key, cells, reasons, warnings) from stdin'),
      ),
    );
    const kept = await judge(client, staging);
    await client.query(kept ? 'commit' : 'rollback');
    return kept;
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => (broken = cause));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function* lines(importId: string, batches: AsyncIterable<readonly StagedRow[]>): AsyncGenerator<string> {
  for await (const rows of batches) {
    let text = '';
    for (const row of rows) text += `${importId}\t${line(row)}`;
    if (text !== '') yield text;
  }
}

/** One row in the text format of COPY. */
function line({ number, cells, key, problems, warnings }: StagedRow): string {
  const parts = [
    String(number),
    problems.length > 0 ? 'wrong' : 'new',
    key === undefined ? '\\N' : escaped(key),
    escaped(JSON.stringify(cells)),
    problems.length > 0 ? escaped(JSON.stringify(problems)) : '\\N',
    warnings.length > 0 ? escaped(JSON.stringify(warnings)) : '\\N',
  ];
  return `${parts.join('\t')}\n`;
}

function escaped(text: string): string {
  if (!/[\\\t\n\r]/.test(text)) return text;
  return text.replace(/[\\\t\n\r]/g, (sign) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[sign]!);
}

async function judge(client: pg.PoolClient, { importId, plan, by, naming }: Staging): Promise<boolean> {
  const still = await client.query(`select 1 from imports where id = $1 and state = 'analysing' for update`, [
    importId,
  ]);
  if (still.rowCount === 0) return false;
  const finding = { importId, by, naming, joined: plan.joinBy !== 'nothing' };
  if (plan.joinBy !== 'nothing') {
    await client.query(
      `update import_rows set join_key = ${nameKey} where import_id = $1 and join_key is null and state = 'new'`,
      [importId],
    );
    await client.query('analyze import_rows (import_id, state, join_key)');
    // What is gathered of 100,000 companies is some 30 MB: with less the joins go through the disk.
    await client.query(`set local work_mem = '32MB'`);
    await client.query(knownTables);
    const viewer = narrowViewer(by);
    for (const step of matching(plan, viewer)) await client.query(step, step.includes('$1') ? [importId] : []);
    await findNamed(onClient(client), finding);
    for (const step of gathering) await client.query(step, step.includes('$1') ? [importId] : []);
    await client.query(verdict(plan), [importId]);
    if (viewer && tellsOfOthers(plan) && !(await tellsLittle(client, viewer, { importId, joinBy: plan.joinBy })))
      return true;
  } else await findNamed(onClient(client), finding);
  await client.query(
    `update imports set state = 'ready', version = version + 1, updated_at = now(), cursor = 0, counts = (
       select jsonb_build_object('rows', count(*), 'warned', count(warnings)) || coalesce((select jsonb_object_agg(state, n)
         from (select state, count(*) as n from import_rows where import_id = $1 group by state) each), '{}')
       from import_rows where import_id = $1)
     where id = $1`,
    [importId],
  );
  return true;
}

/** Counts whom the file told of among customers of others. Beyond the limit it fails, and nothing of it is left. */
async function tellsLittle(client: pg.PoolClient, viewer: Viewer, asked: Omit<Met, 'ids'>): Promise<boolean> {
  const tx = onClient(client);
  const met = { ...asked, ids: await metBeyondSight(tx) };
  const room = await roomForHints(tx, viewer, met);
  const fits = met.ids.length < room;
  if (!fits) {
    await tx.run('rollback to savepoint without_rows');
    await failImport(tx, asked.importId, tooManyMet);
  }
  if (met.ids.length > 0) await noteMet(tx, viewer, { ...met, room });
  return fits;
}
