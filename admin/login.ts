import express, { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Language } from '../domain/domain-error.ts';
import type { Db } from '../db/database.ts';
import { announce } from '../db/live.ts';
import { userByPassword } from '../db/passwords.ts';
import { isSameOrigin } from '../api/origin.ts';
import { beginSession, endSession } from '../api/session.ts';
import type { KnownBrowsers } from './known-browser.ts';
import { loginPage } from './login-page.ts';
import type { LoginProblem } from './login-page.ts';
import type { Manifest } from './build.ts';

export type LoginSettings = {
  readonly db: Db;
  readonly publicUrl: string;
  readonly session: RequestHandler;
  readonly manifest: Manifest;
  readonly cookieName: string;
  readonly known: KnownBrowsers;
  readonly limits?: { readonly perAddress: number; readonly perAccount: number };
};

const FIVE_MINUTES = 300;
const FIFTEEN_MINUTES = 900;

/** `/admin/login` and `/admin/logout`. A wrong password is 401, too many are 429; the session's id changes at login. */
export function loginRouter(settings: LoginSettings): Router {
  const { publicUrl, session, cookieName } = settings;
  const router = Router();
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    response.vary('Cookie');
    next();
  });

  router.get('/login', (request, response) => void response.type('html').send(show(settings, request)));
  router.post(
    '/login',
    (request, response, next) => (isSameOrigin(request, publicUrl) ? next() : void response.status(403).end()),
    express.urlencoded({ extended: false, limit: '4kb', parameterLimit: 5 }),
    session,
    loginWith(settings),
  );
  // GET does nothing: a picture on a foreign page must not log anybody out.
  router.post('/logout', session, (request, response, next) => {
    if (!isSameOrigin(request, publicUrl) || request.get('x-nurt') === undefined)
      return void response.status(403).end();
    const { userId } = request.session;
    const ended = endSession(request).then(() => {
      // Streams of this session that are open in other tabs end as well.
      if (userId) return announce(settings.db, { about: 'session', to: { userIds: [userId] } });
    });
    ended.then(() => response.clearCookie(cookieName, { path: '/' }).status(204).end(), next);
  });
  return router;
}

function loginWith(settings: LoginSettings): RequestHandler {
  const { perAddress = 30, perAccount = 8 } = settings.limits ?? {};
  const addresses = new RateLimiterMemory({ points: perAddress, duration: FIVE_MINUTES });
  const accounts = new RateLimiterMemory({ points: perAccount, duration: FIFTEEN_MINUTES });

  return async (request, response) => {
    const body = (request.body ?? {}) as { email?: unknown; password?: unknown };
    const email = textOf(body.email).trim().toLowerCase();
    const address = request.ip ?? '';
    const account = settings.known.markOf(request, email) ?? email;
    try {
      await addresses.consume(address);
      await accounts.consume(account);
    } catch (limit) {
      if (limit instanceof RateLimiterRes) response.set('Retry-After', String(Math.ceil(limit.msBeforeNext / 1000)));
      response
        .status(429)
        .type('html')
        .send(show(settings, request, { problem: 'too many', email }));
      return;
    }
    const userId = await userByPassword(settings.db, email, textOf(body.password));
    if (!userId) {
      response
        .status(401)
        .type('html')
        .send(show(settings, request, { problem: 'wrong', email }));
      return;
    }

    await accounts.delete(account);
    // A whole office comes from one address at eight o'clock: only wrong passwords count against it.
    await addresses.reward(address);
    await beginSession(request, userId);
    settings.known.remember(response, email);
    response.redirect(303, wayOn(request));
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : '';
}

/** A calendar of many people has their ids in its address. */
const LONGEST_WAY = 2_000;

/**
 * Only ways inside the panel, whole or not at all: never to another host. Browsers and exchanges write more signs behind the
 * question mark as they are than we do.
 */
function wayOn(request: Request): string {
  const to = request.query['to'];
  if (typeof to !== 'string' || to.length > LONGEST_WAY) return '/admin';
  return /^\/admin(\/[\w/-]*)?(\?[\w=&%.:+*~,!'()-]*)?$/.test(to) ? to : '/admin';
}

type Shown = { readonly problem?: LoginProblem; readonly email?: string };

function show({ manifest: { style, icon } }: LoginSettings, request: Request, shown: Shown = {}): string {
  return loginPage({ language: languageAsked(request), style, icon, to: wayOn(request), ...shown });
}

function languageAsked(request: Request): Language {
  const chosen = request.query['lang'];
  if (chosen === 'pl' || chosen === 'en') return chosen;
  return request.acceptsLanguages('pl', 'en') === 'en' ? 'en' : 'pl';
}
