import React from 'react';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { GroupSum } from '../../../db/opportunity-lists.ts';

/** What all rows of the list come to: one line per currency, never across. */
export function Sums({ path }: { readonly path: string }) {
  const { t, money } = useWords();
  const { value } = useRead<{ rows: GroupSum[] }>(path);
  if (!value || value.rows.length === 0) return null;
  return (
    <div className="bar opportunity-sums" role="status">
      {value.rows.map((sum) => (
        <span key={sum.currency}>
          {t('opportunities.count', { count: sum.count })} ·{' '}
          <b className="num">{money(sum.valueMinor, sum.currency)}</b>{' '}
          <span className="muted">{t('opportunities.weighted', { sum: money(sum.weightedMinor, sum.currency) })}</span>
        </span>
      ))}
    </div>
  );
}
