import { expect } from 'chai';
import type { BankLine } from '../../../domain/banking/line.ts';
import { matchPayments, type OpenInvoice } from '../../../domain/banking/match.ts';

const matchPayment = (payment: BankLine, invoices: readonly OpenInvoice[]) => matchPayments([payment], invoices)[0]!;
const account = 'PL27114020040000300201355387';
const invoice = (id: string, over: Partial<OpenInvoice> = {}): OpenInvoice => ({
  ...{ id, companyId: 'drew-pol', number: `FV/2026/11/${id}`, openMinor: 10_000, currency: 'PLN', dueOn: '2026-12-01' },
  accounts: [],
  ...over,
});
const line = (title: string, over: object = {}) => ({
  ...{ on: '2026-11-21', amountMinor: 10_000, currency: 'PLN', title, party: '', account: null, reference: '' },
  ...over,
});

describe('a payment and open invoices (N-17)', () => {
  const known = [
    invoice('1'),
    invoice('12', { companyId: 'omega', openMinor: 7_000 }),
    invoice('2', { openMinor: 5_000 }),
  ];
  const paying = invoice('3', { accounts: [account], openMinor: 4_000, companyId: 'zubr' });
  const cases: readonly [string, ReturnType<typeof line>, readonly OpenInvoice[], string, string, string][] = [
    ['its number and amount are sure', line('zapłata fv 2026-11-1'), known, 'sure', 'number and amount', '1:10000'],
    [
      'a longer number is another one',
      line('FV/2026/11/12', { amountMinor: 7_000 }),
      known,
      'sure',
      'number and amount',
      '12:7000',
    ],
    [
      'two of one customer at once are sure',
      line('FV/2026/11/1, FV/2026/11/2', { amountMinor: 15_000 }),
      known,
      'sure',
      'number and amount',
      '1:10000 2:5000',
    ],
    [
      'another amount is for a person to decide',
      line('FV/2026/11/1', { amountMinor: 9_000 }),
      known,
      'decide',
      'number',
      '1:9000',
    ],
    [
      'numbers of two customers are for a person to decide',
      line('FV/2026/11/1 FV/2026/11/12', { amountMinor: 17_000 }),
      known,
      'decide',
      'number',
      '',
    ],
    [
      'account and amount are sure without a number',
      line('za towar', { account, amountMinor: 4_000 }),
      [...known, paying],
      'sure',
      'account and amount',
      '3:4000',
    ],
    [
      'the account alone is not',
      line('za towar', { account, amountMinor: 1 }),
      [...known, paying],
      'decide',
      'account',
      '',
    ],
    [
      'a number written as one, and in small letters, is found',
      line('wplata FV2026111.'),
      known,
      'sure',
      'number and amount',
      '1:10000',
    ],
    [
      'a number whose account pays for another customer is for a person to decide',
      line('FV/2026/11/1', { account }),
      [...known, paying],
      'decide',
      'number',
      '1:10000',
    ],
    [
      'a date is no number',
      line('przelew z dnia 24.11.2026'),
      [invoice('1', { number: '24/11/2026' })],
      'decide',
      'amount',
      '1:10000',
    ],
    [
      'nor is one with the year first',
      line('przelew 2026-11-24'),
      [invoice('1', { number: '2026/11/24' })],
      'decide',
      'amount',
      '1:10000',
    ],
    [
      'nor is a date with strokes that is said to be one',
      line('zamówienie z dnia 24/11/2026'),
      [invoice('1', { number: '24/11/2026' })],
      'decide',
      'amount',
      '1:10000',
    ],
    [
      'a number that looks like a date counts where it is written as one',
      line('24/11/2026'),
      [invoice('1', { number: '24/11/2026' })],
      'sure',
      'number and amount',
      '1:10000',
    ],
    ['the amount alone is not', line('za towar', { amountMinor: 7_000 }), known, 'decide', 'amount', '12:7000'],
    ['another currency is another debt', line('FV/2026/11/1', { currency: 'EUR' }), known, 'unknown', 'nothing', ''],
    ['what fits nothing is said so', line('darowizna', { amountMinor: 123 }), known, 'unknown', 'nothing', ''],
  ];
  for (const [title, payment, invoices, state, because, shares] of cases) {
    it(title, () => {
      const found = matchPayment(payment, invoices);
      const said = found.shares.map(({ invoiceId, amountMinor }) => `${invoiceId}:${amountMinor}`).join(' ');
      expect([found.state, found.because, said]).to.deep.equal([state, because, shares]);
    });
  }

  it('more than is owed leaves the rest to nobody', () => {
    const { shares } = matchPayment(line('FV/2026/11/1', { amountMinor: 12_000 }), known);
    expect(shares).to.deep.equal([{ invoiceId: '1', amountMinor: 10_000 }]);
  });

  it('what may be meant is offered, the likeliest first', () => {
    const { candidates } = matchPayment(line('FV/2026/11/2', { amountMinor: 10_000 }), known);
    expect(candidates).to.deep.equal(['2', '1']);
  });

  it('a long statement takes no longer than it is long', () => {
    const many = Array.from({ length: 4_000 }, (_, at) => invoice(`${at}`, { number: `${at}/11/2026` }));
    const lines = many.slice(0, 2_000).map(({ number }) => line(`zapłata fv ${number}`, { account }));
    const payers = many.map((one) => ({ ...one, accounts: [account] }));
    const started = performance.now();
    const found = matchPayments(lines, payers);
    expect(found[1_234]).to.deep.include({ state: 'sure', shares: [{ invoiceId: '1234', amountMinor: 10_000 }] });
    expect(performance.now() - started).to.be.below(5_000);
  });
});
