/** The floor: rows that are ready, written in batches of 500 over two connections by bare `pg`. */
import pg from 'pg';
import type { Db } from '../db/database.ts';

const BATCH = 500;
const CONNECTIONS = 2;

type Table = { readonly name: string; readonly sql: string; readonly columns: readonly string[] };

/** What a first move writes. `text[]` throughout: the server casts, as it would for any program. */
const tables: readonly Table[] = [
  {
    name: 'runs',
    columns: ['id', 'state', 'progress', 'due_at'],
    sql: `update runs r set state = u.state, progress = u.progress::json, due_at = u.due_at::timestamptz, rev = r.rev + 1, updated_at = now()
          from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) u(id, state, progress, due_at) where r.id = u.id`,
  },
  insert('run_events', [
    'run_id:uuid',
    'at:timestamptz',
    'step:text',
    'visit:int',
    'kind:text',
    'why:jsonb',
    'actor:text',
  ]),
  insert('run_moves', [
    'run_id:uuid',
    'rev:int',
    'at:timestamptz',
    'input_seqs:bigint[]',
    'taken_seqs:bigint[]',
    'facts:json',
    'stage_ends_at:timestamptz',
    'frozen:boolean',
    'priority:smallint',
    'zone:text',
    'calendar_version:text',
    'engine:int',
    'run_hash:text',
  ]),
  insert('address_claims', ['campaign_id:uuid', 'stage_id:uuid', 'step:text', 'address:text', 'run_id:uuid']),
  insert('effects', [
    'key:text',
    'run_id:uuid',
    'kind:text',
    'state:text',
    'step:text',
    'visit:int',
    'params:jsonb',
    'priority:smallint',
    'company_id:uuid',
    'campaign_id:uuid',
    'stage_id:uuid',
    'participant_id:uuid',
    'channel_account_id:uuid',
    'domain:text',
    'expires_at:timestamptz',
  ]),
  insert('messages', [
    'id:uuid',
    'effect_key:text',
    'direction:text',
    'channel:text',
    'channel_account_id:uuid',
    'company_id:uuid',
    'contact_point_id:uuid',
    'campaign_id:uuid',
    'stage_id:uuid',
    'run_id:uuid',
    'template_version_id:uuid',
    'purpose:text',
    'address:text',
    'created_by:text',
    'updated_by:text',
  ]),
  insert('touches', ['effect_key:text', 'company_id:uuid', 'channel:text', 'purpose:text', 'at:timestamptz']),
];

function insert(name: string, typed: readonly string[]): Table {
  const parts = typed.map((one) => one.split(':') as [string, string]);
  const columns = parts.map(([column]) => column);
  const given = parts.map((_, at) => `$${at + 1}::text[]`);
  const cast = parts.map(([column, type]) => `${column}::${type}`);
  return {
    name,
    columns,
    sql: `insert into ${name} (${columns.join(', ')}) select ${cast.join(', ')} from unnest(${given.join(', ')}) u(${columns.join(', ')})`,
  };
}

export type Bare = { readonly from: Db; readonly to: string; readonly campaignId: string };

/** Takes the rows of a campaign's first moves from one database and writes them into another. Answers runs a second. */
export async function writeBare({ from, to, campaignId }: Bare): Promise<number> {
  const batches = await readBatches(from, campaignId);
  const pool = new pg.Pool({ connectionString: to, max: CONNECTIONS });
  await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.query('select 1')));
  let next = 0;
  const turn = async () => {
    const client = await pool.connect();
    while (next < batches.length) await writeBatch(client, batches[next++]!);
    client.release();
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, turn));
  const seconds = (performance.now() - started) / 1_000;
  await pool.end();
  return (batches.length * BATCH) / seconds;
}

type Batch = readonly { readonly table: Table; readonly values: readonly unknown[][] }[];

async function writeBatch(client: pg.PoolClient, batch: Batch): Promise<void> {
  await client.query('begin');
  for (const { table, values } of batch)
    if (values[0]!.length > 0) await client.query({ name: table.name, text: table.sql, values: [...values] });
  await client.query('commit');
}

async function readBatches(from: Db, campaignId: string): Promise<Batch[]> {
  const runs = await from.rows<{ id: string }>('select id from runs where campaign_id = $1 and rev > 0 order by id', [
    campaignId,
  ]);
  const batches: Batch[] = [];
  for (let at = 0; at + BATCH <= runs.length; at += BATCH) {
    const ids = runs.slice(at, at + BATCH).map((run) => run.id);
    batches.push(await Promise.all(tables.map(async (table) => ({ table, values: await readRows(from, table, ids) }))));
  }
  return batches;
}

const ofRuns: Readonly<Record<string, string>> = {
  runs: 'id = any($1::uuid[])',
  touches: 'effect_key in (select key from effects where run_id = any($1::uuid[]))',
};

async function readRows(from: Db, { name, columns }: Table, ids: readonly string[]): Promise<unknown[][]> {
  const asText = columns.map((column, at) => `${column}::text as c${at}`);
  const rows = await from.rows<Record<string, string | null>>(
    `select ${asText.join(', ')} from ${name} where ${ofRuns[name] ?? 'run_id = any($1::uuid[])'}`,
    [ids],
  );
  return columns.map((_, at) => rows.map((row) => row[`c${at}`] ?? null));
}
