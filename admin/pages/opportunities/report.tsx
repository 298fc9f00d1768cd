import React from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { DateInput } from '../../components/date-input.tsx';
import { Field, Problem, Select } from '../../components/field.tsx';
import { Card, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { Grouping, GroupSum } from '../../../db/opportunity-sums.ts';

const states = ['open', 'won', 'lost'] as const;
const groupings = ['stage', 'owner', 'month', 'reason'] as const satisfies readonly Grouping[];
/** What of a group can be asked of a list by its address. */
const asked: Readonly<Partial<Record<Grouping, string>>> = { stage: 'stage', owner: 'ownerId', reason: 'reason' };

/** Open, won and lost: how many and how much, by stage, person, month or reason; each currency on its own. */
export function Report({ query }: { readonly query: URLSearchParams }) {
  const { t } = useWords();
  const [, setSearch] = useSearchParams();
  const by = groupings.find((one) => one === query.get('by')) ?? 'owner';
  const set = (name: string) => (value: string) => {
    const next = new URLSearchParams(query);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  return (
    <div className="stack">
      <div className="bar report-bar">
        <Field label={t('opportunities.by')}>
          <Select
            value={by}
            onChange={set('by')}
            choices={groupings.map((one) => ({ value: one, label: t(`opportunities.by.${one}`) }))}
          />
        </Field>
        <Field label={t('opportunities.from')}>
          <DateInput value={query.get('from') ?? ''} onChange={set('from')} />
        </Field>
        <Field label={t('opportunities.to')}>
          <DateInput value={query.get('to') ?? ''} onChange={set('to')} />
        </Field>
      </div>
      <p className="small muted">{t('opportunities.report hint')}</p>
      {states.map((state) => (
        <StateReport key={state} state={state} by={state === 'lost' || by !== 'reason' ? by : 'stage'} query={query} />
      ))}
    </div>
  );
}

type StateReportProps = {
  readonly state: (typeof states)[number];
  readonly by: Grouping;
  readonly query: URLSearchParams;
};

function StateReport({ state, by, query }: StateReportProps) {
  const { t, language, money, number } = useWords();
  const narrowed = new URLSearchParams(query);
  for (const name of ['list', 'by', 'show', 'view']) narrowed.delete(name);
  narrowed.set('state', state);
  const { value, error } = useRead<{ rows: GroupSum[] }>(`/opportunities/report?${narrowed}&by=${by}`);
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={3} />;
  const totals = new Map<string, { count: number; value: number; weighted: number }>();
  for (const { currency, count, valueMinor, weightedMinor } of value.rows) {
    const old = totals.get(currency) ?? { count: 0, value: 0, weighted: 0 };
    totals.set(currency, {
      count: old.count + count,
      value: old.value + valueMinor,
      weighted: old.weighted + weightedMinor,
    });
  }
  const linkTo = (of: string | null) => {
    const next = new URLSearchParams(narrowed);
    next.delete('state');
    next.set('list', state);
    next.delete('show');
    if (of && asked[by]) next.set(asked[by], of);
    return `/admin/opportunities?${next}`;
  };
  return (
    <Card title={t(`opportunities.list.${state}`)} flush>
      {value.rows.length === 0 ? (
        <p className="muted report-none">{t('opportunities.none here')}</p>
      ) : (
        <table className="list report" aria-label={t(`opportunities.list.${state}`)}>
          <thead>
            <tr>
              <th scope="col">{t(`opportunities.by.${by}`)}</th>
              <th scope="col" className="n">
                {t('opportunities.how many')}
              </th>
              <th scope="col" className="n">
                {t('opportunity.value')}
              </th>
              <th scope="col" className="n">
                {t('opportunity.weighted')}
              </th>
            </tr>
          </thead>
          <tbody>
            {value.rows.map((row) => (
              <tr key={`${row.of} ${row.currency}`}>
                <td>{(language === 'pl' ? row.namePl : row.nameEn) ?? row.of ?? t('frame.none')}</td>
                <td className="n">
                  <Link className="link" to={linkTo(row.of)}>
                    {number(row.count)}
                  </Link>
                </td>
                <td className="n">{money(row.valueMinor, row.currency)}</td>
                <td className="n">{money(row.weightedMinor, row.currency)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            {[...totals].map(([currency, total]) => (
              <tr key={currency}>
                <td className="strong">{t('opportunities.together', { currency })}</td>
                <td className="n strong">{number(total.count)}</td>
                <td className="n strong">{money(total.value, currency)}</td>
                <td className="n strong">{money(total.weighted, currency)}</td>
              </tr>
            ))}
          </tfoot>
        </table>
      )}
    </Card>
  );
}
