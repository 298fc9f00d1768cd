import { expect } from 'chai';
import { bulkActivities } from '../../activities/bulks.ts';
import { exportActivities } from '../../activities/exports.ts';
import type { Bulk } from '../../domain/lists/actions.ts';
import type { Export } from '../../db/exports.ts';
import { companies, users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

/** What a program asks for is done later by the worker, within the limits that its token has then. */
describe('work that a token has asked for', () => {
  let panel: TestPanel;
  let wide: string;
  let narrow: string;
  before(async () => {
    panel = await startPanel();
    wide = await panel.token('jan', ['company.read', 'company.edit', 'list.export', 'transaction.read']);
    narrow = await panel.token('jan', ['company.read', 'list.export']);
    await panel.db.run(
      `insert into tasks (type, title, company_id, owner_id, created_by, updated_by) values ('call', 'T', $1, $2, 'system:test', 'system:test')`,
      [companies.omega.id, users.pawel.id],
    );
  });
  after(() => panel.stop());

  const ask = async <T>(token: string, what: string, body?: object) => {
    const [method = '', path = ''] = what.split(' ');
    const response = await fetch(`${panel.url}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, text, body: (text.startsWith('{') ? JSON.parse(text) : {}) as T };
  };
  const changeClass = async (token: string) => {
    const ids = [companies.omega.id];
    const { body } = await ask<{ id: string }>(token, 'POST /lists/companies/selections', { ids });
    const asked = { action: 'change owner', answers: { ownerId: users.anna.id } };
    return {
      id: body.id,
      run: await ask<{ code: string; message: string }>(token, `POST /bulk/${body.id}/run`, asked),
    };
  };
  const workOff = async (bulkId: string) => {
    while ((await bulkActivities({ db: panel.db }).moveBulkRows({ bulkId })).more);
    return (await ask<Bulk>(wide, `GET /bulk/${bulkId}`)).body.counts;
  };
  const revoke = (token: string, revoked: boolean) =>
    panel.db.run(
      `update tokens set revoked_at = case when $2 then now() end where hash = encode(sha256($1::text::bytea), 'hex')`,
      [token, revoked],
    );

  it('is written down in its name, not in that of the person', async () => {
    const { id, run } = await changeClass(wide);
    expect(run.status, run.text).to.equal(200);
    expect(await workOff(id)).to.deep.include({ done: 1, skipped: 0 });
    const { actor } = await panel.db.one<{ actor: string }>(
      `select actor from audit where noun = 'company' and record_id = $1 order by id desc limit 1`,
      [companies.omega.id],
    );
    expect(actor).to.match(/^token:.* for /);
  });

  it('is skipped once the token is revoked, and with rights that it has lost', async () => {
    const revoked = await changeClass(wide);
    await revoke(wide, true);
    while ((await bulkActivities({ db: panel.db }).moveBulkRows({ bulkId: revoked.id })).more);
    await revoke(wide, false);
    expect((await ask<Bulk>(wide, `GET /bulk/${revoked.id}`)).body.counts).to.deep.include({ done: 0, skipped: 1 });
    expect((await changeClass(narrow)).run.body.code).to.equal('right.missing');
  });

  it('as an export holds what the token reads, and is fetched with it', async () => {
    const view = { columns: [{ field: 'name' }], sort: [], condition: null, colours: [], density: 'roomy' };
    const { body, text } = await ask<{ id: string }>(narrow, 'POST /lists/companies/exports', { format: 'csv', view });
    expect(body.id, text).to.be.a('string');
    await exportActivities({ db: panel.db, filesDir: panel.filesDir }).writeListFile({ exportId: body.id });
    const { body: state } = await ask<Export>(narrow, `GET /exports/${body.id}`);
    expect(state.state).to.equal('done');
    const file = await ask(narrow, `GET /exports/${body.id}/file`);
    expect([file.status, file.text.includes(companies.omega.name)]).to.deep.equal([200, true]);

    const facts = { ...view, columns: [{ field: 'name' }, { field: 'openTasks' }] };
    const beyond = await ask<{ code: string }>(narrow, 'POST /lists/companies/exports', { format: 'csv', view: facts });
    expect(beyond.status, beyond.text).to.be.oneOf([403, 422]);
  });

  it('leaves no export where it is revoked before that is written', async () => {
    const view = { columns: [{ field: 'name' }], sort: [], condition: null, colours: [], density: 'roomy' };
    const { body } = await ask<{ id: string }>(narrow, 'POST /lists/companies/exports', { format: 'csv', view });
    await revoke(narrow, true);
    await exportActivities({ db: panel.db, filesDir: panel.filesDir }).writeListFile({ exportId: body.id });
    await revoke(narrow, false);
    expect((await ask<Export>(narrow, `GET /exports/${body.id}`)).body.state).to.equal('failed');
  });

  it('changes no view that somebody shares, without the right to keep settings', async () => {
    const maria = await panel.as('maria');
    const view = { columns: [{ field: 'name' }], sort: [], condition: null, colours: [], density: 'roomy' };
    const shared = await maria.post('/api/v1/lists/companies/views').send({ name: 'Wspólny', isShared: true, view });
    const { id, version } = shared.body as { id: string; version: number };
    const sharing = await panel.token('jan', ['company.read', 'view.share']);
    const renamed = await ask<{ code: string }>(sharing, `PATCH /lists/companies/views/${id}`, {
      version,
      name: 'Mój',
    });
    expect(renamed.body.code).to.equal('view.not_own');
    const keeping = await panel.token('jan', ['company.read', 'view.share', 'settings.edit']);
    expect((await ask(keeping, `PATCH /lists/companies/views/${id}`, { version, name: 'Nasz' })).status).to.equal(200);
  });
});
