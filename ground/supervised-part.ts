/** One part under the supervisor: its guard, its log, its restarts. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../domain/domain-error.ts';
import type { PartState } from './parts.ts';
import { known, signal, type Known } from './processes.ts';
import { rotatingLog } from './rotating-log.ts';

export type PartSpec = {
  readonly name: string;
  /** Parts of a higher wave start later and stop earlier. */
  readonly wave: number;
  readonly command: string;
  readonly args: readonly string[];
  /** All of it: nothing is inherited. */
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Signals and seconds of patience, one after another: `TERM:3 INT:4`. */
  readonly stop: string;
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Does it serve? Asked until it says yes. `said`: has it written this line? */
  readonly isReady: (said: (line: string) => boolean) => Promise<boolean>;
  readonly readyWithinMs?: number;
  /** The pause before the next life after many deaths; half a minute. */
  readonly longestBackoffMs?: number;
};

export type Surroundings = {
  readonly run: string;
  readonly logs: string;
  readonly nonce: string;
  readonly changed: () => void;
  /** Told of each death, for the terminal. */
  readonly died?: (name: string, deaths: number) => void;
};

export type Part = {
  readonly spec: PartSpec;
  readonly state: () => PartState;
  readonly ready: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const GUARD = readFileSync(new URL('./guard.sh', import.meta.url), 'utf8');
export const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 30_000;
const MINUTE_MS = 60_000;
const DEATHS_A_MINUTE = 5;
const LAST_LINES = 12;
/** Long, for slow machines: a part that dies is known at once. */
const READY_WITHIN_MS = 180_000;

export function superviseOne(spec: PartSpec, around: Surroundings): Part {
  const log = rotatingLog(join(around.logs, `${spec.name}.log`));
  const lines = lastLines();
  const deaths: number[] = [];
  let deathCount = 0;
  let state: PartState['state'] = 'starting';
  let life: Life | undefined;
  let stopping = false;
  const wakeUp = new AbortController();

  const isDegraded = () => deaths.filter((at) => Date.now() - at < MINUTE_MS).length >= DEATHS_A_MINUTE;
  const setState = (next: PartState['state']) => {
    state = next;
    around.changed();
  };

  const followLives = async () => {
    for (let backoff = FIRST_BACKOFF_MS; !stopping;) {
      const born = Date.now();
      lines.forget();
      life = beginLife(spec, around, (text) => (log.write(text), lines.hear(text)));
      const ended = life.ended;
      void becomeReady(life);
      await ended;
      if (stopping) break;
      deaths.push(Date.now());
      deathCount++;
      setState(isDegraded() ? 'degraded' : 'starting');
      around.died?.(spec.name, deathCount);
      if (Date.now() - born > MINUTE_MS) backoff = FIRST_BACKOFF_MS;
      await sleep(backoff, undefined, { signal: wakeUp.signal }).catch(() => {});
      backoff = nextBackoff(backoff, spec.longestBackoffMs);
    }
    setState('stopped');
    log.close();
  };

  const becomeReady = async (current: Life) => {
    while (life === current && !current.isOver() && !stopping) {
      if (await spec.isReady(lines.said).catch(() => false)) {
        if (life === current && !current.isOver()) setState('ok');
        return;
      }
      await sleep(60);
    }
  };

  const whole = followLives();

  return {
    spec,
    state: () => ({
      name: spec.name,
      state,
      ...(life?.guard ? { guard: life.guard } : {}),
      ...(life?.process ? { process: life.process } : {}),
      deaths: deathCount,
      ...(state === 'degraded' ? { lastLines: lines.last() } : {}),
    }),
    async ready() {
      const until = Date.now() + (spec.readyWithinMs ?? READY_WITHIN_MS);
      while (state !== 'ok') {
        if (state === 'degraded' || state === 'stopped' || Date.now() > until) {
          throw partFailed(spec.name, lines.last(), join(around.logs, `${spec.name}.log`));
        }
        await sleep(20);
      }
    },
    async stop() {
      stopping = true;
      wakeUp.abort();
      life?.leave();
      await whole;
    },
  };
}

/** The pause after the next death: twice the last one, up to half a minute. */
export function nextBackoff(lastMs: number, longestMs = LONGEST_BACKOFF_MS): number {
  return Math.min(lastMs * 2, longestMs);
}

type Life = {
  readonly guard: Known | undefined;
  process: Known | undefined;
  readonly ended: Promise<void>;
  readonly isOver: () => boolean;
  /** Lets go of the pipe: the guard stops the part. */
  readonly leave: () => void;
};

function beginLife(spec: PartSpec, { nonce, changed }: Surroundings, hear: (text: Buffer) => void): Life {
  const child = spawn('/bin/sh', ['-c', GUARD, 'nurt-guard', nonce, spec.stop, spec.command, ...spec.args], {
    cwd: spec.cwd,
    env: { ...spec.env, NURT_NONCE: nonce },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    ...(spec.user ?? {}),
  });
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);

  let over = false;
  const pipe = child.stdio[3] as Duplex;
  const life: Life = {
    guard: child.pid === undefined ? undefined : known(child.pid),
    process: undefined,
    isOver: () => over,
    leave: () => pipe.destroy(),
    ended: guardEnded(child, hear).then(() => {
      over = true;
    }),
  };
  pipe.on('error', () => {});
  pipe.on('data', (text: Buffer) => {
    const pid = /^pid (\d+)$/m.exec(text.toString())?.[1];
    if (pid) life.process = known(Number(pid));
    changed();
  });
  return life;
}

/** A guard that was killed leaves its part behind: the group goes with it. */
function guardEnded(child: ChildProcess, hear: (text: Buffer) => void): Promise<void> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      hear(Buffer.from(`${error.message}\n`));
      resolve();
    });
    child.once('exit', () => {
      if (child.pid) signal(-child.pid, 'SIGKILL');
      resolve();
    });
  });
}

function lastLines() {
  let lines: string[] = [];
  let open = '';
  let all = '';
  return {
    hear(text: Buffer) {
      open += text.toString();
      if (all.length < 20_000) all += text.toString();
      const parts = open.split('\n');
      open = parts.pop()!.slice(-4000);
      lines = [...lines, ...parts.slice(-LAST_LINES)].slice(-LAST_LINES);
    },
    /** Of this life: looked for in what it wrote first. */
    said: (line: string) => all.includes(line),
    last: () => [...lines, ...(open ? [open] : [])].map((line) => line.slice(0, 500)),
    forget() {
      all = '';
      open = '';
    },
  };
}

function partFailed(name: string, lines: readonly string[], log: string): DomainError {
  const last = lines.map((line) => `    ${line}`).join('\n');
  return new DomainError('part.failed', {
    pl: `Część „${name}” nie działa. Jej ostatnie słowa:\n${last}\nCałość: ${log}`,
    en: `The part "${name}" does not run. Its last words:\n${last}\nAll of them: ${log}`,
  });
}
