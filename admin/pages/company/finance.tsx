import React from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { Transaction } from '../../../db/transactions.ts';
import type { PartProps } from './shapes.ts';

/** What each chip asks the list for. */
const filters: readonly { readonly id: string; readonly query: string }[] = [
  { id: 'all', query: '' },
  { id: 'owed', query: 'only=owed' },
  { id: 'overdue', query: 'only=overdue' },
  { id: 'year', query: 'only=year' },
  { id: 'payment', query: 'kind=payment' },
  { id: 'order', query: 'kind=order' },
  { id: 'reservation', query: 'kind=reservation' },
  { id: 'demand', query: 'kind=demand' },
];

/** Balances by currency, and every invoice, payment, order, reservation and demand behind them. */
export function Finance({ card }: Pick<PartProps, 'card'>) {
  const words = useWords();
  const { t } = words;
  const [search] = useSearchParams();
  const chosen = filters.find(({ id }) => id === (search.get('only') ?? 'all')) ?? filters[0]!;
  const list = usePages<Transaction>(`/transactions?companyId=${card.id}${chosen.query ? `&${chosen.query}` : ''}`);
  return (
    <>
      <Balances card={card} />
      <div className="bar company-bar">
        {filters.map(({ id }) => (
          <Link
            key={id}
            className={id === chosen.id ? 'chip on' : 'chip'}
            to={id === 'all' ? '?tab=finance' : `?tab=finance&only=${id}`}
            {...(id === chosen.id ? { 'aria-current': 'true' as const } : {})}
          >
            {t(`customer.finance.${id}`)}
          </Link>
        ))}
      </div>
      <Problem>{list.error?.message}</Problem>
      <Table
        label={t('company.tab.finance')}
        rows={list.rows}
        rowId={({ id }) => id}
        rowClass={({ overdue, state }) => (overdue ? 'late' : state === 'cancelled' ? 'done' : '')}
        columns={columnsOf(words)}
        onMore={list.more}
        busy={list.busy}
        empty={<Empty icon="money" title={t('customer.no finance')} text={t('customer.no finance text')} />}
      />
    </>
  );
}

function Balances({ card: { balances, paymentDays } }: Pick<PartProps, 'card'>) {
  const { t, money, day } = useWords();
  if (balances.length === 0) return null;
  return (
    <table className="balances" aria-label={t('customer.balances')}>
      <thead>
        <tr>
          {['currency', 'balance', 'overdue', 'oldest overdue', 'turnover'].map((name) => (
            <th key={name} scope="col" title={t(`customer.means.${name}`)} className={name === 'currency' ? '' : 'n'}>
              {t(`customer.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {balances.map((one) => (
          <tr key={one.currency}>
            <th scope="row">{one.currency}</th>
            <td className="n">{money(one.balanceMinor, one.currency)}</td>
            <td className={one.overdueMinor > 0 ? 'n late' : 'n'}>{money(one.overdueMinor, one.currency)}</td>
            <td className="n">{one.oldestOverdueOn ? day(one.oldestOverdueOn) : '–'}</td>
            <td className="n">{money(one.turnoverMinor, one.currency)}</td>
          </tr>
        ))}
      </tbody>
      <caption className="small muted">
        {paymentDays === null ? t('customer.balances text') : t('customer.balances with days', { count: paymentDays })}
      </caption>
    </table>
  );
}

function columnsOf({ t, date, money }: Words): Column<Transaction>[] {
  return [
    {
      id: 'what',
      head: t('customer.document'),
      phone: 'title',
      cell: ({ kind, number, title, link, stage }) => (
        <span className="title">
          <span className="second">{t(`customer.transaction.${kind}`)}</span>{' '}
          {link ? (
            <a className="link" href={link} target="_blank" rel="noreferrer">
              {number ?? title}
            </a>
          ) : (
            (number ?? title)
          )}{' '}
          {stage === null ? null : <Tag tone="orange">{t('customer.stage', { stage })}</Tag>}
          {number && title ? <span className="small muted"> {title}</span> : null}
        </span>
      ),
    },
    { id: 'on', head: t('customer.when'), width: 150, cell: ({ happenedOn }) => date(happenedOn) },
    {
      id: 'due',
      head: t('customer.due'),
      width: 150,
      spare: true,
      cell: ({ dueOn, overdue }) => <span className={overdue ? 'late' : ''}>{dueOn ? date(dueOn) : ''}</span>,
    },
    {
      id: 'amount',
      head: t('customer.amount'),
      width: 140,
      numeric: true,
      phone: 'corner',
      cell: ({ amountMinor, currency }) => (amountMinor === 0 ? '' : money(amountMinor, currency)),
    },
    {
      id: 'open',
      head: t('customer.left to pay'),
      width: 140,
      numeric: true,
      cell: ({ kind, openMinor, currency, state, overdue }) =>
        kind === 'invoice' && state !== 'cancelled' ? (
          openMinor > 0 ? (
            <b className={overdue ? 'late' : ''}>{money(openMinor, currency)}</b>
          ) : (
            <Tag tone="green">{t('customer.paid')}</Tag>
          )
        ) : state === 'cancelled' ? (
          <Tag>{t('customer.cancelled')}</Tag>
        ) : (
          ''
        ),
    },
  ];
}
