import { expect } from 'chai';
import { settleCredit } from '../../db/bank-credits.ts';
import { moveStage } from '../../db/campaign-stage-dates.ts';
import { sendLetter } from '../../db/letters.ts';
import { createOwnField, editOwnField, type OwnFieldEdit } from '../../db/own-definitions.ts';
import { definedFields } from '../../db/own-fields.ts';
import { reckonStaleFormulas, refreshFormulas, tryFormula } from '../../db/own-formulas.ts';
import { ownTables } from '../../db/own-sql.ts';
import { recordReceived } from '../../db/received-messages.ts';
import { advanceDue } from '../../db/runs.ts';
import { feedTransactions } from '../../db/transactions.ts';
import type { OwnKind, OwnOptions, OwnRecord } from '../../domain/own/shapes.ts';
import { gatherCrowd, mailAndCall, seatMail } from '../support/campaign.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { allowAlways, seatAccount } from '../support/outgoing.ts';
import { refusedAs } from '../support/refusal.ts';

const jan = viewer('jan');
const title = { pl: 'Pole', en: 'Field' };
const companyId = companies.omega.id;

describe('what comes of a formula of own fields', () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await freshDatabase(4);
    await test.db.transaction(seatCast);
  });
  afterEach(() => test.drop());

  type Shape = {
    readonly code: string;
    readonly kind: OwnKind;
    readonly options?: OwnOptions;
    readonly readers?: readonly string[];
  };
  const define = async (record: OwnRecord, shape: Shape, by = jan) =>
    (await test.db.transaction((tx) => createOwnField(tx, by, { record, title, ...shape }))).id;
  const formula = (record: OwnRecord, text: string) =>
    define(record, { code: 'wynik', kind: 'formula', options: { formula: text } });
  const edit = async (id: string, change: Partial<OwnFieldEdit>) => {
    const { version } = (await definedFields(test.db, 'company')).find((one) => one.id === id)!;
    return test.db.transaction((tx) => editOwnField(tx, jan, { id, version, title, ...change }));
  };
  const turn = async (id: string, active: boolean) => {
    await edit(id, { active });
    await reckonStaleFormulas(test.db);
  };
  const write = (maszyny: number) =>
    test.db.transaction(async (tx) => {
      await tx.run('update companies set own = own || $2 where id = $1', [companyId, JSON.stringify({ maszyny })]);
      await refreshFormulas(tx, 'company', [companyId]);
    });
  const results = async (record: OwnRecord, where: string) =>
    (
      await test.db.rows<{ result: unknown }>(
        `select own -> 'wynik' as result from ${ownTables[record]} where ${where} order by created_at, id`,
      )
    ).map(({ result }) => result);
  const ofCompany = async () => (await results('company', `id = '${companyId}'`))[0];

  it('is empty while a field that it names is off, and there again with it', async () => {
    const source = await define('company', { code: 'maszyny', kind: 'number' });
    await formula('company', 'maszyny * 2');
    await write(4);
    expect(await ofCompany()).to.equal(8);
    await turn(source, false);
    expect(await ofCompany()).to.equal(null);
    await turn(source, true);
    expect(await ofCompany()).to.equal(8);
  });

  it('is as new when the formula is switched on again', async () => {
    await define('company', { code: 'maszyny', kind: 'number' });
    const id = await formula('company', 'maszyny * 2');
    await write(4);
    await turn(id, false);
    await write(5);
    await turn(id, true);
    expect(await ofCompany()).to.equal(10);
  });

  describe('that names a field which only some may read', () => {
    const readers = ['administrator'];
    const result = (of: readonly string[]): Shape => ({
      ...{ code: 'wynik', kind: 'formula', options: { formula: 'marza * 2' } },
      readers: of,
    });
    const tells = 'own_field.formula_tells';

    it('is read by nobody else', async () => {
      await define('company', { code: 'marza', kind: 'number', readers: ['administrator', 'supervisor'] });
      expect(await refusedAs(formula('company', 'marza * 2'))).to.equal(tells);
      expect(await refusedAs(define('company', result(['administrator', 'operator'])))).to.equal(tells);
      await define('company', result(['supervisor']));
    });

    it('is opened to nobody else later, nor is the field hidden from its readers', async () => {
      const source = await define('company', { code: 'marza', kind: 'number', readers });
      const id = await define('company', result(readers));
      expect(await refusedAs(edit(id, { readers: null }))).to.equal(tells);
      await edit(source, { readers: null });
      await edit(id, { readers: null });
      expect(await refusedAs(edit(source, { readers }))).to.equal(tells);
    });

    it('is switched on only for those who may read the field by then', async () => {
      const source = await define('company', { code: 'marza', kind: 'number' });
      const id = await formula('company', 'marza * 2');
      await turn(id, false);
      await edit(source, { readers });
      expect(await refusedAs(turn(id, true))).to.equal(tells);
      await edit(id, { active: true, readers });
    });

    it('is renamed although it told more before there was this rule', async () => {
      const source = await define('company', { code: 'marza', kind: 'number' });
      const id = await formula('company', 'marza * 2');
      await test.db.run(`update own_fields set readers = '{administrator}' where id = $1`, [source]);
      for (const one of [source, id]) await edit(one, { title: { pl: 'Marża', en: 'Margin' } });
    });

    it('is neither tried nor written by who may not read the field', async () => {
      await define('company', { code: 'marza', kind: 'number', readers });
      const outsider = viewer('jan', { profiles: ['ksiegowosc'] });
      const tried = tryFormula(test.db, outsider, { record: 'company', formula: 'marza * 2' });
      expect(await refusedAs(tried)).to.equal('formula.hidden_field');
      expect(await refusedAs(define('company', result(readers), outsider))).to.equal('formula.hidden_field');
      expect((await tryFormula(test.db, jan, { record: 'company', formula: 'marza * 2' })).gives).to.equal('number');
    });
  });

  it('stands in messages from their first moment, whoever writes them', async () => {
    await formula('message', 'upper(subject)');
    await test.db.transaction(async (tx) => {
      await seatAccount(tx);
      await allowAlways(tx);
      await recordReceived(tx, jan, { companyId, channel: 'letter', subject: 'Reklamacja', text: '' });
      await sendLetter(tx, jan, { companyId: companies.drewPol.id, subject: 'Oferta', text: 'W załączeniu.' });
    });
    expect(await results('message', `direction = 'in'`)).to.deep.equal(['REKLAMACJA']);
    expect(await results('message', `direction = 'out'`)).to.deep.equal(['OFERTA']);
  });

  it('stands in the messages that a campaign plans', async () => {
    await formula('message', 'upper(address)');
    await test.db.transaction(seatMail);
    const { campaignId } = await gatherCrowd(test.db, { count: 2, version: mailAndCall });
    while ((await advanceDue(test.db, { campaignId, cohort: 0 })).more);
    const addresses = await test.db.rows<{ address: string }>(
      `select upper(address) as address from messages where campaign_id = $1 order by created_at, id`,
      [campaignId],
    );
    expect(addresses).to.have.length(2);
    expect(await results('message', `campaign_id = '${campaignId}'`)).to.deep.equal(
      addresses.map(({ address }) => address),
    );
  });

  it('follows the amount of a payment that is settled in part', async () => {
    await formula('transaction', 'amount');
    const row = { companyId, happenedOn: '2026-11-01', dueOn: '2026-11-15' };
    const feed = (source: string, rows: readonly object[]) =>
      test.db.transaction((tx) => feedTransactions(tx, jan, { source, rows: rows as never }));
    await feed('erp', [{ ...row, kind: 'invoice', externalId: 'f1', number: 'FV/1', amountMinor: 10_000 }]);
    await feed('bank', [{ ...row, kind: 'payment', externalId: 'bank:p1', amountMinor: 12_000 }]);
    const idOf = async (externalId: string) =>
      (await test.db.one<{ id: string }>('select id from transactions where external_id = $1', [externalId])).id;
    const [id, invoiceId] = [await idOf('bank:p1'), await idOf('f1')];
    await test.db.transaction((tx) => settleCredit(tx, jan, { id, invoiceId }));
    expect((await results('transaction', `kind = 'payment'`)).toSorted()).to.deep.equal([100, 20]);
  });

  it('follows the last day of a campaign that a stage moves', async () => {
    await formula('campaign', 'endsOn');
    await test.db.transaction(seatMail);
    const { campaignId } = await gatherCrowd(test.db, { count: 1, version: mailAndCall });
    const stage = await test.db.one<{ id: string; startsOn: string }>(
      'select id, starts_on from campaign_stages where campaign_id = $1 limit 1',
      [campaignId],
    );
    const move = { campaignId, stageId: stage.id, startsOn: stage.startsOn, tasksOnClose: 'finish' } as const;
    await moveStage(test.db, viewer('maria'), { ...move, endsOn: '2031-01-31' });
    expect(await results('campaign', `id = '${campaignId}'`)).to.deep.equal(['2031-01-31']);
  });
});
