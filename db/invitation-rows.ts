/** Who was invited to a meeting at which address, what they were told, and what they answered. */
import { actorText } from '../domain/actor.ts';
import type { Told } from '../domain/tasks/itip.ts';
import type { Tx } from './database.ts';
import type { Answer } from './invitation-answers.ts';
import type { Meeting, Voice } from './invitation-mails.ts';
import type { Invitee } from './invitees.ts';

export type Known = {
  readonly id: string;
  readonly userId: string | null;
  readonly personId: string | null;
  readonly name: string;
  readonly address: string;
  readonly sequence: number;
  readonly mails: number;
  readonly told: Told | null;
  /** With what they had answered to it. */
  readonly toldBefore: (Told & { readonly answer?: Answer }) | null;
  readonly lastKey: string | null;
  readonly answer: Answer;
};

const columns = 'id, user_id, person_id, name, address, sequence, mails, told, told_before, last_key, answer';

export async function knownOf(tx: Tx, taskId: string): Promise<Known[]> {
  return tx.rows<Known>(`select ${columns} from invitations where task_id = $1`, [taskId]);
}

type Who = { readonly userId: string | null; readonly personId: string | null };

export function isOf(a: Who, b: Who): boolean {
  return a.userId === b.userId && a.personId === b.personId;
}

/** Whether they are still written to where they were invited. */
export function goesTo({ address }: Known, invitee: Invitee): boolean {
  return address.toLowerCase() === invitee.address?.toLowerCase();
}

type Inviting = { readonly task: Meeting; readonly invitee: Invitee; readonly found: Known | undefined };

/**
 * The invitation that mails to them belong to. With another address it becomes another one, which the links in the mails to
 * the old address do not lead to: those may be in the hands of somebody else.
 */
export async function invitationFor(tx: Tx, voice: Voice, { task, invitee, found }: Inviting): Promise<Known> {
  if (found && goesTo(found, invitee)) return found;
  if (found)
    return tx.one<Known>(
      `update invitations set id = uuid7(), address = $2, name = $3, mails = 0, answer = 'none', told_before = null, last_key = null
       where id = $1 returning ${columns}`,
      [found.id, invitee.address, invitee.name],
    );
  return tx.one<Known>(
    `insert into invitations (task_id, user_id, person_id, name, address, created_by) values ($1, $2, $3, $4, $5, $6)
     returning ${columns}`,
    [task.id, invitee.userId, invitee.personId, invitee.name, invitee.address, actorText(voice.actor)],
  );
}
