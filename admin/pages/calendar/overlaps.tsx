import React from 'react';
import type { CalendarTask } from '../../../db/calendar.ts';
import { Notice } from '../../components/field.tsx';
import { useWords } from '../../components/words.ts';
import { titleOf } from './content.ts';

/** People may overlap; the one who plans should know (rule 35). */
export function Overlaps({ clashes }: { readonly clashes: readonly CalendarTask[] }) {
  const words = useWords();
  if (clashes.length === 0) return null;
  const named = clashes.slice(0, 3).map((task) => `${words.time(task.plannedAt!)} ${titleOf(task, words)}`);
  return (
    <Notice tone="orange">
      {words.t('calendar.overlaps', { what: named.join(', ') })}
      {clashes.length > 3 ? ` ${words.t('calendar.and more', { count: clashes.length - 3 })}` : ''}
    </Notice>
  );
}
