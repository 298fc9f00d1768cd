import { actorText } from '../domain/actor.ts';
import type { Db, Tx } from './database.ts';
import { draftColumns } from './import-register.ts';
import { importActor, type Import } from './imports.ts';
import { refreshCompanySearch } from './search-text.ts';

const batchRows = 1_000;

/**
 * Takes back the next thousand written rows in one transaction. A company that the import made goes, one that it changed
 * gets its old values, unless something else has touched it since: then the row stays `kept` with the reason. True while
 * there is more.
 */
export async function undoNextRows(db: Db, importId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const work = await tx.maybe<Import>(`select * from imports where id = $1 and state = 'undoing' for update`, [
      importId,
    ]);
    if (!work) return false;
    const actor = actorText(importActor(work));
    const rows = await takeRows(tx, importId);
    if (rows === 0) {
      await finish(tx, work, actor);
      return false;
    }
    await keepTouched(tx, importId, actor);
    await removeNew(tx, importId, actor);
    await restoreChanged(tx, importId, actor);
    await tx.run(`update imports set updated_at = now(), cursor = cursor + $2::integer where id = $1`, [
      importId,
      rows,
    ]);
    return true;
  });
}

/** The rows of this batch, their companies locked in the order of ids. */
async function takeRows(tx: Tx, importId: string): Promise<number> {
  await tx.run(`create temp table if not exists undo_batch (row_number integer, company_id uuid, before jsonb, why_pl text, why_en text)
    on commit delete rows`);
  const rows = await tx.run(
    `insert into undo_batch select row_number, company_id, before from import_rows
     where import_id = $1 and state = 'written' order by row_number desc limit ${batchRows}`,
    [importId],
  );
  await tx.run('select 1 from companies where id in (select company_id from undo_batch) order by id for update');
  return rows;
}

/** Who else may hang on a company: [table, condition over `t`, in Polish, in English]. */
const touches: readonly (readonly [string, string, string, string])[] = [
  [
    'tasks',
    't.company_id = b.company_id or t.person_id in (select id from people p where p.company_id = b.company_id)',
    'ma zadania',
    'has tasks',
  ],
  ['messages', 't.company_id = b.company_id', 'ma wiadomości', 'has messages'],
  ['participants', 't.company_id = b.company_id', 'jest w kampanii', 'is in a campaign'],
  ['campaign_audience', 't.ref_id = b.company_id', 'jest wybrany do kampanii', 'is chosen for a campaign'],
  ['runs', 't.company_id = b.company_id', 'ma przebiegi scenariuszy', 'has running scenarios'],
  ['cases', 't.company_id = b.company_id', 'ma sprawy', 'has cases'],
  ['companies', 't.parent_id = b.company_id', 'ma oddziały', 'has branches'],
  [
    'contact_points',
    't.company_id = b.company_id and (t.import_id is distinct from $1 or t.version > 1)',
    'ma nowe lub zmienione adresy',
    'has new or changed addresses',
  ],
  [
    'people',
    't.company_id = b.company_id and (t.import_id is distinct from $1 or t.version > 1)',
    'ma nowe lub zmienione osoby',
    'has new or changed people',
  ],
  [
    'consents',
    't.company_id = b.company_id and t.import_id is distinct from $1',
    'ma nowsze zgody',
    'has newer consents',
  ],
  ['group_members', 't.company_id = b.company_id and t.created_by <> $2', 'jest w innej grupie', 'is in another group'],
];

async function keepTouched(tx: Tx, importId: string, actor: string): Promise<void> {
  const each = touches.map(
    ([table, condition, pl, en]) =>
      `when b.before is null and exists (select 1 from ${table} t where ${condition}) then array['${pl}', '${en}']`,
  );
  await tx.run(
    `update undo_batch u set why_pl = w.why[1], why_en = w.why[2] from (
       select b.row_number, case
         when c.version <> coalesce((b.before->>'version')::integer + 1, 1) or c.updated_by <> $2
           then array['został potem zmieniony', 'was changed afterwards']
         when exists (select 1 from people p where p.id = (b.before->'person'->>'id')::uuid
             and p.version <> (b.before->'person'->>'version')::integer + 1)
           then array['ma osobę, którą potem zmieniono', 'has a person who was changed afterwards']
         ${each.join('\n')} end as why
       from undo_batch b join companies c on c.id = b.company_id where $1::uuid is not null) w
     where w.row_number = u.row_number and w.why is not null`,
    [importId, actor],
  );
  await tx.run(
    `update import_rows r set state = 'kept', reasons = jsonb_build_array(jsonb_build_object('column', -1,
       'pl', 'Zostaje: klient ' || u.why_pl || '.', 'en', 'Stays: the customer ' || u.why_en || '.'))
     from undo_batch u where r.import_id = $1 and r.row_number = u.row_number and u.why_pl is not null`,
    [importId],
  );
  await tx.run('delete from undo_batch where why_pl is not null');
}

/** What the import made goes altogether, its contacts, people and consents first. */
async function removeNew(tx: Tx, importId: string, actor: string): Promise<void> {
  const made = '(select company_id from undo_batch where before is null)';
  for (const table of ['group_members', 'consents', 'contact_points', 'people']) {
    await tx.run(`delete from ${table} where company_id in ${made}`);
  }
  await tx.run(`delete from companies where id in ${made} and import_id = $1`, [importId]);
  await tx.run(
    `insert into audit (actor, noun, record_id, verb) select $1, 'company', company_id::text, 'undo import' from undo_batch`,
    [actor],
  );
}

/** Old values come back; what the import added beside them goes where nothing leans on it. */
async function restoreChanged(tx: Tx, importId: string, actor: string): Promise<void> {
  const changed = '(select company_id from undo_batch where before is not null)';
  const set = draftColumns.map(([key, column, type]) => `${column} = (u.before->'company'->>'${key}')::${type}`);
  await tx.run(
    `update companies c set ${set.join(', ')}, own = coalesce(u.before->'company'->'own', c.own), version = c.version + 1, updated_at = now(), updated_by = $1
     from undo_batch u where u.before is not null and c.id = u.company_id`,
    [actor],
  );
  await tx.run(
    `update people p set own = u.before->'person'->'own', version = p.version + 1, updated_at = now(), updated_by = $1
     from undo_batch u where p.id = (u.before->'person'->>'id')::uuid`,
    [actor],
  );
  await tx.run(`delete from group_members where company_id in ${changed} and created_by = $1`, [actor]);
  await tx.run(`delete from consents where company_id in ${changed} and import_id = $1`, [importId]);
  await tx.run(
    `delete from contact_points p where p.company_id in ${changed} and p.import_id = $1 and p.version = 1
       and not exists (select 1 from messages m where m.company_id = p.company_id and m.contact_point_id = p.id)
       and not exists (select 1 from consents k where k.contact_point_id = p.id)`,
    [importId],
  );
  await tx.run(
    `delete from people p where p.company_id in ${changed} and p.import_id = $1 and p.version = 1
       and not exists (select 1 from contact_points k where k.person_id = p.id)
       and not exists (select 1 from consents k where k.person_id = p.id)
       and not exists (select 1 from tasks k where k.person_id = p.id)
       and not exists (select 1 from messages k where k.person_id = p.id)
       and not exists (select 1 from participants k where k.person_id = p.id)
       and not exists (select 1 from group_members k where k.person_id = p.id)`,
    [importId],
  );
  const restored = await tx.rows<{ companyId: string }>('select company_id from undo_batch where before is not null');
  await refreshCompanySearch(
    tx,
    restored.map((row) => row.companyId),
  );
  await tx.run(
    `update import_rows r set state = 'undone' from undo_batch u where r.import_id = $1 and r.row_number = u.row_number`,
    [importId],
  );
}

/** Companies that were only put into the group leave it again. */
async function finish(tx: Tx, { id, plan }: Import, actor: string): Promise<void> {
  if (plan.groupId) {
    await tx.run(
      `delete from group_members g where g.group_id = $1 and g.created_by = $2
         and not exists (select 1 from import_rows r where r.import_id = $3 and r.state = 'kept' and r.company_id = g.company_id)`,
      [plan.groupId, actor, id],
    );
  }
  await tx.run(
    `update imports set state = 'undone', version = version + 1, updated_at = now(), counts = counts || jsonb_build_object(
       'undone', (select count(*) from import_rows where import_id = $1 and state = 'undone'),
       'kept', (select count(*) from import_rows where import_id = $1 and state = 'kept')) where id = $1`,
    [id],
  );
}
