import React from 'react';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { GroupSum } from '../../../db/opportunity-sums.ts';
import type { ListAsk } from '../../../domain/lists/shapes.ts';

/** What all rows of the list come to: one line per currency, never across. */
export function Sums({ ask: { view, search } }: { readonly ask: ListAsk }) {
  const asked = { view, ...(search ? { search } : {}) };
  return <SumLine rows={useRead<{ rows: GroupSum[] }>('/opportunities/sums', { ask: asked }).value?.rows} />;
}

export function SumLine({ rows = [] }: { readonly rows?: readonly GroupSum[] | undefined }) {
  const { t, money } = useWords();
  if (rows.length === 0) return null;
  return (
    <div className="bar opportunity-sums" role="status">
      {rows.map((sum) => (
        <span key={sum.currency}>
          {t('opportunities.count', { count: sum.count })} ·{' '}
          <b className="num">{money(sum.valueMinor, sum.currency)}</b>{' '}
          <span className="muted">{t('opportunities.weighted', { sum: money(sum.weightedMinor, sum.currency) })}</span>
        </span>
      ))}
    </div>
  );
}
