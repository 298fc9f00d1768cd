import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { shapeActivities } from '../../activities/shape.ts';
import type { Services } from '../../activities/services.ts';
import { conditionSql } from '../../db/conditions.ts';
import { phrasesFor } from '../../admin/components/data-table/phrases.ts';
import { activeFields } from '../../db/own-fields.ts';
import { tryFormula } from '../../db/own-formulas.ts';
import { rightsOf, type Viewer } from '../../domain/access.ts';
import { catalogueWith } from '../../domain/conditions/catalogue.ts';
import { readMoney } from '../../domain/campaigns/typed-money.ts';
import type { ListDescription } from '../../domain/lists/shapes.ts';
import { factOf, type OwnKind, type OwnOptions } from '../../domain/own/shapes.ts';
import { companies, people } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('own fields', () => {
  let panel: TestPanel;
  let jan: TestAgent;
  let maria: TestAgent;
  let anna: TestAgent;
  before(async () => {
    panel = await startPanel();
    [jan, maria, anna] = await Promise.all([panel.as('jan'), panel.as('maria'), panel.as('anna')]);
  });
  after(() => panel.stop());

  const define = async (kind: OwnKind, pl: string, more: object = {}) => {
    const field = { record: 'company', kind, title: { pl, en: pl }, ...more };
    return (await jan.post('/api/v1/own-fields').send(field).expect(200)).body as { id: string; code: string };
  };
  const card = async (who = anna, id: string = companies.omega.id) =>
    (await who.get(`/api/v1/companies/${id}`).expect(200)).body as { version: number; own: Record<string, unknown> };
  const write = async (own: object, who = anna) => {
    const { version } = await card();
    return who.patch(`/api/v1/companies/${companies.omega.id}`).send({ version, changes: { own } });
  };

  it('of every kind are written in the one verb, read back, and audited with old and new value', async () => {
    const kinds: readonly [OwnKind, string, OwnOptions | undefined, unknown][] = [
      ['text', 'Numer umowy', undefined, 'U/12/2026'],
      ['number', 'Liczba maszyn', { least: 0 }, 12],
      ['money', 'Kaucja', { currency: 'EUR' }, 150_000],
      ['date', 'Data umowy', undefined, '2026-03-01'],
      ['yes/no', 'Stały klient', undefined, true],
      ['reference', 'Poleciła osoba', { target: 'person' }, people.jozef.id],
    ];
    for (const [kind, title, options, value] of kinds) {
      const { code } = await define(kind, title, options ? { options } : {});
      const answer = await write({ [code]: value });
      expect(answer.status, `${kind} ${JSON.stringify(answer.body)}`).to.equal(200);
      expect((await card()).own[code], kind).to.deep.equal(value);
    }
    const { changes } = await panel.db.one<{ changes: object }>(
      `select changes from audit where noun = 'company' and changes ? 'own.liczba_maszyn'`,
    );
    expect(changes).to.deep.include({ 'own.liczba_maszyn': [null, 12] });
  });

  it('refuse a value of another type, naming the field, and an unknown field', async () => {
    const wrong = await write({ liczba_maszyn: 'dużo' });
    expect([wrong.status, wrong.body.field]).to.deep.equal([422, 'own.liczba_maszyn']);
    expect((await write({ liczba_maszyn: -1 })).status).to.equal(422);
    expect((await write({ data_umowy: '2026-02-31' })).status).to.equal(422);
    expect((await write({ kaucja: 1.5 })).status).to.equal(422);
    expect((await write({ salary: 1 })).body.code).to.equal('own.unknown_field');
    expect((await write({ polecila_osoba: companies.omega.id })).body.code).to.equal('own.reference_not_found');
  });

  it('have rights of their own: who may not read one does not learn that it is there', async () => {
    const { code } = await define('text', 'Ocena ryzyka', {
      readers: ['supervisor', 'administrator'],
      writers: ['administrator'],
    });
    expect((await write({ [code]: 'wysokie' }, jan)).status).to.equal(200);
    expect((await card(maria)).own[code]).to.equal('wysokie');
    expect((await write({ [code]: 'niskie' }, maria)).body.code).to.equal('own.not_writable');
    expect((await card(anna)).own).to.not.have.property(code);
    expect((await write({ [code]: 'x' }, anna)).body.code).to.equal('own.unknown_field');
    const seen = (await anna.get('/api/v1/own-fields?record=company').expect(200)).body.rows as { code: string }[];
    expect(seen.map((field) => field.code)).to.not.include(code);
  });

  it('that are required must be filled in for new records only', async () => {
    const { id, code } = await define('text', 'Źródło', { required: true });
    const refused = await anna.post('/api/v1/companies').send({ name: 'Nowa' });
    expect([refused.status, refused.body.field]).to.deep.equal([422, `own.${code}`]);
    await anna
      .post('/api/v1/companies')
      .send({ name: 'Nowa', own: { [code]: 'targi' } })
      .expect(200);
    expect((await write({ liczba_maszyn: 13 })).status).to.equal(200);
    const off = { version: 1, title: { pl: 'Źródło', en: 'Source' }, active: false };
    await jan.put(`/api/v1/own-fields/${id}`).send(off).expect(200);
    await anna.post('/api/v1/companies').send({ name: 'Nowsza' }).expect(200);
  });

  it('hold what comes of a formula, kept by the verb and by the job when the formula changes', async () => {
    const { id, code } = await define('formula', 'Wartość parku', {
      options: { formula: 'liczba_maszyn * 1000', formulaType: 'money' },
    });
    await write({ liczba_maszyn: 3 });
    expect((await card()).own[code]).to.equal(300_000);
    expect((await write({ [code]: 5 })).status).to.equal(422);
    const changed = {
      version: 1,
      title: { pl: 'Wartość parku', en: 'Worth' },
      options: { formula: 'liczba_maszyn * 10' },
    };
    await jan.put(`/api/v1/own-fields/${id}`).send(changed).expect(200);
    await shapeActivities({ db: panel.db, log: () => {} } as unknown as Services).shapeRecords();
    expect((await card()).own[code]).to.equal(30);
    const wrong = {
      record: 'company',
      kind: 'formula',
      title: { pl: 'x', en: 'x' },
      options: { formula: 'liczba_maszyn + "a"' },
    };
    expect((await jan.post('/api/v1/own-fields').send(wrong)).body.field).to.equal('formula');
  });

  it('keep their dictionary where a program sends none with another title', async () => {
    const made = await jan
      .post('/api/v1/dictionaries')
      .send({ name: { pl: 'Kolory', en: 'Colours' } })
      .expect(200);
    const options = { dictionary: (made.body as { code: string }).code };
    const { id } = await define('choice', 'Kolor', { options });
    const renamed = { version: 1, title: { pl: 'Kolor hali', en: 'Colour' } };
    await jan.put(`/api/v1/own-fields/${id}`).send(renamed).expect(200);
    const field = (await activeFields(panel.db, 'company')).find((one) => one.id === id);
    expect([field?.title.pl, field?.options]).to.deep.equal(['Kolor hali', options]);
  });

  it('that name what is gone from their formula are renamed and switched off all the same', async () => {
    const source = await define('number', 'Zatrudnienie');
    const options = { formula: `${source.code} * 2`, formulaType: 'number' };
    const { id } = await define('formula', 'Obsada', { options });
    const put = (field: string, body: object) =>
      jan.put(`/api/v1/own-fields/${field}`).send({ title: { pl: 'Zatrudnienie', en: 'Staff' }, ...body });
    await put(source.id, { version: 1, active: false }).expect(200);
    await put(id, { version: 1, options }).expect(200);
    await put(id, { version: 2, active: false }).expect(200);
  });

  it('are cast by functions that answer null for a bad value, and indexed by a job that removes invalid indexes (rule 16)', async () => {
    const { id } = await define('number', 'Powierzchnia', { indexed: true });
    await panel.db.run(`update companies set own = '{"powierzchnia": "wielka"}' where id = $1`, [companies.ges.id]);
    await panel.db.run(`update companies set own = own || '{"powierzchnia": 40}' where id = $1`, [companies.omega.id]);
    const shape = shapeActivities({ db: panel.db, log: () => {} } as unknown as Services);
    expect((await shape.shapeRecords()).built).to.deep.equal(['powierzchnia']);
    expect((await shape.shapeRecords()).built).to.deep.equal([]);
    const found = await panel.db.rows<{ id: string }>(
      `select id from companies where own_number(own, 'powierzchnia') > 30`,
    );
    expect(found.map((row) => row.id)).to.deep.equal([companies.omega.id]);
    const name = `own_field_${id.replace(/-/g, '')}`;
    await panel.db.run(`update pg_index set indisvalid = false where indexrelid = $1::regclass`, [name]);
    const mended = await shape.shapeRecords();
    expect([mended.removed, mended.built]).to.deep.equal([[name], ['powierzchnia']]);
    for (let n = 0; n < 19; n++) await define('number', `Pole ${n}`, { indexed: true });
    const beyond = { record: 'company', kind: 'number', title: { pl: 'Za dużo', en: 'Too many' }, indexed: true };
    expect((await jan.post('/api/v1/own-fields').send(beyond)).body.code).to.equal('own_field.too_many_indexed');
  });

  it('are asked for by conditions with their true type', async () => {
    const facts = (await activeFields(panel.db, 'company')).map(factOf);
    const catalogue = catalogueWith(undefined, facts);
    const asked = { catalogue, moment: { now: Date.now(), today: '2026-11-25' }, params: [] as unknown[] };
    const sql = conditionSql({ field: 'company.own.powierzchnia', operator: '>=', value: 40 }, asked);
    const rows = await panel.db.rows<{ id: string }>(`select c.id from companies c where ${sql}`, asked.params);
    expect(rows).to.deep.equal([{ id: companies.omega.id }]);
    expect(() =>
      conditionSql({ field: 'company.own.powierzchnia', operator: 'contains', value: 'a' }, asked),
    ).to.throw();
    expect(() => conditionSql({ field: 'company.own.salary', operator: '=', value: 'a' }, asked)).to.throw();
  });

  it('stand in lists: shown, filtered by their type, sorted where an index carries it, hidden from who may not read them', async () => {
    const { fields, facts } = (await maria.get('/api/v1/lists/companies').expect(200)).body as ListDescription;
    const own = new Map(fields.filter(({ id }) => id.startsWith('own.')).map((field) => [field.id, field]));
    expect(own.get('own.powierzchnia')).to.include({
      type: 'number',
      sortable: true,
      fact: 'company.own.powierzchnia',
    });
    expect(own.get('own.kaucja')).to.include({ type: 'money', sortable: false });
    const deposit = facts.find(({ name }) => name === 'company.own.kaucja')!;
    expect(phrasesFor(deposit)[0], 'people type 1 499,99, and it is kept in minor units').to.include({
      operator: '>',
      blank: 'money',
    });
    const view = {
      columns: [
        'name',
        'own.kaucja',
        'own.polecila_osoba',
        'own.data_umowy',
        'own.staly_klient',
        'own.powierzchnia',
      ].map((field) => ({ field })),
      sort: [{ field: 'own.powierzchnia', descending: true }],
      condition: {
        combinator: 'and',
        rules: [
          { field: 'company.own.data_umowy', operator: '>=', value: '2026-03-01' },
          { field: 'company.own.kaucja', operator: '>', value: readMoney('1 499,99')! },
          { field: 'company.own.staly_klient', operator: '=', value: true },
        ],
      },
      colours: [],
      density: 'roomy',
    };
    const { rows } = (await maria.post('/api/v1/lists/companies/rows').send({ view }).expect(200)).body;
    expect(rows).to.have.length(1);
    expect(rows[0].values).to.deep.include({
      'own.kaucja': { minor: 150_000, currency: 'EUR' },
      'own.polecila_osoba': { id: people.jozef.id, name: 'Józef Zieliński' },
      'own.data_umowy': '2026-03-01',
      'own.powierzchnia': 40,
    });
    const more = { ...view, condition: { field: 'company.own.kaucja', operator: '>', value: readMoney('1 500,00')! } };
    expect(
      (await maria.post('/api/v1/lists/companies/rows').send({ view: more }).expect(200)).body.rows,
    ).to.have.length(0);
    const all = { ...view, condition: null };
    expect(
      (await anna.post('/api/v1/lists/companies/rows').send({ view: all }).expect(200)).body.rows.length,
    ).to.be.above(3);
    const hidden = { ...all, columns: [{ field: 'own.ocena_ryzyka' }], sort: [] };
    const refused = await anna.post('/api/v1/lists/companies/rows').send({ view: hidden });
    expect(JSON.stringify(refused.body)).to.not.contain('wysokie');
    expect(JSON.stringify((await maria.post('/api/v1/lists/companies/rows').send({ view: hidden })).body)).to.contain(
      'wysokie',
    );
  });

  it('become fields of another kind with a report of what converts and what does not, before it is done (rule 16)', async () => {
    const { id, code } = await define('text', 'Metraż');
    await write({ [code]: '120,5' });
    for (const [value, company] of [
      ['dużo', companies.ges],
      ['1 200', companies.zubr],
    ] as const)
      await panel.db.run('update companies set own = own || jsonb_build_object($2::text, $3::text) where id = $1', [
        company.id,
        code,
        value,
      ]);
    const report = await jan.post(`/api/v1/own-fields/${id}/conversion`).send({ kind: 'number' }).expect(200);
    expect(report.body).to.deep.equal({
      converts: 2,
      fails: 1,
      examples: [{ recordId: companies.ges.id, name: companies.ges.name, value: 'dużo' }],
    });
    expect((await card()).own[code], 'nothing is done yet').to.equal('120,5');
    const done = await jan.post(`/api/v1/own-fields/${id}/convert`).send({ kind: 'number', version: 1 }).expect(200);
    const { id: newId, code: next } = done.body as { id: string; code: string };
    const { own } = await card();
    expect([own[next], own[code]], 'the old field is off').to.deep.equal([120.5, undefined]);
    const refused = await jan.post(`/api/v1/own-fields/${newId}/conversion`).send({ kind: 'file' });
    expect(refused.status).to.equal(422);
  });

  describe('of tasks that somebody else keeps private', () => {
    const ofTasks = async (who: TestAgent, body: object) =>
      (
        (
          await who
            .post('/api/v1/tasks')
            .send({ type: 'errand', ...body })
            .expect(200)
        ).body as { id: string }
      ).id;
    const titles = ['Pomiar hali', 'Wizyta u lekarza'] as const;
    let ids: readonly string[];
    let field: { id: string; code: string };
    before(async () => {
      field = await define('text', 'Czas na miejscu', { record: 'task' });
      const own = { [field.code]: 'długo' };
      ids = [
        await ofTasks(jan, { title: titles[0], own }),
        await ofTasks(anna, { title: titles[1], private: true, own }),
      ];
    });

    it('give no example of a formula that is being written (rule 35)', async () => {
      const { body } = await jan
        .post('/api/v1/own-fields/formula')
        .send({ record: 'task', formula: 'title' })
        .expect(200);
      expect(body.example).to.deep.equal({ name: titles[0], result: { value: titles[0] } });
    });

    it('are counted where a value does not convert, and not named (rule 35)', async () => {
      const { body } = await jan.post(`/api/v1/own-fields/${field.id}/conversion`).send({ kind: 'number' }).expect(200);
      expect(body).to.deep.equal({
        converts: 0,
        fails: 2,
        examples: [{ recordId: ids[0], name: titles[0], value: 'długo' }],
      });
    });
  });

  it('give an example of a formula from the customers whom somebody sees', async () => {
    for (const { id } of [companies.omega, companies.ges])
      await panel.db.run('update companies set updated_at = clock_timestamp() where id = $1', [id]);
    const rights = new Set([...rightsOf('supervisor'), 'settings.edit' as const]);
    const exampleFor = async (who: Viewer) =>
      (await tryFormula(panel.db, who, { record: 'company', formula: 'name' })).example?.name;
    expect(await exampleFor(viewer('jan'))).to.equal(companies.ges.name);
    expect(await exampleFor(viewer('maria', { customers: 'own', rights }))).to.equal(companies.omega.name);
  });

  it('lead to cases, opportunities and tasks, and tell their names to nobody who does not see them', async () => {
    const companyId = companies.omega.id;
    const post = async (path: string, body: object) =>
      (await jan.post(`/api/v1${path}`).send(body).expect(200)).body as { id: string; number?: string };
    const reclaimed = await post('/cases', { name: 'Reklamacja prasy', companyId });
    const shown = {
      case: { id: reclaimed.id, name: `${reclaimed.number} Reklamacja prasy` },
      opportunity: { id: (await post('/opportunities', { name: 'Nowa linia', companyId })).id, name: 'Nowa linia' },
      task: { id: (await post('/tasks', { type: 'errand', title: 'Pomiar', companyId })).id, name: 'Pomiar' },
    };
    for (const target of ['case', 'opportunity', 'task'] as const) {
      const { code } = await define('reference', `Wynika z: ${target}`, { options: { target } });
      const { id } = shown[target];
      expect((await write({ [code]: id }, jan)).status, target).to.equal(200);
      const names = async (who: TestAgent) =>
        (
          await who
            .post('/api/v1/own-fields/names')
            .send({ target, ids: [id] })
            .expect(200)
        ).body.rows as object[];
      const rows = async (who: TestAgent) => {
        const condition = { combinator: 'and', rules: [{ field: `company.own.${code}`, operator: '=', value: id }] };
        const view = { columns: [{ field: `own.${code}` }], sort: [], condition, colours: [], density: 'roomy' };
        const { body } = await who.post('/api/v1/lists/companies/rows').send({ view }).expect(200);
        return (body.rows as { values: Record<string, unknown> }[]).map(({ values }) => values[`own.${code}`]);
      };
      expect([await names(jan), await rows(jan)], target).to.deep.equal([[shown[target]], [shown[target]]]);
      expect([await names(anna), await rows(anna)], `${target} for anna`).to.deep.equal([[], [null]]);
      const { version } = await card(anna);
      const kept = { version, changes: { city: `Łódź ${target}`, own: { [code]: id } } };
      await anna.patch(`/api/v1/companies/${companyId}`).send(kept).expect(200);
      await write({ [code]: null }, jan);
      expect((await write({ [code]: id }, anna)).body.code, target).to.equal('own.reference_not_found');
    }
  });

  it('of a record lead to another of its own kind, in its list too', async () => {
    for (const record of ['case', 'opportunity', 'task'] as const) {
      const field = { record, kind: 'reference', title: { pl: 'Podobna', en: 'Similar' }, options: { target: record } };
      const { code } = (await jan.post('/api/v1/own-fields').send(field).expect(200)).body as { code: string };
      const path = { case: '/cases', opportunity: '/opportunities', task: '/tasks' }[record];
      const make = async (name: string, own?: object) => {
        const named = record === 'task' ? { type: 'errand', title: name } : { name };
        const body = { ...named, companyId: companies.omega.id, ...(own ? { own } : {}) };
        return ((await jan.post(`/api/v1${path}`).send(body).expect(200)).body as { id: string }).id;
      };
      const first = await make('Pierwsza');
      const second = await make('Druga', { [code]: first });
      const view = { columns: [{ field: `own.${code}` }], sort: [], condition: null, colours: [], density: 'roomy' };
      const { body } = await jan.post(`/api/v1/lists${path}/rows`).send({ view }).expect(200);
      const rows = body.rows as { id: string; values: Record<string, { id: string; name: string } | null> }[];
      const cell = (id: string) => rows.find((row) => row.id === id)?.values[`own.${code}`];
      expect([cell(second)?.id, cell(first)], record).to.deep.equal([first, null]);
      expect(cell(second)?.name, record).to.contain('Pierwsza');
    }
  });
});
