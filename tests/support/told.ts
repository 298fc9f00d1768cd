import type { Viewer } from '../../domain/access.ts';
import type { Db } from '../../db/database.ts';
import { listReminders, showDueReminders } from '../../db/reminders.ts';

/** What somebody is told at this moment without a task, and where it leads. */
export async function toldTo(db: Db, who: Viewer): Promise<[text: string | null, link: string | null][]> {
  await db.transaction((tx) => showDueReminders(tx, new Date(Date.now() + 1_000).toISOString()));
  return (await listReminders(db, who)).flatMap(({ taskId, textPl, link }) => (taskId ? [] : [[textPl, link]]));
}
