import { expect } from 'chai';
import { users } from '../support/cast.ts';
import { startPanel } from '../support/panel.ts';
import type { TestPanel } from '../support/panel.ts';

const canary = 'KANAREK-7f3a';

/** Hidden columns carry a word that must not be found in anything that leaves the panel. */
describe('hidden columns', () => {
  let panel: TestPanel;
  before(async () => {
    panel = await startPanel();
    const { db } = panel;
    // The hash of Anna is left as it is, so that she can log in.
    await db.run(`update users set password_hash = $1 where id <> all($2)`, [canary, [users.anna.id, users.jan.id]]);
    await db.run(`update users set preferences = jsonb_build_object('secret', $1::text) where id = $2`, [
      canary,
      users.pawel.id,
    ]);
    await db.run(`insert into tokens (user_id, name, hash) values ($1, 'Paweł', $2 || '1'), ($3, 'Anna', $2 || '2')`, [
      users.pawel.id,
      canary,
      users.anna.id,
    ]);
  });
  after(() => panel.stop());

  for (const who of ['anna', 'jan'] as const) {
    it(`are in no list, record, search, populated record or page of ${who}'s`, async () => {
      const agent = await panel.as(who);
      const tables = ['users', 'tokens', 'teams', 'task_types', 'legal_entities'];
      const paths = tables.flatMap((table) => [
        `/admin/api/resources/${table}/actions/list?perPage=200`,
        `/admin/api/resources/${table}/actions/search/a`,
        `/admin/resources/${table}`,
      ]);
      const records = Object.values(users).map(({ id }) => `/admin/api/resources/users/records/${id}/show`);
      for (const path of [...paths, ...records, '/admin', '/api/v1/me', '/api/v1/users?active=all', '/api/v1/teams']) {
        const { text } = await agent.get(path).set('Accept', path.includes('api') ? 'application/json' : 'text/html');
        expect(text, path).not.to.include(canary);
        expect(text, path).not.to.match(/passwordHash|password_hash|argon2/);
      }
    });
  }

  it('cannot be written by naming them', async () => {
    const jan = await panel.as('jan');
    const before = await panel.db.one('select role, password_hash from users where id = $1', [users.pawel.id]);
    const tries = [
      await jan
        .post(`/admin/api/resources/users/records/${users.pawel.id}/edit`)
        .send({ passwordHash: 'x', role: 'administrator' }),
      await jan.put(`/api/v1/users/${users.pawel.id}`).send({ version: 1, passwordHash: 'x' }),
    ];
    expect(tries.map(({ status }) => status)).to.deep.equal([403, 400]);
    expect(await panel.db.one('select role, password_hash from users where id = $1', [users.pawel.id])).to.deep.equal(
      before,
    );
  });

  it('stay out of the audit', async () => {
    const jan = await panel.as('jan');
    await jan.put(`/api/v1/users/${users.pawel.id}/password`).send({ password: `${canary} i jeszcze trochę` });
    const { text } = await panel.db.one<{ text: string }>(`select string_agg(audit::text, '') as text from audit`);
    expect(text).to.include('change password').and.not.include(canary).and.not.include('argon2');
  });
});
