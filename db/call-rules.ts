/** The governor is asked for phone tasks as well: a call without consent is forbidden like a mail (rule 30). */
import { actorOf, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { askGovernor, nextAllowed, type GovernorAnswer } from '../domain/governor/ask.ts';
import { reasons, type Reason } from '../domain/governor/rule-book.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { loadCalendars } from './calendars.ts';
import { aboutFirst } from './consents.ts';
import type { Tx } from './database.ts';
import { loadRuleBook } from './governor.ts';
import { recordInput } from './inputs.ts';
import { callOff } from './invitations.ts';
import { IS_ABOUT_FROZEN } from './paused-tasks.ts';
import { typeTraits } from './task-types.ts';

type Asked = {
  readonly zone: string;
  readonly purpose: string;
  readonly hasAddress: boolean;
  readonly suppressed: boolean;
  readonly consent: 'given' | 'refused' | 'withdrawn' | null;
  readonly frozen: boolean;
  readonly runId: string | null;
  readonly effectKey: string | null;
};

/** May this call be made at `now`? A call that nobody planned a purpose for is a service to the customer. */
export async function judgeCall(tx: Tx, taskId: string, now: string): Promise<GovernorAnswer> {
  return answerTo(tx, await askedOf(tx, taskId), now);
}

/** As `judgeCall` when somebody opens it: one that people planned may lack a number, which is found by whoever looks for it. */
export async function judgeOpenedCall(tx: Tx, taskId: string, now: string): Promise<GovernorAnswer> {
  const asked = await askedOf(tx, taskId);
  return answerTo(tx, { ...asked, hasAddress: asked.hasAddress || asked.effectKey === null }, now);
}

async function answerTo(tx: Tx, asked: Asked, now: string): Promise<GovernorAnswer> {
  return askGovernor(await loadRuleBook(tx), {
    ...asked,
    now: Date.parse(now),
    channel: 'phone',
    calendars: await loadCalendars(tx),
    touches: [],
    inCollection: false,
  });
}

async function askedOf(tx: Tx, taskId: string): Promise<Asked> {
  const [row] = await tx.prepared<Asked>(
    'call-asked',
    `select coalesce(c.time_zone, i.time_zone, 'Europe/Warsaw') as zone, coalesce(t.purpose, 'service') as purpose,
       t.company_id is null or exists (select 1 from contact_points p where p.company_id = t.company_id and p.kind = 'phone' and p.state = 'good') as has_address,
       ${suppressedPhone({ company: 't.company_id', person: 't.person_id', purpose: `coalesce(t.purpose, 'service')` })} as suppressed,
       (select k.status from consents k where k.company_id = t.company_id and k.channel in ('phone', 'any')
          and k.purpose = coalesce(t.purpose, 'service') and (k.person_id is null or k.person_id = t.person_id)
          and ${aboutFirst({ company: 't.company_id', person: 't.person_id', kind: `'phone'` })}
        order by k.recorded_at desc, k.id desc limit 1) as consent,
       ${IS_ABOUT_FROZEN} as frozen, t.run_id, t.effect_key
     from tasks t left join companies c on c.id = t.company_id left join installation i on i.singleton where t.id = $1`,
    [taskId],
  );
  return row!;
}

type Whose = { readonly company: string; readonly person: string; readonly purpose: string };

/** A number of the firm or of that person is not to be contacted, or no working one of its people is left that may be. */
function suppressedPhone({ company, person, purpose }: Whose): string {
  const listed = isListedPhone('p', purpose);
  return `(exists (select 1 from contact_points p
    where p.company_id = ${company} and p.kind = 'phone' and p.state <> 'removed' and (p.person_id is null or p.person_id = ${person})
      and ${listed})
    or (select bool_and(${listed}) from contact_points p where p.company_id = ${company} and p.kind = 'phone' and p.state = 'good') is true)`;
}

/** Whether the phone `point` is on the do-not-contact list for this purpose. SQL. */
export function isListedPhone(point: string, purpose: string): string {
  return `exists (select 1 from suppressions s where s.kind = 'phone' and s.normalised = ${point}.normalised
    and (s.purpose is null or s.purpose = ${purpose}))`;
}

export type MeantCall = {
  readonly type: string;
  readonly companyId?: string | null | undefined;
  readonly personId?: string | null | undefined;
  /** Whoever plans it says that it is not an offer: the customer has refused calls. */
  readonly callAnyway?: boolean | undefined;
};

/**
 * A call that people plan is judged when it is made: never to a number that is not to be contacted, and to a customer who
 * refused calls or took the consent back only with a word about it. Other work passes. Throws `task.call_forbidden`,
 * `task.call_refused`.
 */
export async function demandWantedCall(tx: Tx, meant: MeantCall): Promise<void> {
  const call = await judgeMeant(tx, meant);
  if (call?.suppressed) throw callForbidden();
  if (call?.refused && !meant.callAnyway) throw callRefused();
}

export type RemeantCall = {
  readonly companyId: string | null;
  readonly before: Pick<MeantCall, 'type' | 'personId'>;
  readonly after: Pick<MeantCall, 'type' | 'personId'>;
  readonly callAnyway?: boolean | undefined;
};

/**
 * Other work that becomes a call, or a call to somebody else, is judged like a new one; of a call to the same person the
 * question was answered when it was made. Throws as `demandWantedCall`.
 */
export async function demandStillWanted(tx: Tx, { companyId, before, after, callAnyway }: RemeantCall): Promise<void> {
  const [isRetyped, isToAnother] = [after.type !== before.type, after.personId && after.personId !== before.personId];
  if (!isRetyped && !isToAnother) return;
  const wasCall = (await typeTraits(tx)).some(({ code, channel }) => code === before.type && channel === 'phone');
  const isAnswered = callAnyway || (wasCall && !isToAnother);
  await demandWantedCall(tx, { ...after, companyId, callAnyway: isAnswered });
}

/** Whether it is a call to a number that is not to be contacted: work that makes itself leaves it out. */
export async function isForbiddenCall(tx: Tx, meant: MeantCall): Promise<boolean> {
  return (await judgeMeant(tx, meant))?.suppressed ?? false;
}

type JudgedCall = { readonly suppressed: boolean; readonly refused: boolean };

/** Undefined for what is no call to a customer. */
async function judgeMeant(tx: Tx, { type, companyId, personId }: MeantCall): Promise<JudgedCall | undefined> {
  if (!companyId) return undefined;
  const [call] = await tx.prepared<JudgedCall>(
    'call-meant',
    `select ${suppressedPhone({ company: '$2', person: '$3', purpose: `'service'` })} as suppressed,
       exists (select 1 from (select distinct on (k.purpose) k.status from consents k
           where k.company_id = $2 and k.channel in ('phone', 'any') and (k.person_id is null or k.person_id = $3)
             and ${aboutFirst({ company: '$2', person: '$3', kind: `'phone'` })}
           order by k.purpose, k.recorded_at desc, k.id desc) latest
         where latest.status in ('refused', 'withdrawn')) as refused
     from task_types y where y.code = $1 and y.channel = 'phone'`,
    [type, companyId, personId ?? null],
  );
  return call;
}

/** Whether calls are allowed at `now` in each of these zones. */
export async function callHours(tx: Tx, zones: Iterable<string>, now: string): Promise<ReadonlyMap<string, boolean>> {
  const at = Date.parse(now);
  const calendars = await loadCalendars(tx);
  const { hours } = await loadRuleBook(tx);
  return new Map(
    [...new Set(zones)].map((zone) => [zone, nextAllowed(hours['phone'], { now: at, zone, calendars }) === at]),
  );
}

/** Closes a call that may no longer be made, with the reason, and tells its run. */
export async function closeForbiddenCall(
  tx: Tx,
  viewer: Viewer,
  refused: { id: string; reason: Reason },
): Promise<void> {
  const actor = actorOf(viewer);
  const reason = reasons[refused.reason][viewer.language];
  const closed = await tx.maybe<{ runId: string | null; effectKey: string | null }>(
    `update tasks set state = 'withdrawn', state_reason = $2, leased_by = null, leased_until = null, leased_since = null,
       sequence = sequence + 1, version = version + 1, updated_at = now(), updated_by = $3
     where id = $1 and state = 'open' returning run_id, effect_key`,
    [refused.id, reason, actorText(actor)],
  );
  if (!closed) return;
  await tx.run('delete from reminders where task_id = $1 and shown_at is null', [refused.id]);
  await callOff(tx, [refused.id]);
  if (closed.runId && closed.effectKey) {
    await recordInput(tx, {
      runId: closed.runId,
      source: 'governor',
      sourceId: closed.effectKey,
      what: { kind: 'settled', key: closed.effectKey, as: 'refused', reason: refused.reason },
      actor,
    });
  }
  const changes = { state: ['open', 'withdrawn'], stateReason: [null, reason] } as const;
  await recordAudit(tx, { actor, noun: 'task', recordId: refused.id, verb: 'refuse', changes });
}

function callForbidden(): DomainError {
  return new DomainError(
    'task.call_forbidden',
    {
      pl: 'Numer tego klienta jest na liście „nie kontaktować”, więc nie wolno do niego dzwonić. Zaplanuj inny kontakt albo zdejmij numer z listy.',
      en: 'The number of this customer is on the do-not-contact list, so it must not be called. Plan another contact, or take the number off the list.',
    },
    'type',
  );
}

function callRefused(): DomainError {
  return new DomainError(
    'task.call_refused',
    {
      pl: 'Ten klient nie zgadza się na telefony. Zadzwonić wolno tylko w jego sprawie, bez ofert: potwierdź to albo wybierz inny kontakt.',
      en: 'This customer does not agree to calls. You may call only about their own business, without offers: confirm that, or choose another contact.',
    },
    'callAnyway',
  );
}
