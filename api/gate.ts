import type { Request, RequestHandler, Response } from 'express';
import { DomainError } from '../domain/domain-error.ts';
import type { Viewer } from '../domain/access.ts';
import type { Db } from '../db/database.ts';
import { tokenHash } from '../db/tokens.ts';
import { viewerById, viewerByToken } from '../db/viewers.ts';
import { demandOwnOrigin, isPageView } from './origin.ts';
import { prolong } from './session.ts';

export type GateSettings = {
  readonly db: Db;
  readonly publicUrl: string;
  /** Reads the session's cookie into `request.session`. */
  readonly session: RequestHandler;
};

/**
 * The one gate before `/admin` and `/api` (rule 21). With `Authorization` the cookie is not even read; with a cookie the
 * request must be of the same origin and, when it writes, carry `X-Nurt`. Puts the viewer, loaded anew, on the request.
 * A request with neither goes on without a viewer: `onlyKnown` turns it away.
 */
export function gate({ db, publicUrl, session }: GateSettings): RequestHandler {
  return (request, response, next) => {
    response.set('Cache-Control', 'no-store');
    response.vary('Cookie');
    response.vary('Authorization');
    const authorization = request.get('authorization');
    if (authorization !== undefined) {
      byToken(db, authorization).then((viewer) => letIn(request, viewer, next), next);
      return;
    }
    session(request, response, (error?: unknown) => {
      if (error) return next(error);
      bySession({ db, publicUrl, request }).then((viewer) => letIn(request, viewer, next), next);
    });
  };
}

/** Turns away whoever the gate did not recognise. */
export const onlyKnown: RequestHandler = (request, _response, next) => {
  if ((request as Request & { viewer?: Viewer }).viewer) return next();
  next(
    new DomainError('session.missing', {
      pl: 'Sesja wygasła albo brakuje tokenu. Zaloguj się ponownie.',
      en: 'The session has ended or the token is missing. Log in again.',
    }),
  );
};

/** Only JSON bodies, and only after the gate: nobody unknown makes us read anything. */
export const onlyJson: RequestHandler = (request: Request, response: Response, next) => {
  const type = request.get('content-type');
  if (type?.startsWith('application/x-www-form-urlencoded') || type?.startsWith('text/plain')) {
    response.status(415).json({ code: 'request.unreadable', message: 'application/json' });
    return;
  }
  next();
};

/** Nothing that people or programs send is nested so deeply; whatever walks a body by recursion would run out of stack. */
const MOST_DEPTH = 100;

/** Turns away bodies that only the parser could follow. */
export const onlyShallow: RequestHandler = (request: Request, _response, next) => {
  let level: unknown[] = [request.body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_DEPTH) return next(tooDeep());
    level = level.flatMap((each) => (each !== null && typeof each === 'object' ? Object.values(each) : []));
  }
  next();
};

function tooDeep(): DomainError {
  return new DomainError('request.too_deep', {
    pl: `Treść żądania jest zagnieżdżona na ponad ${MOST_DEPTH} poziomów. Spłaszcz ją i wyślij ponownie.`,
    en: `The body of the request is nested more than ${MOST_DEPTH} levels deep. Flatten it and send again.`,
  });
}

function letIn(request: Request, viewer: Viewer | undefined, next: () => void): void {
  if (viewer) Object.assign(request, { viewer });
  next();
}

async function byToken(db: Db, authorization: string): Promise<Viewer | undefined> {
  const token = /^Bearer ([\w-]{20,200})$/.exec(authorization)?.[1];
  return token ? viewerByToken(db, tokenHash(token)) : undefined;
}

type Asked = { readonly db: Db; readonly publicUrl: string; readonly request: Request };

async function bySession({ db, publicUrl, request }: Asked): Promise<Viewer | undefined> {
  const { userId } = request.session;
  if (!userId) return undefined;
  // Addresses are matched without regard to case, so `/API` is an API as well.
  const asksApi = /^(\/admin)?\/api(\/|$)/i.test(`${request.baseUrl}${request.path}`);
  if (asksApi || !isPageView(request)) {
    demandOwnOrigin(request, publicUrl);
  }
  if (!isQuiet(request) && (await prolong(request)))
    await db.run('update users set last_seen_at = now() where id = $1', [userId]);
  return viewerById(db, userId);
}

/** A stream, and what an open page asks by itself, are no sign that somebody is there: they make no session last (rule 22). */
function isQuiet(request: Request): boolean {
  return /^\/api\/v1\/live\/?$/i.test(`${request.baseUrl}${request.path}`) || request.get('x-nurt') === 'quiet';
}
