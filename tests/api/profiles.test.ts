import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { rights, rightsOf, type Role } from '../../domain/access.ts';
import { users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('profiles of rights', () => {
  let panel: TestPanel;
  let jan: TestAgent;
  let anna: TestAgent;
  before(async () => {
    panel = await startPanel();
    [jan, anna] = await Promise.all([panel.as('jan'), panel.as('anna')]);
  });
  after(() => panel.stop());

  const profile = (more: object = {}) => ({
    name: { pl: 'Recepcja', en: 'Reception' },
    rights: ['company.read'],
    scope: 'own',
    ...more,
  });
  const userOf = async (id: string) =>
    (await jan.get(`/api/v1/users/${id}`).expect(200)).body as { version: number; profiles: string[]; role: string };
  const asSent = (user: object) => {
    const { version, email, name, language, phone, superiorId, active, teamIds } = {
      phone: null,
      superiorId: null,
      ...user,
    } as unknown as Record<string, unknown>;
    return { version, email, name, language, phone, superiorId, active, teamIds };
  };
  const edit = async (id: string, change: object) =>
    jan.put(`/api/v1/users/${id}`).send({ ...asSent(await userOf(id)), ...change });

  it('are at first the three roles, with the rights that they ship with', async () => {
    const { rows } = (await anna.get('/api/v1/profiles').expect(200)).body as {
      rows: { code: Role; rights: string[] }[];
    };
    expect(rows.map(({ code }) => code)).to.deep.equal(['administrator', 'supervisor', 'operator']);
    for (const { code, rights: given } of rows) expect(new Set(given), code).to.deep.equal(rightsOf(code));
    expect((await userOf(users.anna.id)).profiles).to.deep.equal(['operator']);
  });

  it('of one’s own are given to people one or more at a time, and hold from the next request', async () => {
    const { code } = (await jan.post('/api/v1/profiles').send(profile()).expect(200)).body;
    expect((await edit(users.pawel.id, { profiles: [code] })).status).to.equal(204);
    const pawel = await panel.as('pawel');
    await pawel.get('/api/v1/companies').expect(200);
    await pawel.get('/api/v1/tasks').expect(403);
    expect((await edit(users.pawel.id, { profiles: [code, 'operator'] })).status).to.equal(204);
    await pawel.get('/api/v1/tasks').expect(200);
    await jan.delete(`/api/v1/profiles/${code}`).expect(422);
    expect((await edit(users.pawel.id, { profiles: ['operator'] })).status).to.equal(204);
    await jan.delete(`/api/v1/profiles/${code}`).expect(204);
  });

  it('that were shipped keep what a company has changed of them, and get new rights with a new version', async () => {
    const operator = (await jan.get('/api/v1/profiles/operator').expect(200)).body;
    const given = [...operator.rights.filter((right: string) => right !== 'company.edit'), 'import.run'];
    const body = { name: operator.name, rights: given, scope: 'own', version: operator.version };
    await jan.put('/api/v1/profiles/operator').send(body).expect(204);
    await anna.post('/api/v1/companies').send({ name: 'X' }).expect(403);
    const kept = await panel.db.one(`select added, removed from profiles where code = 'operator'`);
    expect(kept).to.deep.equal({ added: ['import.run'], removed: ['company.edit'] });
    await jan
      .put('/api/v1/profiles/operator')
      .send({ ...body, version: operator.version })
      .expect(409);
    const back = { ...body, rights: [...rightsOf('operator')], version: operator.version + 1 };
    await jan.put('/api/v1/profiles/operator').send(back).expect(204);
  });

  it('leave nobody with more than those who gave them, and the house never without an administrator', async () => {
    const all = { name: { pl: 'Wszystko', en: 'All' }, rights: [...rights], scope: 'all', version: 1 };
    expect((await jan.put('/api/v1/profiles/administrator').send(all)).body.code).to.equal('profile.fixed');
    expect((await edit(users.jan.id, { profiles: ['operator'] })).body.code).to.equal('user.last_administrator');
    expect((await edit(users.jan.id, { profiles: [] })).status).to.equal(422);
    const keeper = { name: { pl: 'Kadry', en: 'Staff' }, rights: ['user.read', 'user.edit'], scope: 'own' };
    const { code } = (await jan.post('/api/v1/profiles').send(keeper).expect(200)).body;
    expect((await edit(users.pawel.id, { profiles: [code] })).status).to.equal(204);
    const pawel = await panel.as('pawel');
    const beyond = await pawel.post('/api/v1/profiles').send(profile());
    expect(beyond.body.code).to.equal('profile.beyond_own');
    // Nor with more rows: who sees their own gives nobody the sight of all, and takes nothing from those who have it.
    const wide = await pawel.post('/api/v1/profiles').send({ ...keeper, scope: 'all' });
    expect([wide.body.code, wide.body.field]).to.deep.equal(['profile.beyond_own', 'scope']);
    const widened = { ...keeper, scope: 'all', version: 1 };
    expect((await pawel.put(`/api/v1/profiles/${code}`).send(widened)).body.code).to.equal('profile.beyond_own');
    const narrowed = { ...keeper, version: (await jan.get('/api/v1/profiles/supervisor')).body.version };
    expect((await pawel.put('/api/v1/profiles/supervisor').send(narrowed)).body.code).to.equal('profile.beyond_own');
    await jan
      .post('/api/v1/profiles')
      .send({ ...keeper, scope: 'all', name: { pl: 'Wgląd', en: 'Sight' } })
      .expect(200);
    const seated = await pawel
      .put(`/api/v1/users/${users.maria.id}`)
      .send({ ...asSent(await userOf(users.maria.id)), superiorId: users.pawel.id });
    expect(seated.body.code).to.equal('profile.beyond_own');
    const takeover = await pawel.put(`/api/v1/users/${users.jan.id}/password`).send({ password: 'nowe hasło Jana' });
    expect(takeover.body.code).to.equal('profile.beyond_own');
    const token = await panel.token('jan', ['user.edit', 'user.read']);
    const byToken = await panel
      .nobody()
      .post('/api/v1/profiles')
      .set('Authorization', `Bearer ${token}`)
      .send(profile());
    expect(byToken.body.code).to.equal('token.only_people');
  });
});
