/** Which mail servers take nothing at the moment: since when, when they are tried again, and how much waits for it. */
import { demand, may, type Viewer } from '../domain/access.ts';
import { putOffAgainSince, putOffSince, refusedSince } from '../domain/effects/mail-trouble.ts';
import type { Tx } from './database.ts';

export type MailTrouble = {
  readonly accountId: string;
  readonly accountName: string;
  /** Host of the server; null where mail goes to the catcher of this machine. */
  readonly server: string | null;
  /** It takes nothing from the account, or puts off message after message. */
  readonly kind: 'refuses' | 'puts off';
  /** At the latest, ISO. */
  readonly since: string;
  /** Null: just now. */
  readonly nextAt: string | null;
  /** Messages that wait for it, among those that were asked about. */
  readonly waiting: number;
  /** The words of the server, for whoever may change the account. */
  readonly answer: string | null;
};

/** `mailServer`: the host that the environment names, for accounts without one of their own. */
type Asking = { readonly viewer: Viewer; readonly mailServer: string | undefined };

/** Those that hold up a campaign. */
export async function troublesOfCampaign(tx: Tx, asking: Asking, campaignId: string): Promise<MailTrouble[]> {
  demand(asking.viewer, 'campaign.read');
  return troublesFor(tx, asking, [campaignId]);
}

/** What administrators hear in the morning of every account, and supervisors of the campaigns that they run. */
export async function troublesOfToday(tx: Tx, asking: Asking): Promise<MailTrouble[]> {
  if (may(asking.viewer, 'settings.edit')) return troublesFor(tx, asking, null);
  if (!may(asking.viewer, 'campaign.read')) return [];
  const rows = await tx.rows<{ id: string }>(
    `select id from campaigns where supervisor_id = $1 and state in ('starting', 'running', 'ending')`,
    [asking.viewer.userId],
  );
  return rows.length === 0
    ? []
    : troublesFor(
        tx,
        asking,
        rows.map(({ id }) => id),
      );
}

/** Those of every account. */
export async function allMailTroubles(tx: Tx, asking: Asking): Promise<MailTrouble[]> {
  demand(asking.viewer, 'settings.edit');
  return troublesFor(tx, asking, null);
}

/** In one word, for programs that watch over Nurt. */
export async function mailStanding(tx: Tx): Promise<'ok' | 'refused' | 'put off'> {
  const found = await troubles(tx);
  if (found.length === 0) return 'ok';
  return found.some(({ kind }) => kind === 'refuses') ? 'refused' : 'put off';
}

/** `campaigns`: null for all that waits, of campaigns or not. What holds nobody up is no trouble. */
async function troublesFor(tx: Tx, asking: Asking, campaigns: readonly string[] | null): Promise<MailTrouble[]> {
  const tells = may(asking.viewer, 'settings.edit');
  const found: MailTrouble[] = [];
  for (const { smtpUrl, answer, ...trouble } of await troubles(tx)) {
    const { waiting } = await tx.one<{ waiting: number }>(
      `select count(*) as waiting from effects e where e.channel_account_id = $1 and e.kind = 'message'
         and e.state in ('planned', 'doing') and ($2::uuid[] is null or e.campaign_id = any($2))`,
      [trouble.accountId, campaigns],
    );
    const server = hostOf(smtpUrl) ?? asking.mailServer ?? null;
    if (waiting > 0) found.push({ ...trouble, server, waiting, answer: tells ? answer : null });
  }
  return found;
}

/** The address itself holds a password. */
function hostOf(smtpUrl: string | null): string | undefined {
  return smtpUrl ? URL.parse(smtpUrl)?.hostname || undefined : undefined;
}

type Found = Omit<MailTrouble, 'server' | 'waiting'> & { readonly smtpUrl: string | null };

async function troubles(tx: Tx): Promise<Found[]> {
  return [...(await refusing(tx)), ...(await puttingOff(tx))];
}

type Named = { readonly accountId: string; readonly accountName: string; readonly smtpUrl: string | null };
const NAMED = `a.id as account_id, a.name as account_name, a.settings->>'smtpUrl' as smtp_url`;

/** Accounts that nothing has gone out through since they were refused, and for which something waits. */
async function refusing(tx: Tx): Promise<Found[]> {
  type Row = Named & { refusals: number; pausedUntil: string; nextAt: string | null; answer: string | null };
  const rows = await tx.rows<Row>(
    `select ${NAMED}, a.refusals, a.paused_until, case when a.paused_until > now() then a.paused_until end as next_at,
       a.paused_because as answer
     from channel_accounts a where a.active and a.channel = 'email' and a.refusals > 0 and a.paused_until is not null
       and exists (select 1 from effects e where e.channel_account_id = a.id and e.kind = 'message'
         and e.state in ('planned', 'doing'))
     order by a.name, a.id limit 200`,
  );
  return rows.map(({ refusals, pausedUntil, ...row }) => ({
    ...row,
    kind: 'refuses',
    since: refusedSince(refusals, pausedUntil),
  }));
}

/** No message waits longer for its next try; who looks while one is being made sees the trouble all the same. */
const TRIED_AROUND_NOW = `coalesce(e.not_before, '-infinity'::timestamptz) > now() - interval '5 minutes'
  and coalesce(e.not_before, '-infinity'::timestamptz) <= now() + interval '31 minutes'`;

/**
 * Accounts whose messages were put off twice while nothing went out: one recipient's server that puts off everybody's first
 * try is no trouble. Reads a short piece of the index by which messages are sent, however many wait for their hour.
 */
async function puttingOff(tx: Tx): Promise<Found[]> {
  const rows = await tx.rows<Named & PutOff>(
    `select ${NAMED}, o.attempt, o.not_before, o.next_at, o.answer
     from channel_accounts a cross join lateral (
       select attempt, min(not_before) as not_before, min(not_before) filter (where not_before > now()) as next_at,
         max(reason) as answer
       from unnest(array[1, 2, 3]::smallint[]) p(priority) cross join lateral (
         select e.attempt, e.not_before, e.reason from effects e
         where e.channel_account_id = a.id and e.kind = 'message' and e.state = 'planned' and e.priority = p.priority
           and ${TRIED_AROUND_NOW}
         order by coalesce(e.not_before, '-infinity'::timestamptz) limit 2000) d
       where attempt >= 2 and reason is not null group by attempt) o
     where a.active and a.channel = 'email' and a.refusals = 0 order by a.name, a.id`,
  );
  const found = [...Map.groupBy(rows, ({ accountId }) => accountId).values()].map((ofAccount) =>
    standing(tx, ofAccount),
  );
  return (await Promise.all(found)).filter((trouble) => trouble !== undefined);
}

/** Messages of one account that were tried equally often: the one that is tried first. */
type PutOff = {
  readonly attempt: number;
  readonly notBefore: string;
  readonly nextAt: string | null;
  readonly answer: string;
};

/** Undefined where something went out between the tries. */
async function standing(tx: Tx, rows: readonly (Named & PutOff)[]): Promise<Found | undefined> {
  const { accountId, accountName, smtpUrl, answer } = rows[0]!;
  const first = earliest(rows.map(({ attempt, notBefore }) => putOffSince(attempt, notBefore)))!;
  const again = earliest(rows.map(({ attempt, notBefore }) => putOffAgainSince(attempt, notBefore)))!;
  const last = await tx.maybe<{ at: string }>(
    `select settled_at as at from effects where state = 'done' and channel_account_id = $1 and settled_at > $2
     order by settled_at desc limit 1`,
    [accountId, first],
  );
  if (last && Date.parse(last.at) > Date.parse(again)) return undefined;
  const nextAt = earliest(rows.flatMap(({ nextAt: at }) => (at === null ? [] : [at]))) ?? null;
  return { accountId, accountName, smtpUrl, kind: 'puts off', since: last?.at ?? first, nextAt, answer };
}

function earliest(times: readonly string[]): string | undefined {
  return times.toSorted()[0];
}
