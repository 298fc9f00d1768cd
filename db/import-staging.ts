import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Remark } from '../domain/import/draft.ts';
import type { ImportPlan } from '../domain/import/plan.ts';
import type { Db } from './database.ts';
import { consentBarred, draftChanges, draftRecord, registerMatches } from './import-register.ts';

/** A row that was read. `cells` is its draft, or `{ raw }` of a wrong one. Without a `key` its name joins it. */
export type StagedRow = {
  readonly number: number;
  readonly cells: object;
  readonly key: string | undefined;
  readonly problems: readonly Remark[];
  readonly warnings: readonly Remark[];
};

export type Staging = { readonly importId: string; readonly plan: ImportPlan };

/**
 * Takes the rows of a file, compares them with the register and with each other, and writes them down with their state and
 * counts: all in one transaction, so that a killed analysis leaves nothing. False where the import is no longer analysed.
 */
export async function stageRows(
  db: Db,
  { importId, plan }: Staging,
  batches: AsyncIterable<readonly StagedRow[]>,
): Promise<boolean> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    // A second analysis of the same file waits here and then finds that there is nothing left to do.
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`import:${importId}`]);
    await client.query(`create temp table staged (row_number integer, wrong boolean, join_key text, cells jsonb, reasons jsonb,
      warnings jsonb, plain_name text, plain_city text) on commit drop`);
    await pipeline(
      Readable.from(lines(batches)),
      client.query(copyFrom('copy staged (row_number, wrong, join_key, cells, reasons, warnings) from stdin')),
    );
    const kept = await classify(client, { importId, plan });
    await client.query(kept ? 'commit' : 'rollback');
    return kept;
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => (broken = cause));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function* lines(batches: AsyncIterable<readonly StagedRow[]>): AsyncGenerator<string> {
  for await (const rows of batches) {
    let text = '';
    for (const row of rows) text += line(row);
    if (text !== '') yield text;
  }
}

/** One row in the text format of COPY. */
function line({ number, cells, key, problems, warnings }: StagedRow): string {
  const parts = [
    String(number),
    problems.length > 0 ? 't' : 'f',
    key === undefined ? '\\N' : escaped(key),
    escaped(JSON.stringify(cells)),
    problems.length > 0 ? escaped(JSON.stringify(problems)) : '\\N',
    warnings.length > 0 ? escaped(JSON.stringify(warnings)) : '\\N',
  ];
  return `${parts.join('\t')}\n`;
}

function escaped(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (sign) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[sign]!);
}

async function classify(client: pg.PoolClient, { importId, plan }: Staging): Promise<boolean> {
  if (plan.joinBy !== 'nothing') {
    await client.query(`update staged set plain_name = plain_text(cells->>'name'), plain_city = plain_text(coalesce(cells->>'city', '')),
      join_key = 'name:' || plain_text(cells->>'name') || '|' || plain_text(coalesce(cells->>'city', '')) where join_key is null and not wrong`);
  }
  await client.query('analyze staged');
  const still = await client.query(`select 1 from imports where id = $1 and state = 'analysing' for update`, [
    importId,
  ]);
  if (still.rowCount === 0) return false;
  await client.query('delete from import_rows where import_id = $1', [importId]);
  await client.query(classifying(plan), [importId]);
  await client.query(`analyze import_rows`);
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

/** New, changed, unchanged, conflicting or wrong: one statement over all rows. */
function classifying({ joinBy, onChanged }: ImportPlan): string {
  return `
    insert into import_rows (import_id, row_number, state, cells, join_key, reasons, warnings, company_id, changes)
    with matches as materialized (
      select join_key, count(*) as n, min(company_id::text)::uuid as company_id from (${registerMatches(joinBy, 'staged')}) found group by join_key),
    repeated as materialized (select join_key, count(*) as n, min(row_number) as first from staged
      where join_key is not null and not wrong group by join_key having count(*) > 1),
    twice as materialized (
      select r.join_key, r.first, count(distinct s.cells) as versions, (array_agg(s.row_number order by s.row_number))[1:5] as rows
      from repeated r join staged s on s.join_key = r.join_key and not s.wrong group by r.join_key, r.first),
    known as (
      select s.*, m.n, t.first, t.versions, t.rows, case when m.n = 1 then m.company_id end as company_id
      from staged s left join matches m on m.join_key = s.join_key and not s.wrong left join twice t on t.join_key = s.join_key and not s.wrong),
    compared as (
      select k.*, d.changes, d.barred from known k left join lateral (
        select ${draftChanges(onChanged, 'k.cells')} as changes, exists (select 1 from jsonb_array_elements(k.cells->'consents') k
          where k->>'status' = 'given' and ${consentBarred('c.id', 'x')}) as barred
        from companies c, jsonb_to_record(k.cells) as x(${draftRecord})
        where c.id = k.company_id and not k.wrong and coalesce(k.versions, 1) = 1) d on true),
    paired as (
      select *, company_id is not null and min(join_key) over same <> max(join_key) over same as meets from compared
      window same as (partition by company_id)),
    judged as (
      select *, case when wrong then 'wrong' when versions > 1 or n > 1 or meets then 'conflicting'
        when row_number > first then 'unchanged' when company_id is null then 'new'
        when changes = '{}' then 'unchanged' else 'changed' end as state from paired)
    select $1, row_number, state, cells, join_key,
      case when state = 'wrong' then reasons when versions > 1 then ${conflictInFile} when n > 1 then ${conflictInRegister} when meets then ${conflictOfRows} end,
      case when barred then coalesce(warnings, '[]') || ${barredWarning} when state = 'unchanged' and row_number > first
        then coalesce(warnings, '[]') || ${sameAsBefore} else warnings end,
      case when state in ('changed', 'unchanged') then company_id end, case when state = 'changed' then changes end
    from judged`;
}

const conflictInFile = `jsonb_build_array(jsonb_build_object('column', -1,
  'pl', 'Ten klient jest w pliku kilka razy z różnymi danymi (wiersze ' || array_to_string(rows, ', ') || '). Zostaw jeden wiersz.',
  'en', 'This customer is in the file several times with different values (rows ' || array_to_string(rows, ', ') || '). Keep one row.'))`;
const conflictInRegister = `jsonb_build_array(jsonb_build_object('column', -1,
  'pl', 'Ten wiersz pasuje do kilku klientów (' || n || '). Wybierz inną kolumnę łączenia albo popraw tych klientów.',
  'en', 'This row matches several customers (' || n || '). Choose another joining column or correct these customers.'))`;
const conflictOfRows = `jsonb_build_array(jsonb_build_object('column', -1,
  'pl', 'Kilka różnych wierszy pliku pasuje do tego samego klienta. Zostaw jeden z nich.',
  'en', 'Several different rows of the file match the same customer. Keep one of them.'))`;
const barredWarning = `jsonb_build_array(jsonb_build_object('column', -1,
  'pl', 'Zgoda z pliku nie jest nowsza niż zapisana odmowa lub wycofanie, więc nie zostanie wpisana.',
  'en', 'The consent in the file is not newer than the refusal or withdrawal on record, so it will not be written.'))`;
const sameAsBefore = `jsonb_build_array(jsonb_build_object('column', -1,
  'pl', 'To samo co wiersz ' || first || '.', 'en', 'The same as row ' || first || '.'))`;
