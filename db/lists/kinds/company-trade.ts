/** What a customer has bought and owes, for those who may read transactions: kept in `company_trade` by whatever writes them. */
import type { FactDefinition, FieldDefinition } from '../definition.ts';
import { fact, field, money, type Titles } from '../fields.ts';

const right = 'transaction.read';
const needs = ['trade'];

export const tradeJoin = 'left join company_trade trade on trade.company_id = c.id';

export const tradeFields: readonly FieldDefinition[] = [
  field('lastPurchase', ['Ostatni zakup', 'Last purchase'], {
    ...kept('last_purchase_on', 'date'),
    type: 'date',
    fact: 'company.lastPurchaseOn',
    means: [
      'Data najnowszej faktury albo zamówienia, bez anulowanych.',
      'The date of the newest invoice or order, without cancelled ones.',
    ],
    width: 130,
  }),
  amount('balance', ['Do zapłaty (waluta główna)', 'To be paid (main currency)'], {
    column: 'balance_minor',
    fact: 'company.balanceMinor',
    means: [
      'Nieopłacone części faktur minus wpłaty, które nie wskazują faktury.',
      'Unpaid parts of invoices, less payments that name no invoice.',
    ],
  }),
  amount('overdueMoney', ['Zaległość (waluta główna)', 'Overdue money (main currency)'], {
    column: 'overdue_minor',
    fact: 'company.overdueMinor',
    zeroAs: 'null',
    means: [
      'Nieopłacone części faktur, których termin minął przed dzisiejszym dniem.',
      'Unpaid parts of invoices that were due before today.',
    ],
  }),
  amount('turnoverYear', ['Obrót 12 miesięcy (waluta główna)', 'Turnover in 12 months (main currency)'], {
    column: 'turnover_minor',
    fact: 'company.turnoverYearMinor',
    means: [
      'Faktury wystawione w ostatnich dwunastu miesiącach, bez anulowanych.',
      'Invoices issued in the last twelve months, without cancelled ones.',
    ],
  }),
];

export const tradeFacts: readonly FactDefinition[] = [
  fact('company.daysWithoutPurchase', ['Bez zakupu od (dni)', 'Without a purchase for (days)'], {
    type: 'number',
    right,
    // Who never bought anything has bought nothing for longer than any number of days.
    is: { value: 'coalesce(current_date - trade.last_purchase_on, 1000000)', needs },
  }),
  fact('company.hasOverdueMoney', ['Zalega z płatnością', 'Owes overdue money'], {
    type: 'yes/no',
    right,
    // In any currency, while the amounts of the list are in the main one.
    is: { from: 'company_balances owed where owed.company_id = c.id and owed.overdue_minor > 0', value: 'true' },
  }),
];

type Amount = {
  readonly column: string;
  readonly fact: string;
  readonly means: Titles;
  readonly zeroAs?: 'null';
};

/** Money of different currencies is never added: the main one is that of most of the customer's documents. */
function amount(id: string, titles: Titles, { column, means: [pl, en], ...traits }: Amount): FieldDefinition {
  return field(id, titles, {
    ...kept(column, 'bigint'),
    ...traits,
    type: 'money',
    show: money(`trade.${column}`, 'trade.currency'),
    means: [
      `${pl} Waluta główna to ta, w której klient ma najwięcej faktur i wpłat; kwot w różnych walutach nie dodaje się.`,
      `${en} The main currency is that of most invoices and payments of the customer; amounts in different currencies are never added.`,
    ],
    width: 150,
  });
}

function kept(column: string, cast: string) {
  const value = `trade.${column}`;
  return { value, needs, right, sort: { by: value, cast, nullable: true, needs, id: 'trade.company_id' } } as const;
}
