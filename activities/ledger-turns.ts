/**
 * What several connections have to write at once goes into one commit: while a turn is on its way to the database, the next
 * one gathers. So a commit serves as many mails as have come together, and nobody waits for a batch to fill.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../db/database.ts';
import type { Target } from '../domain/target.ts';
import { LEASE_SECONDS, newFence, takeTurn, type Claimed, type Settlement, type Turned } from '../db/effects.ts';

export type LedgerTurns = {
  /** The fence of a message that may be handed to a connection now, or undefined if it may not go (any more). */
  claim(key: string): Promise<number | undefined>;
  /** Writes how it ended, no later than the next claim. */
  settle(settlement: Settlement): void;
  /** Everything that has been settled is written. */
  settled(): Promise<void>;
  /** Runs that have heard of results since the last call. */
  takeTargets(): Target[];
};

type Waiting = Claimed & {
  readonly resolve: (fence: number | undefined) => void;
  readonly reject: (error: Error) => void;
};

/** `now`: tests only, the virtual time instead of the database's clock (ISO). */
export function ledgerTurns(db: Db, now?: string): LedgerTurns {
  let claims: Waiting[] = [];
  let settlements: Settlement[] = [];
  let running: Promise<void> | undefined;
  const targets = new Set<Target>();

  async function run(): Promise<void> {
    // What comes in during this turn of the event loop goes together.
    await new Promise(setImmediate);
    while (claims.length > 0 || settlements.length > 0) {
      const turn = { claims, settlements };
      claims = [];
      settlements = [];
      await take(turn);
    }
  }

  async function take(turn: { claims: Waiting[]; settlements: Settlement[] }): Promise<void> {
    try {
      const asked = turn.claims.map(({ key, fence }) => ({ key, fence }));
      const turned = await patiently(() => takeTurn(db, { ...turn, claims: asked, ...(now ? { now } : {}) }));
      for (const target of turned.targets) targets.add(target);
      const fences = new Map(turned.claimed.map(({ key, fence }) => [key, fence]));
      for (const { key, resolve } of turn.claims) resolve(fences.get(key));
    } catch (error) {
      for (const { reject } of turn.claims) reject(error as Error);
      throw error;
    }
  }

  function start(): void {
    running ??= run().finally(() => {
      running = undefined;
    });
    // Whoever waits hears of a failure through `settled` or the claim.
    running.catch(() => {});
  }

  return {
    claim: (key) =>
      new Promise((resolve, reject) => {
        claims.push({ key, fence: newFence(), resolve, reject });
        start();
      }),
    settle(settlement) {
      settlements.push(settlement);
      start();
    },
    async settled() {
      while (running) await running;
    },
    takeTargets() {
      const taken = [...targets];
      targets.clear();
      return taken;
    },
  };
}

/** The database may be restarting: results are kept for as long as the leases hold. */
async function patiently(take: () => Promise<Turned>): Promise<Turned> {
  const until = Date.now() + (LEASE_SECONDS - 10) * 1000;
  for (let wait = 100; ; wait = Math.min(wait * 2, 3000)) {
    try {
      return await take();
    } catch (error) {
      if (!isAway(error) || Date.now() > until) throw error;
      await pause(wait);
    }
  }
}

/** The server is away or coming back (classes 08 and 57, no code at all), or two transactions met (40). */
function isAway(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code !== 'string' || /^(08|57|40)/.test(code) || /^E[A-Z]+$/.test(code);
}
