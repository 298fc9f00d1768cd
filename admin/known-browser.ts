import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';

export type KnownBrowsers = {
  /** The mark of this browser if this person has logged in here before; undefined if not, or if the mark is not ours. */
  markOf(request: Request, email: string): string | undefined;
  /** Remembers that this person has logged in here. */
  remember(response: Response, email: string): void;
};

type KnownBrowserSettings = {
  readonly secretKey: string;
  readonly installationId: string;
  /** Name of the session's cookie; this one is named after it. */
  readonly cookieName: string;
  readonly secure: boolean;
};

const NINETY_DAYS = 90 * 24 * 3_600_000;

/**
 * Browsers in which somebody has logged in. Their wrong passwords are counted apart from those that come from elsewhere:
 * whoever guesses an account's password shuts out other strangers, not its owner. The cookie opens nothing.
 */
export function knownBrowsers({ secretKey, installationId, cookieName, secure }: KnownBrowserSettings): KnownBrowsers {
  const name = `${cookieName}-known`;
  const key = Buffer.from(hkdfSync('sha256', secretKey, installationId, 'known browser', 32));
  const signed = (mark: string, email: string) =>
    createHmac('sha256', key).update(`${mark}\n${email}`).digest('base64url');
  return {
    markOf(request, email) {
      const [mark, signature] = cookieOf(request, name)?.split('.') ?? [];
      if (!mark || !signature) return undefined;
      return isSame(signature, signed(mark, email)) ? mark : undefined;
    },
    remember(response, email) {
      const mark = randomBytes(18).toString('base64url');
      response.cookie(name, `${mark}.${signed(mark, email)}`, {
        httpOnly: true,
        sameSite: 'lax',
        secure,
        // A name that begins with __Host- needs the whole path.
        path: '/',
        maxAge: NINETY_DAYS,
      });
    },
  };
}

function cookieOf(request: Request, name: string): string | undefined {
  for (const pair of (request.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
