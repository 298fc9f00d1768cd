import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { KEY_HEADER } from '../../api/once.ts';
import { rights } from '../../domain/access.ts';
import { forgetRequestKeys } from '../../db/request-keys.ts';
import { companies } from '../support/cast.ts';
import { seatAccount } from '../support/outgoing.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { giveEveryRightOnOwnRows, makeRecords, type Records } from '../support/records.ts';
import { ask, everyRoute } from '../support/routes.ts';

/** What makes something that a second request would make again. */
const named = [
  ...['/campaigns', '/campaigns/:id/costs', '/cases', '/companies', '/companies/:id/consents'],
  ...['/companies/:id/contact-points', '/companies/:id/dates', '/companies/:id/letters', '/companies/:id/notes'],
  ...[
    '/companies/:id/people',
    '/contacts',
    '/messages/received',
    '/messages/replies',
    '/opportunities',
    '/recurrences',
    '/tasks',
  ],
  ...['/tasks/:id/notes', '/tasks/:id/repeat', '/cases/:id/procedures', '/companies/:id/procedures'],
];

describe('a request with an Idempotency-Key', () => {
  let panel: TestPanel;
  let anna: TestAgent;
  let token: string;
  let records: Records;
  before(async () => {
    panel = await startPanel();
    await giveEveryRightOnOwnRows(panel, ['anna']);
    anna = await panel.as('anna');
    records = await makeRecords(panel, 'anna');
    token = await panel.token('anna', rights);
  });
  after(() => panel.stop());

  const task = { type: 'errand', title: 'Wysłać ofertę' };
  const post = (key: string, body: object = task) => anna.post('/api/v1/tasks').set(KEY_HEADER, key).send(body);
  const made = async (title: string) =>
    (await panel.db.one<{ n: number }>('select count(*) as n from tasks where title = $1', [title])).n;

  it('makes once what is sent twice, one after the other or at once, and answers alike', async () => {
    const [a, b] = await Promise.all([post('19'), post('19')]);
    const c = await post('19');
    expect([a.status, b.status, c.status]).to.deep.equal([200, 200, 200]);
    expect([b.body, c.body]).to.deep.equal([a.body, a.body]);
    expect(await made(task.title)).to.equal(1);
    await post('20');
    expect(await made(task.title)).to.equal(2);
  });

  it('is refused when another body comes under the same key, and is nobody else’s', async () => {
    await post('inny', { ...task, title: 'Pierwsze' });
    const other = await post('inny', { ...task, title: 'Drugie' });
    expect([other.status, (other.body as { code: string }).code]).to.deep.equal([422, 'request.key_reused']);
    const pawel = await panel.as('pawel');
    expect(
      (
        await pawel
          .post('/api/v1/tasks')
          .set(KEY_HEADER, 'inny')
          .send({ ...task, title: 'Drugie' })
      ).status,
    ).to.equal(200);
    expect((await post('x'.repeat(256))).status).to.equal(400);
  });

  it('may be sent again after it was refused', async () => {
    const wrong = { ...task, title: 'Z błędem', type: 'nie ma takiego' };
    expect((await post('poprawiam', wrong)).status).to.equal(422);
    expect((await post('poprawiam', { ...wrong, type: 'errand' })).status).to.equal(200);
  });

  it('sends one letter', async () => {
    await panel.db.transaction(seatAccount);
    const letter = { personId: null, subject: 'Oferta', text: 'Dzień dobry' };
    const send = () =>
      anna.post(`/api/v1/companies/${companies.drewPol.id}/letters`).set(KEY_HEADER, 'list').send(letter);
    const [first, second] = await Promise.all([send(), send()]);
    expect([first.status, first.text]).to.deep.equal([200, second.text]);
    const { n } = await panel.db.one<{ n: number }>(`select count(*) as n from messages where subject = 'Oferta'`);
    expect(n).to.equal(1);
  });

  it('is known by every route that makes a record, and the description of the API says so', async () => {
    const once = everyRoute(panel).filter((route) => route.once);
    expect(once.map(({ path }) => path).toSorted()).to.deep.equal(named.toSorted());
    const { body } = await anna.get('/api/v1/openapi.json');
    const { paths } = body as { paths: Record<string, { post?: { parameters: { name: string }[] } }> };
    expect(paths['/tasks']?.post?.parameters.map(({ name }) => name)).to.include(KEY_HEADER);
    for (const route of once) {
      const again = () => ask(panel, token, { route, records, key: `raz ${route.path}`.replaceAll(' ', '-') });
      const [first, second] = [await again(), await again()];
      expect(second, route.path).to.deep.equal(first);
      if (!['/companies/:id/letters', '/messages/replies', '/tasks/:id/repeat'].includes(route.path))
        expect(first.status, `${route.path} ${first.text}`).to.be.below(300);
    }
  });

  it('is forgotten after a day', async () => {
    await panel.db.run(`update request_keys set created_at = now() - interval '25 hours' where key = 'inny'`);
    expect(await panel.db.transaction((tx) => forgetRequestKeys(tx))).to.equal(2);
    expect((await post('inny', { ...task, title: 'Drugie' })).status).to.equal(200);
  });
});
