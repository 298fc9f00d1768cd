/** Messages that runs want sent: to which address, from which account, when, or why not. */
import { actorText } from '../domain/actor.ts';
import { reasonCode, type WrittenReason } from '../domain/reasons.ts';
import type { Instant } from '../domain/scenario/shapes.ts';
import { sendersFirst } from './channel-accounts.ts';
import { reserveTouches } from './contact-facts.ts';
import { texts, uuids } from './columns.ts';
import type { Tx } from './database.ts';
import { newId } from './new-id.ts';
import { nudgeAll } from './outbox.ts';
import { refreshFormulas } from './own-formulas.ts';
import { moverOf } from './run-context.ts';
import { judge, refusal, tellRuns, type Judged, type PlannedContact, type Verdict } from './run-governor.ts';
import { enterLedger, type LedgerRow, type Wanted } from './run-ledger.ts';

type Letter = Wanted<'message'> & PlannedContact & { readonly templateVersionId: string; readonly accountId: string };

/** Plans the messages. Answers how many runs were told something at once: a refusal, or that it goes later. */
export async function planMessages(tx: Tx, wanted: readonly Wanted<'message'>[], now: string): Promise<number> {
  if (wanted.length === 0) return 0;
  const { letters, impossible } = await address(tx, wanted);
  const judged = await judge(tx, letters, now);
  const allowed = judged.filter(({ answer }) => answer.may !== 'not');
  const claimed = await claimAddresses(tx, allowed);
  const plans = allowed.filter((one) => claimed.has(one.contact.key)).map((one) => planOf(one, Date.parse(now)));

  const refused = [
    ...impossible.map(({ one, reason }) => ({ ...one, reason })),
    ...judged.flatMap(({ contact, answer }) => (answer.may === 'not' ? [{ ...contact, reason: answer.reason }] : [])),
    ...allowed.flatMap(({ contact }) => (claimed.has(contact.key) ? [] : [{ ...contact, reason: SAME_ADDRESS }])),
  ];
  await enterLedger(
    tx,
    [
      ...plans.map(ledgerRow),
      ...refused.map(({ row, effect, reason }): LedgerRow => ({ row, effect, state: 'refused', reason })),
    ],
    now,
  );
  await insertMessages(tx, plans, now);
  await reserveTouches(
    tx,
    plans.filter(({ capped }) => capped).map(({ contact, at }) => ({ contact, at })),
  );
  const verdicts = [
    ...refused.map(({ row, effect, reason }) => refusal(row, effect.key, reason)),
    ...plans.flatMap(deferral),
  ];
  await tellRuns(tx, verdicts, now);
  await nudgeAll(
    tx,
    plans.map(({ contact }) => `dispatch:${contact.accountId}` as const),
  );
  return verdicts.length;
}

const SAME_ADDRESS = reasonCode('same address');

type Impossible = { readonly one: Wanted<'message'>; readonly reason: WrittenReason };

/** Template and sender of each. A campaign sends as its own firm, where that has an account. */
async function address(
  tx: Tx,
  wanted: readonly Wanted<'message'>[],
): Promise<{ letters: Letter[]; impossible: Impossible[] }> {
  const templates = await templatesOf(tx, wanted);
  const senders = await sendersOf(tx, wanted);
  const letters: Letter[] = [];
  const impossible: Impossible[] = [];
  for (const one of wanted) {
    const { channel, template: code, atOnce } = one.effect.params;
    const template = templates.get(code);
    const accountId = senders.get(`${channel}:${one.row.campaignId ?? ''}`);
    if (!template) impossible.push({ one, reason: 'no template' });
    else if (!accountId) impossible.push({ one, reason: 'no sender' });
    else {
      const { companyId, personId } = one.row;
      const { purpose, templateVersionId } = template;
      letters.push({
        ...one,
        key: one.effect.key,
        companyId,
        personId,
        channel,
        purpose,
        atOnce,
        templateVersionId,
        accountId,
      });
    }
  }
  return { letters, impossible };
}

async function templatesOf(tx: Tx, wanted: readonly Wanted<'message'>[]) {
  const rows = await tx.prepared<{ code: string; purpose: string; templateVersionId: string }>(
    'templates-of-messages',
    `select t.code, t.purpose, v.id as template_version_id from templates t join lateral (
       select id from template_versions where template_id = t.id order by number desc limit 1) v on true
     where t.code = any($1::text[])`,
    [[...new Set(wanted.map(({ effect }) => effect.params.template))]],
  );
  return new Map(rows.map((row) => [row.code, row]));
}

/** By channel and campaign. What is planned on an account that is not active waits until it is. */
async function sendersOf(tx: Tx, wanted: readonly Wanted<'message'>[]): Promise<Map<string, string>> {
  const each = new Map(
    wanted.map(({ effect: { params }, row: { campaignId } }) => [
      `${params.channel}:${campaignId ?? ''}`,
      { channel: params.channel, campaignId },
    ]),
  );
  const rows = await tx.prepared<{ channel: string; campaignId: string | null; accountId: string }>(
    'senders-of-messages',
    `select u.channel, u.campaign_id, a.id as account_id
     from unnest($1::text[], $2::uuid[]) u(channel, campaign_id)
       left join campaigns c on c.id = u.campaign_id
       join lateral (select a.id from channel_accounts a where a.channel = u.channel
         order by ${sendersFirst('c.legal_entity_id')} limit 1) a on true`,
    [texts([...each.values()].map((one) => one.channel)), uuids([...each.values()].map((one) => one.campaignId))],
  );
  return new Map(rows.map((row) => [`${row.channel}:${row.campaignId ?? ''}`, row.accountId]));
}

/** Within a step of a campaign an address gets one message: the first run that comes takes it (engine rule 18). */
async function claimAddresses(tx: Tx, judged: readonly Judged<Letter>[]): Promise<Set<string>> {
  const mass = judged
    .filter(({ contact }) => contact.row.campaignId !== null && contact.row.stageId !== null)
    // One order for everybody, so that two batches never wait for each other.
    .sort((a, b) => (a.facts.normalised! < b.facts.normalised! ? -1 : 1));
  const alone = judged.filter(({ contact }) => contact.row.campaignId === null || contact.row.stageId === null);
  const free = new Set(alone.map(({ contact }) => contact.key));
  if (mass.length === 0) return free;
  const claims = [
    uuids(mass.map(({ contact }) => contact.row.campaignId)),
    uuids(mass.map(({ contact }) => contact.row.stageId)),
    texts(mass.map(({ contact }) => contact.effect.step)),
    texts(mass.map(({ facts }) => facts.normalised)),
    uuids(mass.map(({ contact }) => contact.row.id)),
  ];
  const [made] = await tx.prepared<{ count: number }>(
    'claim-addresses',
    `with mine as (
       insert into address_claims (campaign_id, stage_id, step, address, run_id)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[]) on conflict do nothing returning 1)
     select count(*) from mine`,
    claims,
  );
  const owned = made!.count === mass.length ? mass : await ownedOf(tx, mass, claims);
  for (const { contact } of owned) free.add(contact.key);
  return free;
}

/** Those whose address their own run holds: since now, or from an earlier move. */
async function ownedOf<T extends Judged<Letter>>(
  tx: Tx,
  mass: readonly T[],
  claims: readonly Buffer[],
): Promise<readonly T[]> {
  const held = await tx.prepared<{ address: string; stageId: string; step: string; runId: string }>(
    'held-addresses',
    `select c.stage_id, c.step, c.address, c.run_id
     from address_claims c join unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[])
       u(campaign_id, stage_id, step, address, run_id) using (campaign_id, stage_id, step, address, run_id)`,
    claims,
  );
  const owned = new Set(held.map((one) => `${one.stageId}:${one.step}:${one.address}:${one.runId}`));
  return mass.filter(({ contact, facts }) =>
    owned.has(`${contact.row.stageId}:${contact.effect.step}:${facts.normalised}:${contact.row.id}`),
  );
}

type Plan = Judged<Letter> & {
  readonly id: string;
  /** When it is meant to go. */
  readonly at: Instant;
  readonly deferred: boolean;
};

const HOUR = 3_600_000;

/** What quiet hours put off goes out spread over the hour that follows, always at the same place in it. */
function planOf(judged: Judged<Letter>, now: Instant): Plan {
  const { answer, contact } = judged;
  const wish = Math.max(contact.effect.notBefore ?? now, now);
  if (answer.may !== 'later') return { ...judged, id: newId(), at: wish, deferred: false };
  const spread = contact.effect.priority === 3 ? placeInHour(contact.row.id) : 0;
  return { ...judged, id: newId(), at: Math.max(wish, answer.when + spread), deferred: true };
}

function placeInHour(runId: string): number {
  return Math.floor((Number.parseInt(runId.slice(-8), 16) / 2 ** 32) * HOUR);
}

function ledgerRow({ contact, facts, at, deferred }: Plan): LedgerRow {
  const { row, effect, accountId } = contact;
  const domain = facts.normalised?.split('@')[1] ?? null;
  const notBefore = deferred || effect.notBefore !== undefined ? at : null;
  return { row, effect, state: 'planned', params: effect.params, notBefore, channelAccountId: accountId, domain };
}

function deferral({ contact, answer, at, deferred }: Plan): Verdict[] {
  if (!deferred || answer.may !== 'later') return [];
  const { row, key } = contact;
  return [{ row, key, what: { kind: 'deferred', key, until: at, reason: answer.reason } }];
}

async function insertMessages(tx: Tx, plans: readonly Plan[], now: string): Promise<void> {
  if (plans.length === 0) return;
  const letters = plans.map(({ contact }) => contact);
  await tx.prepared(
    'insert-messages',
    `insert into messages (id, effect_key, direction, channel, channel_account_id, company_id, person_id, contact_point_id,
       case_id, campaign_id, stage_id, run_id, template_version_id, purpose, address, created_at, updated_at, created_by,
       updated_by)
     select id, key, 'out', channel, account, company, person, point, thread, campaign, stage, run, template, purpose, address,
       $16, $16, by, by
     from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[],
       $10::uuid[], $11::uuid[], $12::uuid[], $13::text[], $14::text[], $15::text[])
       u(id, key, channel, account, company, person, point, thread, campaign, stage, run, template, purpose, address, by)`,
    [
      uuids(plans.map(({ id }) => id)),
      texts(letters.map(({ key }) => key)),
      texts(letters.map(({ channel }) => channel)),
      uuids(letters.map(({ accountId }) => accountId)),
      uuids(letters.map(({ companyId }) => companyId)),
      uuids(plans.map(({ facts }) => facts.personId)),
      uuids(plans.map(({ facts }) => facts.pointId)),
      uuids(letters.map(({ row }) => row.caseId)),
      uuids(letters.map(({ row }) => row.campaignId)),
      uuids(letters.map(({ row }) => row.stageId)),
      uuids(letters.map(({ row }) => row.id)),
      uuids(letters.map(({ templateVersionId }) => templateVersionId)),
      texts(letters.map(({ purpose }) => purpose)),
      texts(plans.map(({ facts }) => facts.address)),
      texts(letters.map(({ row }) => actorText(moverOf(row.id)))),
      now,
    ],
  );
  await refreshFormulas(
    tx,
    'message',
    plans.map(({ id }) => id),
  );
}
