import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import type { Dictionary, ListedDictionary } from '../../db/dictionaries.ts';
import { createOwnField } from '../../db/own-definitions.ts';
import { keepOwnIndexes } from '../../db/own-indexes.ts';
import { companies } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('dictionaries', () => {
  let panel: TestPanel;
  let jan: TestAgent;
  let anna: TestAgent;
  before(async () => {
    panel = await startPanel();
    [jan, anna] = await Promise.all([panel.as('jan'), panel.as('anna')]);
  });
  after(() => panel.stop());

  const read = async (code: string) => (await jan.get(`/api/v1/dictionaries/${code}`).expect(200)).body as Dictionary;
  const add = async (code: string, pl: string, more: object = {}) =>
    (
      await jan
        .post(`/api/v1/dictionaries/${code}/entries`)
        .send({ name: { pl, en: '' }, ...more })
        .expect(200)
    ).body as {
      code: string;
    };
  const entryOf = async (code: string, entry: string) => (await read(code)).entries.find((one) => one.code === entry)!;
  const edit = async (code: string, entry: string, change: object) => {
    const { id: _, ...found } = await entryOf(code, entry);
    return jan.put(`/api/v1/dictionaries/${code}/entries`).send({ ...found, ...change });
  };
  const remove = (code: string, entry: string) => jan.delete(`/api/v1/dictionaries/${code}/entries/${entry}`);
  const names = async (code: string) => (await read(code)).entries.map(({ name }) => name.pl);

  it('a category of tasks is added in place by whoever keeps the settings, and one of this name is not made twice', async () => {
    const made = (await jan.post('/api/v1/task-categories').send({ name: ' Serwis ' }).expect(200)).body as {
      id: string;
    };
    await panel.db.run('update task_categories set active = false where id = $1', [made.id]);
    expect((await jan.post('/api/v1/task-categories').send({ name: 'serwis' }).expect(200)).body).to.deep.equal(made);
    const kinds = (await anna.get('/api/v1/task-types').expect(200)).body as { categories: object[] };
    expect(kinds.categories).to.deep.include({ id: made.id, name: 'Serwis' });
    const nameless = await jan.post('/api/v1/task-categories').send({ name: ' ' }).expect(422);
    expect(nameless.body).to.include({ code: 'task_category.nameless', field: 'name' });
    await anna.post('/api/v1/task-categories').send({ name: 'Moja' }).expect(403);
  });

  for (const code of ['case_stages', 'case_kinds', 'opportunity_stages', 'lost_reasons', 'file_categories']) {
    it(`${code}: an entry is added, renamed in both languages, put first, switched off and deleted`, async () => {
      const before = await names(code);
      const more = code === 'opportunity_stages' ? { probability: 33 } : {};
      const { code: entry } = await add(code, 'Nowa pozycja', more);
      expect(await names(code)).to.deep.equal([...before, 'Nowa pozycja']);
      expect((await edit(code, entry, { name: { pl: 'Inna', en: 'Other one' } })).status).to.equal(204);
      expect(await entryOf(code, entry)).to.deep.include({ name: { pl: 'Inna', en: 'Other one' }, ...more });
      expect((await edit(code, entry, { version: 1 })).body.code).to.equal('dictionary.changed');

      const codes = (await read(code)).entries.map((one) => one.code);
      const order = { codes: [entry, ...codes.filter((one) => one !== entry)] };
      await jan.put(`/api/v1/dictionaries/${code}/order`).send(order).expect(204);
      expect(await names(code)).to.deep.equal(['Inna', ...before]);

      expect((await edit(code, entry, { active: false })).status).to.equal(204);
      expect((await names(code)).at(-1)).to.equal('Inna');
      expect((await remove(code, entry)).status).to.equal(204);
      expect(await names(code)).to.deep.equal(before);
    });
  }

  it('an entry that records use is not deleted, and the message says what to do', async () => {
    await anna.post('/api/v1/cases').send({ name: 'Reklamacja', stage: 'doing' }).expect(200);
    const refused = await remove('case_stages', 'doing');
    expect([refused.status, refused.body.code]).to.deep.equal([422, 'dictionary.entry_used']);
    expect(refused.body.message).to.contain('Wyłącz ją');
    const { uses } = (await jan.get('/api/v1/dictionaries/case_stages/uses').expect(200)).body as { uses: object };
    expect(uses).to.deep.equal({ doing: 1 });
  });

  it('what more than a thousand records use is counted no further', async () => {
    const usesOf = async () =>
      (await jan.get('/api/v1/dictionaries/currencies/uses').expect(200)).body.uses as Record<string, number>;
    const before = await usesOf();
    expect(before).not.to.have.property('CHF');
    await panel.db.run(
      `insert into transactions (company_id, kind, source, external_id, happened_on, currency, created_by, updated_by)
       select $1, 'order', 'erp', n::text, '2026-11-01', case when n > 3 then 'EUR' else 'CHF' end, 'system:test', 'system:test'
       from generate_series(1, 1100) n`,
      [companies.drewPol.id],
    );
    expect(await usesOf()).to.deep.equal({ ...before, CHF: 3, EUR: 1_001 });
    expect((await remove('currencies', 'EUR')).body.message).to.contain('(ponad 1000)');
    await panel.db.run(`delete from transactions where source = 'erp'`);
  });

  it('industries and indexed own fields are counted no further either, and along their index', async () => {
    const { db } = panel;
    const industries = [(await add('industry', 'Rybacka')).code, (await add('industry', 'Leśna')).code] as const;
    const options = { dictionary: 'industry' };
    await createOwnField(db, viewer('jan'), {
      ...{ record: 'company', kind: 'many', code: 'also', title: { pl: 'Także', en: 'Also' } },
      ...{ indexed: true, options },
    });
    await keepOwnIndexes(db);
    await db.run(
      `insert into companies (name, industry, own, created_by, updated_by)
       select 'Hurt ' || n, case when n > 3 then $1 else $2 end, jsonb_build_object('also', jsonb_build_array($2)), 'system:bulk', 'system:bulk'
       from generate_series(1, 1100) n`,
      industries,
    );
    const usesOf = async () =>
      (await jan.get('/api/v1/dictionaries/industry/uses').expect(200)).body.uses as Record<string, number>;
    expect(await usesOf()).to.include({ [industries[0]]: 1_001, [industries[1]]: 1_001 });
    await db.run(`update companies set own = '{}' where created_by = 'system:bulk'`);
    expect(await usesOf()).to.include({ [industries[0]]: 1_001, [industries[1]]: 3 });
    await db.run(`delete from companies where created_by = 'system:bulk'`);
    expect(await usesOf()).not.to.have.any.keys(...industries);
  });

  it('an industry that was renamed leaves its old name to another one', async () => {
    const { code } = await add('industry', 'Hutnicza');
    expect((await edit('industry', code, { name: { pl: 'Metalurgia', en: 'Metallurgy' } })).status).to.equal(204);
    const other = await add('industry', 'Hutnicza');
    expect([code, other.code]).to.deep.equal(['Hutnicza', 'Hutnicza_2']);
    const { id } = await made('companies', { name: 'Huta', industry: other.code });
    const { body } = await anna.get(`/api/v1/companies/${id}`).expect(200);
    expect(body.industryName).to.deep.equal({ pl: 'Hutnicza', en: 'Hutnicza' });
  });

  it('an industry of the longest name does so too', async () => {
    const longest = 'Ż'.repeat(200);
    const first = await add('industry', longest);
    await edit('industry', first.code, { name: { pl: 'Krótka', en: 'Short' } });
    expect((await add('industry', longest)).code).to.equal(`${'Ż'.repeat(198)}_2`);
  });

  it('a stage keeps its probability where a program sends none', async () => {
    const { code } = await add('opportunity_stages', 'Wizja lokalna', { probability: 35 });
    expect((await edit('opportunity_stages', code, { probability: undefined, active: true })).status).to.equal(204);
    expect(await entryOf('opportunity_stages', code)).to.include({ probability: 35 });
    expect((await remove('opportunity_stages', code)).status).to.equal(204);
  });

  it('a stage that only the history of opportunities holds is not deleted', async () => {
    const { code } = await add('opportunity_stages', 'Próba maszyny');
    const body = { name: 'Prasa', companyId: companies.drewPol.id, stage: code };
    const { id } = (await anna.post('/api/v1/opportunities').send(body).expect(200)).body as { id: string };
    await anna
      .patch(`/api/v1/opportunities/${id}`)
      .send({ version: 1, changes: { stage: 'offer' } })
      .expect(200);
    const refused = await remove('opportunity_stages', code);
    expect([refused.status, refused.body.code]).to.deep.equal([422, 'dictionary.entry_used']);
  });

  it('a stage in which work is open is not switched off: nobody would see it', async () => {
    const refused = await edit('case_stages', 'doing', { active: false });
    expect([refused.status, refused.body.code]).to.deep.equal([422, 'dictionary.entry_open']);
    const reason = await add('lost_reasons', 'Zmiana planów');
    const body = { name: 'Regały', companyId: companies.drewPol.id };
    const { id } = (await anna.post('/api/v1/opportunities').send(body).expect(200)).body as { id: string };
    await anna
      .post(`/api/v1/opportunities/${id}/close`)
      .send({ version: 1, state: 'lost', reason: reason.code })
      .expect(200);
    expect((await edit('lost_reasons', reason.code, { active: false })).status, 'a reason may be').to.equal(204);
    expect((await remove('lost_reasons', reason.code)).body.code).to.equal('dictionary.entry_used');
  });

  const made = async (path: string, body: object) =>
    (await anna.post(`/api/v1/${path}`).send(body).expect(200)).body as { id: string };
  const refusedAs = async (path: string, body: object) => (await anna.post(`/api/v1/${path}`).send(body)).body.code;

  it('a kind of case that was added is chosen, asked for, and stays where it is when it is switched off', async () => {
    const { code: kind } = await add('case_kinds', 'Gwarancja', { color: 'orange' });
    const { id } = await made('cases', { name: 'Pęknięty blat', kind });
    const { body } = await anna.get(`/api/v1/cases/${id}`).expect(200);
    expect(body).to.deep.include({ kind, kindName: { pl: 'Gwarancja', en: 'Gwarancja' }, kindColor: 'orange' });
    const { rows } = (await anna.get(`/api/v1/cases?kind=${kind}`).expect(200)).body as { rows: { id: string }[] };
    expect(rows.map((row) => row.id)).to.deep.equal([id]);

    expect((await edit('case_kinds', kind, { active: false })).status).to.equal(204);
    expect(await refusedAs('cases', { name: 'Inna', kind })).to.equal('case.kind_unknown');
    const renamed = { version: 1, changes: { name: 'Blat', kind } };
    expect((await anna.patch(`/api/v1/cases/${id}`).send(renamed)).status).to.equal(200);
    expect((await remove('case_kinds', kind)).body.code).to.equal('dictionary.entry_used');
  });

  it('currencies are known by their codes; forms offer those that are on, and the first where none is chosen', async () => {
    const wrong = async (code: string) => {
      const entry = { name: { pl: 'x', en: 'x' }, code };
      return (await jan.post('/api/v1/dictionaries/currencies/entries').send(entry)).body;
    };
    expect(await wrong('QQQ')).to.include({ code: 'dictionary.code_wrong', field: 'code' });
    expect((await wrong('JPY')).message).to.contain('nie ma setnych części');
    expect((await add('currencies', 'korona szwedzka', { code: 'sek' })).code).to.equal('SEK');
    expect((await add('currencies', 'druga korona', { code: 'SEK' })).code).to.equal('SEK');
    const { id } = await made('companies', { name: 'Svenska Trä', currency: 'SEK' });

    expect((await edit('currencies', 'SEK', { active: false })).status).to.equal(204);
    expect(await refusedAs('companies', { name: 'Inna', currency: 'SEK' })).to.equal('currency.not_offered');
    const sold = { name: 'Regały', companyId: id, currency: 'SEK' };
    expect(await refusedAs('opportunities', sold)).to.equal('currency.not_offered');
    const kept = { version: 1, changes: { city: 'Malmö', currency: 'SEK' } };
    expect((await anna.patch(`/api/v1/companies/${id}`).send(kept)).status).to.equal(200);
    expect((await remove('currencies', 'SEK')).body.code).to.equal('dictionary.entry_used');

    const codes = (await read('currencies')).entries.map(({ code }) => code);
    const order = async (first: string) =>
      jan
        .put('/api/v1/dictionaries/currencies/order')
        .send({ codes: [first, ...codes] })
        .expect(204);
    await order('EUR');
    const { id: euro } = await made('companies', { name: 'Holz' });
    expect((await anna.get(`/api/v1/companies/${euro}`).expect(200)).body.currency).to.equal('EUR');
    await order('PLN');
  });

  it('an entry of one’s own that an own field holds is not deleted either', async () => {
    const { body } = await jan
      .post('/api/v1/dictionaries')
      .send({ name: { pl: 'Gatunki', en: 'Species' } })
      .expect(200);
    const { code } = body as { code: string };
    await add(code, 'Dąb');
    await add(code, 'Sosna');
    const field = {
      record: 'company',
      kind: 'many',
      title: { pl: 'Gatunki', en: 'Species' },
      options: { dictionary: code },
    };
    await jan.post('/api/v1/own-fields').send(field).expect(200);
    await anna
      .post('/api/v1/companies')
      .send({ name: 'Tartak', own: { gatunki: ['dab'] } })
      .expect(200);
    expect((await remove(code, 'dab')).body.code).to.equal('dictionary.entry_used');
    expect((await remove(code, 'sosna')).status).to.equal(204);
    expect(await names(code)).to.deep.equal(['Dąb']);
  });

  it('those of Nurt are listed with the others and are no choice for own fields', async () => {
    const { rows } = (await jan.get('/api/v1/dictionaries').expect(200)).body as { rows: ListedDictionary[] };
    expect(rows.filter(({ builtIn }) => builtIn).map(({ code }) => code)).to.have.length(6);
    const field = {
      record: 'case',
      kind: 'choice',
      title: { pl: 'Etap', en: 'Stage' },
      options: { dictionary: 'case_stages' },
    };
    expect((await jan.post('/api/v1/own-fields').send(field)).status).to.equal(422);
    expect((await anna.delete('/api/v1/dictionaries/case_stages/entries/waiting')).status).to.equal(403);
  });
});
