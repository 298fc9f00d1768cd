import { expect } from 'chai';
import type { Right, Viewer } from '../../domain/access.ts';
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
    await base.db.transaction(seatCast);
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
});
