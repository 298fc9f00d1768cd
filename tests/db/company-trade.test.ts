import { expect } from 'chai';
import type { Right, Viewer } from '../../domain/access.ts';
import type { Condition } from '../../domain/conditions/shapes.ts';
import { reckonStaleBalances } from '../../db/balances.ts';
import { createClass } from '../../db/classes.ts';
import { classesOf } from '../../db/class-members.ts';
import { describeList } from '../../db/lists/describe.ts';
import { lists } from '../../db/lists/kinds/list.ts';
import { listRows } from '../../db/lists/rows.ts';
import { mergeCompanies } from '../../db/merges.ts';
import { feedTransactions, transactionKinds, type FedTransaction } from '../../db/transactions.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { asked } from '../support/listed.ts';

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

describe('what lists know of a customer’s trade', () => {
  let base: TestDatabase;
  const maria = viewer('maria');
  const program: Viewer = { ...viewer('jan'), rights: new Set<Right>([...viewer('jan').rights, 'transaction.feed']) };

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(async (tx) => {
      await seatCast(tx);
    });
  });
  after(() => base.drop());

  it('every kind of document has a ready view of its own', () => {
    const rules = JSON.stringify(lists.transactions.standard.map(({ view }) => view.condition));
    for (const kind of transactionKinds) expect(rules).to.contain(`"value":"${kind}"`);
  });

  const feed = (...rows: (Omit<FedTransaction, 'companyId'> & { companyId?: string })[]) =>
    base.db.transaction((tx) =>
      feedTransactions(tx, program, {
        source: 'erp',
        rows: rows.map((row) => ({ companyId: companies.drewPol.id, ...row })),
      }),
    );
  const invoice = (externalId: string, over: Partial<FedTransaction> & { companyId?: string } = {}) => ({
    kind: 'invoice' as const,
    externalId,
    happenedOn: day(-20),
    dueOn: day(-6),
    amountMinor: 100_000,
    ...over,
  });
  const trade = (companyId: string) =>
    base.db.maybe(
      `select currency, balance_minor, overdue_minor, turnover_minor, last_purchase_on::text from company_trade where company_id = $1`,
      [companyId],
    );
  const found = async (condition: Condition, who: Viewer = maria) => {
    const { view, ...rest } = asked({ kind: 'companies' });
    const { rows } = await listRows(base.db, who, {
      list: lists.companies,
      ask: { ...rest, view: { ...view, condition }, limit: 50 },
    });
    return rows.map(({ id }) => id);
  };

  it('is in the currency of most documents, and the last purchase in any', async () => {
    await feed(
      invoice('1'),
      invoice('2', { amountMinor: 50_000, dueOn: day(3) }),
      invoice('3', { currency: 'EUR', amountMinor: 900_000, happenedOn: day(-2) }),
      invoice('4', { happenedOn: day(-1), state: 'cancelled' }),
    );
    expect(await trade(companies.drewPol.id)).to.deep.equal({
      currency: 'PLN',
      balanceMinor: 150_000,
      overdueMinor: 100_000,
      turnoverMinor: 150_000,
      lastPurchaseOn: day(-2),
    });
  });

  it('knows an order as a purchase, and leaves money empty where there is none', async () => {
    await feed({ kind: 'order', externalId: 'o1', companyId: companies.ges.id, happenedOn: day(-100), amountMinor: 5 });
    expect(await trade(companies.ges.id)).to.deep.equal({
      currency: 'PLN',
      balanceMinor: null,
      overdueMinor: null,
      turnoverMinor: null,
      lastPurchaseOn: day(-100),
    });
    await feed({ kind: 'demand', externalId: 'd1', companyId: companies.omega.id, happenedOn: day(-1) });
    expect(await trade(companies.omega.id), 'a demand is no trade').to.equal(undefined);
  });

  it('follows a payment, the days and a customer that is merged', async () => {
    await feed({ kind: 'payment', externalId: 'p1', happenedOn: day(0), amountMinor: 100_000, settles: '1' });
    expect(await trade(companies.drewPol.id)).to.include({ balanceMinor: 50_000, overdueMinor: null });
    while ((await reckonStaleBalances(base.db, day(4))) > 0);
    expect(await trade(companies.drewPol.id)).to.include({ overdueMinor: 50_000 });
    await feed(invoice('9', { companyId: companies.omega.id, amountMinor: 7 }));
    expect(await trade(companies.omega.id)).to.include({ balanceMinor: 7 });
    await base.db.transaction((tx) =>
      mergeCompanies(tx, viewer('jan'), {
        ...{ keptId: companies.drewPol.id, keptVersion: 1, mergedId: companies.omega.id, mergedVersion: 1 },
        ...{ fromMerged: [], goOn: [] },
      }),
    );
    expect(await trade(companies.drewPol.id)).to.include({ balanceMinor: 50_007 });
    expect(await trade(companies.omega.id)).to.equal(undefined);
  });

  it('puts a customer into a class as soon as the money says so (S2-24)', async () => {
    await base.db.transaction((tx) =>
      createClass(tx, viewer('jan'), {
        name: { pl: 'Duzi', en: 'Large' },
        color: null,
        condition: { field: 'company.turnoverYearMinor', operator: '>=', value: 500_000 },
        active: true,
      }),
    );
    const codes = async () => (await classesOf(base.db, companies.zubr.id)).map(({ code }) => code);
    expect(await codes()).to.deep.equal([]);
    await feed(invoice('20', { companyId: companies.zubr.id, amountMinor: 600_000 }));
    expect(await codes()).to.deep.equal(['duzi']);
    await feed(invoice('20', { companyId: companies.zubr.id, amountMinor: 600_000, state: 'cancelled' }));
    expect(await codes()).to.deep.equal([]);
  });

  it('is no column, no order, no condition and no view for whoever may not read transactions (rule 20)', async () => {
    const blind: Viewer = {
      ...maria,
      rights: new Set([...maria.rights].filter((right) => right !== 'transaction.read')),
    };
    const known = await describeList(base.db, maria, lists.companies);
    const less = await describeList(base.db, blind, lists.companies);
    const gone = ['lastPurchase', 'balance', 'overdueMoney', 'turnoverYear'];
    expect(known.fields.map(({ id }) => id)).to.include.members(gone);
    expect(less.fields.map(({ id }) => id)).not.to.include.members(gone);
    expect(less.related.map(({ of }) => of)).not.to.include('transactions');
    expect(known.standard.map(({ id }) => id)).to.include.members(['companies:lapsed', 'companies:debtors']);
    expect(less.standard.map(({ id }) => id)).not.to.include.members(['companies:lapsed']);
    const rules: Condition[] = [
      { field: 'company.lastPurchaseOn', operator: '<', value: day(-1) },
      { field: 'company.daysWithoutPurchase', operator: '>=', value: 1 },
      { field: 'company.balanceMinor', operator: '>', value: 1 },
      { field: 'company.overdueMinor', operator: '>', value: 1 },
      { field: 'company.turnoverYearMinor', operator: '>', value: 1 },
      { field: 'company.hasOverdueMoney', operator: '=', value: true },
      { combinator: 'and', of: 'transactions', rules: [] },
    ];
    for (const rule of rules) {
      await found(rule);
      const refused = await found(rule, blind).catch((error: { code: string }) => error.code);
      expect(refused, JSON.stringify(rule)).to.equal('condition.unknown_fact');
    }
  });

  it('says of each amount what it counts and in which currency (rule 42)', async () => {
    const { fields } = await describeList(base.db, maria, lists.companies);
    for (const { id, type, means, title } of fields.filter((field) => field.type === 'money')) {
      expect(means, id).not.to.equal(undefined);
      if (id !== 'turnover') expect(title.pl, type).to.contain('waluta główna');
    }
    const titles = fields.map(({ title }) => title.pl);
    expect(new Set(titles).size).to.equal(titles.length);
  });
});
