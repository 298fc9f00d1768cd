/** Locks of the setup, in the cache. Plain JavaScript, as setup.mjs. */
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers';
import { say } from './setup-words.mjs';

/** One process at a time per name; a lock whose owner is gone is taken over. */
export async function underLock(lock, work) {
  mkdirSync(dirname(lock), { recursive: true });
  const mine = `${lock}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    for (let waited = false; !tookLock(mine, lock); waited = true) {
      if (!waited) console.log(say('Czekam na inny proces instalacji…', 'Waiting for another installation…'));
      await new Promise((done) => setTimeout(done, 300));
    }
  } finally {
    unlinkSync(mine);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tookLock(mine, lock) {
  try {
    writeFileSync(mine, String(process.pid)); // anew each time: its age is the lock's age
    linkSync(mine, lock);
    return true;
  } catch {
    const owner = Number(readOr(lock, '0'));
    const left = !isAlive(owner) && ageMs(lock) > 2000;
    if (left) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function ageMs(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function readOr(path, otherwise) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}
