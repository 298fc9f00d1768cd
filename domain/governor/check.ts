import { DomainError } from '../domain-error.ts';
import type { AllowedHours, RuleBook } from './rule-book.ts';

/** Throws `rule_book.…` unless every rule of the book can be followed. */
export function checkRuleBook({ hours, cap }: RuleBook): void {
  for (const [channel, allowed] of Object.entries(hours))
    if (!isFollowable(allowed)) throw wrongHours(channel, allowed);
  if (cap && !(isCount(cap.touches) && isCount(cap.days) && cap.days <= 366)) throw wrongCap(cap);
}

function isFollowable({ from, to, days }: AllowedHours): boolean {
  const isClock = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);
  const areDays = days.length > 0 && days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  return isClock(from) && isClock(to) && from < to && areDays;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

function wrongHours(channel: string, allowed: AllowedHours): DomainError {
  const value = JSON.stringify(allowed);
  return new DomainError('rule_book.wrong_hours', {
    pl: `Godziny kanału „${channel}” są błędne: ${value}. Podaj początek wcześniejszy niż koniec i choć jeden dzień tygodnia.`,
    en: `The hours of the channel "${channel}" are wrong: ${value}. Give a start before the end and at least one weekday.`,
  });
}

function wrongCap(cap: NonNullable<RuleBook['cap']>): DomainError {
  const value = JSON.stringify(cap);
  return new DomainError('rule_book.wrong_cap', {
    pl: `Limit kontaktów ${value} jest błędny. Podaj liczbę kontaktów i dni (od 1 do 366).`,
    en: `The cap of contacts ${value} is wrong. Give a number of contacts and of days (1 to 366).`,
  });
}
