/** Routers of the API on a port of their own, asked by somebody of the cast. */
import type { AddressInfo } from 'node:net';
import express, { type Router } from 'express';
import { apiErrors } from '../../api/errors.ts';
import type { Door } from '../../api/door.ts';
import type { Viewer } from '../../domain/access.ts';
import type { Db } from '../../db/database.ts';

export type Served = {
  readonly url: string;
  readonly door: Door;
  /** Asks as `viewer`, e.g. `GET /tasks`; answers status and JSON. */
  ask<T>(viewer: Viewer, what: `${string} /${string}`, body?: unknown): Promise<{ status: number; body: T }>;
  close(): Promise<void>;
};

export type Routers = {
  readonly api?: readonly ((door: Door) => Router)[];
  readonly open?: readonly { readonly at: string; readonly open: (door: Door) => Router }[];
};

export async function serve(db: Db, { api = [], open = [] }: Routers): Promise<Served> {
  const app = express();
  const door: Door = {
    db,
    publicUrl: 'https://nurt.example',
    mailIsReal: false,
    secretKey: 'for tests only, long enough to be one',
    filesDir: '/nonexistent',
    disk: { level: () => 'fine' },
    log: () => {},
  };
  const viewers = new Map<string, Viewer>();
  for (const each of open) app.use(each.at, each.open(door));
  app.use('/api/v1', express.json(), (request, _response, next) => {
    Object.assign(request, { viewer: viewers.get(String(request.headers['x-viewer'])) });
    next();
  });
  for (const router of api) app.use('/api/v1', router(door));
  app.use(apiErrors(door));

  const server = app.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    door,
    async ask<T>(viewer: Viewer, what: string, body?: unknown) {
      const [method = '', path = ''] = what.split(' ');
      viewers.set(viewer.userId, viewer);
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { 'x-viewer': viewer.userId, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T };
    },
    close: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
}
