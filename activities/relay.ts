/**
 * Carries rows of the outbox into Temporal: hears of them at once (LISTEN), looks each second besides, takes them in short
 * committed claims, and wakes or starts each target's workflow once. If Temporal is away, the rows wait.
 */
import type { Client } from '@temporalio/client';
import pg from 'pg';
import type { Disk } from '../domain/disk.ts';
import { claimNudges, forgetNudges, OUTBOX_CHANNEL, putOffNudges, type Claimed } from '../db/outbox.ts';
import { addressOf, NUDGE, taskQueue } from '../workflows/ids.ts';
import { isBigCohort } from '../db/run-rows.ts';
import type { Services } from './services.ts';

export type Relay = {
  /** Ends after the round under way. */
  stop(): Promise<void>;
};

export type Relaying = Pick<Services, 'db' | 'installationId' | 'log'> & {
  readonly client: Client;
  /** A pump is woken at most once in this time (a big cohort less often); what happens meanwhile is found together. */
  readonly pumpBreathMs?: number;
  readonly pollMs?: number;
  /** While it is full the rows wait: Temporal could not write down what they ask for. */
  readonly disk?: Disk;
};

const CLAIM = { limit: 500, seconds: 60 } as const;
const CALLS_AT_ONCE = 20;
const CALL_MS = 10_000;
const LONGEST_PAUSE_S = 30;

export function startRelay(relaying: Relaying): Relay {
  const bell = doorbell();
  const lastWoken = new Map<string, number>();
  let stopped = false;
  const listening = keepListening(relaying, bell.ring, () => stopped);
  const running = loop();

  async function loop(): Promise<void> {
    while (!stopped) {
      const carried =
        relaying.disk?.level() === 'full'
          ? 0
          : await relayOnce(relaying, lastWoken).catch((error: unknown) => {
              relaying.log('relay: a round failed', { error: String(error) });
              return 0;
            });
      if (carried < CLAIM.limit) await bell.wait(relaying.pollMs ?? 1_000);
    }
  }

  return {
    async stop() {
      stopped = true;
      bell.ring();
      await running;
      await listening;
    },
  };
}

/** One round: claims, calls, forgets or puts off. Answers how many rows were taken. */
export async function relayOnce(relaying: Relaying, lastWoken: Map<string, number> = new Map()): Promise<number> {
  const { db, pumpBreathMs = 5_000 } = relaying;
  const claims = await claimNudges(db, CLAIM);
  const ready: Claimed[] = [];
  for (const claim of claims) {
    const last = lastWoken.get(claim.target);
    const breath = last === undefined || pumpBreathMs === 0 ? 0 : await breathOf(db, claim, pumpBreathMs);
    const left = (last ?? 0) + breath - Date.now();
    if (left <= 0) ready.push(claim);
    else await putOffNudges(db, { ids: claim.ids, seconds: left / 1_000 });
  }
  await inTurns(ready, (claim) => carry(relaying, claim, lastWoken));
  return claims.reduce((sum, { ids }) => sum + ids.length, 0);
}

/** Each waking of a pump costs Temporal three actions: a big cohort takes its outcomes and replies together. */
const BIG_COHORT_BREATH_MS = 120_000;

async function breathOf(db: Services['db'], { target, urgent }: Claimed, usual: number): Promise<number> {
  const [, campaignId, cohort] = target.split(':');
  if (urgent || !(await isBigCohort(db, { campaignId: campaignId!, cohort: Number(cohort) }))) return usual;
  return BIG_COHORT_BREATH_MS;
}

async function carry(relaying: Relaying, claim: Claimed, lastWoken: Map<string, number>): Promise<void> {
  const { db, client, installationId, log } = relaying;
  const address = addressOf(installationId, claim.target);
  if (!address) {
    log('relay: nobody looks after this target', { target: claim.target });
    return putOffNudges(db, { ids: claim.ids, seconds: 86_400, reason: 'unknown target' });
  }
  try {
    await client.withDeadline(Date.now() + CALL_MS, () =>
      client.workflow.signalWithStart(address.workflowType, {
        workflowId: address.workflowId,
        taskQueue: taskQueue(installationId, address.queue),
        args: [...address.args],
        signal: NUDGE,
      }),
    );
    if (claim.target.startsWith('pump:')) lastWoken.set(claim.target, Date.now());
    await forgetNudges(db, claim.ids);
  } catch (error) {
    const seconds = Math.min(LONGEST_PAUSE_S, 2 ** Math.min(claim.attempts, 5));
    await putOffNudges(db, { ids: claim.ids, seconds, reason: String(error) });
  }
}

async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const turn = async () => {
    while (next < all.length) await work(all[next++]!);
  };
  await Promise.all(Array.from({ length: Math.min(CALLS_AT_ONCE, all.length) }, turn));
}

/** Somebody waits at most so long, or until it rings. A ring while nobody waits is not lost. */
function doorbell() {
  let rung = false;
  let wake = () => {};
  return {
    ring() {
      rung = true;
      wake();
    },
    async wait(ms: number) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
    },
  };
}

/** Holds a connection of its own; when it breaks, polling goes on alone until it is back. */
async function keepListening({ db, log }: Relaying, ring: () => void, stopped: () => boolean): Promise<void> {
  while (!stopped()) {
    const connection = new pg.Client({ connectionString: db.url, application_name: 'nurt-relay' });
    try {
      const broken = new Promise<void>((resolve) => {
        connection.on('error', () => resolve());
        connection.on('end', () => resolve());
      });
      connection.on('notification', ring);
      await connection.connect();
      await connection.query(`listen ${OUTBOX_CHANNEL}`);
      await Promise.race([broken, whenStopped(stopped)]);
    } catch (error) {
      log('relay: cannot listen, polling goes on', { error: String(error) });
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    } finally {
      await connection.end().catch(() => {});
    }
  }
}

async function whenStopped(stopped: () => boolean): Promise<void> {
  while (!stopped()) await new Promise((resolve) => setTimeout(resolve, 250));
}
