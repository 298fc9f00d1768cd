import React from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { NumberLink } from '../../components/fact.tsx';
import { Transactions } from '../../components/transactions.tsx';
import { useWords } from '../../components/words.ts';
import type { PartProps } from './shapes.ts';

/** What each chip asks the list for. */
const filters: readonly { readonly id: string; readonly query: string }[] = [
  { id: 'all', query: '' },
  { id: 'owed', query: 'only=owed' },
  { id: 'overdue', query: 'only=overdue' },
  { id: 'invoice', query: 'kind=invoice' },
  { id: 'year', query: 'only=year' },
  { id: 'payment', query: 'kind=payment' },
  { id: 'order', query: 'kind=order' },
  { id: 'reservation', query: 'kind=reservation' },
  { id: 'demand', query: 'kind=demand' },
];

/** Balances by currency, and every invoice, payment, order, reservation and demand behind them. */
export function Finance({ card }: Pick<PartProps, 'card'>) {
  const { t } = useWords();
  const [search] = useSearchParams();
  const currency = search.get('currency');
  const chosen = filters.find(({ id }) => id === (search.get('only') ?? 'all')) ?? filters[0]!;
  return (
    <>
      <Balances card={card} />
      <div className="bar company-bar">
        {filters.map(({ id }) => (
          <Link
            key={id}
            className={id === chosen.id ? 'chip on' : 'chip'}
            to={id === 'all' ? '?tab=finance' : addressOf(id, currency)}
            {...(id === chosen.id ? { 'aria-current': 'true' as const } : {})}
          >
            {t(`customer.finance.${id}`)}
          </Link>
        ))}
      </div>
      <Transactions query={[`companyId=${card.id}`, chosen.query, currencyPart(currency)].filter(Boolean).join('&')} />
    </>
  );
}

function addressOf(only: string, currency: string | null): string {
  return ['?tab=finance', `only=${only}`, currencyPart(currency)].filter(Boolean).join('&');
}

function currencyPart(currency: string | null): string {
  return currency ? `currency=${encodeURIComponent(currency)}` : '';
}

/** A balance opens the documents that it is reckoned from. */
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
            <td className="n">
              <NumberLink to={addressOf('owed', one.currency)} means={t('customer.means.balance')}>
                {money(one.balanceMinor, one.currency)}
              </NumberLink>
            </td>
            <td className="n">
              <NumberLink
                to={addressOf('overdue', one.currency)}
                means={t('customer.means.overdue')}
                late={one.overdueMinor > 0}
              >
                {money(one.overdueMinor, one.currency)}
              </NumberLink>
            </td>
            <td className="n">{one.oldestOverdueOn ? day(one.oldestOverdueOn) : '–'}</td>
            <td className="n">
              <NumberLink to={addressOf('year', one.currency)} means={t('customer.means.turnover')}>
                {money(one.turnoverMinor, one.currency)}
              </NumberLink>
            </td>
          </tr>
        ))}
      </tbody>
      <caption className="small muted">
        {paymentDays === null ? t('customer.balances text') : t('customer.balances with days', { count: paymentDays })}
      </caption>
    </table>
  );
}
