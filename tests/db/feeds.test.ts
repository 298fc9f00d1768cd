import { expect } from 'chai';
import type { Right, Viewer } from '../../domain/access.ts';
import { bookPayments } from '../../db/bank-bookings.ts';
import type { Tx } from '../../db/database.ts';
import { createOwnField } from '../../db/own-definitions.ts';
import { editTransaction } from '../../db/transaction-own.ts';
import { feedTransactions, type FedTransaction } from '../../db/transactions.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

/** Documents that other systems feed, where others feed, write and see beside them. */
describe('feeds of documents', () => {
  let base: TestDatabase;
  const feeding = (who: 'jan' | 'anna', over: Partial<Viewer> = {}) =>
    viewer(who, { rights: new Set<Right>([...viewer(who).rights, 'transaction.feed']), ...over });
  const program = feeding('jan');
  const ofOwn = feeding('anna', { customers: 'own' });

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(async (tx) => {
      await seatCast(tx);
      for (const pl of ['Numer WZ', 'Paleta'])
        await createOwnField(tx, viewer('jan'), { record: 'transaction', kind: 'text', title: { pl, en: pl } });
    });
  });
  after(() => base.drop());

  const invoice = (externalId: string, over: Partial<FedTransaction> = {}): FedTransaction => ({
    ...{ kind: 'invoice', externalId, companyId: companies.drewPol.id, happenedOn: '2026-11-02', amountMinor: 12_300 },
    ...over,
  });
  const feed = (rows: readonly FedTransaction[], who: Viewer = program) =>
    base.db.transaction((tx) => feedTransactions(tx, who, { source: 'erp', rows }));
  const owner = async (externalId: string) =>
    (
      await base.db.one<{ companyId: string }>('select company_id from transactions where external_id = $1', [
        externalId,
      ])
    ).companyId;

  it('a document of a customer whom the feeder does not see stays where it is, the others are written', async () => {
    await feed([invoice('hidden', { companyId: companies.omega.id }), invoice('mine')]);
    const told = await feed([invoice('hidden'), invoice('mine', { companyId: companies.zubr.id })], ofOwn);
    expect(told.written).to.equal(1);
    expect(told.refused.map(({ index, code }) => [index, code])).to.deep.equal([[0, 'transaction.unseen_company']]);
    expect([await owner('hidden'), await owner('mine')]).to.deep.equal([companies.omega.id, companies.zubr.id]);
    await feed([invoice('hidden')]);
    expect(await owner('hidden'), 'who sees both moves it').to.equal(companies.drewPol.id);
  });

  it('a document of a customer who was deleted goes to another one', async () => {
    await feed([invoice('left', { companyId: companies.ges.id })]);
    await base.db.run('update companies set deleted_at = now() where id = $1', [companies.ges.id]);
    expect(await feed([invoice('left')])).to.include({ written: 1 });
    expect(await owner('left')).to.equal(companies.drewPol.id);
    await base.db.run('update companies set deleted_at = null where id = $1', [companies.ges.id]);
  });

  it('a document that names a merged customer goes to the customer whom they have become', async () => {
    const merge = (id: string, into: string | null) =>
      base.db.run(
        `update companies set merged_into = $2, deleted_at = case when $2::uuid is null then null else now() end where id = $1`,
        [id, into],
      );
    await merge(companies.ges.id, companies.omega.id);
    await merge(companies.omega.id, companies.zubr.id);
    expect(await feed([invoice('old id', { companyId: companies.ges.id })])).to.deep.include({
      written: 1,
      refused: [],
    });
    expect(await owner('old id')).to.equal(companies.zubr.id);
    await merge(companies.ges.id, null);
    await merge(companies.omega.id, null);
  });

  it('a payment changes what the customer owes whose invoice it settles, or no longer settles', async () => {
    const balance = async () =>
      (
        await base.db.one<{ balanceMinor: number }>(
          'select balance_minor from company_balances where company_id = $1',
          [companies.ges.id],
        )
      ).balanceMinor;
    await feed([invoice('of a branch', { companyId: companies.ges.id })]);
    const payment = invoice('of the head office', { kind: 'payment', companyId: companies.zubr.id });
    await feed([{ ...payment, settles: 'of a branch' }]);
    const paid = await balance();
    await feed([payment]);
    expect([paid, await balance()]).to.deep.equal([0, 12_300]);
  });

  const waiting = async () => {
    const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while (!(await base.db.maybe(waits))) await new Promise(setImmediate);
  };
  /** What `first` and `last` do in one transaction, with `beside` begun between them; both are waited for. */
  const around = async (first: (tx: Tx) => Promise<unknown>, beside: () => Promise<unknown>, last = first) => {
    const { begun } = await base.db.transaction(async (tx) => {
      await first(tx);
      const begun = beside();
      await waiting();
      await last(tx);
      return { begun };
    });
    await begun;
  };
  const own = async (externalId: string) =>
    (await base.db.one<{ own: object }>('select own from transactions where external_id = $1', [externalId])).own;

  it('own values of a new document that two send at once are both kept', async () => {
    const sent = (values: FedTransaction['own']) => [invoice('twice', { own: values! })];
    await around(
      (tx) => feedTransactions(tx, program, { source: 'erp', rows: sent({ numer_wz: 'WZ/7' }) }),
      () => feed(sent({ paleta: 'euro' })),
      async () => {},
    );
    expect(await own('twice')).to.deep.equal({ numer_wz: 'WZ/7', paleta: 'euro' });
  });

  it('who books a payment of an invoice that is just fed waits for the feed, and the feed not for them', async () => {
    await feed([invoice('paid', { number: 'FV/77' })]);
    const { id } = await base.db.one<{ id: string }>(`select id from transactions where external_id = 'paid'`);
    const line = { on: '2026-11-21', amountMinor: 12_300, currency: 'PLN', title: 'FV/77', party: '', account: '' };
    const lines = [{ ...line, reference: '', key: 'a'.repeat(32), shares: [{ invoiceId: id, amountMinor: 12_300 }] }];
    await around(
      (tx) => feedTransactions(tx, program, { source: 'erp', rows: [invoice('before')] }),
      () => base.db.transaction((tx) => bookPayments(tx, program, { lines })),
      (tx) => feedTransactions(tx, program, { source: 'erp', rows: [invoice('paid', { title: 'Palety' })] }),
    );
    const left = await base.db.one(`select title, open_minor from transactions where id = $1`, [id]);
    expect(left).to.deep.equal({ title: 'Palety', openMinor: 0 });
  });

  it('a feed takes its documents by id, as whoever fills in a field of many', async () => {
    // The later one by id comes first by its name.
    await feed([invoice('z')]);
    await feed([invoice('a')]);
    const documents = await base.db.rows<{ id: string; version: number }>(
      `select id, version from transactions where external_id in ('a', 'z') order by id`,
    );
    const fill = (tx: Tx, at: number) =>
      editTransaction(tx, viewer('jan'), { ...documents[at]!, changes: { own: { paleta: 'przemysłowa' } } });
    await around(
      (tx) => fill(tx, 0),
      () => feed([invoice('a', { title: 'Palety' }), invoice('z', { title: 'Palety' })]),
      (tx) => fill(tx, 1),
    );
    expect([await own('a'), await own('z')]).to.deep.equal([{ paleta: 'przemysłowa' }, { paleta: 'przemysłowa' }]);
  });
});
