import { zoneOf, type Calendars } from '../calendar/compile.ts';
import { fromLocal, toLocal } from '../calendar/zone.ts';
import type { Instant } from '../scenario/shapes.ts';
import { strictest, type AllowedHours, type Purpose, type Reason, type RuleBook } from './rule-book.ts';

/** One contact that somebody means to make, with all that the rules look at. */
export type GovernorQuestion = {
  readonly now: Instant;
  readonly channel: string;
  readonly purpose: string;
  /** Sent whatever the hour: an answer that the recipient is waiting for. */
  readonly atOnce?: boolean;
  /** Zone of the recipient, e.g. `Europe/Warsaw`, and the calendars that know it. */
  readonly zone: string;
  readonly calendars: Calendars;
  readonly hasAddress: boolean;
  /** The address stands on the list of suppressions for this purpose or for every one. */
  readonly suppressed: boolean;
  /** The consent in force for this purpose and channel; null where nobody was ever asked. */
  readonly consent: 'given' | 'refused' | 'withdrawn' | null;
  /** When capped contacts of the company were or will be made, over all campaigns; without the one that is asked about. */
  readonly touches: readonly Instant[];
  readonly frozen: boolean;
  readonly inCollection: boolean;
};

export type GovernorAnswer =
  | { readonly may: 'go' }
  /** Not before `when`. */
  | { readonly may: 'later'; readonly when: Instant; readonly reason: Reason }
  /** Waits until the freeze is over, whenever that is. */
  | { readonly may: 'hold'; readonly reason: Reason }
  | { readonly may: 'not'; readonly reason: Reason };

const DAY = 86_400_000;

/**
 * May this contact be made now? What forbids it comes first, then what holds it, then what shifts it. Transactional purposes
 * skip consent, never suppression (engine rule 13).
 */
export function askGovernor(book: RuleBook, question: GovernorQuestion): GovernorAnswer {
  const purpose = book.purposes[question.purpose] ?? strictest;
  const refusal = forbidden(purpose, question);
  if (refusal) return { may: 'not', reason: refusal };
  if (question.frozen) return { may: 'hold', reason: 'frozen' };
  const when = question.atOnce ? question.now : nextAllowed(book.hours[question.channel], question);
  if (purpose.capped && isOverCap(book.cap, question.touches, when)) return { may: 'not', reason: 'over cap' };
  return when > question.now ? { may: 'later', when, reason: 'quiet hours' } : { may: 'go' };
}

function forbidden(
  purpose: Purpose,
  { hasAddress, suppressed, consent, inCollection }: GovernorQuestion,
): Reason | null {
  if (!hasAddress) return 'no address';
  if (suppressed) return 'suppressed';
  if (purpose.needsConsent && consent !== 'given') return consent === null ? 'no consent' : `consent ${consent}`;
  return purpose.offer && inCollection ? 'in collection' : null;
}

/** Counts the contacts within so many days before and after: reservations for later count as well. */
function isOverCap(cap: RuleBook['cap'], touches: readonly Instant[], when: Instant): boolean {
  if (!cap) return false;
  const span = cap.days * DAY;
  return touches.filter((at) => Math.abs(at - when) < span).length >= cap.touches;
}

/** The first moment from now on at which the channel may be used; `now` itself if it may. */
export function nextAllowed(
  hours: AllowedHours | undefined,
  { now, zone: name, calendars }: Pick<GovernorQuestion, 'now' | 'zone' | 'calendars'>,
): Instant {
  if (!hours || hours.days.length === 0) return now;
  const zone = zoneOf(calendars, name);
  const local = toLocal(zone, now);
  const today = Math.floor(local / DAY);
  const [opens, closes] = [clock(hours.from), clock(hours.to)];
  // A week and a day: today may be allowed, but over.
  for (let day = today; day <= today + 7; day++) {
    if (!hours.days.includes(isoWeekday(day))) continue;
    const clockNow = day === today ? local - day * DAY : 0;
    if (clockNow < closes) return clockNow >= opens ? now : fromLocal(zone, day * DAY + opens);
  }
  return now;
}

function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** `08:30` as milliseconds after midnight. */
function clock(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return (hours! * 60 + minutes!) * 60_000;
}
