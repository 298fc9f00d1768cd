/**
 * A contact person who works for another customer from now on. What was done with them stays with the old one, under the old
 * record, which leads to the new one; what is theirs follows.
 */
import { may, type Viewer } from '../domain/access.ts';
import { actorText, type Actor } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import { oneLine } from '../domain/text/clean.ts';
import { recordAudit } from './audit.ts';
import { refreshClasses } from './class-members.ts';
import { demandCompany } from './company-lock.ts';
import { recordConsent, type ConsentChannel, type ConsentStatus } from './consents.ts';
import { addContactPoint, removeContactPoint, type ContactPoint } from './contact-points.ts';
import type { Tx } from './database.ts';
import { bringDaysOf, takeBackDays } from './important-days.ts';
import { moveLooseReferences } from './merge-journal.ts';
import { refreshFormulas } from './own-formulas.ts';
import { changedPerson, keepOneMain, lockPerson, personColumns, refreshPersonSearch, type Person } from './people.ts';
import { refreshCompanySearch } from './search-text.ts';
import { actorBy, notFound, reachable, visible } from './scope.ts';
import { parameters, visibleTasks } from './task-scope.ts';

export type PersonMove = {
  readonly id: string;
  readonly version: number;
  /** The new employer. */
  readonly companyId: string;
  readonly position?: string | null;
  /** Addresses that reach them there as well; the others go. */
  readonly contactPointIds: readonly string[];
};

/** From one record to the other. */
export type Moving = {
  readonly before: Pick<Person, 'id' | 'companyId'>;
  /** The record at the new customer. */
  readonly id: string;
  readonly companyId: string;
};

/** What somebody is at one employer and not at another. */
const ofEmployer = new Set<string>(['isMain', 'position', 'department', 'decides']);
/** Columns of what somebody is wherever they work. */
export const followed = Object.entries(personColumns).flatMap(([field, column]) =>
  ofEmployer.has(field) ? [] : [column],
);

/**
 * Needs sight of both customers. Throws `person.same_employer`, `person.changed`, and `contact_point.not_found` for an address
 * that is not theirs. Answers the record that they go on under.
 */
export async function movePerson(tx: Tx, viewer: Viewer, move: PersonMove): Promise<{ readonly id: string }> {
  const actor = actorBy(viewer, 'company.edit');
  const before = await lockWithBoth(tx, viewer, move);
  if (before.version !== move.version) throw withNow(changedPerson(before), before);
  const { companyId } = move;
  const id = await insertCopy(tx, actor, move);
  const moving: Moving = { before, id, companyId };
  await keepOneMain(tx, id, undefined);
  const addresses = await moveAddresses(tx, viewer, { moving, kept: move.contactPointIds });
  await moveTheirs(tx, actor, moving);
  const left = addresses.filter((one) => !move.contactPointIds.includes(one.id));
  await tx.run(
    // What was said with the move is not said again when it is taken back: it was recorded before this moment.
    `insert into person_moves (from_id, to_id, left_points, main_points, moved_at, created_by)
     values ($1, $2, $3, $4, clock_timestamp(), $5)`,
    [before.id, id, idsOf(left), idsOf(addresses.filter((one) => one.isMain)), actorText(actor)],
  );
  await settleMove(tx, { actor, moving, verb: 'move' });
  return { id };
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

type Settled = {
  readonly actor: Actor;
  readonly moving: Moving;
  readonly verb: 'move' | 'undo move';
};

/** What is reckoned of both, and what is kept of the move: ids, for who reads of the one customer may not see the other. */
export async function settleMove(tx: Tx, { actor, moving, verb }: Settled): Promise<void> {
  const { before, id, companyId } = moving;
  await refreshPersonSearch(tx, id);
  await refreshCompanySearch(tx, [before.companyId, companyId]);
  await refreshClasses(tx, [before.companyId, companyId]);
  await refreshFormulas(tx, 'person', [id]);
  const changes = { companyId: [before.companyId, companyId] as const };
  for (const recordId of [before.id, id]) await recordAudit(tx, { actor, noun: 'person', recordId, verb, changes });
}

/** Holds customers in one order, before the person: two who move people between them do not wait for each other. */
export async function demandBoth(tx: Tx, viewer: Viewer, companyIds: readonly string[]): Promise<void> {
  for (const companyId of companyIds.toSorted()) await demandCompany(tx, viewer, { companyId });
}

async function lockWithBoth(tx: Tx, viewer: Viewer, { id, companyId }: PersonMove): Promise<Person> {
  const there = await tx.maybe<{ companyId: string }>(
    `select p.company_id from people p where p.id = $1 and ${reachable('people', viewer, 'p')}`,
    [id],
  );
  if (!there) throw notFound('person');
  if (there.companyId === companyId) throw sameEmployer();
  await demandBoth(tx, viewer, [there.companyId, companyId]);
  return lockPerson(tx, viewer, id);
}

/** What is theirs follows; their old record leads to the new one. */
export async function moveTheirs(tx: Tx, actor: Actor, moving: Moving): Promise<void> {
  const { before, id } = moving;
  await moveGroups(tx, actor, moving);
  await moveLooseReferences(tx, 'people', { from: before.id, to: id });
  await tx.run(
    `update people set deleted_at = now(), merged_into = $2, is_main = false, version = version + 1, updated_at = now(), updated_by = $3
     where id = $1`,
    [before.id, id, actorText(actor)],
  );
  await moveDates(tx, actor, moving);
}

async function insertCopy(tx: Tx, actor: Actor, { id, companyId, position }: PersonMove): Promise<string> {
  const columns = ['own', ...followed].join(', ');
  const made = await tx.one<{ id: string }>(
    `insert into people (company_id, position, ${columns}, created_by, updated_by)
     select $2, $3, ${columns}, $4, $4 from people p where p.id = $1 returning id`,
    [id, companyId, oneLine(position ?? '') || null, actorText(actor)],
  );
  return made.id;
}

type Address = Pick<ContactPoint, 'id' | 'isMain' | 'kind' | 'value' | 'label' | 'state' | 'stateReason' | 'version'>;
type Addresses = {
  readonly moving: Moving;
  /** Missing: all of them. */
  readonly kept?: readonly string[];
  /** What was said later goes along; missing: all that is in force. */
  readonly since?: string;
};

/** At the old customer nothing reaches them any more: what runs there writes to nobody. Answers those they had. */
export async function moveAddresses(tx: Tx, viewer: Viewer, { moving, kept, since }: Addresses): Promise<Address[]> {
  const { before, id: personId, companyId } = moving;
  const addresses = await tx.rows<Address>(
    `select id, is_main, kind, value, label, state, state_reason, version from contact_points
     where person_id = $1 and state <> 'removed' order by is_main desc, created_at, id`,
    [before.id],
  );
  if (kept?.some((id) => !addresses.some((one) => one.id === id))) throw notFound('contact_point');
  const now = new Map<string, string>();
  for (const { id, kind, value, label, state, stateReason } of addresses) {
    if (kept && !kept.includes(id)) continue;
    const { id: added } = await addContactPoint(tx, viewer, { companyId, personId, kind, value, label });
    await tx.run('update contact_points set state = $2, state_reason = $3 where id = $1', [added, state, stateReason]);
    now.set(id, added);
  }
  await moveWords(tx, viewer, { moving, now, since });
  for (const { id } of addresses) {
    const { version } = await tx.one<{ version: number }>('select version from contact_points where id = $1', [id]);
    await removeContactPoint(tx, viewer, { id, version });
  }
  return addresses;
}

type Word = {
  readonly contactPointId: string | null;
  readonly channel: ConsentChannel;
  readonly purpose: string;
  readonly status: ConsentStatus;
  readonly evidence: string;
  readonly givenOn: string | null;
};
type Words = {
  readonly moving: Moving;
  readonly now: ReadonlyMap<string, string>;
  readonly since: string | undefined;
};

/** Their word in force is theirs wherever they work. A refusal of the new firm outweighs what they agreed to: the strictest wins. */
async function moveWords(tx: Tx, viewer: Viewer, { moving, now, since }: Words): Promise<void> {
  const { before, id: personId, companyId } = moving;
  const words = await tx.rows<Word>(
    `with said as (
       select distinct on (k.channel, k.purpose, k.contact_point_id) k.* from consents k where k.person_id = $1
       order by k.channel, k.purpose, k.contact_point_id, k.recorded_at desc, k.id desc),
     refused as (
       select distinct on (k.channel, k.purpose) k.channel, k.purpose, k.status from consents k
       where k.company_id = $2 and k.person_id is null and k.contact_point_id is null
       order by k.channel, k.purpose, k.recorded_at desc, k.id desc)
     select s.contact_point_id, s.channel, s.purpose, s.status, s.evidence, s.given_on from said s
     where ($3::timestamptz is null or s.recorded_at > $3) and (s.status <> 'given' or not exists (select 1 from refused r where r.status <> 'given' and r.purpose = s.purpose
       and ('any' in (r.channel, s.channel) or r.channel = s.channel)))
     order by s.recorded_at, s.id`,
    [before.id, companyId, since ?? null],
  );
  for (const { contactPointId, ...word } of words) {
    // An address that is left behind takes along what was said about it.
    if (contactPointId && !now.has(contactPointId)) continue;
    const about = contactPointId ? { contactPointId: now.get(contactPointId)! } : {};
    await recordConsent(tx, viewer, { ...word, ...about, companyId, personId });
  }
}

async function moveGroups(tx: Tx, actor: Actor, { before, id, companyId }: Moving): Promise<void> {
  await tx.run(
    `with gone as (delete from group_members where person_id = $1 returning group_id)
     insert into group_members (group_id, company_id, person_id, created_by) select group_id, $3, $2, $4 from gone
     on conflict do nothing`,
    [before.id, id, companyId, actorText(actor)],
  );
}

/** Their days bring work onto the desk of whoever looks after the new customer. */
async function moveDates(tx: Tx, actor: Actor, { before, id, companyId }: Moving): Promise<void> {
  const dates = await tx.rows<{ id: string; brings: string | null }>(
    `update important_dates set person_id = $2, company_id = $3, version = version + 1, updated_at = now(),
       -- One that was deleted is brought back by whoever deleted it.
       updated_by = case when deleted_at is null then $4 else updated_by end
     where person_id = $1 returning id, brings`,
    [before.id, id, companyId, actorText(actor)],
  );
  for (const { id: dateId, brings } of dates) {
    if (!brings) continue;
    await takeBackDays(tx, dateId);
    await bringDaysOf(tx, dateId);
  }
}

/** What stays behind, of that which the viewer sees. */
export type StaysBehind = { readonly openTasks: number; readonly running: number };

/** What goes on at the old customer and names the person. Throws `person.not_found`. */
export async function staysBehind(tx: Tx, viewer: Viewer, id: string): Promise<StaysBehind> {
  const params = parameters();
  const person = params.add(id);
  const tasks = may(viewer, 'task.read')
    ? `(select count(*) from tasks t where t.state = 'open' and ${visibleTasks(viewer, params)} and (t.person_id = p.id
         or exists (select 1 from task_people x where x.task_id = t.id and x.person_id = p.id)))`
    : '0';
  const runs = may(viewer, 'run.read')
    ? `(select count(*) from runs r where r.person_id = p.id and r.state <> 'ended')`
    : '0';
  const found = await tx.maybe<StaysBehind>(
    `select ${tasks}::int as open_tasks, ${runs}::int as running from people p where p.id = ${person} and ${visible('people', viewer, 'p')}`,
    params.list,
  );
  if (!found) throw notFound('person');
  return found;
}

function sameEmployer(): DomainError {
  return new DomainError(
    'person.same_employer',
    {
      pl: 'Ta osoba pracuje już u tego klienta. Wybierz innego.',
      en: 'This person works for that customer already. Choose another one.',
    },
    'companyId',
  );
}
