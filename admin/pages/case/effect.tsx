import React from 'react';
import { Problem } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { Skeleton } from '../../components/page.tsx';
import { Transactions } from '../../components/transactions.tsx';
import { useWords } from '../../components/words.ts';
import type { CaseEffect, CaseMoney } from '../../../db/case-effect.ts';

/** What the case has brought beside the work it took, and the documents behind it. */
export function Effect({ caseId }: { readonly caseId: string }) {
  const { value, error } = useRead<CaseEffect>(`/cases/${caseId}/effect`);
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={4} />;
  return (
    <>
      <Work effect={value} />
      {value.money.length > 0 ? <Money money={value.money} /> : null}
      <Transactions query={`caseId=${caseId}`} />
    </>
  );
}

function Work({ effect: { days, workMinutes, dueTasks, punctualTasks } }: { readonly effect: CaseEffect }) {
  const { t, number } = useWords();
  const share = dueTasks === 0 ? '–' : `${Math.round((100 * punctualTasks) / dueTasks)}%`;
  return (
    <div className="company-facts">
      <div className="fact">
        <span className="small second">{t('case.lasted')}</span>
        <b>{t('case.days', { count: days })}</b>
      </div>
      <div className="fact">
        <span className="small second">{t('case.worked')}</span>
        <b>{t('case.hours', { hours: number(Math.round(workMinutes / 6) / 10) })}</b>
      </div>
      <div className="fact">
        <span className="small second">{t('case.on time')}</span>
        <b>{share}</b>
        {dueTasks > 0 ? (
          <span className="small muted">{t('case.on time of', { done: punctualTasks, all: dueTasks })}</span>
        ) : null}
      </div>
    </div>
  );
}

const columns = ['orderedMinor', 'invoicedMinor', 'paidMinor', 'openMinor', 'overdueMinor', 'perHourMinor'] as const;

/** Amounts of different currencies are never added. */
function Money({ money: rows }: { readonly money: readonly CaseMoney[] }) {
  const { t, money } = useWords();
  return (
    <table className="balances" aria-label={t('case.money')}>
      <thead>
        <tr>
          <th scope="col">{t('customer.currency')}</th>
          {columns.map((name) => (
            <th key={name} scope="col" className="n">
              {t(`case.money.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.currency}>
            <th scope="row">{row.currency}</th>
            {columns.map((name) => {
              const minor = row[name];
              return (
                <td key={name} className={name === 'overdueMinor' && row.overdueMinor > 0 ? 'n late' : 'n'}>
                  {minor === null ? '–' : money(minor, row.currency)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
