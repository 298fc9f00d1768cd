/** Why something did not go out, was taken back or came to its end: codes that Nurt writes down by itself, and their words. */
import type { LeftOutReason } from './campaigns/shapes.ts';
import type { Said } from './domain-error.ts';
import { reasons as ofGovernor } from './governor/rule-book.ts';
import { explainStuck } from './scenario/stuck.ts';

const leftOut = {
  ...ofGovernor,
  'bad address': { pl: 'adres nie działa', en: 'the address does not work' },
  'other campaign': { pl: 'w innej kampanii', en: 'in another campaign' },
  'contact person': { pl: 'bierze udział osoba kontaktowa', en: 'a contact person takes part' },
} as const satisfies Record<LeftOutReason, Said>;

/** How the scenarios that come with Nurt end. */
const ofShipped = {
  'call not allowed': { pl: 'nie wolno dzwonić', en: 'may not be called' },
  'no contact': { pl: 'brak kontaktu', en: 'no contact' },
  'not interested': { pl: 'niezainteresowany', en: 'not interested' },
  interested: { pl: 'zainteresowany', en: 'interested' },
  'wrong number': { pl: 'zły numer', en: 'wrong number' },
  'came back': { pl: 'wrócił', en: 'came back' },
  onboarded: { pl: 'wdrożony', en: 'onboarded' },
  dissatisfied: { pl: 'niezadowolony', en: 'dissatisfied' },
} as const satisfies Record<string, Said>;

/** All of them. Who writes one down takes it from here, through `reasonCode`. */
export const writtenReasons = {
  ...leftOut,
  ...ofShipped,
  'same address': { pl: 'na ten adres wiadomość już idzie', en: 'the address gets this message already' },
  'no sender': { pl: 'brak czynnego konta nadawczego', en: 'no active sending account' },
  'no template': { pl: 'brak szablonu', en: 'the template is missing' },
  expired: { pl: 'minął czas na wysłanie', en: 'the time to send it has passed' },
  timeout: { pl: 'minął termin', en: 'the deadline has passed' },
  moved: { pl: 'przebieg przeniesiono do innego kroku', en: 'the run was moved to another step' },
  join: { pl: 'wystarczyły inne gałęzie', en: 'other branches were enough' },
  ended: { pl: 'przebieg się zakończył', en: 'the run has ended' },
  'stage closed': { pl: 'etap zamknięty', en: 'the stage is closed' },
  'campaign ended': { pl: 'kampania zakończona', en: 'the campaign has ended' },
  'campaign cancelled': { pl: 'kampania anulowana', en: 'the campaign was cancelled' },
  'taken back': { pl: 'cofnięto przed wysłaniem', en: 'taken back before it went out' },
  replaced: { pl: 'zastąpiona nowszą', en: 'replaced by a newer one' },
  'dropped after a restore': { pl: 'odrzucono po odtworzeniu z kopii', en: 'dropped after a restore from a copy' },
  'a person said that it did not go out': {
    pl: 'według człowieka nie wyszła',
    en: 'a person said that it did not go out',
  },
  'The sender ended before the answer of the mail server was recorded.': {
    pl: 'wysyłka urwała się, zanim zapisano odpowiedź serwera poczty',
    en: 'sending broke off before the answer of the mail server was recorded',
  },
  refused: { pl: 'nie wolno było', en: 'it was not allowed' },
  failed: { pl: 'nie udało się', en: 'it failed' },
} as const satisfies Record<string, Said>;

export type WrittenReason = keyof typeof writtenReasons;

/** What stands before somebody else's own words: those of a mail server, of a channel, of a template. */
export const openings = {
  refused: null,
  failed: null,
  'The channel failed': { pl: 'kanał zawiódł', en: 'the channel failed' },
  'The text could not be filled in': { pl: 'nie dało się wypełnić tekstu', en: 'the text could not be filled in' },
  'Not an address': { pl: 'to nie jest adres', en: 'not an address' },
  'The mail could not be composed': { pl: 'nie dało się złożyć wiadomości', en: 'the mail could not be composed' },
} as const satisfies Record<string, Said | null>;

/** The code as it is stored. */
export function reasonCode(reason: WrittenReason): WrittenReason {
  return reason;
}

/** A stored reason for people. What a server, a person or an office's own scenario wrote stays as it was written. */
export function sayReason(reason: string): Said {
  if (Object.hasOwn(writtenReasons, reason)) return begun(writtenReasons[reason as WrittenReason]);
  const at = reason.indexOf(': ');
  const opening = reason.slice(0, Math.max(at, 0));
  if (Object.hasOwn(openings, opening)) {
    const rest = reason.slice(at + 2);
    const said = openings[opening as keyof typeof openings];
    return said === null ? sayReason(rest) : begun({ pl: `${said.pl}: ${rest}`, en: `${said.en}: ${rest}` });
  }
  return explainStuck(reason);
}

function begun({ pl, en }: Said): Said {
  return { pl: capital(pl), en: capital(en) };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
