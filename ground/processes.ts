/** Knowing a process again: by pid, start time and a nonce that it carries, never by pid alone. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type Known = { readonly pid: number; readonly startedAt: string };

/** How a running process is written down, or undefined if there is none with this pid. */
export function known(pid: number): Known | undefined {
  const startedAt = startOf(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Is this the very process that was written down? A zombie is not. */
export function isAlive({ pid, startedAt }: Known): boolean {
  return startOf(pid) === startedAt;
}

/** As `isAlive`, and it carries the nonce in its arguments or environment: safe to end. */
export function isOurs(process: Known, nonce: string): boolean {
  return isAlive(process) && carried(process.pid).includes(nonce);
}

/** Sends a signal to a process or, with a negative pid, to a group. True if there was one. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
}

function startOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; what counts stands behind it: state first, start time 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${bootId()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

let boot: string | undefined;

function bootId(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return boot;
}

function startByPs(pid: number): string | undefined {
  const line = ps(['-o', 'state=,lstart=', '-p', String(pid)]).trim();
  return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
}

function carried(pid: number): string {
  if (process.platform !== 'linux') return ps(['-Eww', '-o', 'command=', '-p', String(pid)]);
  return ['cmdline', 'environ'].map((file) => readOrNothing(`/proc/${pid}/${file}`)).join('\0');
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function ps(args: readonly string[]): string {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}
