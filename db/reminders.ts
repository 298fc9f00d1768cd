/** Reminders: shown when their time comes, acknowledged once for every device (rule 34). What a task sets is in `task-reminders.ts`. */
import { demand, demandOfProgram, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { LATE_SECONDS, type ReminderLevel } from '../domain/reminders/escalation.ts';
import type { Db, Tx } from './database.ts';
import { announce } from './live.ts';
import { planEscalation } from './reminder-escalation.ts';
import { STANDS_STILL } from './run-rows.ts';

export type Shown = { readonly shown: number; readonly late: number; readonly nextAt: string | null };

/** The reminder `m` goes by a moment of its task, whose run stands still: when that goes on, both are moved. */
const IS_PUT_OFF = `((m.kind = 'deadline' or m.minutes is not null) and exists (
  select 1 from tasks t join runs r on r.id = t.run_id where t.id = m.task_id and ${STANDS_STILL}))`;

/**
 * Shows what is due at `now` and writes down how late it is; reminders of tasks that are no longer open are dropped.
 * Open pages hear of it, and each has an hour of working time until it goes on to somebody else. Answers when the next one
 * comes. Safe to repeat.
 */
export async function showDueReminders(tx: Tx, now: string): Promise<Shown> {
  await tx.run(
    `delete from reminders r using tasks t
     where t.id = r.task_id and t.state <> 'open' and r.shown_at is null and r.remind_at <= $1`,
    [now],
  );
  const shown = await tx.rows<{ id: string; userId: string; lateSeconds: number }>(
    `update reminders m set shown_at = $1::timestamptz, late_seconds = greatest(0, extract(epoch from $1::timestamptz - remind_at))::int
     where shown_at is null and remind_at <= $1 and not ${IS_PUT_OFF} returning id, user_id, late_seconds`,
    [now],
  );
  if (shown.length > 0) await announce(tx, { about: 'reminders', to: { userIds: shown.map(({ userId }) => userId) } });
  await planEscalation(
    tx,
    shown.map(({ id }) => id),
    now,
  );
  const { nextAt } = await tx.one<{ nextAt: string | null }>(
    'select min(remind_at) as next_at from reminders where shown_at is null',
  );
  return { shown: shown.length, late: shown.filter(({ lateSeconds }) => lateSeconds > LATE_SECONDS).length, nextAt };
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
  /** Whose it is: one's own, or somebody else's that has gone on. */
  readonly level: ReminderLevel;
  /** The deadline has passed. */
  readonly isDeadline: boolean;
  readonly version: number;
};

/** Of a private task nobody to whom it has gone on learns more than that it is there. */
const TELLS_CUSTOMER = '(r.root_id is null or not t.private)';

/** What the viewer has been reminded of and has not acknowledged, oldest first: the newest 50. */
export async function listReminders(tx: Tx, viewer: Viewer): Promise<Reminder[]> {
  demand(viewer, 'task.read');
  const newestFirst = await tx.rows<Reminder>(
    `select r.id, r.task_id, case when r.root_id is null then t.title end as title, r.text_pl, r.text_en, r.link,
       case when ${TELLS_CUSTOMER} then c.name end as company_name, r.remind_at, r.shown_at,
       coalesce(r.late_seconds, 0) as late_seconds,
       case when r.kind = 'deadline' then t.due_at else coalesce(t.planned_at, t.due_at) end as moment,
       r.level, r.kind = 'deadline' as is_deadline, r.version
     from reminders r left join tasks t on t.id = r.task_id left join companies c on c.id = t.company_id
     where r.user_id = $1 and r.acknowledged_at is null and r.shown_at is not null and (t.id is null or t.state = 'open')
     order by r.remind_at desc, r.id desc limit 50`,
    [viewer.userId],
  );
  return newestFirst.toReversed();
}

/**
 * Taken note of: it is gone on every device, and for everybody to whom it had gone on (rule 34). Who did it and when stays as
 * the proof. Those of others, and unknown ones, are passed over.
 */
export async function acknowledgeReminders(db: Db, viewer: Viewer, ids: readonly string[]): Promise<number> {
  return acknowledge(db, viewer, { ids });
}

/** As `acknowledgeReminders`, for what leads to a place that the viewer has just seen. */
export async function acknowledgePlace(db: Db, viewer: Viewer, link: string): Promise<number> {
  return acknowledge(db, viewer, { ids: [], link });
}

type Acknowledged = { readonly ids: readonly string[]; readonly link?: string };

async function acknowledge(db: Db, viewer: Viewer, { ids, link }: Acknowledged): Promise<number> {
  demandOfProgram(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const gone = await tx.rows<{ userId: string; mine: boolean }>(
      `update reminders r set acknowledged_at = now(), acknowledged_by = $1, version = version + 1
       where r.acknowledged_at is null and coalesce(r.root_id, r.id) in (
         select coalesce(m.root_id, m.id) from reminders m where m.user_id = $1 and (m.id = any($2::uuid[]) or m.link = $3) and m.acknowledged_at is null)
       returning r.user_id, r.user_id = $1 and (r.id = any($2::uuid[]) or r.link = $3) as mine`,
      [viewer.userId, ids, link ?? null],
    );
    if (gone.length > 0) await announce(tx, { about: 'reminders', to: { userIds: gone.map(({ userId }) => userId) } });
    return gone.filter(({ mine }) => mine).length;
  });
}

/** What became of the reminders of a task: the proof that somebody was told. */
export type ReminderTrace = {
  readonly id: string;
  readonly userName: string;
  readonly level: ReminderLevel;
  readonly isDeadline: boolean;
  readonly remindAt: string;
  readonly shownAt: string | null;
  readonly lateSeconds: number | null;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedByName: string | null;
  readonly escalateAt: string | null;
  readonly mailedAt: string | null;
};

/** Oldest first; whoever sees the task sees them. */
export async function tracesOf(tx: Tx, taskId: string): Promise<ReminderTrace[]> {
  return tx.rows<ReminderTrace>(
    `select r.id, u.name as user_name, r.level, r.kind = 'deadline' as is_deadline, r.remind_at, r.shown_at, r.late_seconds, r.acknowledged_at,
       a.name as acknowledged_by_name, case when r.escalated_at is null then r.escalate_at end as escalate_at, r.mailed_at
     from reminders r join users u on u.id = r.user_id left join users a on a.id = r.acknowledged_by
     where r.task_id = $1 order by r.remind_at, r.id limit 50`,
    [taskId],
  );
}

/**
 * Comes again in so many minutes, and is gone on every device until then. Whoever puts it off has taken note, but not for
 * ever: it goes on when the task is due at the latest, or when it would have gone on anyway.
 */
export async function snoozeReminder(
  tx: Tx,
  viewer: Viewer,
  { id, minutes }: { readonly id: string; readonly minutes: number },
): Promise<void> {
  demandOfProgram(viewer, 'task.edit');
  const count = await tx.run(
    `update reminders r set remind_at = now() + make_interval(mins => $3), shown_at = null, late_seconds = null,
       escalate_at = case when r.escalate_at is not null
         then greatest(r.escalate_at, (select t.deadline from tasks t where t.id = r.task_id)) end,
       version = version + 1
     where user_id = $1 and id = $2 and acknowledged_at is null`,
    [viewer.userId, id, minutes],
  );
  if (count === 0) {
    throw new DomainError('reminder.not_found', {
      pl: 'Tego przypomnienia już nie ma. Odśwież stronę.',
      en: 'This reminder is gone. Refresh the page.',
    });
  }
  await announce(tx, { about: 'reminders', to: { userIds: [viewer.userId] } });
}
