import { expect } from 'chai';
import { matchPayment, type OpenInvoice } from '../../../domain/banking/match.ts';

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
});
