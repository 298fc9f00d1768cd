/**
 * Whom a task reminds, and when: ahead of its moment as was chosen, and once its deadline has passed. What was chosen stays
 * with the task, so that it holds for its owner of the day and for each of ours who takes part (S0-30, S2-17, S2-22).
 */
import { actorText, type Actor } from '../domain/actor.ts';
import type { Tx } from './database.ts';
import { announce } from './live.ts';

export type RemindersOfTask = {
  readonly taskId: string;
  readonly minutesBefore: readonly number[];
  readonly actor: Actor;
};

/**
 * Replaces the chosen reminders of a task that nobody has seen yet. Without any, its owner is told when the deadline has
 * passed. A task that nobody has or that has no time reminds as soon as it gets them.
 */
export async function setReminders(tx: Tx, { taskId, minutesBefore, actor }: RemindersOfTask): Promise<void> {
  const minutes = [...new Set(minutesBefore)];
  await tx.run(
    'update tasks set remind_minutes = $2::int[] where id = $1 and remind_minutes is distinct from $2::int[]',
    [taskId, minutes],
  );
  await tx.run(`delete from reminders where task_id = $1 and shown_at is null and kind = 'chosen'`, [taskId]);
  if (minutes.length > 0) {
    await tx.run(
      `insert into reminders (task_id, user_id, remind_at, minutes, created_by)
       select t.id, u.id, t.moment - make_interval(mins => m), m, $2 from tasks t, users u, unnest(t.remind_minutes) m
       where t.id = $1 and t.moment < 'infinity' and u.active and (${CONCERNS})
         and (t.moment - make_interval(mins => m) > now() or not ${has('r.shown_at is not null')})`,
      [taskId, actorText(actor)],
    );
  }
  await remindOfDeadline(tx, [taskId]);
}

/** Its owner, and of a meeting also its caretaker and those of ours who take part. */
const CONCERNS = `u.id is not distinct from t.owner_id or exists (select 1 from task_users p where p.task_id = t.id and p.user_id = u.id)
  or u.id is not distinct from t.caretaker_id and exists (select 1 from task_types y where y.code = t.type and y.invites)`;

/** Whether this person has one for these minutes. */
function has(which: string): string {
  return `exists (select 1 from reminders r where r.task_id = t.id and r.user_id = u.id and r.minutes = m and r.root_id is null
    and ${which})`;
}

/**
 * Called whenever these tasks have another owner, other people who take part, or another moment: what was chosen for somebody
 * who is no longer concerned goes on to the owner, or is dropped; who is concerned and has none yet gets them.
 */
export async function keepReminders(tx: Tx, taskIds: readonly string[]): Promise<void> {
  if (taskIds.length === 0) return;
  await passOn(tx, taskIds);
  await tx.run(
    `insert into reminders (task_id, user_id, remind_at, minutes, created_by)
     select t.id, u.id, t.moment - make_interval(mins => m), m, t.updated_by from tasks t, unnest(t.remind_minutes) m, users u
     where t.id = any($1::uuid[]) and t.state = 'open' and t.moment < 'infinity' and u.active and (${CONCERNS})
       and t.moment - make_interval(mins => m) > now() and not ${has('r.shown_at is null')}`,
    [taskIds],
  );
  await remindOfDeadline(tx, taskIds);
}

/** What has rung for the one before and was not taken note of rings for the owner at once, and goes no further by itself. */
async function passOn(tx: Tx, taskIds: readonly string[]): Promise<void> {
  const stranded = await tx.rows<{ id: string; userId: string }>(
    `select r.id, r.user_id from reminders r join tasks t on t.id = r.task_id join users u on u.id = r.user_id
     where t.id = any($1::uuid[]) and r.root_id is null and r.acknowledged_at is null
       and not case when r.kind = 'deadline' then u.id is not distinct from t.owner_id else ${CONCERNS} end`,
    [taskIds],
  );
  if (stranded.length === 0) return;
  const ids = stranded.map(({ id }) => id);
  const passed = await tx.rows<{ id: string }>(
    `update reminders r set user_id = t.owner_id, remind_at = case when r.shown_at is null then r.remind_at else now() end,
       shown_at = null, late_seconds = null, escalate_at = null, escalated_at = null, mailed_at = null, version = r.version + 1
     from tasks t where r.id = any($1::uuid[]) and t.id = r.task_id and t.state = 'open' and not exists (
       select 1 from reminders o where o.task_id = t.id and o.user_id = t.owner_id and o.root_id is null and o.kind = r.kind
         and o.minutes is not distinct from r.minutes and (o.acknowledged_at is null or o.remind_at >= r.remind_at))
       and t.owner_id is not null
     returning r.id`,
    [ids],
  );
  const kept = passed.map(({ id }) => id);
  const gone = await tx.rows<{ userId: string }>(
    `delete from reminders where acknowledged_at is null
       and (id = any($1::uuid[]) and id <> all($2::uuid[]) or root_id = any($1::uuid[])) returning user_id`,
    [ids, kept],
  );
  const userIds = [...new Set([...stranded, ...gone].map(({ userId }) => userId))];
  await announce(tx, { about: 'reminders', to: { userIds } });
}

/** Whether it rings as long before the moment of the task ($2) as was chosen, or at an hour of its own: it was not put off. */
const KEEPS_DISTANCE = `(r.minutes is null
  or abs(extract(epoch from $2::timestamptz - make_interval(mins => r.minutes) - r.remind_at)) < 1)`;

/**
 * Chosen reminders that are still to come keep their distance from the moment of the task, which was `moment`; those that have
 * rung, or were put off after they had, ring anew and go on to nobody for the hour before.
 */
export async function moveReminders(tx: Tx, taskId: string, moment: string | null): Promise<void> {
  await tx.run(
    `delete from reminders r using tasks t where t.id = $1 and r.task_id = t.id and r.kind = 'chosen' and r.root_id is null
       and r.acknowledged_at is null and t.moment - make_interval(mins => r.minutes) > now()
       and (r.shown_at is not null or not ${KEEPS_DISTANCE})`,
    [taskId, moment],
  );
  await tx.run(
    `update reminders r set remind_at = r.remind_at + (t.moment - $2::timestamptz) from tasks t
     where t.id = $1 and r.task_id = t.id and r.shown_at is null and r.kind = 'chosen' and t.moment < 'infinity'
       and $2::timestamptz is not null and ${KEEPS_DISTANCE}`,
    [taskId, moment],
  );
  // Of what had no time, or has none now, nothing keeps a distance: they are set anew once there is one.
  await tx.run(
    `delete from reminders r using tasks t where t.id = $1 and r.task_id = t.id and r.kind = 'chosen' and r.root_id is null
       and r.minutes is not null and r.shown_at is null and (t.moment = 'infinity' or $2::timestamptz is null)`,
    [taskId, moment],
  );
  await keepReminders(tx, [taskId]);
}

/**
 * Tells the owner once when the deadline passes (S2-17). A task that people made is told of where nobody chose a reminder;
 * one of a run always. Called whenever the deadline, the owner or the chosen reminders are others; one that has been put off
 * after the deadline stays. Where the deadline is ahead again, or there is none any more, what was told of the one before no
 * longer holds for anybody to whom it had gone on; what was taken note of stays as the proof.
 */
export async function remindOfDeadline(tx: Tx, taskIds: readonly string[]): Promise<void> {
  const gone = await tx.rows<{ userId: string }>(
    `with task as (select t.id, t.owner_id, t.due_at, t.effect_key, t.updated_by, t.state = 'open' and t.due_at > now() as ahead,
         t.remind_minutes <> '{}' as chosen
       from tasks t where t.id = any($1::uuid[])),
     old as (select r.id from reminders r join task t on t.id = r.task_id where r.kind = 'deadline'
         and (coalesce(t.ahead, true) and (r.shown_at is null or r.acknowledged_at is null) or t.chosen and r.shown_at is null)),
     gone as (delete from reminders
         where id in (select id from old union all select n.id from reminders n join old on n.root_id = old.id)
         returning user_id, shown_at),
     told as (insert into reminders (task_id, user_id, remind_at, kind, created_by)
         select t.id, t.owner_id, t.due_at, 'deadline', t.updated_by from task t
         where t.ahead and t.owner_id is not null and (t.effect_key is not null or not t.chosen))
     select distinct user_id from gone where shown_at is not null`,
    [taskIds],
  );
  if (gone.length > 0) await announce(tx, { about: 'reminders', to: { userIds: gone.map(({ userId }) => userId) } });
}
