import React from 'react';
import type { Absence } from '../../db/absences.ts';
import { awayOn } from '../../domain/calendar/away.ts';
import { daysOf } from './absence-days.ts';
import type { Day } from './dates.ts';
import { Notice } from './field.tsx';
import { useRead } from './read.ts';
import { useWords, type Words } from './words.ts';

type AwayNoticeProps = {
  /** Who is to do it; nobody while it waits in a queue. */
  readonly userId: string | null | undefined;
  /** On which day. */
  readonly on: Day | undefined;
};

/** Says that whoever is to do something is away on that day. It may be planned all the same, knowingly. */
export function AwayNotice({ userId, on }: AwayNoticeProps) {
  const words = useWords();
  const query = userId && on ? `?${new URLSearchParams({ people: userId, from: on, to: on })}` : undefined;
  const { value } = useRead<{ rows: Absence[] }>(query && `/absences${query}`);
  // What was read for another day stays until the next answer is here: it is asked again of this one.
  const absence = userId && on ? awayOn(value?.rows ?? [], { userId, on }) : undefined;
  return absence ? <Notice tone="orange">{`${sayAway(absence, words)} ${words.t('absence.choose')}`}</Notice> : null;
}

/** `Anna Wiśniewska ma wtedy nieobecność (7–9 stycznia 2031). Zastępuje: Paweł Lewandowski.` */
export function sayAway(absence: Absence, words: Words): string {
  const { t } = words;
  const warned = t('absence.warns', { name: absence.userName, days: daysOf(absence, words) });
  if (!absence.substituteName) return warned;
  return `${warned} ${t('absence.stands in', { name: absence.substituteName })}`;
}
