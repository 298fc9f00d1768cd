/** What the governor has to know about contacts that somebody means to make, for many at once. */
import type { Instant } from '../domain/scenario/shapes.ts';
import type { RuleBook } from '../domain/governor/rule-book.ts';
import type { GovernorQuestion } from '../domain/governor/ask.ts';
import { instants, texts, uuids } from './columns.ts';
import type { Tx } from './database.ts';

/** One contact: by which channel, for what, with whom. */
export type Contact = {
  readonly key: string;
  readonly companyId: string | null;
  readonly personId: string | null;
  readonly channel: string;
  readonly purpose: string;
};

export type ContactFacts = Pick<GovernorQuestion, 'hasAddress' | 'suppressed' | 'consent' | 'inCollection'> & {
  readonly key: string;
  /** Zone of the recipient; null: the organisation's. */
  readonly zone: string | null;
  readonly pointId: string | null;
  /** Whom the address belongs to; null: nobody in particular. */
  readonly personId: string | null;
  readonly address: string | null;
  readonly normalised: string | null;
};

/** Which kind of address a channel reaches. */
function reachOf(channel: string): string {
  return channel === 'sms' ? 'phone' : channel;
}

/** The contact point `point` belongs to nobody who was deleted. SQL. */
export function isThere(point: string): string {
  return `(${point}.person_id is null or (select o.deleted_at is null from people o where o.id = ${point}.person_id))`;
}

/**
 * The contact point `t` leads to whom `who` means: a person by addresses of their own, a company by any that belongs to
 * nobody in particular or to one of its people. Persons are looked up one by one: joined, they are read as a whole.
 */
export function reaches(who: string): string {
  return `(${who}.person_id is null or t.person_id = ${who}.person_id) and ${isThere('t')}`;
}

/** The order among these: a company's own before those of its people, whose main one comes first. */
export const nearest = `t.person_id is not null,
        case when t.person_id is not null then (select o.is_main from people o where o.id = t.person_id) end desc`;

/**
 * A person has addresses of their own, a company those that belong to nobody in particular and, where none of these works,
 * those of its contact persons, the main one before others. The main working address is taken. The newest consent that
 * concerns it counts: that of the person whom it belongs to, or the company's.
 */
export async function contactFacts(tx: Tx, contacts: readonly Contact[]): Promise<Map<string, ContactFacts>> {
  const rows = await tx.prepared<ContactFacts>('contact-facts', FACTS, [
    texts(contacts.map(({ key }) => key)),
    uuids(contacts.map(({ companyId }) => companyId)),
    uuids(contacts.map(({ personId }) => personId)),
    texts(contacts.map(({ channel }) => reachOf(channel))),
    texts(contacts.map(({ purpose }) => purpose)),
  ]);
  return new Map(rows.map((row) => [row.key, row]));
}

const FACTS = `
  select a.key, c.time_zone as zone, p.id as point_id, p.person_id, p.value as address, p.normalised, p.id is not null as has_address,
    agreed.status as consent,
    p.id is not null and exists (select 1 from suppressions u where u.kind = a.kind and u.normalised = p.normalised
      and (u.purpose is null or u.purpose = a.purpose)) as suppressed,
    exists (select 1 from runs n where n.company_id = a.company_id and n.kind = 'collection' and n.state <> 'ended')
      as in_collection
  from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::text[]) a(key, company_id, person_id, kind, purpose)
    left join companies c on c.id = a.company_id
    left join lateral (
      select t.id, t.person_id, t.value, t.normalised from contact_points t
      where t.company_id = a.company_id and t.kind = a.kind and t.state = 'good' and ${reaches('a')}
      order by ${nearest}, t.is_main desc, t.created_at, t.id limit 1) p on true
    left join lateral (
      select s.status from consents s
      where s.company_id = a.company_id and s.purpose = a.purpose and s.channel in (a.kind, 'any')
        and (s.contact_point_id is null or s.contact_point_id = p.id)
        and (s.person_id is null or s.person_id = coalesce(p.person_id, a.person_id))
      order by s.recorded_at desc, s.id desc limit 1) agreed on true`;

/**
 * Reserved contacts of each company near `now`, as the cap counts them. Holds the companies until the transaction ends, so
 * that two campaigns cannot both take the last contact.
 */
export async function lockTouches(
  tx: Tx,
  companyIds: readonly string[],
  { cap, now }: { readonly cap: RuleBook['cap']; readonly now: string },
): Promise<Map<string, Instant[]>> {
  if (!cap || companyIds.length === 0) return new Map();
  // They are held, not read: only how many they are comes back.
  await tx.prepared(
    'lock-companies',
    `with held as (select 1 from companies where id = any($1::uuid[]) order by id for no key update)
     select count(*) from held`,
    [uuids(companyIds)],
  );
  return touchesOf(tx, companyIds, { cap, now });
}

/** The same without holding anybody: to say what would be answered. */
export async function touchesOf(
  tx: Tx,
  companyIds: readonly string[],
  { cap, now }: { readonly cap: RuleBook['cap']; readonly now: string },
): Promise<Map<string, Instant[]>> {
  const touches = new Map<string, Instant[]>();
  if (!cap || companyIds.length === 0) return touches;
  const rows = await tx.prepared<{ companyId: string; at: string }>(
    'touches',
    `select company_id, at from touches where company_id = any($1::uuid[]) and at > $2::timestamptz - make_interval(days => $3)`,
    [uuids(companyIds), now, cap.days],
  );
  for (const { companyId, at } of rows) {
    const known = touches.get(companyId);
    if (known) known.push(Date.parse(at));
    else touches.set(companyId, [Date.parse(at)]);
  }
  return touches;
}

/** Reserves contacts: what the cap counts from now on. */
export async function reserveTouches(
  tx: Tx,
  reserved: readonly { readonly contact: Contact; readonly at: Instant }[],
): Promise<void> {
  const known = reserved.filter(({ contact }) => contact.companyId !== null);
  if (known.length === 0) return;
  await tx.prepared(
    'reserve-touches',
    `insert into touches (effect_key, company_id, channel, purpose, at)
     select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[])`,
    [
      texts(known.map(({ contact }) => contact.key)),
      uuids(known.map(({ contact }) => contact.companyId)),
      texts(known.map(({ contact }) => contact.channel)),
      texts(known.map(({ contact }) => contact.purpose)),
      instants(known.map(({ at }) => at)),
    ],
  );
}
