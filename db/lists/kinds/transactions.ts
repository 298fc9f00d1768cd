import { visibleTransactions } from '../../transaction-scope.ts';
import { countsFor, nameOfTransaction, textOfTransaction } from '../../transactions.ts';
import type { FactDefinition, FieldDefinition, ListDefinition } from '../definition.ts';
import { fact, field, money, named } from '../fields.ts';
import { view } from '../standard.ts';
import { transactionKinds, transactionStates } from '../words.ts';
import { caseOf, filesBeside, ofCustomer } from './beside.ts';
import { searchWithCustomer } from './customer-search.ts';
import { byCustomer, isDayPast } from './orders.ts';

const fields: readonly FieldDefinition[] = [
  field('name', ['Dokument', 'Document'], {
    type: 'text',
    value: nameOfTransaction,
    sort: 'text',
    required: true,
    fact: 'transaction.name',
    width: 160,
  }),
  field('kind', ['Rodzaj', 'Kind'], {
    type: 'choice',
    value: 'x.kind',
    fact: 'transaction.kind',
    choices: transactionKinds,
    width: 120,
  }),
  field('company', ['Klient', 'Customer'], {
    type: 'reference',
    value: 'x.company_id',
    show: named('c'),
    sort: byCustomer,
    needs: ['c'],
    fact: 'transaction.companyId',
    reference: 'company',
    width: 190,
  }),
  field('happenedOn', ['Data', 'Date'], {
    type: 'date',
    value: 'x.happened_on',
    sort: 'date',
    required: true,
    fact: 'transaction.happenedOn',
    width: 140,
  }),
  field('dueOn', ['Termin', 'Due'], {
    type: 'date',
    value: 'x.due_on',
    sort: 'date',
    fact: 'transaction.dueOn',
    width: 140,
  }),
  field('amount', ['Kwota', 'Amount'], {
    type: 'money',
    value: 'x.amount_minor',
    show: money('x.amount_minor', 'x.currency'),
    sort: 'bigint',
    required: true,
    fact: 'transaction.amountMinor',
    width: 120,
  }),
  field('open', ['Zostało do zapłaty', 'Left to pay'], {
    type: 'money',
    value: 'x.open_minor',
    show: money('x.open_minor', 'x.currency'),
    sort: 'bigint',
    required: true,
    fact: 'transaction.openMinor',
    means: [
      'Nieopłacona część faktury; inne dokumenty nie mają żadnej.',
      'The unpaid part of an invoice; other documents have none.',
    ],
    width: 130,
  }),
  field('state', ['Stan', 'State'], {
    type: 'choice',
    value: 'x.state',
    fact: 'transaction.state',
    choices: transactionStates,
    width: 110,
  }),
  field('overdue', ['Po terminie', 'Overdue'], {
    type: 'yes/no',
    value: isDayPast('x.due_on', `x.kind = 'invoice' and x.open_minor > 0`),
    fact: 'transaction.overdue',
    width: 110,
  }),
  field('number', ['Numer', 'Number'], { type: 'text', value: 'x.number', fact: 'transaction.number', width: 160 }),
  field('title', ['Tytuł', 'Title'], { type: 'text', value: 'x.title', fact: 'transaction.title', width: 240 }),
  field('currency', ['Waluta', 'Currency'], {
    type: 'text',
    value: 'x.currency',
    fact: 'transaction.currency',
    width: 80,
  }),
  field('stage', ['Etap upomnienia', 'Stage of the demand'], {
    type: 'number',
    value: 'x.stage',
    fact: 'transaction.stage',
    width: 110,
  }),
  field('case', ['Sprawa', 'Case'], {
    type: 'reference',
    value: 'x.case_id',
    show: caseOf('x.case_id'),
    fact: 'transaction.caseId',
    reference: 'case',
    right: 'case.read',
    width: 180,
  }),
  field('source', ['Skąd', 'From'], { type: 'text', value: 'x.source', fact: 'transaction.source', width: 110 }),
  field('externalId', ['Identyfikator w źródle', 'Id in the source'], {
    type: 'text',
    value: 'x.external_id',
    fact: 'transaction.externalId',
    width: 160,
  }),
  field('settles', ['Płaci za', 'Pays for'], {
    type: 'text',
    value: 'x.settles',
    fact: 'transaction.settles',
    means: ['Identyfikator faktury w źródle.', 'The id of the invoice in the source.'],
    width: 160,
  }),
  field('link', ['Adres w źródle', 'Address in the source'], { type: 'text', value: 'x.link', width: 200 }),
  field('updatedAt', ['Zmieniono', 'Changed'], {
    type: 'instant',
    value: 'x.updated_at',
    fact: 'transaction.updatedAt',
    width: 140,
  }),
];

/** What numbers are reckoned from, so that each opens exactly its rows (rule 42). */
const facts: readonly FactDefinition[] = [
  ...ofCustomer,
  fact('transaction.inBalance', ['Liczy się do salda', 'Counts for the balance'], {
    type: 'yes/no',
    is: { value: countsFor.owed },
  }),
  fact('transaction.inOverdue', ['Liczy się do zaległości', 'Counts as overdue money'], {
    type: 'yes/no',
    is: { value: countsFor.overdue },
  }),
  fact('transaction.inTurnover', ['Liczy się do obrotu z 12 miesięcy', 'Counts for the turnover of 12 months'], {
    type: 'yes/no',
    is: { value: countsFor.year },
  }),
];

const columns = ['name', 'kind', 'company', 'happenedOn', 'dueOn', 'amount', 'open', 'state'];
const newest = [{ field: 'happenedOn', descending: true }];
const is = (kind: string) => ({ field: 'transaction.kind', operator: '=', value: kind }) as const;
/** Of one invoice; what sums are reckoned from are the facts that say what counts, where an overpaid one takes some away. */
const late = { field: 'transaction.overdue', operator: '=', value: true } as const;
const kept = { field: 'transaction.state', operator: '!=', value: 'cancelled' } as const;
const unpaid = { field: 'transaction.openMinor', operator: '>', value: 0 } as const;

export const transactions: ListDefinition = {
  kind: 'transactions',
  right: 'transaction.read',
  table: 'transactions',
  alias: 'x',
  called: nameOfTransaction,
  joins: { c: 'left join companies c on c.id = x.company_id' },
  scope: ({ viewer }) => visibleTransactions(viewer),
  ...searchWithCustomer({ table: 'transactions', alias: 'x', each: 5, text: textOfTransaction }),
  fields,
  own: 'transaction',
  ofCustomer: true,
  facts,
  related: [filesBeside('transaction', 'x.id')],
  standard: [
    view('transactions:all', ['Wszystkie', 'All'], { columns, sort: newest }),
    view('transactions:unpaid', ['Faktury do zapłaty', 'Invoices to be paid'], {
      columns,
      sort: [{ field: 'dueOn' }],
      rules: [is('invoice'), unpaid],
    }),
    view('transactions:overdue', ['Po terminie', 'Overdue'], {
      columns: ['name', 'company', 'dueOn', 'open', 'amount', 'happenedOn'],
      sort: [{ field: 'dueOn' }],
      rules: [late],
    }),
    view('transactions:mine', ['Moich klientów', 'Of my customers'], {
      columns,
      sort: newest,
      rules: [{ field: 'company.ownerId', operator: '=', value: 'me' }],
    }),
    view('transactions:payments', ['Płatności', 'Payments'], {
      columns: ['name', 'company', 'happenedOn', 'amount', 'settles', 'source'],
      sort: newest,
      rules: [is('payment')],
    }),
    view('transactions:orders', ['Zamówienia', 'Orders'], {
      columns: ['name', 'title', 'company', 'happenedOn', 'dueOn', 'amount', 'state'],
      sort: newest,
      rules: [is('order'), kept],
    }),
    view('transactions:reservations', ['Rezerwacje', 'Reservations'], {
      columns: ['name', 'title', 'company', 'happenedOn', 'dueOn', 'amount', 'state'],
      sort: newest,
      rules: [is('reservation'), kept],
    }),
    view('transactions:demands', ['Upomnienia', 'Demands'], {
      columns: ['name', 'company', 'stage', 'happenedOn', 'dueOn', 'amount', 'state'],
      sort: newest,
      rules: [is('demand')],
    }),
  ],
  order: newest,
};
