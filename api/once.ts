import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { once } from '../db/request-keys.ts';
import type { Db } from '../db/database.ts';
import { answer, viewerOf } from './door.ts';

export const KEY_HEADER = 'Idempotency-Key';

const header = z.object({ [KEY_HEADER]: z.string().regex(/^[\x21-\x7e]{1,255}$/) });
const handlers = new WeakSet<RequestHandler>();

/**
 * As `answer`, for a route that makes something: with an `Idempotency-Key` the same request is done once, however often it
 * is sent within a day, and answered alike. `work` uses the database that it is given, so that the key and what is made
 * are kept together or not at all.
 */
export function answerOnce(db: Db, work: (request: Request, db: Db) => Promise<unknown>): RequestHandler {
  const handler = answer((request) => {
    const sent = request.get(KEY_HEADER);
    if (sent === undefined) return work(request, db);
    return once(db, viewerOf(request), {
      key: header.parse({ [KEY_HEADER]: sent })[KEY_HEADER],
      request: `${request.method} ${request.originalUrl} ${JSON.stringify(request.body)}`,
      work: (inside) => work(request, inside),
    });
  });
  handlers.add(handler);
  return handler;
}

export function isAnsweredOnce(handler: RequestHandler): boolean {
  return handlers.has(handler);
}
