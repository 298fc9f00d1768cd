import { expect } from 'chai';
import { CREDIT, choiceOf, decisionsOf, PROPOSED, type Choices } from '../../admin/pages/bank-statement/choices.ts';
import type { ShownInvoice } from '../../db/bank-statements.ts';

const invoice = (id: string, openMinor: number, companyId: string): [string, ShownInvoice] => [
  id,
  { ...{ id, openMinor, companyId, number: id, companyName: companyId, currency: 'PLN', dueOn: null } },
];
const invoices = new Map([invoice('F1', 7_000, 'zubr'), invoice('F2', 5_000, 'drew-pol')]);
const line = (key: string, amountMinor: number, over: object = {}) => ({
  ...{ key, amountMinor, state: 'decide' as const, shares: [], candidates: ['F1', 'F2'] },
  ...over,
});
const sure = line('sure', 7_000, { state: 'sure', shares: [{ invoiceId: 'F1', amountMinor: 7_000 }] });

describe('the lines of a statement together (N-17)', () => {
  const said = (lines: Parameters<typeof decisionsOf>[0], choices: Choices) =>
    Object.fromEntries(
      [...decisionsOf(lines, choices, invoices)].map(([key, { shares, companyId, restMinor, says }]) => [
        key,
        [
          ...shares.map(({ invoiceId, amountMinor }) => `${invoiceId}: ${amountMinor}`),
          ...(restMinor > 0 ? [`${companyId ?? ''} over: ${restMinor}`] : []),
          ...(says ? [says] : []),
        ].join(', '),
      ]),
    );

  it('take no more of an invoice than is left of it, what is sure before what a person chose', () => {
    const lines = [line('first', 3_000), sure, line('more', 6_000), line('none', 1)];
    const choices = {
      first: { choice: 'F1' },
      sure: { choice: PROPOSED },
      more: { choice: 'F2' },
      none: { choice: '' },
    };
    expect(said(lines, choices)).to.deep.equal({
      sure: 'F1: 7000',
      first: 'zubr over: 3000, taken',
      more: 'F2: 5000,  over: 1000, over',
    });
  });

  it('that settle nothing wait for a customer, likely the one of what was found', () => {
    const credit = line('credit', 200);
    const nobody = line('nobody', 100, { candidates: [] });
    const before = { choice: '' };
    const choices = {
      credit: choiceOf(CREDIT, { line: credit, invoices, before }),
      nobody: choiceOf(CREDIT, { line: nobody, invoices, before }),
    };
    expect(said([credit, nobody], choices)).to.deep.equal({
      credit: 'zubr over: 200, credit',
      nobody: ' over: 100, whose',
    });
  });

  it('whose invoice is paid meanwhile are chosen no longer, and their customer is still known', () => {
    const paid = line('paid', 7_000, { candidates: [] });
    const before = { choice: 'gone', customer: { id: 'zubr', name: 'Żubr' } };
    expect(said([paid, { ...paid, key: 'sure' }], { paid: before, sure: { choice: PROPOSED } })).to.deep.equal({});
    const credit = choiceOf(CREDIT, { line: paid, invoices, before });
    expect(said([paid], { paid: credit })).to.deep.equal({ paid: 'zubr over: 7000, credit' });
  });

  it('are not booked again', () => {
    expect(said([{ ...sure, state: 'booked' }], { sure: { choice: PROPOSED } })).to.deep.equal({});
  });
});
