/** What came in and has not been read yet: whom it waits for, and who takes it off their desk. */
import { actorOf, demand, demandOfProgram, may, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { announce } from './live.ts';
import { messageNotFound, visibleMessages } from './message-scope.ts';
import { parameters } from './task-scope.ts';

/** Of a message `m`, in the words of the index of what is unread. */
export const isUnread = `(m.direction = 'in' and m.read_at is null)`;

/** Who looks after what a message `m` is about: the owner of the customer, of its case, of the open tasks of its procedure. */
export const lookersAfter = `(select of_company.owner_id as user_id from companies of_company where of_company.id = m.company_id
    union all select of_case.owner_id from cases of_case where of_case.id = m.case_id
    union all select of_task.owner_id from tasks of_task where of_task.run_id = m.run_id and of_task.state = 'open') looks
  where looks.user_id is not null`;

const AT_MOST = 1_000;

export type Unread = { readonly count: number; readonly at: string | null };

/**
 * What waits for the viewer to read it; at most a thousand are counted. `lookersAfter` read from the other end: from what is the
 * viewer's own, so that the unread messages of the whole house cost them nothing.
 */
export async function unreadFor(tx: Tx, viewer: Viewer): Promise<Unread> {
  const params = parameters();
  const me = `${params.add(viewer.userId)}::uuid`;
  const waiting = (mine: string) => `select m.id from messages m where ${isUnread} and ${mine}`;
  return tx.one<Unread>(
    `select count(*)::int as count, max(at) as at from (
       select coalesce(m.received_at, m.created_at) as at from messages m where ${visibleMessages(viewer, params)} and m.id in (
         ${waiting(`m.company_id in (select id from companies where owner_id = ${me})`)}
         union ${waiting(`m.case_id in (select id from cases where owner_id = ${me})`)}
         union ${waiting(`m.run_id in (select run_id from tasks where owner_id = ${me} and state = 'open')`)})
       limit ${AT_MOST}) unread`,
    params.list,
  );
}

export type Reading = {
  readonly unread: boolean;
  /** It is this viewer's to read: by opening it they take it off everybody's desk. */
  readonly mine: boolean;
  /** May say that it is read, or that it is not, for whoever it waits for. */
  readonly mayMark: boolean;
};

/** How one message stands with the viewer. */
export async function readingOf(tx: Tx, viewer: Viewer, id: string): Promise<Reading> {
  const found = await tx.maybe<{ direction: string; unread: boolean; lookers: string[] }>(
    `select m.direction, ${isUnread} as unread, array(select looks.user_id from ${lookersAfter})::text[] as lookers
     from messages m where m.id = $1`,
    [id],
  );
  if (found?.direction !== 'in') return { unread: false, mine: false, mayMark: false };
  const { unread, lookers } = found;
  const mine = lookers.length === 0 || lookers.includes(viewer.userId);
  const ours = lookers.some((looker) => viewer.seesUsers.includes(looker));
  return { unread, mine, mayMark: mine || ours || may(viewer, 'message.settle') };
}

export type Marking = { readonly id: string; readonly read: boolean };

/**
 * Says that a message has been read, or that it has not after all; false where that was said already. Whom it waits for may,
 * their superiors, and whoever settles what goes out. Throws `message.not_yours` for others.
 */
export async function markMessage(tx: Tx, viewer: Viewer, { id, read }: Marking): Promise<boolean> {
  demandOfProgram(viewer, 'message.send');
  demand(viewer, 'message.read');
  const params = parameters();
  const seen = await tx.maybe<{ direction: string }>(
    `select m.direction from messages m where m.id = ${params.add(id)}::uuid and ${visibleMessages(viewer, params)}
     for no key update of m`,
    params.list,
  );
  if (!seen) throw messageNotFound();
  if (seen.direction !== 'in') throw wentOut();
  const { unread, mayMark } = await readingOf(tx, viewer, id);
  if (!mayMark) throw notYours();
  if (unread !== read) return false;
  const actor = actorOf(viewer);
  await tx.run(
    'update messages set read_at = case when $2 then now() end, read_by = case when $2 then $3 end where id = $1',
    [id, read, actorText(actor)],
  );
  await recordAudit(tx, { actor, noun: 'message', recordId: id, verb: read ? 'read' : 'unread' });
  await announceMessages(tx);
  return true;
}

/** Tells open pages that something came in or was read: each reads again what is theirs. */
export async function announceMessages(tx: Tx): Promise<void> {
  await announce(tx, { about: 'messages', to: { right: 'message.read' } });
}

function wentOut(): DomainError {
  return new DomainError('message.went_out', {
    pl: 'Ta wiadomość wyszła od nas: przeczytać można tylko to, co przyszło.',
    en: 'This message went out from us: only what came in can be read.',
  });
}

function notYours(): DomainError {
  return new DomainError('message.not_yours', {
    pl: 'Ta wiadomość czeka na opiekuna klienta albo sprawy, więc to on ją odznaczy.',
    en: 'This message waits for whoever looks after the customer or the case, so it is theirs to mark.',
  });
}
