/** Pages for people without a login, reached by a token in a mail: they hold no cookie, run nothing and load nothing. */
import type { RequestHandler, Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Language } from '../domain/domain-error.ts';

/** So many wrong tokens a minute from one address: they cannot be tried out. */
const WRONG_PER_MINUTE = 30;

/**
 * Answers 429 to whoever asks with wrong tokens again and again. A token of ours always passes: the one-click requests of a
 * large mail provider come from a few addresses.
 */
export function onlyOurTokens(isOurs: (token: string) => boolean): RequestHandler<{ token: string }> {
  const limiter = new RateLimiterMemory({ points: WRONG_PER_MINUTE, duration: 60 });
  return (request, response, next) => {
    if (isOurs(request.params.token)) return next();
    limiter.consume(request.ip ?? '').then(
      () => next(),
      () => void response.status(429).set('Retry-After', '60').type('text').send('429'),
    );
  };
}

export type PublicPage = {
  readonly language: Language;
  readonly title: string;
  /** HTML, of which whatever comes from outside went through `escapeHtml`. */
  readonly body: string;
};

export function showPage(response: Response, status: number, { language, title, body }: PublicPage): void {
  response
    .status(status)
    .set({
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    })
    .type('html')
    .send(
      `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`,
    );
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0;display:grid;min-height:100vh;place-items:center}
main{max-width:28rem;min-width:0;padding:2rem;overflow-wrap:anywhere}h1{font-size:1.4rem;margin:0 0 .5rem}p{margin:0 0 .5rem}form{display:inline-block;margin:.5rem .5rem 0 0}
button{font:inherit;font-weight:600;padding:.6rem 1.2rem;border:1px solid;border-radius:8px;background:transparent;color:inherit;cursor:pointer}
form:first-of-type button{background:#0b6477;border-color:#0b6477;color:#fff}button:focus-visible{outline:3px solid #5fc2d3;outline-offset:2px}`;
