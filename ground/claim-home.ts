/** One start per home. What an earlier life has left running is waited for, then ended. */
import { randomBytes } from 'node:crypto';
import { linkSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Home } from './home.ts';
import { isAlive, isOurs, known, signal, type Known } from './processes.ts';
import { readPartsFile } from './parts.ts';
import { readJson, writeWhole } from './write-file.ts';

export type Claim = {
  /** Carried by everything that this life starts. */
  readonly nonce: string;
  /** Tells a second start where this one is to be reached. */
  readonly announce: (address: string) => void;
  readonly release: () => void;
};

type Holder = Known & { readonly nonce: string; readonly address?: string };

/** Longer than any part may take to stop in good order. */
const PATIENCE_MS = 12_000;

/** The home for this process alone, or who has it. Ends the survivors of an earlier life. */
export async function claimHome(home: Home): Promise<Claim | { readonly heldBy: Holder }> {
  const lock = join(home.run, 'supervisor.json');
  const self: Holder = { ...known(process.pid)!, nonce: randomBytes(12).toString('hex') };
  const beside = `${lock}.${self.nonce}`;
  writeWhole(beside, JSON.stringify(self));
  try {
    while (!links(beside, lock)) {
      const holder = readJson<Holder>(lock);
      if (holder && isAlive(holder)) return { heldBy: holder };
      moveAside(lock, holder);
    }
  } finally {
    unlinkSync(beside);
  }
  await endSurvivors(home);
  return {
    nonce: self.nonce,
    announce: (address) => writeWhole(lock, JSON.stringify({ ...self, address })),
    release: () => rmSync(lock, { force: true }),
  };
}

/** The address of the life that holds the home, as soon as it is ready; undefined when it ends before. */
export async function addressOf(home: Home, holder: Holder): Promise<string | undefined> {
  for (;;) {
    const now = readJson<Holder>(join(home.run, 'supervisor.json'));
    if (now?.nonce === holder.nonce && now.address) return now.address;
    if (!isAlive(holder)) return undefined;
    await sleep(200);
  }
}

/** A lock whose owner is dead. If another start was quicker and this is already a new one, it is put back. */
function moveAside(lock: string, dead: Holder | undefined): void {
  const aside = `${lock}.${randomBytes(6).toString('hex')}.dead`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const moved = readJson<Holder>(aside);
  if (moved?.nonce !== dead?.nonce) links(aside, lock);
  rmSync(aside, { force: true });
}

function links(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Their guards stop them in good order once the supervisor is gone; who is still there after that is killed. */
async function endSurvivors(home: Home): Promise<void> {
  const left = readPartsFile(home.run);
  if (!left) return;
  const processes = left.parts.flatMap((part) => [part.guard, part.process].filter((process) => process !== undefined));
  const alive = () => processes.filter((process) => isOurs(process, left.nonce));
  const until = Date.now() + PATIENCE_MS;
  while (alive().length > 0 && Date.now() < until) await sleep(100);
  for (const { pid } of alive()) if (!signal(-pid, 'SIGKILL')) signal(pid, 'SIGKILL');
  while (alive().length > 0) await sleep(50);
}
