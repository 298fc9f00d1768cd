import { createHmac, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import type { Request } from 'express';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Db } from '../db/database.ts';

export type HealthSettings = {
  readonly db: Db;
  readonly secretKey: string;
  /** Behind a proxy every request comes from loopback, so only the token counts. */
  readonly behindProxy: boolean;
};

/** `/healthz`, `/readyz` and `/metrics`: no session, no Host check, and nothing about people. */
export function health({ db, secretKey, behindProxy }: HealthSettings): Router {
  const router = Router();
  const metrics = metricsOf(db);
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').type('text/plain').send('ok');
  });
  router.get('/readyz', async (_request, response) => {
    const parts = await partsOf(db);
    const ready = parts.postgres === 'ok';
    const status = !ready ? 'down' : Object.values(parts).every((part) => part === 'ok') ? 'ok' : 'degraded';
    response
      .set('Cache-Control', 'no-store')
      .status(ready ? 200 : 503)
      .json({ status, parts });
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

type Parts = { readonly postgres: 'ok' | 'down'; readonly outbox: 'ok' | 'degraded' };

/** An outbox that has waited a minute says that the worker or Temporal is away: people can go on working. */
async function partsOf(db: Db): Promise<Parts> {
  try {
    const { late } = await db.one<{ late: boolean }>(
      `select exists (select 1 from outbox where available_at < now() - interval '1 minute') as late`,
    );
    return { postgres: 'ok', outbox: late ? 'degraded' : 'ok' };
  } catch {
    return { postgres: 'down', outbox: 'degraded' };
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
