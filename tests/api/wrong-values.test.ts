import { expect } from 'chai';
import { companies, users } from '../support/cast.ts';
import { newId } from '../../db/new-id.ts';
import { startPanel } from '../support/panel.ts';
import type { TestPanel } from '../support/panel.ts';

/** Whatever somebody sends, they read what was wrong with it; nothing of it is the server's failure. */
describe('a value that no column can hold', () => {
  let panel: TestPanel;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.stop());

  const nobodyHas = newId();
  const cursor = Buffer.from(JSON.stringify(['not a date', nobodyHas])).toString('base64url');
  const reads = {
    'the year 0': `/api/v1/tasks?from=0000-01-01T00:00:00Z`,
    'the year 0 in a timeline': `/api/v1/companies/${companies.drewPol.id}/timeline?before=0000-01-01T00:00:00Z`,
    'a cursor of somebody’s own': `/api/v1/tasks?after=${cursor}`,
    'a broken escape': '/api/v1/companies/%E0%A4%A',
    'a broken escape in the panel': '/admin/api/resources/%E0%A4%A/actions/list',
    'a backslash at the end': '/api/v1/campaigns?words=%5C',
  };
  for (const [what, path] of Object.entries(reads)) {
    it(`is refused in an address: ${what}`, async () => {
      const { status, text } = await (await panel.as('jan')).get(path);
      expect(status).to.be.lessThan(500);
      expect(text).not.to.match(/syntax|out of range|LIKE/);
    });
  }

  it('is refused in a body: one nested without end', async () => {
    const jan = await panel.as('jan');
    const deep = `${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)}`;
    for (const [path, body] of [
      [`work/${nobodyHas}/outcome`, `{"outcome":"x","answers":${deep}}`],
      ['scenarios/check', `{"graph":${deep}}`],
      ['scenarios/check', JSON.stringify({ graph: `${'['.repeat(30_000)}${']'.repeat(30_000)}` })],
      [
        'scenarios/check',
        JSON.stringify({ graph: `{"schema":1,"start":"a","steps":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_001)}` }),
      ],
    ] as const) {
      const { status } = await jan.post(`/api/v1/${path}`).set('Content-Type', 'application/json').send(body);
      expect(status, path).to.be.lessThan(500);
    }
  });

  it('is refused where there are more than anybody can mean: 10,001 rows, and 10,000 are chosen', async () => {
    const jan = await panel.as('jan');
    const ids = Array.from({ length: 10_001 }, () => newId());
    const refused = await jan.post('/api/v1/lists/companies/selections').send({ ids });
    expect([refused.status, refused.body.code, refused.body.field]).to.deep.equal([
      400,
      'request.too_many_items',
      'ids',
    ]);
    expect(refused.body.message).to.match(/najwyżej 10.000\. Wybierz mniej/);
    const taken = await jan
      .post('/api/v1/lists/companies/selections')
      .send({ ids: [companies.zubr.id, ...ids.slice(2)] });
    expect(taken.body).to.include({ count: 1, missing: 9_999 });
  });

  it('is found as it is typed: % and _ are letters like others', async () => {
    const jan = await panel.as('jan');
    expect((await jan.post('/api/v1/campaigns').send(campaign)).status).to.equal(200);
    for (const letter of ['%25%25', '__', '%5C%5C', '%5C']) {
      expect((await jan.get(`/api/v1/campaigns?words=${letter}`)).body.rows, letter).to.deep.equal([]);
      expect((await jan.get(`/api/v1/campaigns/picks?q=${letter}`)).body.rows, letter).to.deep.equal([]);
    }
  });

  const number = 2 ** 31 * 4;
  const day = { startsOn: '2026-01-01', endsOn: '2026-02-01' };
  const campaign = { ...day, name: 'Wiosna', supervisorId: users.maria.id };
  const writes = {
    'a version too large': ['patch', `companies/${companies.drewPol.id}`, { version: number, changes: { name: 'Z' } }],
    'an owner who does not exist': ['post', 'companies', { name: 'Z', ownerId: nobodyHas }],
    'a category that does not exist': ['post', 'tasks', { title: 'Z', type: 'call', categoryId: nobodyHas }],
    'a letter NUL': ['post', 'tasks', { title: 'a\u0000b', type: 'call' }],
    'half a letter': ['post', 'companies', { name: '\ud800' }],
    'a supervisor who does not exist': ['post', 'campaigns', { ...campaign, supervisorId: nobodyHas }],
    'a month 99': ['post', 'campaigns', { ...campaign, startsOn: '2026-99-01', endsOn: '2026-99-02' }],
    'a superior who does not exist': [
      'post',
      'users',
      { email: 'z@nurt.example', name: 'Z', role: 'operator', password: 'zupełnie nowe', superiorId: nobodyHas },
    ],
  } as const;
  for (const [what, [verb, path, body]] of Object.entries(writes)) {
    it(`is refused in a body: ${what}`, async () => {
      const { status, body: answer } = await (await panel.as('jan'))[verb](`/api/v1/${path}`).send(body);
      expect(status, JSON.stringify(answer)).to.be.within(400, 499);
      expect(answer.message).to.be.a('string');
    });
  }
});
