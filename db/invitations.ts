/** Meetings that go out by mail: to whom, what they were told, what they answered (rule 32). */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { tellingOf, type Method, type Told } from '../domain/tasks/itip.ts';
import { UNDO_SECONDS } from '../domain/tasks/state.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import type { Answer, House } from './invitation-answers.ts';
import { endOf, keyOf, planMail, senderOf, type Account } from './invitation-mails.ts';
import { nudge } from './outbox.ts';
import { findTask, lockTask, type Task } from './task-rows.ts';

/** Somebody who takes part, as far as invitations go. */
export type Invitee = {
  readonly userId: string | null;
  readonly personId: string | null;
  readonly name: string;
  /** Null: nothing can be sent. */
  readonly address: string | null;
  /** What they answered; null for who has not been invited. */
  readonly answer: Answer | null;
};

/** Who takes part in a task, with what they answered. */
export async function inviteesOf(tx: Tx, viewer: Viewer, taskId: string): Promise<Invitee[]> {
  demand(viewer, 'task.read');
  await findTask(tx, viewer, taskId);
  return tx.rows<Invitee>(
    `select w.*, case when i.told ->> 'method' = 'REQUEST' then i.answer end as answer from (${PARTICIPANTS}) w
     left join invitations i on i.task_id = $1 and i.user_id is not distinct from w.user_id
       and i.person_id is not distinct from w.person_id order by w.person_id is not null, w.name`,
    [taskId],
  );
}

/** Its owner, our people and the customer's; a person's own address comes first. */
const PARTICIPANTS = `
  select u.id as user_id, null::uuid as person_id, u.name, u.email as address from users u
  where u.active and (u.id = (select owner_id from tasks where id = $1) or u.id in (select user_id from task_users where task_id = $1))
  union all
  select null, p.id, concat_ws(' ', p.first_name, p.last_name), (select c.value from contact_points c
    where c.person_id = p.id and c.kind = 'email' and c.state = 'good' order by c.is_main desc, c.id limit 1)
  from people p where p.deleted_at is null
    and (p.id = (select person_id from tasks where id = $1) or p.id in (select person_id from task_people where task_id = $1))`;

export type Telling = { readonly sent: number; readonly cancelled: number; readonly unreachable: readonly string[] };

/**
 * Tells everybody who takes part what has changed since they were last told: invites, updates, calls off. What has been
 * said already is not said again, so it may be called at any time; mails wait until a change can no longer be taken back.
 */
export async function tellParticipants(
  db: Db,
  viewer: Viewer,
  { id, house }: { id: string; house: House },
): Promise<Telling> {
  demand(viewer, 'task.edit');
  return db.transaction((tx) => tellIn(tx, viewer, { id, house }));
}

/** As `tellParticipants`, together with what else is done in this transaction. */
export async function tellIn(tx: Tx, viewer: Viewer, { id, house }: { id: string; house: House }): Promise<Telling> {
  const task = await lockTask(tx, viewer, id);
  await demandInvitable(tx, task);
  return tell(tx, viewer, { task, house });
}

/** Calls off whoever was invited to a task that is dropped. */
export async function callOff(tx: Tx, viewer: Viewer, task: Task): Promise<void> {
  await tell(tx, viewer, { task: { ...task, state: 'cancelled' } });
}

type Known = {
  readonly id: string;
  readonly userId: string | null;
  readonly personId: string | null;
  readonly name: string;
  readonly address: string;
  readonly sequence: number;
  readonly mails: number;
  readonly told: Told | null;
  readonly toldBefore: Told | null;
  readonly lastKey: string | null;
};
type Meeting = { readonly task: Task; readonly house?: House };

async function tell(tx: Tx, viewer: Viewer, { task, house }: Meeting): Promise<Telling> {
  const known = await tx.rows<Known>(
    `select id, user_id, person_id, name, address, sequence, mails, told, told_before, last_key from invitations where task_id = $1`,
    [task.id],
  );
  // The past needs no word: what was planned for it is over.
  if (!task.plannedAt || endOf(task) <= Date.parse(task.now)) return { sent: 0, cancelled: 0, unreachable: [] };
  const invitees = task.state === 'open' ? await inviteesOf(tx, viewer, task.id) : [];
  if (known.length + invitees.length === 0) return { sent: 0, cancelled: 0, unreachable: [] };
  const account = await senderOf(tx);
  const counts = { REQUEST: 0, CANCEL: 0 };
  const say = async (invitation: Known, method: Method) => {
    const said = await sayOne(tx, viewer, { invitation, method, task, account, ...(house ? { house } : {}) });
    if (said) counts[method]++;
  };
  for (const invitee of invitees) {
    if (!invitee.address) continue;
    const found = known.find((one) => one.userId === invitee.userId && one.personId === invitee.personId);
    await say(found ?? (await invite(tx, viewer, { task, invitee })), 'REQUEST');
  }
  for (const one of known) {
    const stays = invitees.some(
      ({ userId, personId, address }) => address && userId === one.userId && personId === one.personId,
    );
    if (!stays) await say(one, 'CANCEL');
  }
  if (counts.REQUEST + counts.CANCEL > 0) {
    await nudge(tx, `dispatch:${account.id}`, new Date(Date.parse(task.now) + UNDO_SECONDS * 1000).toISOString());
    await recordAudit(tx, { actor: actorOf(viewer), noun: 'task', recordId: task.id, verb: 'invite' });
  }
  const unreachable = invitees.filter(({ address }) => !address).map(({ name }) => name);
  return { sent: counts.REQUEST, cancelled: counts.CANCEL, unreachable };
}

async function invite(tx: Tx, viewer: Viewer, { task, invitee }: { task: Task; invitee: Invitee }): Promise<Known> {
  return tx.one<Known>(
    `insert into invitations (task_id, user_id, person_id, name, address, created_by) values ($1, $2, $3, $4, $5, $6)
     returning id, user_id, person_id, name, address, sequence, mails, told, told_before, last_key`,
    [task.id, invitee.userId, invitee.personId, invitee.name, invitee.address, actorText(actorOf(viewer))],
  );
}

type Saying = {
  readonly invitation: Known;
  readonly method: Method;
  readonly task: Task;
  readonly account: Account;
  readonly house?: House;
};

/** Plans one mail, in the place of one that has not gone out yet. Answers whether there was anything to say. */
async function sayOne(tx: Tx, viewer: Viewer, saying: Saying): Promise<boolean> {
  const { task, method } = saying;
  const wanted: Told = {
    method,
    title: task.title,
    startsAt: task.plannedAt!,
    minutes: task.durationMinutes,
    place: task.place,
  };
  const invitation = await unsaid(tx, saying.invitation);
  const telling = tellingOf(wanted, invitation);
  if (telling) await planMail(tx, viewer, { ...saying, invitation: { ...invitation, sequence: telling.sequence } });
  const key = telling ? keyOf(invitation) : null;
  await tx.run(
    `update invitations set told = $2, told_before = $3, sequence = $4, mails = mails + $5, last_key = $6,
       answer = case when $7 then 'none' else answer end where id = $1`,
    [
      invitation.id,
      JSON.stringify(telling ? wanted : invitation.told),
      JSON.stringify(invitation.told),
      telling?.sequence ?? invitation.sequence,
      telling ? 1 : 0,
      key,
      // Another time or place is another question.
      telling !== undefined && telling.sequence > invitation.sequence,
    ],
  );
  return telling !== undefined;
}

/** A mail that still waits is taken back, and with it what it would have said. */
async function unsaid(tx: Tx, invitation: Known): Promise<Known> {
  const { lastKey, toldBefore, sequence, told } = invitation;
  if (!lastKey) return invitation;
  const withdrawn = await tx.run(
    `update effects set state = 'withdrawn', reason = 'replaced', settled_at = now(), settled_by = 'system:invitations'
     where key = $1 and state = 'planned'`,
    [lastKey],
  );
  if (withdrawn === 0) return invitation;
  const rose =
    told !== null && toldBefore !== null && tellingOf(told, { told: toldBefore, sequence: 0 })?.sequence === 1;
  return { ...invitation, told: toldBefore, toldBefore: null, sequence: rose ? sequence - 1 : sequence };
}

async function demandInvitable(tx: Tx, task: Task): Promise<void> {
  const { invites } = await tx.one<{ invites: boolean }>('select invites from task_types where code = $1', [task.type]);
  if (!invites) {
    throw new DomainError('invitation.type', {
      pl: 'Zadania tego rodzaju nie rozsyła się jako zaproszeń. Administrator może to zmienić w rodzajach zadań.',
      en: 'Tasks of this type are not sent as invitations. An administrator can change that in the types of tasks.',
    });
  }
  if (task.plannedAt) return;
  throw new DomainError('invitation.no_time', {
    pl: 'Zaprasza się na godzinę. Nadaj zadaniu początek i wyślij jeszcze raz.',
    en: 'People are invited for a time. Give the task a start and send again.',
  });
}
