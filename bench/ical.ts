/** Calendar feeds over HTTP: whole, unchanged, and ten times as many tasks. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { icalDoor } from '../api/ical.ts';
import { createFeed } from '../db/calendar-feeds.ts';
import type { Db } from '../db/database.ts';
import { companies, seatCast, users } from '../tests/support/cast.ts';
import { freshDatabase } from '../tests/support/database.ts';
import { viewer } from '../tests/support/desk.ts';
import type { Figure } from './figure.ts';

export async function run(): Promise<Figure[]> {
  const base = await freshDatabase(4);
  const app = express();
  await base.db.transaction(seatCast);
  const door = {
    db: base.db,
    publicUrl: 'http://127.0.0.1',
    mailIsReal: false,
    secretKey: '',
    filesDir: '',
    disk: { level: () => 'fine' as const },
    log: () => {},
  };
  app.use('/ical', icalDoor(door));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const { token } = await createFeed(base.db, viewer('anna'), { detail: 'full' });
    const url = `http://127.0.0.1:${port}/ical/${token}.ics`;

    await fillTasks(base.db, 1000);
    const whole = await median(40, () => read(url));
    const tag = (await read(url)).tag;
    const unchanged = await median(100, () => read(url, tag));
    await fillTasks(base.db, 9000);
    const tenfold = await median(15, () => read(url));
    return [
      { name: 'feed of 1,000 tasks', figure: whole, unit: 'ms', goal: 'under 40 ms', holds: whole < 40 },
      { name: 'unchanged (304)', figure: unchanged, unit: 'ms', goal: 'under 4 ms', holds: unchanged < 4 },
      {
        name: 'feed of 10,000 tasks against 1,000',
        figure: tenfold / whole,
        unit: 'times',
        goal: 'at most 12 times',
        holds: tenfold <= 12 * whole,
      },
    ];
  } finally {
    server.close();
    server.closeAllConnections();
    await base.drop();
  }
}

/** Half with a time, half for a whole day, with Polish letters. */
async function fillTasks(db: Db, count: number): Promise<void> {
  await db.run(
    `insert into tasks (type, title, company_id, owner_id, planned_at, due_at, created_by, updated_by)
     select 'call', 'Zażółć gęślą jaźń, telefon numer ' || n, $2, $3,
       case when n % 2 = 0 then now() + make_interval(mins => n) end, now() + make_interval(mins => n), 'system:bench', 'system:bench'
     from generate_series(1, $1::int) n`,
    [count, companies.drewPol.id, users.anna.id],
  );
  await db.run('analyze tasks');
}

async function read(url: string, tag?: string): Promise<{ tag: string }> {
  const response = await fetch(url, tag ? { headers: { 'if-none-match': tag } } : {});
  await response.text();
  if (response.status !== (tag ? 304 : 200)) throw new Error(`The feed answered ${response.status}`);
  return { tag: response.headers.get('etag')! };
}

async function median(times: number, work: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < 5; i++) await work();
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return taken.toSorted((a, b) => a - b)[Math.floor(times / 2)]!;
}
