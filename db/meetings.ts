/** A meeting that is planned and sent to those who take part in one step. */
import type { Viewer } from '../domain/access.ts';
import type { Db } from './database.ts';
import type { House } from './invitation-answers.ts';
import { tellIn, type Telling } from './invitations.ts';
import { createTaskIn, type NewTask } from './tasks.ts';

export type Meeting = { readonly task: NewTask; readonly house: House };

/** Makes the task and invites its owner and all who take part: both or neither. Throws as `createTask` and `tellParticipants`. */
export async function planMeeting(
  db: Db,
  viewer: Viewer,
  { task, house }: Meeting,
): Promise<{ readonly id: string; readonly told: Telling }> {
  return db.transaction(async (tx) => {
    const id = await createTaskIn(tx, viewer, { own: {}, ...task });
    return { id, told: await tellIn(tx, viewer, { id, house }) };
  });
}
