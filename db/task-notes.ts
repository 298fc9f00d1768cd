/** What people write down about a task while it is open: what came of a try, what the next one should know. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { demandBody } from './notes.ts';
import { lockTask } from './task-rows.ts';

export type TaskNote = {
  readonly id: string;
  readonly body: string;
  readonly writtenBy: string | null;
  readonly createdAt: string;
};

/** More of them nobody reads beside a task; the timeline of the customer has them all. */
const MOST = 50;

/** A note stays as it was written: whoever gets the task next builds on it. Throws `note.empty` for one without a word. */
export async function addTaskNote(
  db: Db,
  viewer: Viewer,
  { id, body }: { readonly id: string; readonly body: string },
): Promise<{ readonly id: string }> {
  demand(viewer, 'task.edit');
  const text = demandBody(body);
  return db.transaction(async (tx) => {
    const { companyId, personId } = await lockTask(tx, viewer, id);
    const actor = actorOf(viewer);
    const made = await tx.one<{ id: string }>(
      `insert into notes (task_id, company_id, person_id, body, created_by, updated_by) values ($1, $2, $3, $4, $5, $5) returning id`,
      [id, companyId, personId, text, actorText(actor)],
    );
    await recordAudit(tx, { actor, noun: 'task', recordId: id, verb: 'add note' });
    return made;
  });
}

/** The newest first; whoever sees the task sees them. */
export async function notesOfTask(tx: Tx, taskId: string): Promise<TaskNote[]> {
  return tx.prepared<TaskNote>(
    'notes-of-task',
    `select n.id, n.body, u.name as written_by, n.created_at from notes n left join users u on n.created_by = 'user:' || u.id
     where n.task_id = $1 and n.deleted_at is null order by n.created_at desc, n.id desc limit ${MOST}`,
    [taskId],
  );
}
