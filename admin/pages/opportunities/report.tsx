import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { useFollowed } from '../../components/data-table/use-followed.ts';
import { DateInput } from '../../components/date-input.tsx';
import { NumberLink } from '../../components/fact.tsx';
import { Field, Problem, Select } from '../../components/field.tsx';
import { Card, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { Grouping, GroupSum } from '../../../db/opportunity-sums.ts';

const states = ['open', 'won', 'lost'] as const;
const groupings = ['stage', 'owner', 'month', 'reason'] as const satisfies readonly Grouping[];
/** What of a group can be asked of a list by its address. */
const asked: Readonly<Partial<Record<Grouping, string>>> = { stage: 'stage', owner: 'ownerId', reason: 'reason' };

/** The parts of an address that ask for one group; a month is its first and last day. */
function partsOf(by: Grouping, of: string | null): readonly (readonly [string, string])[] {
  const name = asked[by];
  if (name) return [[name, of ?? 'none']];
  if (by !== 'month') return [];
  if (of === null) return [['dated', 'none']];
  const [year, month] = of.split('-').map(Number) as [number, number];
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return [
    ['from', `${of}-01`],
    ['to', last],
  ];
}

/** Open, won and lost: how many and how much, by stage, person, month or reason; each currency on its own. */
export function Report({ query }: { readonly query: URLSearchParams }) {
  const { t } = useWords();
  const [, setSearch] = useSearchParams();
  const state = useFollowed();
  const by = groupings.find((one) => one === query.get('by')) ?? 'owner';
  const set = (name: string) => (value: string) => {
    const next = new URLSearchParams(query);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true, state });
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
  const words = useWords();
  const { t } = words;
  const narrowed = new URLSearchParams(query);
  for (const name of ['list', 'by', 'show', 'view']) narrowed.delete(name);
  narrowed.set('state', state);
  const { value, error, busy } = useRead<{ rows: GroupSum[] }>(`/opportunities/report?${narrowed}&by=${by}`);
  if (error) return <Problem>{error.message}</Problem>;
  // Sums by person would lead to stages that nobody has.
  if (!value || busy) return <Skeleton rows={3} />;
  const totals = totalsOf(value.rows);
  const leads = (currency: string, of?: string | null) => {
    const next = new URLSearchParams(narrowed);
    next.delete('state');
    next.set('list', state);
    next.set('show', 'list');
    next.set('currency', currency);
    for (const [name, part] of of === undefined ? [] : partsOf(by, of))
      next.set(name, narrower(name, part, next.get(name)));
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
                <td>{nameOf(row, by, words)}</td>
                <Sum to={leads(row.currency, row.of)} sum={row} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            {[...totals].map(([currency, total]) => (
              <tr key={currency}>
                <td className="strong">{t('opportunities.together', { currency })}</td>
                <Sum to={leads(currency)} sum={total} />
              </tr>
            ))}
          </tfoot>
        </table>
      )}
    </Card>
  );
}

function nameOf({ of, namePl, nameEn }: GroupSum, by: Grouping, { t, language, month }: Words): string {
  if (of === null) return t(by === 'month' ? 'opportunities.no day' : 'frame.none');
  return by === 'month' ? month(of) : ((language === 'pl' ? namePl : nameEn) ?? of);
}

/** Of a month, what the days that the report asks for leave of it. */
function narrower(name: string, part: string, asked: string | null): string {
  if (asked === null) return part;
  if (name === 'from') return asked > part ? asked : part;
  return name === 'to' && asked < part ? asked : part;
}

type Summed = Pick<GroupSum, 'currency' | 'count' | 'valueMinor' | 'weightedMinor'>;

function Sum({ to, sum }: { readonly to: string; readonly sum: Summed }) {
  const { t, money, number } = useWords();
  const cells = [
    ['count', number(sum.count)],
    ['value', money(sum.valueMinor, sum.currency)],
    ['weighted', money(sum.weightedMinor, sum.currency)],
  ] as const;
  return cells.map(([name, said]) => (
    <td key={name} className="n">
      <NumberLink to={to} means={t(`opportunities.means.${name}`)}>
        {said}
      </NumberLink>
    </td>
  ));
}

/** What the groups come to together, by currency. */
function totalsOf(rows: readonly GroupSum[]): ReadonlyMap<string, Summed> {
  const totals = new Map<string, Summed>();
  for (const { currency, count, valueMinor, weightedMinor } of rows) {
    const old = totals.get(currency) ?? { currency, count: 0, valueMinor: 0, weightedMinor: 0 };
    totals.set(currency, {
      currency,
      count: old.count + count,
      valueMinor: old.valueMinor + valueMinor,
      weightedMinor: old.weightedMinor + weightedMinor,
    });
  }
  return totals;
}
