import { Router } from 'express';
import { readUnsubscribeToken, subscriptionOf, unsubscribe, type Subscription } from '../db/unsubscribe.ts';
import type { Language } from '../domain/domain-error.ts';
import type { Door } from './door.ts';
import { escapeHtml, onlyOurTokens, showPage, type PublicPage } from './public-page.ts';

/**
 * `/u/<token>`: GET shows a page with a button, in the recipient's language, and changes nothing (mail scanners open every
 * link); POST unsubscribes, from the button or by the mail program's own (RFC 8058). No login, no cookie.
 */
export function unsubscribeDoor({ db, secretKey, log }: Door): Router {
  const router = Router();
  router.use(
    '/:token',
    onlyOurTokens((token) => readUnsubscribeToken(secretKey, token) !== undefined),
  );
  router.get('/:token', async (request, response, next) => {
    try {
      const subscription = await find(request.params.token);
      if (!subscription) return showPage(response, 404, page('pl', gone));
      showPage(response, 200, page(subscription.language, subscription.ended ? done : asked, subscription));
    } catch (error) {
      next(error);
    }
  });
  router.post('/:token', async (request, response, next) => {
    try {
      const subscription = await find(request.params.token);
      if (!subscription) return showPage(response, 404, page('pl', gone));
      const first = await unsubscribe(db, subscription.messageId);
      if (first) log('unsubscribed', { messageId: subscription.messageId });
      showPage(response, 200, page(subscription.language, done, subscription));
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

function page(language: Language, words: Readonly<Record<Language, Words>>, about?: Subscription): PublicPage {
  const { title, text, button } = words[language];
  const filled = escapeHtml(text)
    .replace('{address}', `<b>${escapeHtml(about?.address ?? '')}</b>`)
    .replace('{sender}', escapeHtml(about?.senderName ?? ''));
  const form = button ? `<form method="post"><button type="submit">${escapeHtml(button)}</button></form>` : '';
  return { language, title, body: `<p>${filled}</p>${form}` };
}
