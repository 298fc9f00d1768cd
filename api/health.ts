import { createHmac, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import type { Request } from 'express';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Disk, DiskLevel } from '../domain/disk.ts';
import type { Db } from '../db/database.ts';
import { mailStanding } from '../db/mail-troubles.ts';
import { seenParts } from '../db/parts.ts';

export type HealthSettings = {
  readonly db: Db;
  readonly disk: Disk;
  readonly secretKey: string;
  /** Behind a proxy every request comes from loopback, so only the token counts. */
  readonly behindProxy: boolean;
};

/** `/healthz`, `/readyz` and `/metrics`: no session, no Host check, and nothing about people. */
export function health({ db, disk, secretKey, behindProxy }: HealthSettings): Router {
  const router = Router();
  const metrics = metricsOf(db);
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').type('text/plain').send('ok');
  });
  router.get('/readyz', async (_request, response) => {
    const { outboxAge, mail, ...parts } = await partsOf(db, disk);
    const ready = parts.postgres === 'ok';
    const status = !ready ? 'down' : Object.values(parts).every((part) => part === 'ok') ? 'ok' : 'degraded';
    response
      .set('Cache-Control', 'no-store')
      .status(ready ? 200 : 503)
      .json({ status, parts, mail, ...(outboxAge === undefined ? {} : { outboxAgeSeconds: outboxAge }) });
  });
  router.get('/metrics', async (request, response) => {
    const local = !behindProxy && isLoopback(request);
    if (!local && !hasToken(request, metricsToken(secretKey))) return void response.status(401).end();
    response
      .set('Cache-Control', 'no-store')
      .type('text/plain')
      .send(await metrics.metrics());
  });
  return router;
}

/** The token of `/metrics`, derived from the secret key: nothing more to keep. */
function metricsToken(secretKey: string): string {
  return createHmac('sha256', secretKey).update('metrics').digest('base64url');
}

type PartState = 'ok' | 'degraded';
type Parts = {
  readonly postgres: 'ok' | 'down';
  readonly worker: PartState;
  readonly temporal: PartState;
  readonly outbox: PartState;
  readonly jobs: PartState;
  /** `low`: jobs rest. `full`: writes are refused. */
  readonly disk: Exclude<DiskLevel, 'fine'> | 'ok';
  readonly outboxAge?: number;
  /** What the mail server does is told, and is no illness of ours: all goes out once it takes mail again. */
  readonly mail?: Awaited<ReturnType<typeof mailStanding>>;
};

/** Whatever but PostgreSQL is away, people can go on working; what they do is carried out afterwards. */
async function partsOf(db: Db, watched: Disk): Promise<Parts> {
  const state = (well: boolean): PartState => (well ? 'ok' : 'degraded');
  const level = watched.level();
  const disk = level === 'fine' ? 'ok' : level;
  try {
    const [{ worker, temporal, jobs, outbox, outboxAge }, mail] = await Promise.all([seenParts(db), mailStanding(db)]);
    return {
      postgres: 'ok',
      worker: state(worker),
      temporal: state(temporal),
      outbox: state(outbox),
      jobs: state(jobs),
      disk,
      outboxAge,
      mail,
    };
  } catch {
    return { postgres: 'down', worker: 'degraded', temporal: 'degraded', outbox: 'degraded', jobs: 'degraded', disk };
  }
}

function metricsOf(db: Db): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'nurt_panel_' });
  new Gauge({
    name: 'nurt_outbox_waiting',
    help: 'Rows of the outbox that wait for the relay',
    registers: [registry],
    async collect() {
      const found = await db
        .maybe<{ n: number }>('select count(*) as n from (select 1 from outbox limit 10000) o')
        .catch(() => undefined);
      if (found) this.set(found.n);
    },
  });
  return registry;
}

function isLoopback(request: Request): boolean {
  const address = request.socket.remoteAddress ?? '';
  return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
}

function hasToken(request: Request, token: string): boolean {
  const given = Buffer.from(request.get('authorization') ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
