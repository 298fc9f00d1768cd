import React from 'react';
import { NumberLink } from '../../components/fact.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { GroupSum } from '../../../db/opportunity-sums.ts';
import type { Rule } from '../../../domain/conditions/shapes.ts';
import type { ListAsk } from '../../../domain/lists/shapes.ts';

type SumsProps = { readonly ask: ListAsk; readonly narrow: (rule: Rule) => void; readonly round: number };

/** What all rows of the list come to: one line per currency, never across; each narrows the list to its rows. */
export function Sums({ ask: { view, search }, narrow, round }: SumsProps) {
  const asked = { view, ...(search ? { search } : {}) };
  const { value } = useRead<{ rows: GroupSum[] }>(`/opportunities/sums?after=${round}`, { ask: asked });
  const leads = (currency: string) => () => narrow({ field: 'opportunity.currency', operator: '=', value: currency });
  return <SumLine rows={value?.rows} leads={leads} />;
}

type SumLineProps = {
  readonly rows?: readonly GroupSum[] | undefined;
  /** To the opportunities of a currency. */
  readonly leads: (currency: string) => string | (() => void);
};

export function SumLine({ rows = [], leads }: SumLineProps) {
  const { t, money } = useWords();
  if (rows.length === 0) return null;
  return (
    <div className="bar opportunity-sums" role="status">
      {rows.map((sum) => (
        <span key={sum.currency}>
          <NumberLink to={leads(sum.currency)} means={t('opportunities.means.count')}>
            {t('opportunities.count', { count: sum.count })}
          </NumberLink>{' '}
          ·{' '}
          <NumberLink to={leads(sum.currency)} means={t('opportunities.means.value')}>
            <b className="num">{money(sum.valueMinor, sum.currency)}</b>
          </NumberLink>{' '}
          <NumberLink to={leads(sum.currency)} means={t('opportunities.means.weighted')}>
            {t('opportunities.weighted', { sum: money(sum.weightedMinor, sum.currency) })}
          </NumberLink>
        </span>
      ))}
    </div>
  );
}
