import { expect } from 'chai';
import { settleCredit } from '../../db/bank-credits.ts';
import { bookPayments, type Booking } from '../../db/bank-bookings.ts';
import { readStatement, type StatementLine } from '../../db/bank-statements.ts';
import type { BankLine } from '../../domain/banking/line.ts';
import { feedTransactions } from '../../db/transactions.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

const jan = viewer('jan');
const account = 'PL27114020040000300201355387';

describe('a bank statement (N-17)', () => {
  let test: TestDatabase;

  beforeEach(async () => {
    test = await freshDatabase(4);
    await test.db.transaction(seatCast);
    const invoice = (number: string, companyId: string, amountMinor: number) => ({
      ...{ kind: 'invoice', externalId: `erp-${number}`, number, companyId, amountMinor },
      ...{ happenedOn: '2026-11-01', dueOn: '2026-11-15' },
    });
    const rows = [
      invoice('FV/1/2026', companies.drewPol.id, 10_000),
      invoice('FV/2/2026', companies.drewPol.id, 5_000),
      invoice('FV/3/2026', companies.zubr.id, 7_000),
    ];
    await test.db.transaction((tx) => feedTransactions(tx, jan, { source: 'erp', rows: rows as never }));
  });
  afterEach(() => test.drop());

  const line = (title: string, amountMinor: number, over: object = {}): BankLine => ({
    ...{ on: '2026-11-21', amountMinor, currency: 'PLN', title, party: 'Drew-Pol', account, reference: '' },
    ...over,
  });
  const read = async (...lines: BankLine[]) => (await readStatement(test.db, jan, lines)).lines;
  const send = (lines: Booking['lines'], who = jan) => test.db.transaction((tx) => bookPayments(tx, who, { lines }));
  const book = (lines: readonly StatementLine[]) => send(lines.filter(({ shares }) => shares.length > 0));
  const balance = async (companyId: string) =>
    (
      await test.db.one<{ balance: number }>(
        'select balance_minor as balance from company_balances where company_id = $1',
        [companyId],
      )
    ).balance;
  const left = async () =>
    (
      await test.db.rows<{ number: string; openMinor: number }>(
        `select number, open_minor from transactions where kind = 'invoice' order by number`,
      )
    ).map(({ openMinor }) => openMinor);

  it('settles what is sure, and read again it books nothing twice', async () => {
    const payments = [line('FV 1/2026 i FV 2/2026', 15_000), line('opłata', -500)];
    const lines = await read(...payments);
    expect(lines.map(({ state }) => state)).to.deep.equal(['sure', 'out']);
    expect(await book(lines)).to.deep.equal({ booked: 1, already: 0, refused: [] });
    expect(await left()).to.deep.equal([0, 0, 7_000]);
    expect((await read(...payments)).map(({ state }) => state)).to.deep.equal(['booked', 'out']);
    expect(await book(lines)).to.deep.equal({ booked: 0, already: 1, refused: [] });
  });

  it('leaves to a person what only the amount says, and knows the account the next time', async () => {
    const [unsure] = await read(line('za towar', 7_000));
    expect(unsure!).to.include({ state: 'decide', because: 'amount' });
    await book([unsure!]);
    expect(await left()).to.deep.equal([10_000, 5_000, 0]);
    const again = { kind: 'invoice', externalId: 'erp-4', number: 'FV/4/2026', companyId: companies.zubr.id };
    await test.db.transaction((tx) =>
      feedTransactions(tx, jan, {
        source: 'erp',
        rows: [{ ...again, amountMinor: 3_000, happenedOn: '2026-11-20' } as never],
      }),
    );
    expect((await read(line('za towar', 3_000)))[0]!).to.include({ state: 'sure', because: 'account and amount' });
  });

  it('tells two payments that say the same apart, and gives one invoice to one of them', async () => {
    const lines = await read(line('FV/3/2026', 7_000), line('FV/3/2026', 7_000));
    expect(lines.map(({ state }) => state)).to.deep.equal(['sure', 'decide']);
    expect(new Set(lines.map(({ key }) => key)).size).to.equal(2);
  });

  it('doubts a payment that another format words otherwise, and one that the books know from elsewhere', async () => {
    const invoice = { kind: 'invoice', companyId: companies.drewPol.id, happenedOn: '2026-11-20' };
    const payment = {
      kind: 'payment',
      companyId: companies.zubr.id,
      happenedOn: '2026-11-21',
      settles: 'erp-FV/3/2026',
    };
    await book(await read(line('FV/1/2026 FV/2/2026', 15_000)));
    const rows = [
      { ...invoice, externalId: 'erp-5', number: 'FV/5/2026', amountMinor: 15_000 },
      { ...payment, externalId: 'erp-6', amountMinor: 7_000 },
      { ...invoice, externalId: 'erp-7', number: 'FV/7/2026', amountMinor: 7_000, companyId: companies.zubr.id },
    ];
    await test.db.transaction((tx) => feedTransactions(tx, jan, { source: 'erp', rows: rows as never }));
    const again = await read(line('FV 1/2026, FV 2/2026', 15_000));
    const next = await read(line('FV/3/2026, FV/7/2026', 7_000, { on: '2026-11-22', account: null }));
    expect([...again, ...next].map(({ state, because }) => `${state}: ${because}`)).to.deep.equal([
      'decide: booked alike',
      'decide: paid already',
    ]);
    expect(again[0]!.shares).to.have.length(1);
  });

  it('puts what is too much to the credit of the customer', async () => {
    const [more] = await read(line('FV/3/2026', 9_000));
    expect(more!).to.include({ state: 'decide', because: 'number' });
    await book([more!]);
    expect(await balance(companies.zubr.id)).to.equal(-2_000);
  });

  it('refuses only the payment that takes too much, and says what to do with it', async () => {
    const payments = [line('FV/3/2026', 7_000), line('FV/3/2026', 7_000), line('FV/1/2026', 10_000)];
    const [first, second, other] = await read(...payments);
    const answer = await send([first!, { ...second!, shares: first!.shares }, other!]);
    expect(answer).to.include({ booked: 2, already: 0 });
    expect(answer.refused.map(({ key, code }) => [key, code])).to.deep.equal([[second!.key, 'statement.share_wrong']]);
    expect(answer.refused[0]!.said.pl.replaceAll('\u00a0', ' ')).to.equal(
      'Na fakturze FV/3/2026 zostało do zapłaty 0,00 zł, a ta wpłata miała z niej rozliczyć 70,00 zł. Wybierz inną fakturę albo zapisz wpłatę jako nadpłatę klienta.',
    );
    expect(await left()).to.deep.equal([0, 5_000, 0]);
    expect((await read(...payments)).map(({ state }) => state)).to.deep.equal(['booked', 'decide', 'booked']);
  });

  it('puts a payment that settles nothing to the credit of a customer, once', async () => {
    const payment = line('za nic', 4_200);
    const [unknown] = await read(payment);
    expect(unknown!).to.include({ state: 'unknown' });
    const credit = { ...unknown!, shares: [], companyId: companies.ges.id };
    expect(await send([credit])).to.deep.equal({ booked: 1, already: 0, refused: [] });
    expect(await balance(companies.ges.id)).to.equal(-4_200);
    expect(await send([credit])).to.deep.equal({ booked: 0, already: 1, refused: [] });
    expect((await read(payment))[0]!.state).to.equal('booked');
  });

  it('settles a credit with an invoice that came later, as far as both reach', async () => {
    const payment = line('na zapas', 12_000);
    const [unknown] = await read(payment);
    await send([{ ...unknown!, shares: [], companyId: companies.drewPol.id }]);
    const idOf = async (condition: string) =>
      (await test.db.one<{ id: string }>(`select id from transactions where ${condition}`)).id;
    const credit = await idOf(`source = 'bank'`);
    const settle = async (number: string) => {
      const invoiceId = await idOf(`number = '${number}'`);
      return test.db.transaction((tx) => settleCredit(tx, jan, { id: credit, invoiceId }));
    };
    expect(await settle('FV/1/2026')).to.deep.equal({ settledMinor: 10_000, leftMinor: 2_000 });
    expect(await settle('FV/3/2026').catch((error: unknown) => error)).to.include({ code: 'credit.invoice_wrong' });
    expect(await balance(companies.drewPol.id)).to.equal(3_000);
    expect(await settle('FV/2/2026')).to.deep.equal({ settledMinor: 2_000, leftMinor: 0 });
    expect(await settle('FV/2/2026').catch((error: unknown) => error)).to.include({ code: 'credit.none' });
    expect(await left()).to.deep.equal([0, 3_000, 7_000]);
    expect(await balance(companies.drewPol.id)).to.equal(3_000);
    expect((await read(payment))[0]!.state).to.equal('booked');
  });

  it('puts the payment of an invoice that is cancelled later to the credit of the customer', async () => {
    await book(await read(line('FV/1/2026', 10_000)));
    const cancelled = {
      kind: 'invoice',
      externalId: 'erp-FV/1/2026',
      number: 'FV/1/2026',
      state: 'cancelled',
    } as const;
    const rows = [
      { ...cancelled, companyId: companies.drewPol.id, amountMinor: 10_000, happenedOn: '2026-11-01', dueOn: null },
    ];
    await test.db.transaction((tx) => feedTransactions(tx, jan, { source: 'erp', rows }));
    expect(await balance(companies.drewPol.id)).to.equal(-5_000);
    const idOf = async (condition: string) =>
      (await test.db.one<{ id: string }>(`select id from transactions where ${condition}`)).id;
    const id = await idOf(`kind = 'payment'`);
    const invoiceId = await idOf(`number = 'FV/2/2026'`);
    const settled = await test.db.transaction((tx) => settleCredit(tx, jan, { id, invoiceId }));
    expect(settled).to.deep.equal({ settledMinor: 5_000, leftMinor: 5_000 });
    expect(await left()).to.deep.equal([0, 0, 7_000]);
    expect(await balance(companies.drewPol.id)).to.equal(-5_000);
  });

  it('books nothing for a customer who is not there or for nobody, and does not say that it has', async () => {
    const [unknown] = await read(line('za nic', 4_200));
    const nobody = await send([{ ...unknown!, shares: [] }]);
    expect(nobody.refused.map(({ code }) => code)).to.deep.equal(['statement.no_customer']);
    const gone = await send([{ ...unknown!, shares: [], companyId: '0198c6a0-0000-7000-8000-000000000000' }]);
    expect([gone.booked, ...gone.refused.map(({ code }) => code)]).to.deep.equal([0, 'statement.no_customer']);
  });

  it('is refused to those who feed no documents', async () => {
    const anna = await readStatement(test.db, viewer('anna'), []).catch((error: unknown) => error);
    expect(anna).to.include({ code: 'right.missing' });
  });
});
