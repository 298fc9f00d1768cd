import { Router, type Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { readUnsubscribeToken, subscriptionOf, unsubscribe, type Subscription } from '../db/unsubscribe.ts';
import type { Language } from '../domain/domain-error.ts';
import type { Door } from './door.ts';

/** So many requests a minute from one address: nobody unsubscribes faster, and tokens cannot be tried out. */
const PER_MINUTE = 30;

/**
 * `/u/<token>`: GET shows a page with a button, in the recipient's language, and changes nothing (mail scanners open every
 * link); POST unsubscribes, from the button or by the mail program's own (RFC 8058). No login, no cookie.
 */
export function unsubscribeDoor({ db, secretKey, log }: Door): Router {
  const router = Router();
  const limiter = new RateLimiterMemory({ points: PER_MINUTE, duration: 60 });

  router.use((request, response, next) => {
    limiter.consume(request.ip ?? '').then(
      () => next(),
      () => void response.status(429).set('Retry-After', '60').type('text').send('429'),
    );
  });
  router.get('/:token', async (request, response, next) => {
    try {
      const subscription = await find(request.params.token);
      if (!subscription) return show(response, 404, page('pl', gone));
      show(response, 200, page(subscription.language, subscription.ended ? done : asked, subscription));
    } catch (error) {
      next(error);
    }
  });
  router.post('/:token', async (request, response, next) => {
    try {
      const subscription = await find(request.params.token);
      if (!subscription) return show(response, 404, page('pl', gone));
      const first = await unsubscribe(db, subscription.messageId);
      if (first) log('unsubscribed', { messageId: subscription.messageId });
      show(response, 200, page(subscription.language, done, subscription));
    } catch (error) {
      next(error);
    }
  });
  return router;

  async function find(token: string): Promise<Subscription | undefined> {
    const messageId = readUnsubscribeToken(secretKey, token);
    return messageId === undefined ? undefined : subscriptionOf(db, messageId);
  }
}

function show(response: Response, status: number, html: string): void {
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
    .send(html);
}

type Words = { readonly title: string; readonly text: string; readonly button?: string };

const asked: Readonly<Record<Language, Words>> = {
  pl: {
    title: 'Wypisać ten adres?',
    text: 'Na adres {address} nie będziemy już wysyłać takich wiadomości. Nadawca: {sender}.',
    button: 'Wypisz mnie',
  },
  en: {
    title: 'Unsubscribe this address?',
    text: 'We will no longer send such messages to {address}. Sender: {sender}.',
    button: 'Unsubscribe',
  },
};
const done: Readonly<Record<Language, Words>> = {
  pl: { title: 'Gotowe', text: 'Adres {address} jest wypisany. Nie wyślemy już na niego takich wiadomości.' },
  en: { title: 'Done', text: 'The address {address} is unsubscribed. We will not send such messages to it again.' },
};
const gone: Readonly<Record<Language, Words>> = {
  pl: {
    title: 'Ten odnośnik nie działa / This link does not work',
    text: 'Sprawdź, czy cały adres został skopiowany z wiadomości. / Check that the whole address was copied from the message.',
  },
  en: { title: 'This link does not work', text: 'Check that the whole address was copied from the message.' },
};

function page(language: Language, words: Readonly<Record<Language, Words>>, about?: Subscription): string {
  const { title, text, button } = words[language];
  const filled = escape(text)
    .replace('{address}', `<b>${escape(about?.address ?? '')}</b>`)
    .replace('{sender}', escape(about?.senderName ?? ''));
  const form = button ? `<form method="post"><button type="submit">${escape(button)}</button></form>` : '';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>${style}</style></head>
<body><main><h1>${escape(title)}</h1><p>${filled}</p>${form}</main></body></html>`;
}

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0;display:grid;min-height:100vh;place-items:center}
main{max-width:28rem;padding:2rem}h1{font-size:1.4rem;margin:0 0 .5rem}button{font:inherit;font-weight:600;padding:.6rem 1.2rem;border:0;border-radius:8px;background:#2b5fd9;color:#fff;cursor:pointer}
button:focus-visible{outline:3px solid #8fb0ff;outline-offset:2px}`;

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
