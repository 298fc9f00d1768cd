import { Router, type Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { answerInvitation, invitationOf, type OpenInvitation } from '../db/invitation-answers.ts';
import { inviteesOf, tellParticipants } from '../db/invitations.ts';
import type { Language } from '../domain/domain-error.ts';
import { answer, viewerOf, type Door } from './door.ts';

const id = z.uuid();
const answered = z.enum(['accepted', 'declined', 'tentative']);

/** Who is invited to a task, and the word that goes to them. */
export function invitationsApi({ db, publicUrl, secretKey }: Door): Router {
  const router = Router();
  router.get(
    '/tasks/:id/invitations',
    answer(async (request) => ({
      invitees: await inviteesOf(db, viewerOf(request), id.parse(request.params['id'])),
    })),
  );
  router.post(
    '/tasks/:id/invitations',
    answer((request) => {
      const house = { publicUrl, secretKey };
      return tellParticipants(db, viewerOf(request), { id: id.parse(request.params['id']), house });
    }),
  );
  return router;
}

/** So many requests a minute from one address: nobody answers faster, and tokens cannot be tried out. */
const PER_MINUTE = 30;

/**
 * `/m/<token>`: the page on which somebody who was invited answers. GET shows it and changes nothing, for mail scanners open
 * every link; POST keeps the answer. No login, no cookie.
 */
export function invitationDoor({ db, secretKey }: Door): Router {
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
      const invitation = await invitationOf(db, secretKey, request.params.token);
      show(response, invitation ? 200 : 404, page(invitation, request.params.token));
    } catch (error) {
      next(error);
    }
  });
  router.post('/:token/:answer', async (request, response, next) => {
    try {
      const invitation = await invitationOf(db, secretKey, request.params.token);
      const { data } = answered.safeParse(request.params.answer);
      if (!invitation || !data) return show(response, 404, page(undefined, ''));
      if (!invitation.closed) await answerInvitation(db, invitation, data);
      show(response, 200, page(invitation.closed ? invitation : { ...invitation, answer: data }, request.params.token));
    } catch (error) {
      next(error);
    }
  });
  return router;
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

const texts = {
  pl: {
    gone: 'Ten odnośnik nie działa / This link does not work',
    closed: 'To spotkanie już się odbyło albo jest odwołane.',
    accepted: 'Przyjdę',
    tentative: 'Może',
    declined: 'Nie przyjdę',
    yours: 'Twoja odpowiedź',
  },
  en: {
    gone: 'This link does not work',
    closed: 'This meeting is over or has been called off.',
    accepted: 'I will come',
    tentative: 'Maybe',
    declined: 'I will not come',
    yours: 'Your answer',
  },
} as const satisfies Record<Language, Record<string, string>>;

function page(invitation: OpenInvitation | undefined, token: string): string {
  const language = invitation?.language ?? 'pl';
  const said = texts[language];
  if (!invitation) return document(language, { title: said.gone, body: '' });
  const { title, startsAt, place, zone, answer: given, closed } = invitation;
  const when =
    startsAt &&
    new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', {
      ...{ timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
      hourCycle: 'h23',
    }).format(new Date(startsAt));
  const about = [when, place].filter(Boolean).map((text) => `<p>${escape(text!)}</p>`);
  const yours = given === 'none' ? '' : `<p><b>${said.yours}: ${said[given]}</b></p>`;
  const form = closed ? `<p>${said.closed}</p>` : buttons(said, token);
  return document(language, { title, body: [...about, yours, form].join('') });
}

function buttons(said: (typeof texts)[Language], token: string): string {
  return answered.options
    .map(
      (one) =>
        `<form method="post" action="/m/${escape(token)}/${one}"><button type="submit">${said[one]}</button></form>`,
    )
    .join('');
}

function document(language: Language, { title, body }: { readonly title: string; readonly body: string }): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>${style}</style></head>
<body><main><h1>${escape(title)}</h1>${body}</main></body></html>`;
}

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0;display:grid;min-height:100vh;place-items:center}
main{max-width:28rem;padding:2rem}h1{font-size:1.4rem;margin:0 0 .5rem}p{margin:0 0 .5rem}form{display:inline-block;margin:.5rem .5rem 0 0}
button{font:inherit;font-weight:600;padding:.6rem 1.2rem;border:1px solid;border-radius:8px;background:transparent;color:inherit;cursor:pointer}
form:first-of-type button{background:#0b6477;border-color:#0b6477;color:#fff}button:focus-visible{outline:3px solid #5fc2d3;outline-offset:2px}`;

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
