import React from 'react';
import { Link } from 'react-router-dom';
import { Tag } from './button.tsx';
import { Problem } from './field.tsx';
import { Empty } from './page.tsx';
import { Table, type Column } from './table.tsx';
import { usePages } from './use-pages.ts';
import { useWords, type Words } from './words.ts';
import type { Transaction } from '../../db/transactions.ts';

/** Invoices, payments, orders, reservations and demands, the newest first; `query` says of whom and which. */
export function Transactions({ query }: { readonly query: string }) {
  const words = useWords();
  const { t } = words;
  const list = usePages<Transaction>(`/transactions?${query}`);
  return (
    <>
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
      {list.rows && list.rows.length > 0 ? (
        <p>
          <Link className="link small" to={`/admin/transactions?${query}`}>
            {t('transactions.as list')}
          </Link>
        </p>
      ) : null}
    </>
  );
}

function columnsOf({ t, date, day, money }: Words): Column<Transaction>[] {
  return [
    {
      id: 'what',
      head: t('customer.document'),
      phone: 'title',
      to: ({ id }) => `/admin/transactions/${id}`,
      cell: ({ kind, number, title, externalId, stage }) => (
        <span className="title">
          <span className="second">{t(`customer.transaction.${kind}`)}</span> {number ?? title ?? externalId}{' '}
          {stage === null ? null : <Tag tone="orange">{t('customer.stage', { stage })}</Tag>}
          {number && title ? <span className="small muted"> {title}</span> : null}
        </span>
      ),
    },
    {
      id: 'on',
      head: t('customer.when'),
      width: 150,
      cell: ({ happenedOn }) => <span title={date(happenedOn)}>{day(happenedOn)}</span>,
    },
    {
      id: 'due',
      head: t('customer.due'),
      width: 150,
      spare: true,
      cell: ({ dueOn, overdue }) => <span className={overdue ? 'late' : ''}>{dueOn ? day(dueOn) : ''}</span>,
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
