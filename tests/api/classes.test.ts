import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { shapeActivities } from '../../activities/shape.ts';
import type { Services } from '../../activities/services.ts';
import { conditionSql } from '../../db/conditions.ts';
import type { ClassReasons } from '../../db/class-members.ts';
import type { KeptClass } from '../../db/classes.ts';
import { catalogueWith } from '../../domain/conditions/catalogue.ts';
import type { Rule } from '../../domain/conditions/shapes.ts';
import { companies, users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

const { omega, zubr, ges, drewPol } = companies;

describe('classes of customers', () => {
  let panel: TestPanel;
  let jan: TestAgent;
  let anna: TestAgent;
  before(async () => {
    panel = await startPanel();
    [jan, anna] = await Promise.all([panel.as('jan'), panel.as('anna')]);
    await panel.db.run(`update companies set city = 'Łódź' where id = any($1::uuid[])`, [[omega.id, zubr.id]]);
  });
  after(() => panel.stop());

  const classify = () => shapeActivities({ db: panel.db, log: () => {} } as unknown as Services).shapeRecords();
  const all = (...rules: readonly Rule[]) => ({ combinator: 'and', rules });
  const inLodz: Rule = { field: 'company.city', operator: '=', value: 'Łódź' };
  const define = async (pl: string, condition: object, more: object = {}) => {
    const body = { name: { pl, en: pl }, color: 'violet', condition, ...more };
    const { body: made, status } = await jan.post('/api/v1/classes').send(body);
    expect(status, JSON.stringify(made)).to.equal(200);
    return made as { id: string; code: string };
  };
  const change = async (id: string, changes: object, who = anna) => {
    const { version } = (await who.get(`/api/v1/companies/${id}`).expect(200)).body as { version: number };
    await who.patch(`/api/v1/companies/${id}`).send({ version, changes }).expect(200);
  };
  const classesOf = async (id: string) =>
    ((await anna.get(`/api/v1/companies/${id}`).expect(200)).body as { classes: { code: string }[] }).classes.map(
      ({ code }) => code,
    );
  const kept = async () => (await jan.get('/api/v1/classes').expect(200)).body.rows as KeptClass[];
  const history = async (id: string) =>
    (
      await panel.db.rows<{ classes: [string | null, string | null] }>(
        `select changes -> 'classes' as classes from audit where record_id = $1 and verb = 'classify' order by at, id`,
        [id],
      )
    ).map(({ classes }) => classes);

  it('take in who fits once they are made, and whoever changes into them or out of them', async () => {
    await define('Łódzkie', all(inLodz));
    await classify();
    expect([await classesOf(omega.id), await classesOf(ges.id)]).to.deep.equal([['lodzkie'], []]);
    await change(omega.id, { city: 'Kraków' });
    await change(ges.id, { city: 'Łódź' });
    expect([await classesOf(omega.id), await classesOf(ges.id)]).to.deep.equal([[], ['lodzkie']]);
    expect(await history(omega.id)).to.deep.equal([
      [null, 'Łódzkie'],
      ['Łódzkie', null],
    ]);
    expect((await kept()).map(({ code, members }) => [code, members])).to.deep.equal([['lodzkie', 2]]);
    const { body } = await anna.post('/api/v1/companies').send({ name: 'Nowa z Łodzi', city: 'Łódź' });
    expect(await classesOf((body as { id: string }).id)).to.deep.equal(['lodzkie']);
  });

  it('follow own fields and what hangs on a customer', async () => {
    const field = { record: 'company', kind: 'number', title: { pl: 'Maszyny', en: 'Machines' } };
    await jan.post('/api/v1/own-fields').send(field).expect(200);
    await define('Duzi z adresem', {
      combinator: 'or',
      rules: [
        all(
          { field: 'company.own.maszyny', operator: '>', value: 10 },
          { field: 'company.hasEmail', operator: '=', value: true },
        ),
      ],
    });
    await change(ges.id, { own: { maszyny: 12 } });
    expect(await classesOf(ges.id)).to.deep.equal(['lodzkie']);
    await anna
      .post(`/api/v1/companies/${ges.id}/contact-points`)
      .send({ kind: 'email', value: 'ges@ges.example' })
      .expect(200);
    expect(await classesOf(ges.id)).to.deep.equal(['lodzkie', 'duzi_z_adresem']);
  });

  it('say why a customer belongs to them, rule by rule, and keep what the viewer may not read', async () => {
    const hidden = {
      record: 'company',
      kind: 'text',
      title: { pl: 'Ocena', en: 'Rating' },
      readers: ['administrator'],
    };
    await jan.post('/api/v1/own-fields').send(hidden).expect(200);
    await define('Ryzykowni', all(inLodz, { field: 'company.own.ocena', operator: '=', value: 'zła' }));
    await change(ges.id, { own: { ocena: 'zła' } }, jan);
    const told = async (who: TestAgent) =>
      (await who.get(`/api/v1/companies/${ges.id}/classes`).expect(200)).body.rows as ClassReasons[];
    const reasons = async (who: TestAgent, code: string) => {
      const one = (await told(who)).find((row) => row.code === code)!;
      return [one.since !== null, ...one.reasons.map(({ holds }) => holds)];
    };
    expect(await reasons(jan, 'duzi_z_adresem')).to.deep.equal([true, true, true]);
    expect(await reasons(jan, 'ryzykowni')).to.deep.equal([true, true, true]);
    expect(await reasons(anna, 'ryzykowni')).to.deep.equal([true, true, null]);
    const [toJan, toAnna] = [await told(jan), await told(anna)];
    expect(JSON.stringify(toJan)).to.contain('ocena');
    expect(JSON.stringify(toAnna)).not.to.match(/ocena|zła/);
    const risky = toAnna.find(({ code }) => code === 'ryzykowni')!;
    expect(risky.condition).to.deep.equal(all(inLodz));
    expect(risky.reasons).to.deep.equal([
      { rule: inLodz, holds: true },
      { rule: null, holds: null },
    ]);
    await change(ges.id, { city: 'Płock' });
    expect(await reasons(jan, 'ryzykowni')).to.deep.equal([false, false, true]);
  });

  it('filter the list of customers, stand in its column, and are asked for by scenarios', async () => {
    await change(ges.id, { city: 'Łódź' });
    const view = {
      columns: [{ field: 'name' }, { field: 'classes' }],
      sort: [{ field: 'name' }],
      condition: all({ field: 'company.classes', operator: 'in', value: ['duzi_z_adresem'] }),
      colours: [],
      density: 'roomy',
    };
    const { rows } = (await anna.post('/api/v1/lists/companies/rows').send({ view }).expect(200)).body;
    expect(rows.map(({ values }: { values: object }) => values)).to.deep.equal([
      { name: ges.name, classes: ['lodzkie', 'duzi_z_adresem', 'ryzykowni'] },
    ]);
    const params: unknown[] = [];
    const moment = { now: Date.now(), today: '2026-11-25' };
    const asked = { field: 'company.classes', operator: 'in', value: ['ryzykowni'] } as const;
    const sql = conditionSql(asked, { catalogue: catalogueWith(), moment, params });
    const found = await panel.db.rows<{ id: string }>(`select c.id from companies c where ${sql}`, params);
    expect(found).to.deep.equal([{ id: ges.id }]);
  });

  it('are an audience of campaigns: whoever belongs to them takes part', async () => {
    const { id } = (await kept()).find(({ code }) => code === 'lodzkie')!;
    const sources = { classes: [id] };
    const { body } = await jan.post('/api/v1/campaigns/preview').send({ sources }).expect(200);
    expect(body.all).to.equal((await kept()).find(({ code }) => code === 'lodzkie')!.members);
    const draft = {
      ...{ name: 'Łódź', supervisorId: users.maria.id, startsOn: '2027-03-01', endsOn: '2027-03-31' },
      audience: sources,
    };
    const made = (await jan.post('/api/v1/campaigns').send(draft).expect(200)).body as { id: string };
    const read = (await jan.get(`/api/v1/campaigns/${made.id}`).expect(200)).body as { audience: object };
    expect(read.audience).to.deep.include(sources);
  });

  it('are the same for everyone: no "me", no clipboard, no class that hangs on classes', async () => {
    for (const rule of [
      { field: 'company.ownerId', operator: '=', value: 'me' },
      { field: 'company.ownerId', operator: 'in', value: ['my people'] },
      { field: 'list.clipboard', operator: '=', value: true },
      { field: 'company.classes', operator: 'in', value: ['lodzkie'] },
    ]) {
      const body = { name: { pl: 'Moi', en: 'Mine' }, color: null, condition: { combinator: 'and', rules: [rule] } };
      const refused = await jan.post('/api/v1/classes').send(body);
      expect([refused.status, refused.body.code], rule.field).to.deep.equal([422, 'class.personal_condition']);
    }
    const unknown = {
      name: { pl: 'Zła', en: 'Bad' },
      color: null,
      condition: { field: 'company.salary', operator: '=', value: 1 },
    };
    expect((await jan.post('/api/v1/classes').send(unknown)).status).to.equal(422);
    expect((await anna.get('/api/v1/classes')).status).to.equal(403);
  });

  it('stay as they are and say what is wrong when a field of their condition is switched off', async () => {
    const { rows } = (await jan.get('/api/v1/own-fields?record=company&all=yes').expect(200)).body as {
      rows: { id: string; code: string; version: number; title: object }[];
    };
    const { id, version, title } = rows.find(({ code }) => code === 'maszyny')!;
    await jan.put(`/api/v1/own-fields/${id}`).send({ version, title, active: false }).expect(200);
    await classify();
    const big = (await kept()).find(({ code }) => code === 'duzi_z_adresem')!;
    expect([big.members, big.problem?.pl.includes('company.own.maszyny')]).to.deep.equal([1, true]);
    await change(ges.id, { website: 'ges.example' });
    expect(await classesOf(ges.id)).to.include('duzi_z_adresem');
  });

  it('that are switched off belong to nobody, with a line in the history', async () => {
    const { id, version, name, color, condition } = (await kept()).find(({ code }) => code === 'lodzkie')!;
    await jan.put(`/api/v1/classes/${id}`).send({ version, name, color, condition, active: false }).expect(204);
    expect(
      (await jan.put(`/api/v1/classes/${id}`).send({ version, name, color, condition, active: false })).body.code,
    ).to.equal('class.changed');
    await classify();
    expect(await classesOf(zubr.id)).to.deep.equal([]);
    expect(await history(zubr.id)).to.deep.equal([
      [null, 'Łódzkie'],
      ['Łódzkie', null],
    ]);
    expect(await history(drewPol.id)).to.deep.equal([]);
  });
});
