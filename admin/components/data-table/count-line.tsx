import React from 'react';
import type { ListCount } from '../../../domain/lists/shapes.ts';
import { useWords, type Words } from '../words.ts';
import type { Counts } from './use-count.ts';

/** "1 842 z 24 310"; beyond ten thousand "ponad 10 000" (rule 15). */
export function CountLine({ counts: { found, whole } }: { readonly counts: Counts }) {
  const words = useWords();
  if (!found) return <span className="muted num dt-count">&nbsp;</span>;
  const text = whole
    ? words.t('table.of', { found: sayCount(found, words), whole: sayCount(whole, words) })
    : sayCount(found, words);
  return <span className="muted num dt-count">{text}</span>;
}

export function sayCount({ count, isMore, estimate }: ListCount, { t, number }: Words): string {
  if (!isMore) return number(count);
  return estimate === undefined ? t('table.more than', { count }) : t('table.about', { count: rounded(estimate) });
}

/** An estimate to two places says that it is one. */
function rounded(estimate: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(estimate)) - 1);
  return Math.round(estimate / step) * step;
}
