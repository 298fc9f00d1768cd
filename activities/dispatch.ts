/** Sends what is due through one account: claims, writes, hands over, records. Any of it may be killed at any moment. */
import { activityContext } from './activity-context.ts';
import { accountById, accountWorks, pauseAccount, type Account } from '../db/channel-accounts.ts';
import { openDatabase } from '../db/database.ts';
import { nextDueAt } from '../db/due-messages.ts';
import { expireMessages, giveUpDeadLeases } from '../db/effects.ts';
import type { Sender } from '../plugins/plugin.ts';
import { sendBatch, type Watch } from './sending.ts';
import type { Services } from './services.ts';
import { mailWriter } from './writing-mail.ts';

export type SendDue = {
  readonly accountId: string;
  /** The workflow's time, epoch ms. Counts only under the test clock. */
  readonly now: number;
};

export type Sent = {
  readonly sent: number;
  /** There is more to send at once. */
  readonly more: boolean;
  /** When to look again (epoch ms); null: nothing is planned, a nudge will come. */
  readonly nextAt: number | null;
};

export type DispatchActivities = {
  /** Sends for a while what is due through this account, and says when to look again. */
  sendDue(due: SendDue): Promise<Sent>;
};

/** One activity sends for so long, so that a new worker soon takes over. */
const WHILE_MS = 15_000;
/** What cannot be foreseen (a thaw, the pace of the hour) is looked at again after this time while anything due is held. */
const LOOK_AGAIN_MS = 60_000;
const HEARTBEAT_MS = 5_000;

type Opened = { readonly sender: Sender; readonly version: number };

export function dispatchActivities(services: Services): DispatchActivities {
  const { db, testClock, sendingDress: dress } = services;
  const plain = openDatabase(db.url, { max: 2, name: 'nurt-dispatch', planOnce: true });
  const ledger = dress?.ledger(plain) ?? plain;
  const senders = new Map<string, Opened>();
  const writer = mailWriter(db, services);

  async function sendDue({ accountId, now: virtual }: SendDue): Promise<Sent> {
    const now = testClock ? new Date(virtual).toISOString() : undefined;
    await giveUpDeadLeases(db, accountId);
    await expireMessages(db, accountId, now);
    const account = await accountById(db, accountId, now);
    if (!account?.active) return { sent: 0, more: false, nextAt: null };
    if (account.pausedUntil) return { sent: 0, more: false, nextAt: Date.parse(account.pausedUntil) };

    const sender = await senderOf(account, now);
    if (!sender) return { sent: 0, more: false, nextAt: await lookAgain(accountId, now) };
    const batch = await watched((watch) =>
      sendBatch({ db, ledger, writer, sender, account, watch, ...(now ? { now } : {}) }),
    );
    if (batch.refused !== undefined) {
      await pauseAccount(db, { id: accountId, because: batch.refused, ...(now ? { now } : {}) });
      services.log('account paused', { accountId, because: batch.refused });
    } else if (batch.sent > 0) await accountWorks(db, accountId);
    return { sent: batch.sent, more: batch.more, nextAt: batch.more ? null : await lookAgain(accountId, now) };
  }

  /** Connections are kept from one activity to the next; an account that was edited gets new ones. */
  async function senderOf(account: Account, now?: string): Promise<Sender | undefined> {
    const opened = senders.get(account.id);
    if (opened?.version === account.version) return opened.sender;
    await opened?.sender.close();
    try {
      const bare = await services.plugins.channel(account.channel).open(account);
      const sender = dress?.sender(bare) ?? bare;
      senders.set(account.id, { sender, version: account.version });
      return sender;
    } catch (error) {
      senders.delete(account.id);
      await pauseAccount(db, { id: account.id, because: (error as Error).message, ...(now ? { now } : {}) });
      return undefined;
    }
  }

  async function lookAgain(accountId: string, now?: string): Promise<number | null> {
    const account = await accountById(db, accountId, now);
    if (account?.pausedUntil) return Date.parse(account.pausedUntil);
    const { at, blocked } = await nextDueAt(db, accountId, now);
    const from = now ? Date.parse(now) : Date.now();
    const known = at === null ? null : Math.max(Date.parse(at), from + 1000);
    return blocked ? Math.min(known ?? Number.POSITIVE_INFINITY, from + LOOK_AGAIN_MS) : known;
  }

  return { sendDue };
}

/** Shows Temporal that the activity lives, and stops it after a while, or when the worker is told to stop. */
async function watched<T>(work: (watch: Watch) => Promise<T>): Promise<T> {
  const context = activityContext();
  const end = Date.now() + WHILE_MS;
  const beat = setInterval(() => context?.heartbeat(), HEARTBEAT_MS);
  try {
    return await work({ stopped: () => Date.now() > end || (context?.cancellationSignal.aborted ?? false) });
  } finally {
    clearInterval(beat);
  }
}
