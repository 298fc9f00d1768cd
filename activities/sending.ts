/** The connections of one account at work: each takes a message, claims it, hands it over and says how it ended. */
import type { Account } from '../db/channel-accounts.ts';
import type { Db } from '../db/database.ts';
import { dueMessages, paceOf, type DueMessage, type Pace } from '../db/due-messages.ts';
import { renewLeases, type Claimed } from '../db/effects.ts';
import { govern } from '../db/governed-messages.ts';
import { nudgeAll } from '../db/outbox.ts';
import { messageBackoff, type SendResult } from '../domain/effects/results.ts';
import type { SendAnswer, Sender } from '../plugins/plugin.ts';
import { ledgerTurns } from './ledger-turns.ts';
import type { MailWriter, Written } from './writing-mail.ts';

/** What sending is told from outside. */
export type Watch = { readonly stopped: () => boolean };

export type Sending = {
  readonly db: Db;
  /** Connections that plan the statements of the ledger once. */
  readonly ledger: Db;
  readonly account: Account;
  readonly sender: Sender;
  readonly writer: MailWriter;
  readonly watch: Watch;
  /** Tests only: the virtual time (ISO). */
  readonly now?: string;
};

export type SentBatch = {
  readonly sent: number;
  readonly more: boolean;
  /** Why the far side refused the whole account, if it did. */
  readonly refused?: string;
};

/** How many due messages are read at once, and for how long what the governor said of them holds. */
const READ = 200;
const FRESH_MS = 5_000;
const RENEW_MS = 15_000;
const NUDGE_MS = 1_000;

/** Sends until nothing is due, the far side refuses, or the watch says stop. */
export async function sendBatch(sending: Sending): Promise<SentBatch> {
  const { db, account, watch } = sending;
  const turns = ledgerTurns(sending.ledger, sending.now);
  const supply = supplyOf(sending, await paceOf(db, account.id));
  const inHand = new Map<string, Claimed>();
  let sent = 0;
  let refused: string | undefined;
  let stopping = false;

  async function lane(): Promise<void> {
    while (!stopping && !watch.stopped() && refused === undefined) {
      const message = await supply.next();
      if (!message) return;
      await sendOne(message);
      supply.release(message.key);
    }
  }

  async function sendOne(message: DueMessage): Promise<void> {
    const written = writtenOr(sending.writer, message);
    const fence = await turns.claim(message.key);
    if (fence === undefined) return;
    const claimed = { key: message.key, fence };
    inHand.set(message.key, claimed);
    const answer = written instanceof Error ? unwritable(written) : await handOver(sending.sender, written);
    turns.settle(settlementOf(claimed, { message, answer, written }));
    inHand.delete(message.key);
    if (answer.as === 'done') sent += 1;
    if (answer.as === 'later' && answer.account) refused ??= answer.reason;
  }

  const tellRuns = async () => nudgeAll(db, turns.takeTargets());
  const renewing = setInterval(() => void renewLeases(db, [...inHand.values()]).catch(() => {}), RENEW_MS);
  const telling = setInterval(() => void tellRuns().catch(() => {}), NUDGE_MS);
  try {
    const lanes = Array.from({ length: account.connections }, () =>
      lane().catch((error: unknown) => {
        stopping = true;
        throw error;
      }),
    );
    const failed = (await Promise.allSettled(lanes)).find((ended) => ended.status === 'rejected');
    await turns.settled();
    if (failed) throw failed.reason;
  } finally {
    clearInterval(renewing);
    clearInterval(telling);
  }
  await tellRuns();
  const more = refused === undefined && !supply.isEmpty();
  return { sent, more, ...(refused === undefined ? {} : { refused }) };
}

type Supply = {
  /** The next message that may go, or undefined when nothing is due any more. */
  next(): Promise<DueMessage | undefined>;
  /** The sender is done with it. */
  release(key: string): void;
  /** Nothing was left when it was last read. */
  isEmpty(): boolean;
};

/** Due messages, a page ahead of the connections, asked of the governor with fresh facts, within the account's pace. */
function supplyOf(sending: Sending, pace: Pace): Supply {
  const { db, account, writer, now } = sending;
  const ready: { readonly message: DueMessage; readonly until: number }[] = [];
  const seen = new Set<string>();
  let reading: Promise<void> | undefined;
  let empty = false;

  async function read(): Promise<void> {
    const fullDomains = [...pace.byDomain]
      .filter(([, count]) => count >= account.perDomainPerHour)
      .map(([name]) => name);
    const due = await dueMessages(db, {
      accountId: account.id,
      limit: Math.max(0, Math.min(READ, account.perHour - pace.total)),
      without: [...seen],
      withoutDomains: fullDomains,
      ...(now ? { now } : {}),
    });
    if (due.length === 0) empty = true;
    for (const { key } of due) seen.add(key);
    const [may] = await Promise.all([govern(db, due, now), writer.prepare(due)]);
    const until = Date.now() + FRESH_MS;
    for (const message of due) if (may.has(message.key)) ready.push({ message, until });
  }

  function take(): DueMessage | undefined {
    for (let first = ready.shift(); first; first = ready.shift()) {
      // What the governor said of it is too old: it is read again, from the database.
      if (first.until < Date.now()) {
        seen.delete(first.message.key);
        empty = false;
        continue;
      }
      const { domain } = first.message;
      const sentThere = pace.byDomain.get(domain) ?? 0;
      if (pace.total >= account.perHour || sentThere >= account.perDomainPerHour) continue;
      pace.total += 1;
      pace.byDomain.set(domain, sentThere + 1);
      return first.message;
    }
    return undefined;
  }

  async function next(): Promise<DueMessage | undefined> {
    for (;;) {
      if (ready.length < READ / 2 && !empty) {
        reading ??= read().finally(() => {
          reading = undefined;
        });
        reading.catch(() => {});
      }
      const message = take();
      if (message || (!reading && empty)) return message;
      if (reading) await reading;
    }
  }

  return { next, release: (key) => void seen.delete(key), isEmpty: () => empty && ready.length === 0 };
}

/** A channel answers instead of throwing; one that breaks its contract leaves us in doubt. */
async function handOver(sender: Sender, { outgoing }: Written): Promise<SendAnswer> {
  try {
    return await sender.send(outgoing);
  } catch (error) {
    return { as: 'unknown', reason: `The channel failed: ${(error as Error).message}` };
  }
}

function writtenOr(writer: MailWriter, message: DueMessage): Written | Error {
  try {
    return writer.write(message);
  } catch (error) {
    return error as Error;
  }
}

function unwritable(error: Error): SendAnswer {
  return { as: 'failed', reason: `The text could not be filled in: ${error.message}` };
}

type Ended = { readonly message: DueMessage; readonly answer: SendAnswer; readonly written: Written | Error };

function settlementOf(claimed: Claimed, { message, answer, written }: Ended) {
  const settlement = { ...claimed, result: resultOf(answer, message.attempt + 1) };
  if ((answer.as !== 'done' && answer.as !== 'unknown') || written instanceof Error) return settlement;
  return { ...settlement, sent: { subject: written.outgoing.subject, merged: written.merged } };
}

/** A refusal of the whole account is not held against the message: the account's pause keeps it. */
function resultOf(answer: SendAnswer, attempt: number): SendResult {
  if (answer.as === 'done') return { state: 'done', externalId: answer.externalId };
  if (answer.as === 'later') {
    return { state: 'planned', reason: answer.reason, retrySeconds: answer.account ? 0 : messageBackoff(attempt) };
  }
  const { reason } = answer;
  if (answer.as === 'unknown') return { state: 'unknown', reason };
  return { state: 'failed', reason, ...(answer.address ? { address: answer.address } : {}) };
}
