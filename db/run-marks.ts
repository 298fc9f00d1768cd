/** What runs do at once, in the same transaction: fields of customers, and notes to people. Never withdrawn (engine rule 5). */
import { actorText } from '../domain/actor.ts';
import type { Json } from '../domain/scenario/shapes.ts';
import { refreshClasses } from './class-members.ts';
import type { Tx } from './database.ts';
import { refreshFormulas } from './own-formulas.ts';
import { peopleOfQueues } from './queue-people.ts';
import { assign } from './run-assignees.ts';
import { moverOf } from './run-context.ts';
import type { Wanted } from './run-ledger.ts';
import { CannotWrite } from './sql-errors.ts';

/** Fields that a scenario may write, by their name in it. */
const columns: Readonly<Record<string, { readonly column: string; readonly type: string }>> = {
  class: { column: 'class', type: 'text' },
  industry: { column: 'industry', type: 'text' },
  ownerId: { column: 'owner_id', type: 'uuid' },
  website: { column: 'website', type: 'text' },
  notes: { column: 'notes', type: 'text' },
};

/** Writes the fields, one statement per field, each change with its line in the audit. */
export async function saveFields(tx: Tx, wanted: readonly Wanted<'set'>[]): Promise<void> {
  const fields = new Map<string, Wanted<'set'>[]>();
  for (const one of wanted) {
    if (one.row.companyId === null) continue;
    const { field } = one.effect.params;
    fields.set(field, [...(fields.get(field) ?? []), one]);
  }
  for (const [field, all] of [...fields].sort(([a], [b]) => a.localeCompare(b))) await saveField(tx, field, all);
  const ids = new Set([...fields.values()].flat().map(({ row }) => row.companyId!));
  await refreshFormulas(tx, 'company', [...ids]);
  await refreshClasses(tx, [...ids]);
}

async function saveField(tx: Tx, field: string, wanted: readonly Wanted<'set'>[]): Promise<void> {
  // Two runs of one company in one batch cannot be; two steps of one run can: the last one counts.
  const last = new Map(wanted.map((one) => [one.row.companyId!, one]));
  const all = [...last.values()].sort((a, b) => a.row.companyId!.localeCompare(b.row.companyId!));
  const own = /^own\.(.+)$/.exec(field)?.[1];
  const column = columns[field];
  if (own === undefined && !column) throw new CannotWrite(`A scenario cannot write the field ${field}`);
  const old = own === undefined ? `to_json(c.${column!.column})` : 'c.own -> $4';
  const change =
    own === undefined
      ? `${column!.column} = (u.value #>> '{}')::${column!.type}`
      : 'own = jsonb_set(c.own, array[$4], u.value)';

  await tx.run(
    `with locked as (
       select c.id, ${old} as old, u.value, u.by from companies c
         join unnest($1::uuid[], $2::jsonb[], $3::text[]) u(id, value, by) on u.id = c.id
       order by c.id for no key update of c),
     changed as (
       update companies c set ${change}, version = c.version + 1, updated_at = now(), updated_by = u.by
       from locked u where u.id = c.id and u.old::jsonb is distinct from u.value returning c.id, u.old, u.value, u.by)
     insert into audit (actor, noun, record_id, verb, changes)
     select by, 'company', id::text, 'edit', jsonb_build_object(coalesce($5, $4)::text, jsonb_build_array(old, value)) from changed`,
    [
      all.map(({ row }) => row.companyId),
      all.map(({ effect }) => JSON.stringify(effect.params.value satisfies Json)),
      all.map(({ row }) => actorText(moverOf(row.id))),
      own ?? field,
      field,
    ],
  );
}

/** Notes to people appear where their reminders do. One to a queue is for everybody who works from it. */
export async function saveNotices(tx: Tx, wanted: readonly Wanted<'notify'>[], now: string): Promise<void> {
  if (wanted.length === 0) return;
  const assigned = await assign(
    tx,
    wanted.map(({ row, effect }) => ({ row, to: effect.params.whom })),
  );
  const queues = await peopleOfQueues(
    tx,
    assigned.flatMap(({ queue }) => queue ?? []),
  );
  const notices = wanted.flatMap((one, at) => {
    const { userId, queue } = assigned[at]!;
    const userIds = queue === null ? [userId ?? []].flat() : (queues.get(queue) ?? []);
    return userIds.map((each) => ({ ...one, userId: each }));
  });
  if (notices.length === 0) return;
  await tx.prepared(
    'insert-notices',
    `insert into reminders (user_id, remind_at, text_pl, text_en, link, created_by)
     select who, $6, pl, en, coalesce('/admin/companies/' || company, '/admin/cases/' || thread || '?tab=runs'), by
     from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $7::uuid[]) u(who, pl, en, company, by, thread)`,
    [
      notices.map(({ userId }) => userId),
      notices.map(({ effect }) => effect.params.text.pl),
      notices.map(({ effect }) => effect.params.text.en),
      notices.map(({ row }) => row.companyId),
      notices.map(({ row }) => actorText(moverOf(row.id))),
      now,
      notices.map(({ row }) => row.caseId),
    ],
  );
}
