/** Reminders: set for a task, shown when their time comes, acknowledged once for every device (rule 34). */
import { demand, type Viewer } from '../domain/access.ts';
import { actorText, type Actor } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';

export type RemindersOfTask = {
  readonly taskId: string;
  readonly minutesBefore: readonly number[];
  readonly actor: Actor;
};

/** Replaces the reminders of a task that nobody has seen yet. A task without an owner or a time reminds nobody. */
export async function setReminders(tx: Tx, { taskId, minutesBefore, actor }: RemindersOfTask): Promise<void> {
  await tx.run('delete from reminders where task_id = $1 and shown_at is null', [taskId]);
  if (minutesBefore.length === 0) return;
  await tx.run(
    `insert into reminders (task_id, user_id, remind_at, created_by)
     select t.id, t.owner_id, t.moment - make_interval(mins => m), $3 from tasks t, unnest($2::int[]) m
     where t.id = $1 and t.owner_id is not null and t.moment < 'infinity'`,
    [taskId, minutesBefore, actorText(actor)],
  );
}

/**
 * Shows what is due at `now` and writes down how late it is; reminders of tasks that are no longer open are dropped.
 * Answers how many were shown and when the next one comes. Safe to repeat.
 */
export async function showDueReminders(tx: Tx, now: string): Promise<{ shown: number; nextAt: string | null }> {
  await tx.run(
    `delete from reminders r using tasks t
     where t.id = r.task_id and t.state <> 'open' and r.shown_at is null and r.remind_at <= $1`,
    [now],
  );
  const shown = await tx.run(
    `update reminders set shown_at = $1::timestamptz, late_seconds = greatest(0, extract(epoch from $1::timestamptz - remind_at))::int
     where shown_at is null and remind_at <= $1`,
    [now],
  );
  const { nextAt } = await tx.one<{ nextAt: string | null }>(
    'select min(remind_at) as next_at from reminders where shown_at is null',
  );
  return { shown, nextAt };
}

export type Reminder = {
  readonly id: string;
  readonly taskId: string | null;
  readonly title: string | null;
  readonly textPl: string | null;
  readonly textEn: string | null;
  readonly link: string | null;
  readonly companyName: string | null;
  readonly remindAt: string;
  readonly shownAt: string;
  readonly lateSeconds: number;
  readonly moment: string | null;
};

/** What the viewer has been reminded of and has not acknowledged, oldest first. */
export async function listReminders(tx: Tx, viewer: Viewer): Promise<Reminder[]> {
  demand(viewer, 'task.read');
  return tx.rows<Reminder>(
    `select r.id, r.task_id, t.title, r.text_pl, r.text_en, r.link, c.name as company_name, r.remind_at, r.shown_at,
       coalesce(r.late_seconds, 0) as late_seconds, coalesce(t.planned_at, t.due_at) as moment
     from reminders r left join tasks t on t.id = r.task_id left join companies c on c.id = t.company_id
     where r.user_id = $1 and r.acknowledged_at is null and r.shown_at is not null and (t.id is null or t.state = 'open')
     order by r.remind_at limit 50`,
    [viewer.userId],
  );
}

/** Seen: it is gone on every device. Those of others, and unknown ones, are passed over. */
export async function acknowledgeReminders(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<number> {
  return tx.run(
    `update reminders set acknowledged_at = now() where user_id = $1 and id = any($2::uuid[]) and acknowledged_at is null`,
    [viewer.userId, ids],
  );
}

/** Comes again in so many minutes. */
export async function snoozeReminder(
  tx: Tx,
  viewer: Viewer,
  { id, minutes }: { readonly id: string; readonly minutes: number },
): Promise<void> {
  const count = await tx.run(
    `update reminders set remind_at = now() + make_interval(mins => $3), shown_at = null, late_seconds = null
     where user_id = $1 and id = $2 and acknowledged_at is null`,
    [viewer.userId, id, minutes],
  );
  if (count === 0) {
    throw new DomainError('reminder.not_found', {
      pl: 'Tego przypomnienia już nie ma. Odśwież stronę.',
      en: 'This reminder is gone. Refresh the page.',
    });
  }
}
