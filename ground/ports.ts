import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { DomainError } from '../domain/domain-error.ts';
import { readJson, writeWhole } from './write-file.ts';

const FIRST_PANEL_PORT = 3000;

/** Internal ports lie below 32768, where systems begin to give out ports for outgoing connections. */
const INTERNAL = { from: 20_000, to: 32_768 };

/**
 * The panel's port: the one asked for, else the one of the first start, else 3000 or the next free one. It is kept in the
 * home, since calendar addresses, unsubscribe links and bookmarks carry it; a taken one ends the start by name.
 */
export async function panelPort(home: string, host: string, asked?: number): Promise<number> {
  const file = join(home, 'port.json');
  const kept = readJson<{ port: number }>(file)?.port;
  const wanted = asked ?? kept;
  const port = wanted ?? (await nextFree(host));
  if (wanted !== undefined && !(await isFree(wanted, host))) throw portTaken(wanted, asked === undefined);
  if (port !== kept) writeWhole(file, JSON.stringify({ port }));
  return port;
}

const given = new Set<number>();

/**
 * As `internalPorts`, the same as last time where they are still free: the Temporal server finds itself again at once
 * only where it was. To be called right before they are used.
 */
export async function keptPorts(runFolder: string, part: string, count: number): Promise<number[]> {
  const file = join(runFolder, 'ports.json');
  const all = readJson<Record<string, number[]>>(file) ?? {};
  const kept = all[part] ?? [];
  const free = await Promise.all(kept.map((port) => isFree(port, '127.0.0.1')));
  if (kept.length === count && free.every(Boolean)) return kept;
  const ports = await internalPorts(count);
  writeWhole(file, JSON.stringify({ ...readJson<Record<string, number[]>>(file), [part]: ports }));
  return ports;
}

/** `count` free ports of this machine for parts that only talk to each other. Never gives one out twice. */
export async function internalPorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let tries = 0; ports.length < count; tries++) {
    if (tries > 2000) throw new Error(`No free port between ${INTERNAL.from} and ${INTERNAL.to}`);
    const port = randomInt(INTERNAL.from, INTERNAL.to);
    if (given.has(port) || !(await isFree(port, '127.0.0.1'))) continue;
    given.add(port);
    ports.push(port);
  }
  return ports;
}

/** Can this port be listened on? */
export function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

async function nextFree(host: string): Promise<number> {
  for (let port = FIRST_PANEL_PORT; port < FIRST_PANEL_PORT + 1000; port++) if (await isFree(port, host)) return port;
  throw portTaken(FIRST_PANEL_PORT, false);
}

function portTaken(port: number, kept: boolean): DomainError {
  const why = kept
    ? {
        pl: ' Nurt ma ten port od pierwszego uruchomienia, bo niosą go adresy kalendarzy i linki wypisu.',
        en: ' Nurt has had this port since its first start: calendar addresses and unsubscribe links carry it.',
      }
    : { pl: '', en: '' };
  return new DomainError(
    'port.taken',
    {
      pl: `Port ${port} jest zajęty przez inny program.${why.pl} Zatrzymaj tamten program albo podaj inny port w PORT.`,
      en: `Port ${port} is taken by another program.${why.en} Stop that program, or name another port in PORT.`,
    },
    'PORT',
  );
}
