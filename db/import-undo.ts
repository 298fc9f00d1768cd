import { actorText } from '../domain/actor.ts';
import type { Said } from '../domain/domain-error.ts';
import { refreshClasses } from './class-members.ts';
import type { Db, Tx } from './database.ts';
import { membersToldOf } from './groups.ts';
import { converted, goesOn, ownBefore, writtenCodes } from './import-own-undo.ts';
import { draftColumns } from './import-register.ts';
import { importActor, type Import } from './imports.ts';
import { refreshFormulas } from './own-formulas.ts';
import { referencesTo, type Reference } from './references.ts';
import { refreshCompanySearch } from './search-text.ts';
import { dataError } from './sql-errors.ts';

const batchRows = 1_000;

/**
 * Takes back the next thousand written rows in one transaction. A company that the import made goes, one that it changed
 * gets its old values, unless something else has touched it since: then the row stays `kept` with the reason. True while
 * there is more.
 */
export async function undoNextRows(db: Db, importId: string): Promise<boolean> {
  try {
    return await undoBatch(db, importId);
  } catch (error) {
    if (!dataError(error)) throw error;
    await giveUp(db, importId);
    return false;
  }
}

async function undoBatch(db: Db, importId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const work = await tx.maybe<Import>(`select * from imports where id = $1 and state = 'undoing' for update`, [
      importId,
    ]);
    if (!work) return false;
    const actor = actorText(importActor(work));
    const rows = await takeRows(tx, work);
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

/** What the database holds fast for a reason nobody foresaw stays; the undo ends with a sentence and can be asked for again. */
async function giveUp(db: Db, importId: string): Promise<void> {
  await db.run(
    `update imports set state = 'done', failure = $2, version = version + 1, updated_at = now() where id = $1 and state = 'undoing'`,
    [importId, JSON.stringify(heldFast)],
  );
}

const heldFast: Said = {
  pl: 'Nie udało się cofnąć reszty importu: któregoś klienta trzymają inne zapisy. Co już cofnięto, zostaje cofnięte. Usuń te zapisy albo usuń klientów na liście, potem cofnij import jeszcze raz.',
  en: 'The rest of the import could not be undone: other records hold one of the customers. What has been undone stays so. Remove those records, or delete the customers in the list, then undo the import again.',
};

/** The rows of this batch, their companies locked in the order of ids. */
async function takeRows(tx: Tx, { id, plan }: Import): Promise<number> {
  await tx.run(`create temp table if not exists undo_batch (row_number integer, company_id uuid, before jsonb,
    company_codes text[], person_codes text[], why_pl text, why_en text) on commit delete rows`);
  const rows = await tx.run(
    `insert into undo_batch select row_number, company_id, before,
       ${writtenCodes('company', plan)}, ${writtenCodes('person', plan)}
     from import_rows where import_id = $1 and state = 'written' order by row_number desc limit ${batchRows}`,
    [id],
  );
  // Nobody begins to lean on a company or a person between the look and the deletion.
  for (const [table, key] of [
    ['companies', 'id'],
    ['people', 'company_id'],
  ])
    await tx.run(`select 1 from ${table} where ${key} in (select company_id from undo_batch) order by id for update`);
  return rows;
}

/** What the import itself may have put beside a company, or what tells of nobody's work: it goes with the company. */
const own = ['group_members', 'consents', 'duplicate_hints', 'contact_points', 'people'] as const;

/** A sign that somebody else leans on the company of a row `b`: a condition, in Polish, in English. */
type Touch = readonly [string, string, string];

/** What the import made as well, unless it was somebody else or has been changed. */
const beside: readonly Touch[] = [
  [
    'exists (select 1 from contact_points t where t.company_id = b.company_id and (t.import_id is distinct from $1 or t.version > 1))',
    'ma nowe lub zmienione adresy',
    'has new or changed addresses',
  ],
  [
    'exists (select 1 from people t where t.company_id = b.company_id and (t.import_id is distinct from $1 or t.version > 1))',
    'ma nowe lub zmienione osoby',
    'has new or changed people',
  ],
  [
    'exists (select 1 from consents t where t.company_id = b.company_id and t.import_id is distinct from $1)',
    'ma nowsze zgody',
    'has newer consents',
  ],
  [
    'exists (select 1 from group_members t where t.company_id = b.company_id and t.created_by <> $2)',
    'jest w innej grupie',
    'is in another group',
  ],
  // Without a foreign key.
  [
    'exists (select 1 from messages t where t.company_id = b.company_id) or exists (select 1 from touches t where t.company_id = b.company_id)',
    'ma wiadomości',
    'has messages',
  ],
  [
    'exists (select 1 from campaign_audience t where t.ref_id = b.company_id)',
    'jest wybrany do kampanii',
    'is chosen for a campaign',
  ],
  [
    `exists (select 1 from file_links t where t.noun = 'company' and t.record_id = b.company_id)`,
    'ma pliki',
    'has files',
  ],
];

/** How a row of a table is said of the customer it hangs on. */
const words: Readonly<Record<string, readonly [string, string]>> = {
  case_companies: ['ma sprawy', 'has cases'],
  cases: ['ma sprawy', 'has cases'],
  companies: ['ma oddziały lub połączonych klientów', 'has branches or merged customers'],
  important_dates: ['ma ważne daty', 'has important dates'],
  invitations: ['ma zaproszenia', 'has invitations'],
  merges: ['został połączony z innym', 'was merged with another'],
  messages: ['ma wiadomości', 'has messages'],
  notes: ['ma notatki', 'has notes'],
  opportunities: ['ma szanse', 'has opportunities'],
  participants: ['jest w kampanii', 'is in a campaign'],
  recurrences: ['ma zadania cykliczne', 'has recurring tasks'],
  runs: ['ma przebiegi scenariuszy', 'has running scenarios'],
  task_people: ['ma zadania', 'has tasks'],
  tasks: ['ma zadania', 'has tasks'],
  transactions: ['ma transakcje', 'has transactions'],
};
const unnamed = ['jest używany w innym miejscu', 'is used elsewhere'] as const;

/** Every foreign key to a company, or to a person of it, is a touch: without it one note would stop a thousand rows. */
async function touches(tx: Tx): Promise<Touch[]> {
  const leaning = async (target: 'companies' | 'people', reached: string) =>
    foreign(await referencesTo(tx, target)).map(({ table, column }): Touch => {
      const [pl, en] = words[table] ?? unnamed;
      return [`exists (select 1 from ${table} t where t.${column} ${reached})`, pl, en];
    });
  return [
    ...(await leaning('companies', '= b.company_id')),
    ...(await leaning('people', 'in (select p.id from people p where p.company_id = b.company_id)')),
    ...beside,
  ];
}

function foreign(references: readonly Reference[]): Reference[] {
  return references.filter(({ table, cascades }) => !cascades && !own.some((one) => one === table));
}

async function keepTouched(tx: Tx, importId: string, actor: string): Promise<void> {
  const each = (await touches(tx)).map(
    ([condition, pl, en]) => `when b.before is null and (${condition}) then array['${pl}', '${en}']`,
  );
  await tx.run(
    `with ${converted}
     update undo_batch u set why_pl = w.why[1], why_en = w.why[2] from (
       select b.row_number, case
         when c.version <> coalesce((b.before->>'version')::integer + 1, 1) or c.updated_by <> $2
           then array['został potem zmieniony', 'was changed afterwards']
         when exists (select 1 from people p where p.id = (b.before->'person'->>'id')::uuid
             and p.version <> (b.before->'person'->>'version')::integer + 1)
           then array['ma osobę, którą potem zmieniono', 'has a person who was changed afterwards']
         when b.before is not null and ${goesOn('company', 'c.own')}
           or exists (select 1 from people p where p.id = (b.before->'person'->>'id')::uuid and ${goesOn('person', 'p.own')})
           then array['ma wartość, której pole zmieniono potem na inny rodzaj', 'has a value whose field was turned into another kind afterwards']
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
  for (const table of own) {
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
    `update companies c set ${set.join(', ')}, own = ${ownBefore('company', 'c.own')},
       version = c.version + 1, updated_at = now(), updated_by = $1
     from undo_batch u where u.before is not null and c.id = u.company_id`,
    [actor],
  );
  await tx.run(
    `update people p set own = ${ownBefore('person', 'p.own')},
       version = p.version + 1, updated_at = now(), updated_by = $1
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
  const leaning = [...(await referencesTo(tx, 'people')), { table: 'messages', column: 'person_id' }].map(
    ({ table, column }) => `and not exists (select 1 from ${table} k where k.${column} = p.id)`,
  );
  await tx.run(
    `delete from people p where p.company_id in ${changed} and p.import_id = $1 and p.version = 1 ${leaning.join(' ')}`,
    [importId],
  );
  await reckonRestored(tx);
  await tx.run(
    `update import_rows r set state = 'undone' from undo_batch u where r.import_id = $1 and r.row_number = u.row_number`,
    [importId],
  );
}

/** What is found by, formulas of own fields, and classes, follow what came back. */
async function reckonRestored(tx: Tx): Promise<void> {
  const restored = await tx.rows<{ companyId: string; personId: string | null }>(
    `select company_id, before->'person'->>'id' as person_id from undo_batch where before is not null`,
  );
  const ids = restored.map(({ companyId }) => companyId);
  await refreshCompanySearch(tx, ids);
  await refreshFormulas(tx, 'company', ids);
  await refreshFormulas(
    tx,
    'person',
    restored.flatMap(({ personId }) => personId ?? []),
  );
  await refreshClasses(tx, ids);
}

/** Companies that were only put into the group leave it again. */
async function finish(tx: Tx, { id, plan }: Import, actor: string): Promise<void> {
  const group = plan.groupId
    ? await tx.maybe<{ name: string }>('select name from groups where id = $1 for no key update', [plan.groupId])
    : undefined;
  if (group) {
    await membersToldOf(tx, {
      changed: `delete from group_members g where g.group_id = $1 and g.created_by = $2
         and not exists (select 1 from import_rows r where r.import_id = $3 and r.state = 'kept' and r.company_id = g.company_id)
         returning g.company_id, g.person_id`,
      values: [plan.groupId, actor, id],
      group,
      verb: 'remove from group',
      actor,
    });
  }
  await tx.run(
    `update imports set state = 'undone', version = version + 1, updated_at = now(), counts = counts || jsonb_build_object(
       'undone', (select count(*) from import_rows where import_id = $1 and state = 'undone'),
       'kept', (select count(*) from import_rows where import_id = $1 and state = 'kept')) where id = $1`,
    [id],
  );
}
