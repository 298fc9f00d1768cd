/** A whole panel in this process, on a database of its own with the familiar cast, listening on a port of its own. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { createPanel } from '../../admin/panel.ts';
import type { PanelSettings } from '../../admin/panel.ts';
import type { Db, Tx } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { tokenHash } from '../../db/tokens.ts';
import { seatCast, users } from './cast.ts';
import { freshDatabase } from './database.ts';

/** The password of everyone in the cast. */
export const password = 'cztery zwykłe słowa';

/** With which the panel signs addresses that need no login. */
export const secretKey = 'a secret of the tests, long enough for anything';

export type Someone = keyof typeof users;

export type TestPanel = {
  readonly db: Db;
  readonly databaseUrl: string;
  readonly url: string;
  readonly filesDir: string;
  /** What the panel logged: a test of a failure may look here. */
  readonly logged: { line: string; facts: Readonly<Record<string, unknown>> }[];
  /** Somebody with a session: sends the cookie and `X-Nurt`. */
  as(who: Someone): Promise<TestAgent>;
  /** Somebody without a session. */
  nobody(): TestAgent;
  /** A bearer token of that user with these rights. */
  token(who: Someone, rights: readonly string[]): Promise<string>;
  stop(): Promise<void>;
};

/** Starts it; call `stop` in `after`. */
export async function startPanel(settings: Partial<PanelSettings> = {}): Promise<TestPanel> {
  const fresh = await freshDatabase();
  const { db } = fresh;
  await seatInstallation(db);
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const filesDir = await mkdtemp(join(tmpdir(), 'nurt-files-'));
  const logged: TestPanel['logged'] = [];
  const panel = await createPanel({
    db,
    publicUrl: url,
    secretKey,
    filesDir,
    disk: { level: () => 'fine' },
    log: (line, facts = {}) => void logged.push({ line, facts }),
    loginLimits: { perAddress: 1000, perAccount: 1000 },
    ...settings,
  });
  server.on('request', panel.app);

  return {
    db,
    databaseUrl: fresh.url,
    url,
    filesDir,
    logged,
    as: (who) => logIn(url, users[who].email),
    nobody: () => supertest.agent(url),
    token: (who, rights) => makeToken(db, users[who].id, rights),
    async stop() {
      await closed(server);
      await panel.close();
      await fresh.drop();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}

/** Cast and installation, with everybody's password set. */
export async function seatInstallation(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run('insert into installation (id) values ($1) on conflict do nothing', [newId()]);
    await seatCast(tx);
    await givePasswords(tx);
  });
}

/** Everybody can log in. */
export async function givePasswords(tx: Tx): Promise<void> {
  // Cheap on purpose: the cost of argon2 is not what these tests are about.
  const cheap = await hash(password, { memoryCost: 64, timeCost: 1, parallelism: 1 });
  await tx.run('update users set password_hash = $1', [cheap]);
}

/** Logs in over HTTP as the browser's form does. */
export async function logIn(url: string, email: string): Promise<TestAgent> {
  const agent = supertest.agent(url).set('X-Nurt', '1');
  const answer = await agent.post('/admin/login').type('form').send({ email, password });
  if (answer.status !== 303) throw new Error(`Could not log in as ${email}: ${answer.status}`);
  return agent;
}

/** The cookie of a session, for what asks by itself. */
export async function cookieOf(url: string, email: string): Promise<string> {
  const entered = await fetch(`${url}/admin/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-nurt': '1' },
    body: new URLSearchParams({ email, password }),
  });
  return sessionCookie(entered.headers.getSetCookie());
}

async function makeToken(db: Db, userId: string, rights: readonly string[]): Promise<string> {
  const token = `test-${newId()}`;
  await db.run(`insert into tokens (user_id, name, hash, rights) values ($1, 'test', $2, $3)`, [
    userId,
    tokenHash(token),
    rights,
  ]);
  return token;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

/** The session's cookie, `name=value`, from what the login answered; the one that only knows the browser again is left out. */
export function sessionCookie(answered: string | readonly string[] | undefined): string {
  const pairs = [answered ?? []].flat().map((cookie) => cookie.split(';')[0]!);
  const found = pairs.find((pair) => !pair.split('=')[0]!.endsWith('-known'));
  if (!found) throw new Error('The login gave no session.');
  return found;
}
