/**
 * The governor's second question, just before sending: with fresh facts, and without the message's own reservation (engine rule
 * 13). Who has withdrawn a consent since the message was planned does not get it.
 */
import { createHash } from 'node:crypto';
import { askGovernor, type GovernorAnswer } from '../domain/governor/ask.ts';
import type { Calendars } from '../domain/calendar/compile.ts';
import type { RuleBook } from '../domain/governor/rule-book.ts';
import type { Target } from '../domain/target.ts';
import { loadCalendars } from './calendars.ts';
import { bareMail, isStill } from './corrected-addresses.ts';
import type { Db, Tx } from './database.ts';
import type { DueMessage } from './due-messages.ts';
import { loadRuleBook } from './governor.ts';
import { TARGET } from './inputs.ts';
import { nudgeAll } from './outbox.ts';

/** Keys of the messages that may go now. The others are refused or put off, and their runs hear why. */
export async function govern(db: Db, due: readonly DueMessage[], virtual?: string): Promise<ReadonlySet<string>> {
  const may = new Set<string>();
  if (due.length === 0) return may;
  const book = await loadRuleBook(db);
  const calendars = await loadCalendars(db);
  const facts = await factsOf(db, { due, book, now: virtual ?? null });
  const others: Judged[] = [];
  for (const message of due) {
    const known = facts.get(message.key);
    if (!known) continue;
    const answer = askGovernor(book, questionOf(message, { ...known, calendars }));
    if (answer.may === 'go') may.add(message.key);
    else others.push({ key: message.key, answer });
  }
  const refused = others.flatMap(({ key, answer }) => (answer.may === 'not' ? [{ key, reason: answer.reason }] : []));
  const deferred = others.flatMap(({ key, answer }) =>
    answer.may === 'later' ? [{ key, reason: answer.reason, until: spread(answer.when, key) }] : [],
  );
  if (refused.length + deferred.length > 0) {
    await db.transaction(async (tx) => {
      await refuse(tx, refused);
      await putOff(tx, deferred);
    });
  }
  return may;
}

type Judged = { readonly key: string; readonly answer: GovernorAnswer };

/** What is put off to the same opening hour goes out spread over it: the same message always at the same moment. */
function spread(when: number, key: string): string {
  const share = createHash('sha256').update(key).digest().readUInt32BE(0) / 0x1_0000_0000;
  return new Date(when + Math.floor(share * 3600) * 1000).toISOString();
}

type FreshFacts = {
  readonly key: string;
  readonly channel: string;
  readonly now: string;
  readonly atOnce: boolean;
  readonly zone: string;
  readonly hasAddress: boolean;
  readonly suppressed: boolean;
  readonly consent: 'given' | 'refused' | 'withdrawn' | null;
  readonly touches: readonly string[] | null;
  readonly inCollection: boolean;
};

function questionOf({ purpose }: DueMessage, facts: FreshFacts & { readonly calendars: Calendars }) {
  return {
    ...facts,
    now: Date.parse(facts.now),
    purpose,
    touches: (facts.touches ?? []).map((at) => Date.parse(at)),
    // What a freeze covers is not read as due in the first place.
    frozen: false,
  };
}

type Looking = { readonly due: readonly DueMessage[]; readonly book: RuleBook; readonly now: string | null };

async function factsOf(db: Tx, { due, book, now }: Looking): Promise<ReadonlyMap<string, FreshFacts>> {
  const rows = await db.prepared<FreshFacts>('facts-before-sending', FACTS, [
    due.map(({ key }) => key),
    due.map(({ messageId }) => messageId),
    due.map(({ purpose }) => purpose),
    book.cap?.days ?? 0,
    now,
    'Europe/Warsaw',
  ]);
  return new Map(rows.map((row) => [row.key, row]));
}

/** The kind of address that the channel of the message `m` reaches: see `contactFacts`. */
const REACHED = `case m.channel when 'sms' then 'phone' else m.channel end`;

/** The address that the message itself bears, in the form in which it is compared. */
const BORNE = `case m.channel when 'email' then ${bareMail('m.address')} else coalesce(cp.normalised, lower(m.address)) end`;

const FACTS = `
  select u.key, m.channel, coalesce($5::timestamptz, now()) as now,
    (e.run_id is null or coalesce((e.params ->> 'atOnce')::boolean, false)) as at_once,
    coalesce(c.time_zone, i.time_zone, $6) as zone,
    (m.address <> '' and (cp.id is null or (cp.state = 'good' and ${isStill('cp')}))
      and not exists (select 1 from people o where o.id = m.person_id and o.deleted_at is not null)) as has_address,
    exists (select 1 from suppressions s where s.kind = ${REACHED} and s.normalised = ${BORNE}
      and (s.purpose is null or s.purpose = u.purpose)) as suppressed,
    (select a.status from consents a
      where a.company_id = m.company_id and a.purpose = u.purpose and a.channel in (${REACHED}, 'any')
        and (a.contact_point_id is null or a.contact_point_id = m.contact_point_id)
        and (a.person_id is null or a.person_id = m.person_id)
      order by a.recorded_at desc, a.id desc limit 1) as consent,
    (select json_agg(t.at) from touches t where t.company_id = m.company_id and t.effect_key <> u.key
      and t.at > coalesce($5::timestamptz, now()) - make_interval(days => $4)) as touches,
    exists (select 1 from runs r where r.company_id = m.company_id and r.kind = 'collection' and r.state <> 'ended') as in_collection
  from unnest($1::text[], $2::uuid[], $3::text[]) u(key, message_id, purpose)
    join effects e on e.key = u.key
    join messages m on m.id = u.message_id
    left join contact_points cp on cp.id = m.contact_point_id
    left join companies c on c.id = m.company_id
    left join installation i on true`;

type Refused = { readonly key: string; readonly reason: string };

/** The reserved contact is given back. */
async function refuse(tx: Tx, refused: readonly Refused[]): Promise<void> {
  if (refused.length === 0) return;
  const targets = await tx.rows<{ target: Target }>(
    `with over as (
       update effects e set state = 'refused', reason = u.reason, settled_at = now(), settled_by = 'system:dispatch'
       from unnest($1::text[], $2::text[]) u(key, reason) where e.key = u.key and e.state = 'planned'
       returning e.key, e.run_id, e.reason),
     freed as (delete from touches t using over where t.effect_key = over.key)
     insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, actor)
     select r.id, r.campaign_id, r.cohort, 'settled', 'effect', o.key,
       jsonb_build_object('kind', 'settled', 'key', o.key, 'as', 'refused', 'reason', o.reason), 'system:dispatch'
     from over o join runs r on r.id = o.run_id
     on conflict (run_id, source, source_id) do nothing
     returning ${TARGET} as target`,
    [refused.map(({ key }) => key), refused.map(({ reason }) => reason)],
  );
  await nudgeAll(
    tx,
    targets.map(({ target }) => target),
  );
}

async function putOff(tx: Tx, deferred: readonly (Refused & { readonly until: string })[]): Promise<void> {
  if (deferred.length === 0) return;
  const targets = await tx.rows<{ target: Target }>(
    `with shifted as (
       update effects e set not_before = u.until, reason = u.reason
       from unnest($1::text[], $2::text[], $3::timestamptz[]) u(key, reason, until)
       where e.key = u.key and e.state = 'planned' returning e.key, e.run_id, e.reason, e.not_before),
     moved as (update touches t set at = s.not_before from shifted s where t.effect_key = s.key)
     insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, actor)
     select r.id, r.campaign_id, r.cohort, 'deferred', 'effect', s.key || '@' || (extract(epoch from s.not_before))::bigint,
       jsonb_build_object('kind', 'deferred', 'key', s.key, 'until', (extract(epoch from s.not_before) * 1000)::bigint,
         'reason', s.reason), 'system:dispatch'
     from shifted s join runs r on r.id = s.run_id
     on conflict (run_id, source, source_id) do nothing
     returning ${TARGET} as target`,
    [deferred.map(({ key }) => key), deferred.map(({ reason }) => reason), deferred.map(({ until }) => until)],
  );
  await nudgeAll(
    tx,
    targets.map(({ target }) => target),
  );
}
