/** Tasks that runs put on people's desks. */
import { actorText } from '../domain/actor.ts';
import { typeInUse, type TypeTraits } from '../domain/tasks/type-in-use.ts';
import { newId } from './new-id.ts';
import { refreshFormulas } from './own-formulas.ts';
import type { Tx } from './database.ts';
import { reserveTouches } from './contact-facts.ts';
import { announce } from './live.ts';
import { beforeHour } from './planned-hours.ts';
import { assign } from './run-assignees.ts';
import { moverOf } from './run-context.ts';
import { judge, refusal, tellRuns } from './run-governor.ts';
import { enterLedger, type Wanted } from './run-ledger.ts';
import { instant } from './run-rows.ts';
import { typeTraits } from './task-types.ts';

/**
 * Makes the tasks, each with its effect and its reminders. A contact that the governor forbids is not put on anybody's desk
 * (a call without consent is forbidden like a mail): its run is told. Answers how many runs were.
 */
export async function planTasks(tx: Tx, asked: readonly Wanted<'task'>[], now: string): Promise<number> {
  if (asked.length === 0) return 0;
  const types = await typeTraits(tx);
  const { wanted, refused, reserved } = await judgeCalls(tx, { asked, types }, now);
  await enterLedger(
    tx,
    refused.map(({ row, effect, reason }) => ({ row, effect, state: 'refused', reason })),
    now,
  );
  await makeTasks(tx, inUse(wanted, types), now);
  await reserveTouches(tx, reserved);
  await tellRuns(
    tx,
    refused.map(({ row, effect, reason }) => refusal(row, effect.key, reason)),
    now,
  );
  return refused.length;
}

type JudgedCalls = {
  readonly wanted: readonly Wanted<'task'>[];
  readonly refused: readonly (Wanted<'task'> & { readonly reason: string })[];
  readonly reserved: Parameters<typeof reserveTouches>[1];
};

/** A published version goes on naming a type that is switched off: nobody gets work of it. */
function inUse(wanted: readonly Wanted<'task'>[], types: readonly TypeTraits[]): readonly Wanted<'task'>[] {
  return wanted.map((one) => {
    const { params } = one.effect;
    return { ...one, effect: { ...one.effect, params: { ...params, type: typeInUse(params.type, types) } } };
  });
}

type Asked = { readonly asked: readonly Wanted<'task'>[]; readonly types: readonly TypeTraits[] };

/**
 * Tasks with a purpose whose type, as the step names it, is a contact are asked about; when it is made is the operator's
 * affair. One with an agreed hour counts at that hour, not today.
 */
async function judgeCalls(tx: Tx, { asked, types }: Asked, now: string): Promise<JudgedCalls> {
  const channels = new Map(types.map(({ code, channel }) => [code, channel]));
  const calls = asked.flatMap((one) => {
    const { purpose, type, plannedAt } = one.effect.params;
    const channel = channels.get(type);
    if (purpose === undefined || !channel || one.row.companyId === null) return [];
    const { companyId, personId } = one.row;
    const when = plannedAt === undefined ? { atOnce: true } : { atOnce: true, at: plannedAt };
    return [{ ...one, key: one.effect.key, companyId, personId, channel, purpose, ...when }];
  });
  const judged = await judge(tx, calls, now);
  const people = new Map(judged.map(({ contact, facts }) => [contact.key, facts.personId]));
  const forbidden = new Map(
    judged.flatMap(({ contact, answer }) => (answer.may === 'not' ? [[contact.key, answer.reason] as const] : [])),
  );
  return {
    // Whoever was asked about is whom the task names: the operator calls, and is asked again about, nobody else.
    wanted: asked
      .filter(({ effect }) => !forbidden.has(effect.key))
      .map((one) => ({ ...one, row: { ...one.row, personId: people.get(one.effect.key) ?? one.row.personId } })),
    refused: asked.flatMap((one) => {
      const reason = forbidden.get(one.effect.key);
      return reason === undefined ? [] : [{ ...one, reason }];
    }),
    reserved: judged
      .filter(({ capped, contact }) => capped && !forbidden.has(contact.key))
      .map(({ contact }) => ({ contact, at: contact.at ?? Date.parse(now) })),
  };
}

async function makeTasks(tx: Tx, wanted: readonly Wanted<'task'>[], now: string): Promise<void> {
  if (wanted.length === 0) return;
  const assigned = await assign(
    tx,
    wanted.map(({ row, effect }) => ({ row, to: effect.params.assignee })),
  );
  const tasks = wanted.map((one, at) => ({ ...one, id: newId(), ...assigned[at]! }));
  await enterLedger(
    tx,
    tasks.map(({ row, effect, id }) => ({ row, effect, state: 'planned', params: { taskId: id } })),
    now,
  );
  await insertTasks(tx, tasks, now);
  await insertReminders(tx, tasks);
  const userIds = tasks.flatMap(({ userId }) => userId ?? []);
  if (userIds.length > 0) await announce(tx, { about: 'tasks', to: { userIds } });
}

type NewTask = Wanted<'task'> & { readonly id: string; readonly userId: string | null; readonly queue: string | null };

/** One with an agreed hour stands in calendars at once, and no queue offers it before its time. */
async function insertTasks(tx: Tx, tasks: readonly NewTask[], now: string): Promise<void> {
  const params = tasks.map(({ effect }) => effect.params);
  await tx.prepared(
    'insert-tasks',
    `insert into tasks (id, type, title, company_id, person_id, case_id, campaign_id, stage_id, run_id, effect_key,
       owner_id, queue, priority, due_at, purpose, script, form, checklist, outcomes, remind_minutes, duration_minutes, search_text,
       planned_at, not_before, created_at, updated_at, created_by, updated_by)
     select u.id, u.type, u.title, u.company_id, u.person_id, u.case_id, u.campaign_id, u.stage_id, u.run_id, u.key,
       u.owner_id, u.queue, u.priority, u.due_at, u.purpose, u.script, u.form, u.checklist, u.outcomes, u.remind::int[],
       coalesce(y.default_minutes, 15), plain_text(u.title || ' ' || coalesce(c.name, '')), u.planned_at,
       ${beforeHour('u.planned_at')}, $21, $21, u.by, u.by
     from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[],
       $9::uuid[], $10::text[], $11::uuid[], $12::text[], $13::text[], $14::timestamptz[], $15::text[], $16::text[],
       $17::jsonb[], $18::jsonb[], $19::jsonb[], $20::text[], $22::text[], $23::timestamptz[])
       u(id, type, title, company_id, person_id, case_id, campaign_id, stage_id, run_id, key, owner_id, queue, priority,
         due_at, purpose, script, form, checklist, outcomes, by, remind, planned_at)
       left join task_types y on y.code = u.type left join companies c on c.id = u.company_id`,
    [
      tasks.map(({ id }) => id),
      params.map(({ type }) => type),
      params.map(({ title }) => title),
      tasks.map(({ row }) => row.companyId),
      tasks.map(({ row }) => row.personId),
      tasks.map(({ row }) => row.caseId),
      tasks.map(({ row }) => row.campaignId),
      tasks.map(({ row }) => row.stageId),
      tasks.map(({ row }) => row.id),
      tasks.map(({ effect }) => effect.key),
      tasks.map(({ userId }) => userId),
      tasks.map(({ queue }) => queue),
      params.map(({ priority }) => priority ?? 'normal'),
      params.map(({ dueAt }) => instant(dueAt)),
      params.map(({ purpose }) => purpose ?? null),
      params.map(({ script }) => script ?? null),
      params.map(({ form }) => JSON.stringify(form ?? [])),
      params.map(({ checklist }) => JSON.stringify(checklist ?? [])),
      params.map(({ outcomes }) => JSON.stringify(outcomes)),
      tasks.map(({ row }) => actorText(moverOf(row.id))),
      now,
      params.map((one) => `{${minutesOf(one).join(',')}}`),
      params.map(({ plannedAt }) => instant(plannedAt ?? null)),
    ],
  );
  await refreshFormulas(
    tx,
    'task',
    tasks.map(({ id }) => id),
  );
}

/** How long before its moment a task reminds; whoever takes it from a queue is reminded like anybody else. */
function minutesOf({ remindAt, plannedAt, dueAt }: NewTask['effect']['params']): number[] {
  const moment = plannedAt ?? dueAt;
  if (moment === null) return [];
  return [...new Set(remindAt.map((at) => Math.round((moment - at) / 60_000)))].filter((minutes) => minutes > 0);
}

/** Work in a queue reminds nobody yet: it has no owner. */
async function insertReminders(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
  const reminders = tasks.flatMap((task) => {
    const { remindAt, dueAt } = task.effect.params;
    // The one that tells that the deadline has passed follows it when it is extended.
    const moments = [...new Set([...remindAt.filter((at) => at !== dueAt), ...(dueAt === null ? [] : [dueAt])])];
    return task.userId === null ? [] : moments.map((at) => ({ task, at }));
  });
  if (reminders.length === 0) return;
  await tx.prepared(
    'insert-reminders',
    `insert into reminders (task_id, user_id, remind_at, text_pl, text_en, link, created_by, kind, minutes)
     select task, who, at, title, title, '/admin/tasks/' || task, by, kind, minutes
     from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::int[])
       u(task, who, at, title, by, kind, minutes)`,
    [
      reminders.map(({ task }) => task.id),
      reminders.map(({ task }) => task.userId),
      reminders.map(({ at }) => instant(at)),
      reminders.map(({ task }) => task.effect.params.title),
      reminders.map(({ task }) => actorText(moverOf(task.row.id))),
      reminders.map(({ task, at }) => (at === task.effect.params.dueAt ? 'deadline' : 'chosen')),
      reminders.map(({ task, at }) => {
        const { plannedAt, dueAt } = task.effect.params;
        const moment = plannedAt ?? dueAt;
        return moment === null || at === dueAt ? null : Math.round((moment - at) / 60_000);
      }),
    ],
  );
}
