import { hkdfSync } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type pg from 'pg';
import type { Db } from '../db/database.ts';

declare module 'express-session' {
  interface SessionData {
    userId: string;
    /** When somebody logged in, epoch milliseconds: however much it is used, it ends a week later. */
    begunAt: number;
    /** When the session was last prolonged, epoch milliseconds. */
    prolongedAt: number;
  }
}

const TWELVE_HOURS = 12 * 3_600_000;
const TEN_MINUTES = 600_000;
const SEVEN_DAYS = 7 * 86_400_000;

export type SessionSettings = {
  readonly db: Db;
  readonly publicUrl: string;
  readonly secretKey: string;
  readonly installationId: string;
};

/** Sessions in PostgreSQL. They hold the user's id and nothing else about them. */
export function sessions({ db, publicUrl, secretKey, installationId }: SessionSettings): {
  handler: RequestHandler;
  cookieName: string;
  close(): Promise<void>;
} {
  const secure = publicUrl.startsWith('https:');
  const name = `nurt-${installationId.slice(0, 8)}`;
  const cookieName = secure ? `__Host-${name}` : name;
  // Sessions are prolonged every ten minutes of use (gate.ts), not by a write at each request.
  const store = new (storeOf(db))({
    pool: preparing(db.pool),
    tableName: 'sessions',
    disableTouch: true,
    pruneSessionInterval: 3600,
  });
  const handler = session({
    name: cookieName,
    secret: Buffer.from(hkdfSync('sha256', secretKey, installationId, 'session', 32)).toString('base64'),
    store,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: TWELVE_HOURS },
  });
  return {
    handler: handler as unknown as RequestHandler,
    cookieName,
    close: async () => {
      await store.close();
    },
  };
}

/**
 * A row is inserted by a login alone, and once: express-session saves a session with a new id again when the answer ends.
 * Later a session is written where it still is: one that a change of the password, a logout or its end has deleted meanwhile
 * stays deleted.
 */
function storeOf(db: Db): ReturnType<typeof connectPgSimple> {
  const inserted = new WeakSet<session.SessionData>();
  return class SessionRows extends connectPgSimple(session) {
    override set(sid: string, content: session.SessionData, done?: (error?: unknown) => void): void {
      if (content.begunAt === content.prolongedAt) {
        if (inserted.has(content)) return done?.();
        inserted.add(content);
        return super.set(sid, content, done);
      }
      db.run('update sessions set sess = $2, expire = $3 where sid = $1', [
        sid,
        JSON.stringify(content),
        new Date(content.cookie.expires ?? 0).toISOString(),
      ]).then(() => done?.(), done);
    }
  };
}

/** The store has a handful of statements and runs one of them at every request: they are prepared. */
function preparing(pool: pg.Pool): pg.Pool {
  const names = new Map<string, string>();
  const query = (text: string, values?: unknown[]) => {
    const name = names.get(text) ?? `session-${names.size}`;
    names.set(text, name);
    return pool.query({ name, text, ...(values ? { values } : {}) });
  };
  return { query } as unknown as pg.Pool;
}

/** A new session id at login: an id that was planted before is worth nothing afterwards. */
export async function beginSession(request: Request, userId: string): Promise<void> {
  await new Promise<void>((done, failed) => request.session.regenerate((error) => (error ? failed(error) : done())));
  request.session.userId = userId;
  request.session.begunAt = request.session.prolongedAt = Date.now();
  await saved(request);
}

export async function endSession(request: Request): Promise<void> {
  await new Promise<void>((done, failed) => request.session.destroy((error) => (error ? failed(error) : done())));
}

/**
 * Makes the session last longer, at most every ten minutes and no longer than a week in all. Written at once and not when the
 * answer ends: a slow request would else write what has changed meanwhile.
 */
export async function prolong(request: Request): Promise<boolean> {
  const now = Date.now();
  const { prolongedAt = 0, begunAt = prolongedAt } = request.session;
  if (now - prolongedAt < TEN_MINUTES) return false;
  request.session.begunAt = begunAt;
  request.session.prolongedAt = now;
  request.session.cookie.maxAge = Math.max(0, Math.min(TWELVE_HOURS, begunAt + SEVEN_DAYS - now));
  await saved(request);
  return true;
}

function saved(request: Request): Promise<void> {
  return new Promise((done, failed) => request.session.save((error) => (error ? failed(error) : done())));
}
