import { actorText } from '../domain/actor.ts';
import { dataError } from './sql-errors.ts';
import { refreshClasses } from './class-members.ts';
import { isThere } from './contact-facts.ts';
import type { Db, Tx } from './database.ts';
import { membersToldOf } from './groups.ts';
import { consentCounts, draftColumns, draftRecord, personOf, registerMatches } from './import-register.ts';
import { refreshFormulas } from './own-formulas.ts';
import { importActor, importViewer, type Import } from './imports.ts';
import { reachable, type By } from './scope.ts';

const batchRows = 1_000;

/**
 * Writes the next thousand rows to the register in one transaction that moves the cursor with them: a killed import goes on
 * where it was and writes nothing twice. A row that PostgreSQL refuses is found by halving and set aside with the reason.
 * True while there is more.
 */
export async function writeNextRows(db: Db, importId: string, limit = batchRows): Promise<boolean> {
  try {
    return await db.transaction((tx) => writeBatch(tx, importId, limit));
  } catch (error) {
    const refused = dataError(error);
    if (!refused) throw error;
    if (limit > 1) return writeNextRows(db, importId, Math.ceil(limit / 2));
    return db.transaction((tx) => setAside(tx, importId, refused));
  }
}

async function writeBatch(tx: Tx, importId: string, limit: number): Promise<boolean> {
  const work = await lockImport(tx, importId);
  if (!work) return false;
  const by = await importViewer(tx, work);
  const last = by ? await takeBatch(tx, work, limit) : null;
  if (!by || last === null) {
    await finish(tx, work);
    return false;
  }
  await setAsideOutdated(tx, work, by);
  const actor = actorText(importActor(work));
  await writeCompanies(tx, work, actor);
  await writePeople(tx, work, actor);
  await writeContactPoints(tx, work, actor);
  await writeConsents(tx, work, actor);
  if (work.plan.groupId) await joinGroup(tx, work, actor);
  await reckon(tx);
  await closeBatch(tx, { work, actor, last });
  return true;
}

/** Formulas of own fields, and classes, follow what was written. */
async function reckon(tx: Tx): Promise<void> {
  const rows = await tx.rows<{ id: string; personId: string | null }>(
    'select company_id as id, person_id from import_batch where is_new or is_changed',
  );
  const ids = rows.map(({ id }) => id);
  await refreshFormulas(tx, 'company', ids);
  await refreshFormulas(
    tx,
    'person',
    rows.flatMap(({ personId }) => personId ?? []),
  );
  await refreshClasses(tx, ids);
}

async function lockImport(tx: Tx, importId: string): Promise<Import | undefined> {
  return tx.maybe<Import>(`select * from imports where id = $1 and state = 'importing' for update`, [importId]);
}

/** Copies the next rows into a table of this connection; answers the number of the last one. */
async function takeBatch(tx: Tx, { id, cursor, plan }: Import, limit: number): Promise<number | null> {
  await tx.run(`create temp table if not exists import_batch (row_number integer, is_new boolean, is_changed boolean, company_id uuid,
    person_id uuid, join_key text, cells jsonb) on commit delete rows`);
  const { last } = await tx.one<{ last: number | null }>(
    `with taken as (
       insert into import_batch
       select row_number, state = 'new', state = 'changed' and $4, coalesce(company_id, uuid7()), null, join_key, cells
       from import_rows where import_id = $1 and row_number > $2 and state in ('new', 'changed', 'unchanged')
         and (state <> 'unchanged' or company_id is not null)
       order by row_number limit $3 returning row_number)
     select max(row_number) as last from taken`,
    [id, cursor, limit, plan.onChanged !== 'skip'],
  );
  if (last !== null) await tx.run('analyze import_batch');
  return last;
}

/** Between counting and writing, somebody may have made the same company, deleted one or taken it over: conflicts now. */
async function setAsideOutdated(tx: Tx, { id, plan }: Import, by: By): Promise<void> {
  await tx.run(
    `with outdated as (
       select b.row_number, 'Taki klient pojawił się po sprawdzeniu pliku. Wczytaj plik ponownie.' as pl,
         'Such a customer has appeared since the file was checked. Load the file again.' as en
       from import_batch b where b.is_new and b.join_key in (
         select m.join_key from (${registerMatches(plan.joinBy, 'import_batch')}) m join companies c on c.id = m.company_id
         where c.import_id is distinct from $1 and ${reachable('companies', by, 'c')})
       union all
       select b.row_number, 'Tego klienta usunięto albo przejął go ktoś inny po sprawdzeniu pliku.',
         'This customer was deleted or taken over by somebody else after the file was checked.'
       from import_batch b where not b.is_new and not exists (
         select 1 from companies c where c.id = b.company_id and ${reachable('companies', by, 'c')})),
     dropped as (delete from import_batch b using outdated o where o.row_number = b.row_number)
     update import_rows r set state = 'conflicting', company_id = null,
       reasons = jsonb_build_array(jsonb_build_object('column', -1, 'pl', o.pl, 'en', o.en))
     from outdated o where r.import_id = $1 and r.row_number = o.row_number`,
    [id],
  );
  // In the order of ids, as everybody locks companies.
  await tx.run(
    `select 1 from companies where id in (select company_id from import_batch where is_changed) order by id for no key update`,
  );
}

/** The currency of a customer of whom the file says none. */
const USUAL = `coalesce(x."currency", (select code from currencies where active order by position, code limit 1), 'PLN')`;

async function writeCompanies(tx: Tx, { id, plan }: Import, actor: string): Promise<void> {
  const names = draftColumns.map(([, column]) => column);
  const news = draftColumns.map(([key]) => (key === 'currency' ? USUAL : `x."${key}"`));
  await tx.run(
    `insert into companies (id, ${names.join(', ')}, own, search_text, import_id, created_by, updated_by)
     select b.company_id, ${news.join(', ')}, coalesce(b.cells->'own', '{}'), plain_text(concat_ws(' ', x.name, x."shortName", x.city, x.nip,
         (select string_agg(distinct e, ' ' order by e) from jsonb_array_elements_text(coalesce(b.cells->'emails', '[]') || coalesce(b.cells->'personEmails', '[]')
           || coalesce(b.cells->'phones', '[]') || coalesce(b.cells->'personPhones', '[]')) e), x."firstName", x."lastName")), $1, $2, $2
     from import_batch b, jsonb_to_record(b.cells) as x(${draftRecord}) where b.is_new`,
    [id, actor],
  );
  const old = [...draftColumns.map(([key, column]) => `'${key}', c.${column}`), `'own', c.own`];
  const set = draftColumns.map(([key, column]) =>
    plan.onChanged === 'fill'
      ? `${column} = coalesce(c.${column}, x."${key}")`
      : `${column} = coalesce(x."${key}", c.${column})`,
  );
  const said = `coalesce(b.cells->'own', '{}')`;
  const own = plan.onChanged === 'fill' ? `${said} || c.own` : `c.own || ${said}`;
  await tx.run(
    `with before as (
       update import_rows r set before = jsonb_build_object('company', jsonb_build_object(${old.join(', ')}), 'version', c.version)
       from import_batch b join companies c on c.id = b.company_id
       where b.is_changed and r.import_id = $1 and r.row_number = b.row_number)
     update companies c set ${set.join(', ')}, own = ${own}, version = c.version + 1, updated_at = now(), updated_by = $2
     from import_batch b, jsonb_to_record(b.cells) as x(${draftRecord}) where b.is_changed and c.id = b.company_id`,
    [id, actor],
  );
}

/** The person of each row: the one who is there by that name, or a new one. */
async function writePeople(tx: Tx, { id, plan }: Import, actor: string): Promise<void> {
  await tx.run(
    `update import_batch b set person_id = (select h.id from jsonb_to_record(b.cells) as x(${draftRecord}), lateral ${personOf('b.company_id', 'x')} h)
     where not b.is_new and b.cells ? 'lastName'`,
  );
  await writeOwnOfKnown(tx, { work: { id, plan }, actor });
  await tx.run(
    `with made as (update import_batch set person_id = uuid7() where person_id is null and cells ? 'lastName' and (is_new or is_changed)
       returning company_id, person_id, cells)
     insert into people (id, company_id, first_name, last_name, position, is_main, own, search_text, import_id, created_by, updated_by)
     select m.person_id, m.company_id, x."firstName", x."lastName", x."position",
       not exists (select 1 from people p where p.company_id = m.company_id and p.is_main and p.deleted_at is null),
       coalesce(m.cells->'personOwn', '{}'), plain_text(concat_ws(' ', x."firstName", x."lastName")), $1, $2, $2
     from made m, jsonb_to_record(m.cells) as x(${draftRecord})`,
    [id, actor],
  );
}

type OwnWriting = { readonly work: Pick<Import, 'id' | 'plan'>; readonly actor: string };

/** Own fields of people who are there already; what they held is kept, to be given back. */
async function writeOwnOfKnown(tx: Tx, { work: { id, plan }, actor }: OwnWriting): Promise<void> {
  // In brackets: joined to what is held, `||` and `->` would be taken from left to right.
  const said = `(b.cells->'personOwn')`;
  const own = plan.onChanged === 'fill' ? `${said} || p.own` : `p.own || ${said}`;
  await tx.run(
    `with told as materialized (
       select b.row_number, p.id, p.own as before, ${own} as own, p.version from import_batch b join people p on p.id = b.person_id
       where b.is_changed and b.cells ? 'personOwn' and p.own is distinct from ${own}),
     kept as (
       update import_rows r set before = r.before || jsonb_build_object('person', jsonb_build_object('id', t.id, 'own', t.before, 'version', t.version))
       from told t where r.import_id = $1 and r.row_number = t.row_number),
     written as (
       update people p set own = t.own, version = p.version + 1, updated_at = now(), updated_by = $2 from told t where p.id = t.id)
     insert into audit (actor, noun, record_id, verb, changes)
     select $2, 'person', t.id::text, 'import', (select jsonb_object_agg('own.' || o.key, jsonb_build_array(t.before->o.key, o.value))
       from jsonb_each(t.own) o where o.value is distinct from t.before->o.key) from told t`,
    [id, actor],
  );
}

async function writeContactPoints(tx: Tx, { id }: Import, actor: string): Promise<void> {
  await tx.run(
    `insert into contact_points (company_id, person_id, kind, value, normalised, is_main, import_id, created_by, updated_by)
     select distinct on (b.company_id, l.kind, e.value) b.company_id, case when l.personal then b.person_id end, l.kind, e.value, e.value,
       e.place = 1 and not exists (select 1 from contact_points p where p.company_id = b.company_id and p.kind = l.kind and p.is_main
         and p.person_id is not distinct from case when l.personal then b.person_id end), $1, $2, $2
     from import_batch b
       cross join (values ('emails', 'email', false), ('phones', 'phone', false), ('personEmails', 'email', true), ('personPhones', 'phone', true)) l(key, kind, personal)
       cross join lateral jsonb_array_elements_text(b.cells->l.key) with ordinality e(value, place)
     where (b.is_new or b.is_changed) and (b.is_new or not exists (
       select 1 from contact_points p where p.company_id = b.company_id and p.kind = l.kind and p.normalised = e.value
         and ${isThere('p')}))
     order by b.company_id, l.kind, e.value, l.personal`,
    [id, actor],
  );
}

async function writeConsents(tx: Tx, { id, fileName }: Import, actor: string): Promise<void> {
  await tx.run(
    `insert into consents (company_id, channel, purpose, status, evidence, given_on, import_id, created_by)
     select b.company_id, k->>'channel', 'marketing', k->>'status', $3 || ', ' || b.row_number || ': „' || (k->>'said') || '”', x."consentOn", $1, $2
     from import_batch b, jsonb_to_record(b.cells) as x(${draftRecord}), jsonb_array_elements(b.cells->'consents') k
     where (b.is_new or b.is_changed) and (b.is_new or ${consentCounts('b.company_id', 'x')})`,
    [id, actor, fileName],
  );
}

/** A group that is gone by now holds nobody up. Held before its members, as by whoever puts them in by hand. */
async function joinGroup(tx: Tx, { plan }: Import, actor: string): Promise<void> {
  const group = await tx.maybe<{ name: string }>('select name from groups where id = $1 for no key update', [
    plan.groupId,
  ]);
  if (!group) return;
  await membersToldOf(tx, {
    changed: `insert into group_members (group_id, company_id, created_by) select distinct $1::uuid, company_id, $2 from import_batch
     on conflict do nothing returning company_id, person_id`,
    values: [plan.groupId, actor],
    group,
    verb: 'add to group',
    actor,
  });
}

type Closing = { readonly work: Import; readonly actor: string; readonly last: number };

async function closeBatch(tx: Tx, { work: { id }, actor, last }: Closing): Promise<void> {
  // New companies got their text when they were inserted; changed ones have old parts in it.
  await tx.run(
    `update companies c set search_text = plain_text(concat_ws(' ', c.name, c.short_name, c.city, c.nip,
       (select string_agg(p.normalised, ' ' order by p.normalised) from contact_points p where p.company_id = c.id
          and p.kind in ('email', 'phone') and p.state <> 'removed'),
       (select string_agg(concat_ws(' ', e.first_name, e.last_name), ' ' order by e.last_name, e.first_name)
          from people e where e.company_id = c.id and e.deleted_at is null)))
     from import_batch b where b.is_changed and c.id = b.company_id`,
  );
  await tx.run(
    `insert into audit (actor, noun, record_id, verb, changes)
     select $2, 'company', b.company_id::text, 'import', case when b.is_new then '{}'
       else coalesce((select jsonb_object_agg(d.key, d.value) from jsonb_each(r.changes) d where d.key not like 'person.own.%'), '{}') || jsonb_build_object('version', jsonb_build_array(c.version - 1, c.version)) end
     from import_batch b join import_rows r on r.import_id = $1 and r.row_number = b.row_number join companies c on c.id = b.company_id
     where b.is_new or b.is_changed`,
    [id, actor],
  );
  const { written } = await tx.one<{ written: number }>(
    `with written as (update import_rows r set state = 'written', company_id = b.company_id from import_batch b
       where r.import_id = $1 and r.row_number = b.row_number and (b.is_new or b.is_changed) returning 1)
     select count(*) as written from written`,
    [id],
  );
  await tx.run(
    `update imports set cursor = $2, updated_at = now(),
       counts = counts || jsonb_build_object('written', coalesce((counts->>'written')::integer, 0) + $3::integer) where id = $1`,
    [id, last, written],
  );
}

async function finish(tx: Tx, { id }: Import): Promise<void> {
  await tx.run(`update import_rows set state = 'left' where import_id = $1 and state in ('new', 'changed')`, [id]);
  await tx.run(
    `update imports set state = 'done', version = version + 1, updated_at = now(), counts = counts || jsonb_build_object(
       'left', (select count(*) from import_rows where import_id = $1 and state = 'left'),
       'conflicting', (select count(*) from import_rows where import_id = $1 and state = 'conflicting'),
       'wrong', (select count(*) from import_rows where import_id = $1 and state = 'wrong')) where id = $1`,
    [id],
  );
}

/** The one row that PostgreSQL refuses becomes a wrong one; the cursor passes it. */
async function setAside(tx: Tx, importId: string, refused: string): Promise<boolean> {
  const work = await lockImport(tx, importId);
  if (!work) return false;
  const last = await takeBatch(tx, work, 1);
  if (last === null) return true;
  await tx.run(
    `update import_rows set state = 'wrong', company_id = null, reasons = jsonb_build_array(jsonb_build_object('column', -1,
       'pl', 'Baza danych nie przyjęła tego wiersza (' || $3 || ').', 'en', 'The database refused this row (' || $3 || ').'))
     where import_id = $1 and row_number = $2`,
    [importId, last, refused],
  );
  await tx.run('update imports set cursor = $2 where id = $1', [importId, last]);
  return true;
}
