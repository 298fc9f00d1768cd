import { DomainError } from '../domain-error.ts';
import { oneLine } from '../text/clean.ts';
import type { AllowedHours, RuleBook } from './rule-book.ts';

/** Throws `rule_book.…` unless every rule of the book can be followed. */
export function checkRuleBook({ purposes, hours, cap }: RuleBook): void {
  const names = Object.keys(purposes);
  const wrong = names.find((name, at) => !isPurposeName(name) || names.findIndex((one) => isSame(one, name)) !== at);
  if (wrong !== undefined) throw wrongPurpose(wrong);
  for (const [channel, allowed] of Object.entries(hours))
    if (!isFollowable(allowed)) throw wrongHours(channel, allowed);
  if (cap && !(isCount(cap.touches) && isCount(cap.days) && cap.days <= 366)) throw wrongCap(cap);
}

const LONGEST_PURPOSE = 50;

function isPurposeName(name: string): boolean {
  return name !== '' && name === oneLine(name) && name.length <= LONGEST_PURPOSE;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isFollowable({ from, to, days }: AllowedHours): boolean {
  const isClock = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);
  const areDays = days.length > 0 && days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  return isClock(from) && isClock(to) && from < to && areDays;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

function wrongPurpose(name: string): DomainError {
  return new DomainError(
    'rule_book.wrong_purpose',
    {
      pl: `Cel „${name.slice(0, LONGEST_PURPOSE)}” jest już na liście albo jego nazwa jest błędna. Podaj inną, do ${LONGEST_PURPOSE} znaków.`,
      en: `The purpose "${name.slice(0, LONGEST_PURPOSE)}" is on the list already, or its name is wrong. Give another one of at most ${LONGEST_PURPOSE} characters.`,
    },
    'purpose',
  );
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
