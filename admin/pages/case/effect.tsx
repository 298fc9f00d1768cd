import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { Fact, NumberLink } from '../../components/fact.tsx';
import { Problem } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { Skeleton } from '../../components/page.tsx';
import { Transactions } from '../../components/transactions.tsx';
import { useWords } from '../../components/words.ts';
import type { CaseEffect, CaseMoney } from '../../../db/case-effect.ts';
import { tasksOf } from './facts.tsx';

/** What the case has brought beside the work it took, and the documents behind it. */
export function Effect({ caseId }: { readonly caseId: string }) {
  const { value, error } = useRead<CaseEffect>(`/cases/${caseId}/effect`);
  const [search] = useSearchParams();
  const query = new URLSearchParams({ caseId });
  for (const name of ['kind', 'only', 'currency']) if (search.get(name)) query.set(name, search.get(name)!);
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={4} />;
  return (
    <>
      <Work caseId={caseId} effect={value} />
      {value.money.length > 0 ? <Money money={value.money} /> : null}
      <Transactions query={query.toString()} />
    </>
  );
}

type WorkProps = { readonly caseId: string; readonly effect: CaseEffect };

function Work({ caseId, effect: { days, workMinutes, dueTasks, punctualTasks } }: WorkProps) {
  const { t, number } = useWords();
  const share = dueTasks === 0 ? '–' : `${Math.round((100 * punctualTasks) / dueTasks)}%`;
  return (
    <div className="company-facts">
      <Fact name={t('case.lasted')} means={t('case.means.lasted')} to={`/admin/cases/${caseId}`}>
        <b>{t('case.days', { count: days })}</b>
      </Fact>
      <Fact name={t('case.worked')} means={t('case.means.worked')} to={tasksOf({ id: caseId }, 'worked=1')}>
        <b>{t('case.hours', { hours: number(Math.round(workMinutes / 6) / 10) })}</b>
      </Fact>
      <Fact
        name={t('case.on time')}
        means={t('case.means.on time')}
        to={tasksOf({ id: caseId }, 'list=done&due=1')}
        under={
          dueTasks > 0 ? (
            <span className="small">
              <NumberLink to={tasksOf({ id: caseId }, 'onTime=1')} means={t('case.means.on time of')}>
                {t('case.on time of', { done: punctualTasks, all: dueTasks })}
              </NumberLink>
            </span>
          ) : null
        }
      >
        <b>{share}</b>
      </Fact>
    </div>
  );
}

/** Each amount by the documents that it is the sum of. */
const columns = {
  orderedMinor: 'kind=order&only=kept',
  invoicedMinor: 'kind=invoice&only=kept',
  paidMinor: 'kind=payment&only=kept',
  openMinor: 'kind=invoice&only=owed',
  overdueMinor: 'only=overdue',
  perHourMinor: 'kind=invoice&only=kept',
} as const;
const names = Object.keys(columns) as (keyof typeof columns)[];

/** Amounts of different currencies are never added. */
function Money({ money: rows }: { readonly money: readonly CaseMoney[] }) {
  const { t, money } = useWords();
  return (
    <table className="balances" aria-label={t('case.money')}>
      <thead>
        <tr>
          <th scope="col" title={t('customer.means.currency')}>
            {t('customer.currency')}
          </th>
          {names.map((name) => (
            <th key={name} scope="col" className="n" title={t(`case.means.${name}`)}>
              {t(`case.money.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.currency}>
            <th scope="row">{row.currency}</th>
            {names.map((name) => (
              <td key={name} className="n">
                {row[name] === null ? (
                  '–'
                ) : (
                  <NumberLink
                    to={`?tab=effect&${columns[name]}&currency=${row.currency}`}
                    means={t(`case.means.${name}`)}
                    late={name === 'overdueMinor' && row.overdueMinor > 0}
                  >
                    {money(row[name], row.currency)}
                  </NumberLink>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
