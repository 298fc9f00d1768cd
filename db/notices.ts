/** What people are told without a task: it stands among their reminders until they have seen it. */
import type { Tx } from './database.ts';

export type Notice = {
  readonly userIds: readonly string[];
  readonly pl: string;
  readonly en: string;
  /** Where it leads. */
  readonly link: string;
  readonly by: string;
};

/**
 * Puts it among the reminders of these people, due at once. One with the same link that was not acknowledged is renewed; no
 * second one is laid beside it.
 */
export async function tellOnce(tx: Tx, { userIds, pl, en, link, by }: Notice): Promise<void> {
  await tx.run(
    `with renewed as (update reminders set remind_at = now(), shown_at = null, late_seconds = null, mailed_at = null, text_pl = $2,
         text_en = $3, version = version + 1
       where user_id = any($4::uuid[]) and link = $1 and task_id is null and acknowledged_at is null returning user_id)
     insert into reminders (user_id, remind_at, text_pl, text_en, link, created_by)
     select u.id, now(), $2, $3, $1, $5 from users u
     where u.id = any($4::uuid[]) and u.active and u.id not in (select user_id from renewed)`,
    [link, pl, en, userIds, by],
  );
}
