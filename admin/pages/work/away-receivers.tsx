import React from 'react';
import type { Absence } from '../../../db/absences.ts';
import { awayAmong } from '../../../domain/calendar/away.ts';
import { toWall } from '../../../domain/calendar/wall.ts';
import { daysOf } from '../../components/absence-days.ts';
import { Notice } from '../../components/field.tsx';
import { useOfficeWords } from '../../components/office-words.ts';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';

type AwayReceiversProps = {
  /** To whom work is to be given. */
  readonly people: readonly string[];
  /** When it is to be done, beside today. */
  readonly at?: readonly (string | null)[];
};

/** Says who of them is away today or when the work is to be done. It may be given to them all the same, knowingly. */
export function AwayReceivers({ people, at = [] }: AwayReceiversProps) {
  const { timeZone } = useViewer();
  const dayOf = (instant: string) => toWall(instant, timeZone).slice(0, 10);
  const today = dayOf(new Date().toISOString());
  const later = at.flatMap((instant) => (instant ? [dayOf(instant)] : [])).filter((day) => day > today);
  const days = [today, ...later].toSorted();
  const asked = new URLSearchParams({ people: people.join(','), from: days[0]!, to: days.at(-1)! });
  const { value } = useRead<{ rows: Absence[] }>(people.length > 0 ? `/absences?${asked}` : undefined);
  const away = awayAmong(value?.rows ?? [], { people, days });
  return away.length > 0 ? <Away away={away} /> : null;
}

/** Few receivers are away: the words for it come when one is. */
function Away({ away }: { readonly away: readonly Absence[] }) {
  const words = useWords();
  const { t } = words;
  if (!useOfficeWords()) return null;
  return (
    <Notice tone="orange">
      {away.map((absence) => (
        <div key={absence.id}>
          {t('receiver.away', { name: absence.userName, days: daysOf(absence, words) })}{' '}
          {absence.substituteName ? t('absence.stands in', { name: absence.substituteName }) : null}
        </div>
      ))}
      {t('receiver.choose')}
    </Notice>
  );
}
