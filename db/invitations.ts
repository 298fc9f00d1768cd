/** Meetings that go out by mail: to whom, what they were told, what they answered (rule 32). */
import { demand, may, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { tellingOf, type Method, type Told } from '../domain/tasks/itip.ts';
import { UNDO_SECONDS } from '../domain/tasks/state.ts';
import { reasonCode } from '../domain/reasons.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import type { House } from './invitation-answers.ts';
import {
  endOf,
  keyOf,
  planMail,
  senderOf,
  voiceOf,
  type Account,
  type Meeting,
  type Voice,
} from './invitation-mails.ts';
import { goesTo, invitationFor, isOf, knownOf, type Known } from './invitation-rows.ts';
import { inviteesOf, PARTICIPANTS, type Invitee } from './invitees.ts';
import { nudge } from './outbox.ts';
import { lockTask, type Task } from './task-rows.ts';
import { parameters, visibleTasks } from './task-scope.ts';

export type Telling = { readonly sent: number; readonly cancelled: number; readonly unreachable: readonly string[] };

/**
 * Tells everybody who takes part what has changed since they were last told: invites, updates, calls off. What has been
 * said already is not said again, so it may be called at any time; mails wait until a change can no longer be taken back.
 * Throws `right.missing` where a person of the customer would be written to without the right to send messages.
 */
export async function tellParticipants(
  db: Db,
  viewer: Viewer,
  { id, house }: { id: string; house: House },
): Promise<Telling> {
  demand(viewer, 'task.edit');
  return db.transaction((tx) => tellIn(tx, viewer, { id, house }));
}

type Round = { readonly known: readonly Known[]; readonly invitees: readonly Invitee[] };

/** What is written to people of a customer is mail to the customer, also to those who are called off since they are taken off. */
function goesToCustomer(task: Meeting, { known, invitees }: Round): boolean {
  return (
    invitees.some(({ personId, address }) => personId !== null && address !== null) ||
    known.some((one) => one.personId !== null && waitsFor(task, one) && !stays(one, invitees))
  );
}

/** As `tellParticipants`, together with what else is done in this transaction. */
export async function tellIn(tx: Tx, viewer: Viewer, { id, house }: { id: string; house: House }): Promise<Telling> {
  const task = await lockTask(tx, viewer, id);
  await demandInvitable(tx, task);
  const invitees = task.state === 'open' ? await inviteesOf(tx, viewer, id) : [];
  if (goesToCustomer(task, { known: await knownOf(tx, id), invitees })) demand(viewer, 'message.send');
  return tell(tx, voiceOf(viewer), { task, invitees, house });
}

/**
 * Calls off whoever was invited to tasks that are dropped, or are about to be deleted. It belongs to each place that does
 * so. Where no person does it, each owner speaks, and a house without an account that sends mail stays silent.
 */
export async function callOff(tx: Tx, taskIds: readonly string[], viewer?: Viewer): Promise<void> {
  if (taskIds.length === 0) return;
  const meetings = await tx.prepared<Meeting & Omit<Voice, 'actor'>>(
    'meetings-to-call-off',
    `select t.id, t.title, t.planned_at, t.duration_minutes, t.place, t.company_id, t.case_id, now() as now, coalesce(u.name, 'Nurt') as name,
       coalesce(u.language, 'pl') as language, coalesce(u.time_zone, h.time_zone, 'Europe/Warsaw') as time_zone
     from tasks t left join users u on u.id = t.owner_id left join installation h on h.singleton
     where t.id = any($1::uuid[]) and exists (select 1 from invitations i where i.task_id = t.id)
       and ($2 or exists (select 1 from channel_accounts c where c.channel = 'email' and c.active))
     order by t.id`,
    [taskIds, viewer !== undefined],
  );
  for (const { name, language, timeZone, ...task } of meetings) {
    const voice = viewer ? voiceOf(viewer) : { name, language, timeZone, actor: BY };
    await tell(tx, voice, { task, invitees: [] });
  }
}

const BY = { kind: 'system', id: 'invitations' } as const;

type Gathering = { readonly task: Meeting; readonly invitees: readonly Invitee[]; readonly house?: House };

async function tell(tx: Tx, voice: Voice, { task, invitees, house }: Gathering): Promise<Telling> {
  const known = await knownOf(tx, task.id);
  // Nobody comes to what is over, or has no time any more: who was told of a time that is still ahead hears that it is off.
  const coming = isOver(task) ? [] : invitees;
  // Asked for once there is something to say: who was called off long ago needs no account.
  let account: Promise<Account> | undefined;
  const sender = () => (account ??= senderOf(tx));
  const counts = { REQUEST: 0, CANCEL: 0 };
  const say = async (invitation: Known, method: Method) => {
    const said = await sayOne(tx, voice, { invitation, method, task, sender, ...(house ? { house } : {}) });
    if (said) counts[method]++;
  };
  for (const invitee of coming) {
    if (!invitee.address) continue;
    const found = known.find((one) => isOf(one, invitee));
    if (found && !goesTo(found, invitee)) await say(found, 'CANCEL');
    await say(await invitationFor(tx, voice, { task, invitee, found }), 'REQUEST');
  }
  for (const one of known) if (!stays(one, coming)) await say(one, 'CANCEL');
  if (counts.REQUEST + counts.CANCEL > 0) {
    await nudge(
      tx,
      `dispatch:${(await sender()).id}`,
      new Date(Date.parse(task.now) + UNDO_SECONDS * 1000).toISOString(),
    );
    await recordAudit(tx, { actor: voice.actor, noun: 'task', recordId: task.id, verb: 'invite' });
  }
  const unreachable = coming.filter(({ address }) => !address).map(({ name }) => name);
  return { sent: counts.REQUEST, cancelled: counts.CANCEL, unreachable };
}

function isOver(task: Meeting): boolean {
  return !task.plannedAt || endOf(task) <= Date.parse(task.now);
}

/** The meeting as somebody was told of it: that is what is called off, whatever has become of it since. */
function asTold(task: Meeting, { title, startsAt, minutes, place }: Told): Meeting {
  return { ...task, title, plannedAt: startsAt, durationMinutes: minutes, place };
}

function waitsFor(task: Meeting, { told }: Known): boolean {
  return told?.method === 'REQUEST' && !isOver(asTold(task, told));
}

function stays(one: Known, invitees: readonly Invitee[]): boolean {
  return invitees.some((invitee) => invitee.address && isOf(one, invitee));
}

/** A meeting of which somebody was told something that no longer holds. */
export type Untold = { readonly id: string; readonly title: string; readonly count: number };

/** Tasks that have just been changed: these, or those of an action on many rows. */
export type Changed = { readonly ids: readonly string[] } | { readonly bulkId: string };

type Invited = Meeting & Round;

/**
 * Of these tasks the ones to which people were invited and of whose change they have not been told, with how many people;
 * without those of which the viewer may not tell them.
 * One statement, however many tasks there are.
 */
export async function untoldOf(tx: Tx, viewer: Viewer, changed: Changed): Promise<Untold[]> {
  demand(viewer, 'task.edit');
  const params = parameters();
  const which =
    'ids' in changed
      ? `t.id = any(${params.add(changed.ids)}::uuid[])`
      : `t.id in (select w.record_id from bulk_rows w join bulks b on b.id = w.bulk_id and b.kind = 'tasks'
          where b.id = ${params.add(changed.bulkId)} and b.user_id = ${params.add(viewer.userId)} and w.state in ('done', 'undone'))`;
  const invited = await tx.rows<Invited>(
    `with chosen as materialized (
       select t.* from tasks t where ${which} and t.state = 'open'
         and exists (select 1 from invitations i where i.task_id = t.id and i.told ->> 'method' = 'REQUEST')
         and ${visibleTasks(viewer, params, 'add')} order by t.moment, t.id limit 200)
     select t.id, t.title, t.planned_at, t.duration_minutes, t.place, t.company_id, t.case_id, now() as now,
       (select json_agg(json_build_object('id', i.id, 'userId', i.user_id, 'personId', i.person_id, 'name', i.name,
            'address', i.address, 'sequence', i.sequence, 'mails', i.mails, 'told', i.told, 'toldBefore', i.told_before,
            'lastKey', i.last_key, 'answer', i.answer)) from invitations i where i.task_id = t.id) as known,
       (select coalesce(json_agg(json_build_object('userId', w.user_id, 'personId', w.person_id, 'name', w.name,
            'address', w.address, 'answer', null)), '[]') from (${PARTICIPANTS}) w) as invitees
     from chosen t order by t.moment, t.id`,
    params.list,
  );
  return invited.flatMap(({ known, invitees, ...task }) => {
    if (goesToCustomer(task, { known, invitees }) && !may(viewer, 'message.send')) return [];
    const count = isOver(task) ? known.filter((one) => waitsFor(task, one)).length : differing(task, known, invitees);
    return count > 0 ? [{ id: task.id, title: task.title, count }] : [];
  });
}

function differing(task: Meeting, known: readonly Known[], invitees: readonly Invitee[]): number {
  const news = invitees.filter((invitee) => {
    const one = known.find((each) => isOf(each, invitee));
    if (!invitee.address) return false;
    return !one || !goesTo(one, invitee) || tellingOf(toldOf(task, 'REQUEST'), one) !== undefined;
  });
  return news.length + known.filter((one) => one.told?.method === 'REQUEST' && !stays(one, invitees)).length;
}

function toldOf({ title, plannedAt, durationMinutes, place }: Meeting, method: Method): Told {
  return { method, title, startsAt: plannedAt!, minutes: durationMinutes, place };
}

type Saying = {
  readonly invitation: Known;
  readonly method: Method;
  readonly task: Meeting;
  readonly sender: () => Promise<Account>;
  readonly house?: House;
};

/** Plans one mail, in the place of one that has not gone out yet. Answers whether there was anything to say. */
async function sayOne(tx: Tx, voice: Voice, saying: Saying): Promise<boolean> {
  const { method } = saying;
  const invitation = await unsaid(tx, saying.invitation);
  const task = method === 'CANCEL' && invitation.told ? asTold(saying.task, invitation.told) : saying.task;
  const wanted = toldOf(task, method);
  const telling = isOver(task) ? undefined : tellingOf(wanted, invitation);
  if (telling) {
    const told = { ...invitation, sequence: telling.sequence };
    await planMail(tx, voice, { ...saying, task, account: await saying.sender(), invitation: told });
  }
  const key = telling ? keyOf(invitation) : null;
  await tx.run(
    `update invitations set told = $2, sequence = $4, mails = mails + $5, last_key = $6,
       told_before = case jsonb_typeof($3::jsonb) when 'object' then $3::jsonb || jsonb_build_object('answer', answered) else $3::jsonb end,
       answer = case when $7 then 'none' else answered end
     from (select case answer when 'none' then coalesce($8, answer) else answer end as answered
       from invitations where id = $1 for update) given where id = $1`,
    [
      invitation.id,
      JSON.stringify(telling ? wanted : invitation.told),
      JSON.stringify(invitation.told),
      telling?.sequence ?? invitation.sequence,
      telling ? 1 : 0,
      key,
      // Another time or place is another question.
      telling !== undefined && telling.sequence > invitation.sequence,
      invitation.answer === saying.invitation.answer ? null : invitation.answer,
    ],
  );
  return telling !== undefined;
}

/** A mail that still waits is taken back, and with it what it would have said and asked. */
async function unsaid(tx: Tx, invitation: Known): Promise<Known> {
  const { lastKey, toldBefore, sequence, told, answer } = invitation;
  if (!lastKey) return invitation;
  const withdrawn = await tx.run(
    `update effects set state = 'withdrawn', reason = '${reasonCode('replaced')}', settled_at = now(), settled_by = 'system:invitations'
     where key = $1 and state = 'planned'`,
    [lastKey],
  );
  if (withdrawn === 0) return invitation;
  const rose =
    told !== null && toldBefore !== null && tellingOf(told, { told: toldBefore, sequence: 0 })?.sequence === 1;
  const given = toldBefore?.answer ?? answer;
  return { ...invitation, told: toldBefore, toldBefore: null, sequence: rose ? sequence - 1 : sequence, answer: given };
}

async function demandInvitable(tx: Tx, task: Task): Promise<void> {
  const { invites } = await tx.one<{ invites: boolean }>('select invites from task_types where code = $1', [task.type]);
  if (!invites) {
    throw new DomainError('invitation.type', {
      pl: 'Zadania tego rodzaju nie rozsyła się jako zaproszeń. Administrator może to zmienić w rodzajach zadań.',
      en: 'Tasks of this type are not sent as invitations. An administrator can change that in the types of tasks.',
    });
  }
  if (task.plannedAt || (await knownOf(tx, task.id)).some((one) => waitsFor(task, one))) return;
  throw new DomainError('invitation.no_time', {
    pl: 'Zaprasza się na godzinę. Nadaj zadaniu początek i wyślij jeszcze raz.',
    en: 'People are invited for a time. Give the task a start and send again.',
  });
}
