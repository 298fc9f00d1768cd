import type { Said } from '../domain-error.ts';

/** When a channel may disturb people, in the recipient's zone. Days as ISO weekdays, 1 is Monday. */
export type AllowedHours = { readonly from: string; readonly to: string; readonly days: readonly number[] };

/** What a message or a call is for, and which rules that brings. A transactional purpose has all three off. */
export type Purpose = {
  /** The recipient must have agreed before. */
  readonly needsConsent: boolean;
  /** Counts against the cap, and is held back by it. */
  readonly capped: boolean;
  /** An offer: never to a company in collection. */
  readonly offer: boolean;
};

/** The rules of contact. Data: an administrator changes it, a test may set its own. */
export type RuleBook = {
  readonly purposes: Readonly<Record<string, Purpose>>;
  /** By channel; a channel that is not named may be used at any hour. */
  readonly hours: Readonly<Record<string, AllowedHours>>;
  /** At most so many capped contacts per company in so many days, over all campaigns; null: no cap. */
  readonly cap: { readonly touches: number; readonly days: number } | null;
};

const transactional: Purpose = { needsConsent: false, capped: false, offer: false };

/** For a purpose that the book does not know: the strictest rules. */
export const strictest: Purpose = { needsConsent: true, capped: true, offer: true };

/** The book of a new installation: Polish law on consent, and customs on hours. */
export const defaultRuleBook: RuleBook = {
  purposes: {
    marketing: strictest,
    service: transactional,
    invoice: transactional,
    demand: transactional,
    'visit reminder': transactional,
  },
  hours: {
    email: { from: '08:00', to: '20:00', days: [1, 2, 3, 4, 5, 6] },
    sms: { from: '08:00', to: '20:00', days: [1, 2, 3, 4, 5, 6] },
    phone: { from: '08:00', to: '20:00', days: [1, 2, 3, 4, 5] },
  },
  cap: { touches: 3, days: 7 },
};

/** Purposes that Nurt itself works with; others are what an office has added. */
const shipped: Readonly<Record<string, Said>> = {
  marketing: { pl: 'marketing', en: 'marketing' },
  service: { pl: 'obsługa', en: 'service' },
  invoice: { pl: 'faktura', en: 'invoice' },
  demand: { pl: 'wezwanie do zapłaty', en: 'demand for payment' },
  'visit reminder': { pl: 'przypomnienie o wizycie', en: 'visit reminder' },
};

export function isShippedPurpose(purpose: string): boolean {
  return Object.hasOwn(shipped, purpose);
}

/** What an office has added is called as it was typed. */
export function namePurpose(purpose: string): Said {
  return isShippedPurpose(purpose) ? shipped[purpose]! : { pl: purpose, en: purpose };
}

/** Whoever gets a message for it may opt out: the message carries the way to unsubscribe. */
export function hasOptOut({ purposes }: RuleBook, purpose: string): boolean {
  const { needsConsent, offer } = Object.hasOwn(purposes, purpose) ? purposes[purpose]! : strictest;
  return needsConsent || offer;
}

/** What a consent may be recorded for: marketing, service, what needs one by the book, and what the office has added. */
export function consentPurposes({ purposes }: RuleBook): string[] {
  const asked = Object.keys(purposes).filter((name) => purposes[name]!.needsConsent || !isShippedPurpose(name));
  return [...new Set(['marketing', 'service', ...asked])];
}

/** Why a contact is refused, put off or held. */
export const reasons = {
  'no address': { pl: 'brak adresu', en: 'no address' },
  suppressed: { pl: 'adres na liście „nie kontaktować”', en: 'address on the do-not-contact list' },
  'no consent': { pl: 'brak zgody', en: 'no consent' },
  'consent refused': { pl: 'odmówiono zgody', en: 'consent was refused' },
  'consent withdrawn': { pl: 'zgoda wycofana', en: 'consent was withdrawn' },
  'in collection': { pl: 'klient w windykacji, bez ofert', en: 'company in collection, no offers' },
  'over cap': { pl: 'za dużo kontaktów w ostatnich dniach', en: 'too many contacts in the last days' },
  'quiet hours': { pl: 'poza dozwolonymi godzinami', en: 'outside of the allowed hours' },
  frozen: { pl: 'wstrzymane', en: 'frozen' },
} as const satisfies Record<string, Said>;

export type Reason = keyof typeof reasons;
