import { Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { answerInvitation, invitationOf, readAnswerToken, type OpenInvitation } from '../db/invitation-answers.ts';
import { tellParticipants, untoldOf } from '../db/invitations.ts';
import { readInvitees } from '../db/invitees.ts';
import type { Language } from '../domain/domain-error.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { escapeHtml, onlyOurTokens, showPage, type PublicPage } from './public-page.ts';

const id = z.uuid();
/** So often an hour may somebody change their mind about one meeting: its owner hears of each time. */
const CHANGES_PER_HOUR = 10;
const answered = z.enum(['accepted', 'declined', 'tentative']);

/** Tasks that have just been changed: one by one, or by an action on many rows. */
export const untoldAsked = z.union([z.strictObject({ ids: z.array(id).max(2_000) }), z.strictObject({ bulkId: id })]);

/** Who is invited to a task, and the word that goes to them. */
export function invitationsApi({ db, publicUrl, secretKey }: Door): Router {
  const router = Router();
  router.get(
    '/tasks/:id/invitations',
    answer(async (request) => ({
      invitees: await readInvitees(db, viewerOf(request), id.parse(request.params['id'])),
    })),
  );
  router.post(
    '/tasks/:id/invitations',
    answer((request) => {
      const house = { publicUrl, secretKey };
      return tellParticipants(db, viewerOf(request), { id: id.parse(request.params['id']), house });
    }),
  );
  router.post(
    '/tasks/untold',
    answer(async (request) => ({
      meetings: await db.transaction((tx) => untoldOf(tx, viewerOf(request), untoldAsked.parse(request.body))),
    })),
  );
  return router;
}

/**
 * `/m/<token>`: the page on which somebody who was invited answers. GET shows it and changes nothing, for mail scanners open
 * every link; POST keeps the answer. No login, no cookie.
 */
export function invitationDoor({ db, secretKey }: Door): Router {
  const router = Router();
  const changes = new RateLimiterMemory({ points: CHANGES_PER_HOUR, duration: 3600 });
  router.use(
    '/:token',
    onlyOurTokens((token) => readAnswerToken(secretKey, token) !== undefined),
  );
  router.get('/:token', async (request, response, next) => {
    try {
      const invitation = await invitationOf(db, secretKey, request.params.token);
      showPage(response, invitation ? 200 : 404, page(invitation, request.params.token));
    } catch (error) {
      next(error);
    }
  });
  router.post('/:token/:answer', async (request, response, next) => {
    try {
      const invitation = await invitationOf(db, secretKey, request.params.token);
      const { data } = answered.safeParse(request.params.answer);
      if (!invitation || !data) return showPage(response, 404, page(undefined, ''));
      if (!invitation.closed && invitation.answer !== data) {
        const isMuch = await changes.consume(invitation.id).then(
          () => false,
          () => true,
        );
        if (isMuch) return void response.status(429).set('Retry-After', '3600').type('text').send('429');
        await answerInvitation(db, invitation, data);
      }
      showPage(
        response,
        200,
        page(invitation.closed ? invitation : { ...invitation, answer: data }, request.params.token),
      );
    } catch (error) {
      next(error);
    }
  });
  return router;
}

const texts = {
  pl: {
    gone: 'Ten odnośnik nie działa / This link does not work',
    closed: 'To spotkanie już się odbyło albo jest odwołane.',
    calledOff: 'To spotkanie zostało odwołane.',
    accepted: 'Przyjdę',
    tentative: 'Może',
    declined: 'Nie przyjdę',
    yours: 'Twoja odpowiedź',
  },
  en: {
    gone: 'This link does not work',
    closed: 'This meeting is over or has been called off.',
    calledOff: 'This meeting has been called off.',
    accepted: 'I will come',
    tentative: 'Maybe',
    declined: 'I will not come',
    yours: 'Your answer',
  },
} as const satisfies Record<Language, Record<string, string>>;

function page(invitation: OpenInvitation | undefined, token: string): PublicPage {
  const language = invitation?.language ?? 'pl';
  const said = texts[language];
  if (!invitation) return { language, title: said.gone, body: '' };
  const { title, startsAt, place, zone, answer: given, closed, calledOff } = invitation;
  if (calledOff) return { language, title: said.calledOff, body: '' };
  const when =
    startsAt &&
    new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', {
      ...{ timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
      hourCycle: 'h23',
    }).format(new Date(startsAt));
  const about = [when, place].filter(Boolean).map((text) => `<p>${escapeHtml(text!)}</p>`);
  const yours = given === 'none' ? '' : `<p><b>${said.yours}: ${said[given]}</b></p>`;
  const form = closed ? `<p>${said.closed}</p>` : buttons(said, token);
  return { language, title, body: [...about, yours, form].join('') };
}

function buttons(said: (typeof texts)[Language], token: string): string {
  return answered.options
    .map(
      (one) =>
        `<form method="post" action="/m/${escapeHtml(token)}/${one}"><button type="submit">${said[one]}</button></form>`,
    )
    .join('');
}
