import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { newId } from '../../db/new-id.ts';
import { users } from '../support/cast.ts';
import { startPanel } from '../support/panel.ts';
import type { TestPanel } from '../support/panel.ts';

type Listed = { records: { id: string; title: string; params: Record<string, unknown> }[]; meta: { total: number } };
const api = '/admin/api/resources';

describe('a scoped resource', () => {
  let panel: TestPanel;
  let jan: TestAgent;
  let anna: TestAgent;
  before(async () => {
    panel = await startPanel();
    [jan, anna] = [await panel.as('jan'), await panel.as('anna')];
    for (const who of ['anna', 'pawel', 'jan'] as const) {
      await panel.db.run(`insert into tokens (user_id, name, hash) values ($1, $2, $3)`, [
        users[who].id,
        `Token ${who}`,
        newId(),
      ]);
    }
    for (const name of ['100% wełna', '100 zł', 'Zażółć_gęślą', 'ZADZWOŃ', 'zwykła']) {
      await panel.db.run('insert into task_categories (name) values ($1)', [name]);
    }
  });
  after(() => panel.stop());

  const list = async (who: TestAgent, table: string, query = '') =>
    (await who.get(`${api}/${table}/actions/list?${query}`)).body as Listed;
  const names = ({ records }: Listed) => records.map(({ title }) => title);

  it('shows rows of its viewer only: in lists, search, show and counts', async () => {
    expect(names(await list(anna, 'tokens'))).to.deep.equal(['Token anna']);
    expect((await list(anna, 'tokens')).meta.total).to.equal(1);
    expect((await list(jan, 'tokens')).meta.total).to.equal(3);
    expect(names((await anna.get(`${api}/tokens/actions/search/Token`)).body)).to.deep.equal(['Token anna']);
    const { id } = await panel.db.one<{ id: string }>(`select id from tokens where name = 'Token pawel'`);
    expect((await jan.get(`${api}/tokens/records/${id}/show`)).status).to.equal(200);
    expect((await anna.get(`${api}/tokens/records/${id}/show`)).status).to.equal(404);
  });

  it('refuses filters and searches on columns that nobody may read', async () => {
    for (const query of ['filters.passwordHash=$argon2', 'filters.preferences=x']) {
      expect((await jan.get(`${api}/users/actions/list?${query}`)).status, query).to.equal(403);
    }
    expect((await jan.get(`${api}/users/actions/search/argon?searchProperty=passwordHash`)).status).to.equal(403);
    expect((await jan.get(`${api}/tokens/actions/list?filters.hash=0`)).status).to.equal(403);
  });

  it('finds text in any case, and takes % and _ as they are', async () => {
    const found = async (text: string) =>
      names(await list(jan, 'task_categories', `filters.name=${encodeURIComponent(text)}`));
    expect(await found('zadzwoń')).to.deep.equal(['ZADZWOŃ']);
    expect(await found('100%')).to.deep.equal(['100% wełna']);
    expect(await found('_')).to.deep.equal(['Zażółć_gęślą']);
    expect(await found('\\')).to.deep.equal([]);
  });

  it('finds nothing for values of another type, instead of failing', async () => {
    for (const [table, query] of [
      ['tokens', 'filters.userId=019'],
      ['tokens', 'filters.createdAt.from=yesterday'],
      ['task_types', 'filters.defaultMinutes=ten'],
      ['task_types', 'filters.color=C%2B%2B/a.b'],
      ['task_types', 'filters.active=perhaps'],
      ['task_types', 'sortBy=password_hash&direction=sideways'],
      ['task_types', 'page=-5&perPage=abc'],
      ['task_types', 'page=99999999&perPage=1e9'],
    ] as const) {
      const { status, text } = await jan.get(`${api}/${table}/actions/list?${query}`);
      expect(status, `${table} ${query} ${text.slice(0, 200)}`).to.equal(200);
    }
    expect((await jan.get(`${api}/teams/records/not-a-uuid/show`)).status).to.equal(404);
  });

  it('stands in its own order where a sort is asked for that it does not have', async () => {
    const usual = names(await list(jan, 'task_types'));
    expect(usual.length).to.be.greaterThan(2);
    for (const sortBy of ['password_hash', 'version', 'name;drop table users', 'nonsense'])
      expect(names(await list(jan, 'task_types', `sortBy=${encodeURIComponent(sortBy)}&direction=asc`))).to.deep.equal(
        usual,
      );
    expect(names(await list(jan, 'task_types', 'sortBy=position&direction=desc'))).to.not.deep.equal(usual);
  });

  it('takes several values of an enum', async () => {
    const found = await list(jan, 'task_types', 'filters.color.0=violet&filters.color.1=green');
    expect(names(found)).to.have.members(['Spotkanie', 'Wizyta', 'Do zrobienia']);
  });

  it('takes several values of a column that is no enum, and none that the column cannot hold', async () => {
    const found = async (table: string, query: string) => names(await list(jan, table, query)).sort();
    expect(await found('task_categories', 'filters.name.0=zwyk&filters.name.1=zadzwo')).to.deep.equal([
      'ZADZWOŃ',
      'zwykła',
    ]);
    expect(await found('task_categories', 'filters.name.0=x')).to.deep.equal([]);
    expect(await found('tokens', `filters.userId.0=${users.anna.id}&filters.userId.1=x`)).to.deep.equal(['Token anna']);
    expect(await found('tokens', 'filters.userId.0=x')).to.deep.equal([]);
    const minutes = await found('task_types', 'filters.defaultMinutes=10');
    expect(minutes).to.include('Telefon');
    expect(await found('task_types', 'filters.defaultMinutes.0=10&filters.defaultMinutes.1=ten')).to.deep.equal(
      minutes,
    );
    expect(await found('task_types', 'filters.active.0=perhaps&filters.active.1=false')).to.deep.equal([]);
    for (const odd of [
      'filters.createdAt.0=x',
      'filters.createdAt.from.0=x',
      'filters.name.0.1=x',
      'filters.name.a=%00',
    ])
      expect((await jan.get(`${api}/tokens/actions/list?${odd}`)).status, odd).to.equal(200);
  });

  it('puts rows that are equal in the asked order in the order of their ids, on every page', async () => {
    // Made at other times than they are written: the order of the table is not that of the ids.
    const ids = Array.from({ length: 30 }, (_, n) => newId(Date.now() + ((n * 7) % 30) * 1_000));
    for (const id of ids)
      await panel.db.run(`insert into tokens (id, user_id, name, hash) values ($1, $2, 'Równy', $3)`, [
        ...[id, users.jan.id],
        newId(),
      ]);
    for (const [direction, wanted] of [
      ['asc', ids.toSorted()],
      ['desc', ids.toSorted().reverse()],
    ] as const) {
      const pages = [1, 2, 3].map((page) =>
        list(jan, 'tokens', `filters.name=R%C3%B3wny&sortBy=name&direction=${direction}&perPage=10&page=${page}`),
      );
      const listed = (await Promise.all(pages)).flatMap(({ records }) => records.map(({ id }) => id));
      expect(listed, direction).to.deep.equal(wanted);
    }
    await panel.db.run(`delete from tokens where name = 'Równy'`);
  });

  it('gives at most 200 rows, whatever is asked', async () => {
    await panel.db.run(`insert into teams (code, name) select 'm' || n, 'Masowy ' || n from generate_series(1, 300) n`);
    expect((await list(jan, 'teams', 'perPage=100000')).records).to.have.length(200);
    expect(
      ((await jan.get(`${api}/teams/actions/search/Masowy?perPage=100000`)).body as Listed).records,
    ).to.have.length(200);
    const deep = await list(jan, 'teams', 'perPage=10&page=30&sortBy=name');
    expect(deep.records).to.have.length(10);
    await panel.db.run(`delete from teams where code like 'm%'`);
  });

  it('writes only what a form may write, and who did it', async () => {
    const answer = await jan
      .post(`${api}/legal_entities/actions/new`)
      .send({ name: 'Nasza Sp. z o.o.', createdBy: 'system:evil', version: 77, id: newId() });
    expect(answer.body.notice.type).to.equal('success');
    const row = await panel.db.one<{ id: string; createdBy: string; version: number; nip: string | null }>(
      `select id, created_by, version, nip from legal_entities where name = 'Nasza Sp. z o.o.'`,
    );
    expect(row).to.include({ createdBy: `user:${users.jan.id}`, version: 1, nip: null });
    const audit = await panel.db.one<{ verb: string; actor: string; changes: object }>(
      `select verb, actor, changes from audit where noun = 'legal entity' and record_id = $1`,
      [row.id],
    );
    expect(audit).to.deep.include({ verb: 'create', actor: `user:${users.jan.id}` });
  });

  it('keeps an emptied field empty: null, not 0 and not an empty text', async () => {
    await jan.post(`${api}/legal_entities/actions/new`).send({ name: 'Druga', nip: '5260250274', city: 'Łódź' });
    const { id } = await panel.db.one<{ id: string }>(`select id from legal_entities where name = 'Druga'`);
    await jan.post(`${api}/legal_entities/records/${id}/edit`).send({ nip: '', version: 1 });
    expect(await panel.db.one('select nip, city from legal_entities where id = $1', [id])).to.deep.equal({
      nip: null,
      city: 'Łódź',
    });
    const refused = await jan.post(`${api}/task_types/records/call/edit`).send({ defaultMinutes: '', version: 1 });
    expect(refused.body.record.errors.defaultMinutes.message).to.equal('required');
    expect(await panel.db.one(`select default_minutes from task_types where code = 'call'`)).to.deep.equal({
      defaultMinutes: 10,
    });
  });

  it('leaves JSON columns as they are when a form is saved', async () => {
    const outcomes = () => panel.db.one(`select outcomes from task_types where code = 'meeting'`);
    const before = await outcomes();
    const saved = await jan
      .post(`${api}/task_types/records/meeting/edit`)
      .field('nameEn', 'Get-together')
      .field('version', '1')
      .field('outcomes', '[]')
      .field('outcomes.0.code', 'evil');
    expect(saved.body.notice.type).to.equal('success');
    expect(await outcomes()).to.deep.equal(before);
  });

  it('lets nobody overwrite what somebody else has saved meanwhile', async () => {
    await jan.post(`${api}/task_types/records/visit/edit`).send({ nameEn: 'Call-out', version: 1 });
    const late = await jan.post(`${api}/task_types/records/visit/edit`).send({ nameEn: 'Trip', version: 1 });
    expect([late.status, late.body.theirs]).to.deep.equal([
      409,
      { version: 2, fields: { nameEn: { yours: 'Trip', theirs: 'Call-out' } } },
    ]);
    const unnamed = await jan.post(`${api}/task_types/records/visit/edit`).send({ nameEn: 'Trip' });
    expect(unnamed.status).to.equal(409);
    expect(await panel.db.one(`select name_en from task_types where code = 'visit'`)).to.deep.equal({
      nameEn: 'Call-out',
    });
  });

  it('tells whoever comes second both values of what they sent, and takes what they choose, on every form that is written', async () => {
    const forms: readonly [table: string, made: object, first: object, second: object][] = [
      ['teams', { name: 'Biuro', code: 'office' }, { name: 'Biuro Kraków' }, { name: 'Biuro Łódź' }],
      ['task_categories', { name: 'Reklamacja' }, { name: 'Zwrot' }, { name: 'Naprawa' }],
      ['resources', { name: 'Fiat', kind: 'car' }, { kind: 'room' }, { kind: 'equipment', note: 'stoi' }],
      ['legal_entities', { name: 'Druga Sp. z o.o.' }, { city: 'Łódź' }, { city: 'Kraków' }],
    ];
    for (const [table, made, first, second] of forms) {
      const { body } = await jan.post(`${api}/${table}/actions/new`).send(made);
      const path = `${api}/${table}/records/${body.record.params.id}/edit`;
      expect((await jan.post(path).send({ ...first, version: 1 })).body.notice.type, table).to.equal('success');
      const late = await jan.post(path).send({ ...second, version: 1 });
      const [[field, theirs]] = Object.entries(first) as [[string, string]];
      const yours = (second as Record<string, string>)[field];
      expect([late.status, late.body.theirs.fields[field]], table).to.deep.equal([409, { yours, theirs }]);
      const again = await jan.post(path).send({ ...second, version: late.body.theirs.version });
      expect(again.body.notice.type, table).to.equal('success');
      expect(again.body.record.params, table).to.include({ ...second, version: 3 });
    }
  });

  it('says in words, without any SQL, that a value is taken or in use', async () => {
    await jan.post(`${api}/teams/actions/new`).send({ name: 'Telefony', code: 'phones' });
    const taken = await jan.post(`${api}/teams/actions/new`).send({ name: 'Inne', code: 'phones' });
    expect(taken.body.record.errors).to.deep.equal({ code: { message: 'taken' } });
    const { id } = await panel.db.one<{ id: string }>(`select id from task_categories where name = 'zwykła'`);
    await panel.db.run(
      `insert into tasks (type, title, category_id, created_by, updated_by) values ('call', 'x', $1, 'system:test', 'system:test')`,
      [id],
    );
    const used = await jan.post(`${api}/task_categories/records/${id}/delete`).send({});
    expect(used.body.notice).to.include({ type: 'error', message: 'inUse' });
    expect(taken.text + used.text).not.to.match(/constraint|duplicate|violates|sequelize/i);
  });

  it('says that a value is taken also where only what is made of it must be its own', async () => {
    await panel.db.run('create unique index teams_once on teams (lower(name))');
    await jan.post(`${api}/teams/actions/new`).send({ name: 'Hurt', code: 'wholesale' });
    const { body } = await jan.post(`${api}/teams/actions/new`).send({ name: 'hurt', code: 'hurt' });
    expect(body.record.errors).to.deep.equal({});
    expect(body.notice).to.include({ type: 'error', message: 'taken' });
    await panel.db.run('drop index teams_once');
  });

  it('makes the code of a new task type from its name', async () => {
    await jan
      .post(`${api}/task_types/actions/new`)
      .send({ namePl: 'Łączność z działem', nameEn: 'Liaison', color: 'green', defaultMinutes: 5, position: 9 });
    const made = await panel.db.one<{ code: string; outcomes: { code: string }[] }>(
      `select code, outcomes from task_types where name_en = 'Liaison'`,
    );
    expect(made.code).to.equal('lacznosc-z-dzialem');
    expect(made.outcomes.map(({ code }) => code)).to.deep.equal(['done']);
  });

  it('answers nobody when no viewer is named', async () => {
    const { openModels } = await import('../../db/models/open-models.ts');
    const { stockResources } = await import('../../admin/resources/list.ts');
    const { adminShell } = await import('../../admin/shell.ts');
    const models = openModels(panel.databaseUrl);
    const { admin } = adminShell(stockResources(models));
    const filter = { filters: {} } as never;
    for (const resource of admin.resources) {
      const asks = [
        () => resource.find(filter, {}, undefined as never),
        () => resource.count(filter, undefined as never),
        () => resource.findOne('x', undefined as never),
        () => resource.findMany(['x'], undefined as never),
        () => resource.create({}, undefined as never),
        () => resource.update('x', {}, undefined as never),
        () => resource.delete('x', undefined as never),
      ];
      for (const ask of asks)
        expect(
          await ask().then(
            () => 'answered',
            (error: Error) => error.name,
          ),
          `${resource.id()} ${ask}`,
        ).to.equal('ForbiddenError');
    }
    await models.close();
  });
});
