import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { bulkActivities } from '../../activities/bulks.ts';
import type { Tx } from '../../db/database.ts';
import { ownOfFed } from '../../db/transaction-own.ts';
import type { ListDescription, ListKind } from '../../domain/lists/shapes.ts';
import type { OwnKind } from '../../domain/own/shapes.ts';
import { companies, people, users } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

type Body = Record<string, unknown>;
type Texts = { readonly pl: string; readonly options?: object; readonly readers?: string[]; readonly required?: true };
const companyId = companies.drewPol.id;

describe('own fields of what comes in without a form', () => {
  let panel: TestPanel;
  let jan: TestAgent;
  let anna: TestAgent;
  before(async () => {
    panel = await startPanel();
    [jan, anna] = await Promise.all([panel.as('jan'), panel.as('anna')]);
  });
  after(() => panel.stop());

  const define = async (record: 'transaction' | 'file', kind: OwnKind, { pl, ...more }: Texts) => {
    const answer = await jan.post('/api/v1/own-fields').send({ record, kind, title: { pl, en: pl }, ...more });
    expect(answer.status, JSON.stringify(answer.body)).to.equal(200);
    return (answer.body as { code: string }).code;
  };
  const upload = async (name: string, place = true) => {
    const at = place ? `&noun=company&recordId=${companyId}` : '';
    const answer = await jan
      .post(`/api/v1/files?name=${name}${at}`)
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from('Umowa'));
    return (answer.body as { id: string }).id;
  };
  const feed = async (...rows: object[]) => {
    const whole = rows.map((row) => ({
      kind: 'invoice',
      companyId,
      happenedOn: '2026-11-02',
      amountMinor: 12_300,
      ...row,
    }));
    return (await jan.put('/api/v1/transactions').send({ source: 'fk', rows: whole }).expect(200)).body as {
      written: number;
      unchanged: number;
      refused: { index: number; code: string; message: string }[];
    };
  };
  const invoice = async (externalId: string) =>
    (await panel.db.one<{ id: string }>('select id from transactions where external_id = $1', [externalId])).id;
  const read = async (path: string, who = jan) =>
    (await who.get(`/api/v1${path}`).expect(200)).body as { own: Body; version: number };
  const rows = async (kind: ListKind, { column, rule }: { column: string; rule: object }) => {
    const condition = { combinator: 'and', rules: [rule] };
    const view = { columns: [{ field: column }], sort: [], condition, colours: [], density: 'roomy' };
    const { body } = await jan.post(`/api/v1/lists/${kind}/rows`).send({ view }).expect(200);
    return (body.rows as { id: string; values: Body }[]).map(({ id, values }) => [id, values[column]]);
  };

  it('are sent with a document by the system that feeds it; what is not sent stays, and what does not fit is told', async () => {
    for (const [kind, title] of [
      ['text', 'Numer WZ'],
      ['date', 'Odebrano'],
      ['number', 'Palety'],
      ['file', 'Skan'],
    ] as const)
      await define('transaction', kind, { pl: title });
    await define('transaction', 'formula', {
      pl: 'Brutto',
      options: { formula: 'amount * 1.23', formulaType: 'number' },
    });
    const scan = await upload('wz.txt', false);
    const sent = { externalId: 'F1', own: { numer_wz: 'WZ/7', palety: 3, skan: scan } };
    expect(await feed(sent)).to.deep.equal({ written: 1, unchanged: 0, refused: [] });
    expect(await feed(sent), 'the same again').to.include({ written: 0, unchanged: 1 });
    const id = await invoice('F1');
    expect((await read(`/transactions/${id}`)).own).to.deep.equal({
      ...sent.own,
      brutto: 151.29,
    });
    await anna.get(`/api/v1/files/${scan}/versions/1`).expect(200);

    expect(await feed({ externalId: 'F1', title: 'Palety' })).to.include({ written: 1 });
    expect((await read(`/transactions/${id}`)).own).to.include({ numer_wz: 'WZ/7', palety: 3 });
    expect(await feed({ externalId: 'F1', title: 'Palety', own: { palety: null } })).to.include({ written: 1 });
    expect((await read(`/transactions/${id}`)).own).to.not.have.property('palety');

    const told = await feed(
      { externalId: 'F2', own: { palety: 'dużo' } },
      { externalId: 'F3', own: { palety: 8 } },
      { externalId: 'F4', own: { nie_ma: 1 } },
    );
    expect(told.written).to.equal(1);
    expect(told.refused.map(({ index, code }) => [index, code])).to.deep.equal([
      [0, 'own.wrong_value'],
      [2, 'own.unknown_field'],
    ]);
  });

  it('of a document are filled in by hand, with its version and its history, and nothing else of it', async () => {
    const id = await invoice('F1');
    const { version } = await read(`/transactions/${id}`);
    const path = `/api/v1/transactions/${id}`;
    await jan
      .patch(path)
      .send({ version, changes: { title: 'Inne' } })
      .expect(400);
    const changes = { own: { odebrano: '2026-11-20' } };
    await jan.patch(path).send({ version, changes }).expect(200);
    const late = await jan.patch(path).send({ version, changes: { own: { odebrano: '2026-11-21' } } });
    expect([late.status, late.body.code]).to.deep.equal([409, 'transaction.changed']);
    const wrong = await jan.patch(path).send({ version: version + 1, changes: { own: { odebrano: 'wczoraj' } } });
    expect([wrong.status, wrong.body.field]).to.deep.equal([422, 'own.odebrano']);
    const audited = await panel.db.one<{ changes: Body }>(
      `select changes from audit where record_id = $1 and verb = 'edit'`,
      [id],
    );
    expect(audited.changes).to.deep.equal({ 'own.odebrano': [null, '2026-11-20'] });
    await feed({ externalId: 'F1', title: 'Palety euro' });
    expect((await read(`/transactions/${id}`)).own).to.include({ odebrano: '2026-11-20' });
  });

  it('that lead to another record say its name in the list, whatever they lead to', async () => {
    const { body: task } = await jan.post('/api/v1/tasks').send({ type: 'call', title: 'Odebrać palety', companyId });
    const { body: opened } = await jan.post('/api/v1/cases').send({ name: 'Reklamacja', companyId });
    const { body: sold } = await jan.post('/api/v1/opportunities').send({ name: 'Nowa linia', companyId });
    const led = {
      company: [companies.zubr.id, companies.zubr.name],
      person: [people.jozef.id, 'Józef Zieliński'],
      user: [users.anna.id, users.anna.name],
      task: [task.id, 'Odebrać palety'],
      case: [opened.id, `${opened.number} Reklamacja`],
      opportunity: [sold.id, 'Nowa linia'],
    } as const;
    await feed({ externalId: 'F7' });
    const id = await invoice('F7');
    const own: Body = {};
    const fields: (readonly [column: string, name: string])[] = [];
    for (const [target, [to, name]] of Object.entries(led)) {
      const code = await define('transaction', 'reference', { pl: `Do ${target}`, options: { target } });
      own[code] = to;
      fields.push([`own.${code}`, name]);
    }
    const scan = await define('transaction', 'file', { pl: 'Odpis' });
    own[scan] = await upload('odpis.txt', false);
    fields.push([`own.${scan}`, 'odpis.txt']);
    expect(await feed({ externalId: 'F7', own })).to.include({ written: 1 });
    const rule = { field: 'transaction.amountMinor', operator: '=', value: 12_300 };
    for (const [column, name] of fields) {
      const found = (await rows('transactions', { column, rule })).find(([row]) => row === id);
      expect(found?.[1], column).to.include({ name });
    }
  });

  it('that lead to other records are asked about once for a whole batch, and a row that leads nowhere is left out', async () => {
    const code = await define('transaction', 'reference', { pl: 'Dostawca', options: { target: 'company' } });
    const batch = (many: number) =>
      Array.from({ length: many }, (_, at) => ({
        externalId: `D${many}-${at}`,
        own: { [code]: at === 0 ? companyId.replaceAll('0', '1') : companies.zubr.id.toUpperCase() },
      }));
    const told = await feed(...batch(40));
    expect(told.written).to.equal(39);
    expect(told.refused.map((row) => [row.index, row.code])).to.deep.equal([[0, 'own.reference_not_found']]);
    const asked = async (many: number) => {
      let queries = 0;
      const counted = (tx: Tx): Tx => ({
        ...tx,
        rows: (...asked: Parameters<Tx['rows']>) => {
          queries++;
          return tx.rows(...asked) as never;
        },
      });
      const rows = batch(many).map(({ externalId, own }) => ({ kind: 'invoice', externalId, own }));
      await panel.db.transaction((tx) => ownOfFed(counted(tx), viewer('jan'), { source: 'other', rows }));
      return queries;
    };
    expect(await asked(200)).to.equal(await asked(20));
  });

  it('of files are said with the rest about a file, and never hold a file', async () => {
    const code = await define('file', 'date', { pl: 'Ważne do' });
    const secret = await define('file', 'text', { pl: 'Poufne', readers: ['administrator'] });
    const id = await upload('umowa.txt');
    const { version } = await read(`/files/${id}`);
    const own = { [code]: '2027-12-31', [secret]: 'kanarek' };
    const changes = { description: 'Umowa ramowa', own };
    await jan.patch(`/api/v1/files/${id}`).send({ version, changes }).expect(200);
    expect((await read(`/files/${id}`)).own).to.deep.equal(own);
    expect((await read(`/files/${id}`, anna)).own).to.deep.equal({ [code]: '2027-12-31' });
    const audited = await panel.db.one<{ changes: Body }>(
      `select changes from audit where record_id = $1 and verb = 'edit'`,
      [id],
    );
    expect(Object.keys(audited.changes)).to.have.members(['description', `own.${code}`, `own.${secret}`]);
    const wrong = await jan
      .patch(`/api/v1/files/${id}`)
      .send({ version: version + 1, changes: { own: { [code]: 'jutro' } } });
    expect([wrong.status, wrong.body.field]).to.deep.equal([422, `own.${code}`]);
    const inFile = { record: 'file', kind: 'file', title: { pl: 'Plik', en: 'File' } };
    expect((await jan.post('/api/v1/own-fields').send(inFile)).body.code).to.equal('own_field.wrong_kind');
  });

  it('cannot be required: nobody is there who could fill them in', async () => {
    for (const record of ['transaction', 'file'] as const)
      await define(record, 'text', { pl: 'Wymagane', required: true });
    expect(await feed({ externalId: 'F9', own: { palety: 1 } })).to.include({ written: 1 });
    await upload('druga.txt');
    const fields = await panel.db.rows(`select 1 from own_fields where required`);
    expect(fields).to.deep.equal([]);
  });

  it('stand in their lists: shown, filtered by, changed in a cell and set for many at once', async () => {
    const id = await invoice('F3');
    const rule = { field: 'transaction.own.palety', operator: '>=', value: 8 };
    expect(await rows('transactions', { column: 'own.palety', rule })).to.deep.equal([[id, 8]]);
    const valid = { field: 'file.own.wazne_do', operator: '=', value: '2027-12-31' };
    expect((await rows('files', { column: 'own.wazne_do', rule: valid })).map(([, value]) => value)).to.deep.equal([
      '2027-12-31',
    ]);
    for (const [kind, field] of [
      ['transactions', 'own.palety'],
      ['files', 'own.wazne_do'],
    ] as const) {
      const { fields, actions } = (await jan.get(`/api/v1/lists/${kind}`)).body as ListDescription;
      expect(fields.find((one) => one.id === field)?.editable, kind).to.equal(true);
      expect(
        actions.map(({ name }) => name),
        kind,
      ).to.include('set field');
    }
    const selected = await jan
      .post('/api/v1/lists/transactions/selections')
      .send({ ids: [id] })
      .expect(200);
    const bulkId = (selected.body as { id: string }).id;
    const answers = { field: JSON.stringify({ field: 'own.palety', value: 11 }) };
    await jan.post(`/api/v1/bulk/${bulkId}/run`).send({ action: 'set field', answers }).expect(200);
    while ((await bulkActivities({ db: panel.db }).moveBulkRows({ bulkId })).more);
    expect((await read(`/transactions/${id}`)).own).to.include({ palety: 11 });
  });
});
