import { expect } from 'chai';
import type { Route } from '../../api/openapi.ts';
import { rightsFor } from '../../api/route-rights.ts';
import { newId } from '../../db/new-id.ts';
import { rights, type Right } from '../../domain/access.ts';
import { companies, users } from '../support/cast.ts';
import { placeRunTask } from '../support/desk.ts';
import { importer } from '../support/importing.ts';
import { password, startPanel } from '../support/panel.ts';
import type { TestPanel } from '../support/panel.ts';
import { makeRecords, type Records } from '../support/records.ts';
import { ask as askRoute, everyRoute, partsOf } from '../support/routes.ts';

type Verb = 'get' | 'post' | 'put' | 'delete';

/** A token gives what it names and nothing else, and nothing that lasts when it is revoked. */
describe('a token', () => {
  let panel: TestPanel;
  let taskId: string;
  before(async () => {
    panel = await startPanel();
    const task = { companyId: companies.drewPol.id, ownerId: users.anna.id };
    ({ taskId } = await panel.db.transaction((tx) => placeRunTask(tx, task)));
  });
  after(() => panel.stop());

  async function ask(token: string, [verb, path, body]: readonly [Verb, string, object?]) {
    const asked = panel.nobody()[verb](`/api/v1/${path}`).set('Authorization', `Bearer ${token}`);
    return body ? asked.send(body) : asked;
  }

  it('that reads campaigns reads no tasks and no customers on the way', async () => {
    const token = await panel.token('maria', ['campaign.read']);
    const everyone = { sources: { everyone: true } };
    const refused = [
      ['get', 'work/finished'],
      ['get', 'reminders'],
      ['post', `work/${taskId}/lease`],
      ['post', `work/${taskId}/foretell`, { outcome: 'interested' }],
      ['post', 'calendar-feeds', {}],
      ['post', 'campaigns/preview', everyone],
      ['post', 'campaigns/preview/rows', { ...everyone, reason: null }],
      ['get', `campaigns/${taskId}/participants`],
    ] as const;
    for (const asked of refused) expect((await ask(token, asked)).status, asked[1]).to.equal(403);
    expect((await ask(token, ['get', 'me/counts'])).body.today).to.deep.equal({ of: 0, hot: false });
  });

  it('that reads tasks does not see the customer’s card beside one', async () => {
    const token = await panel.token('anna', ['task.read']);
    const { body } = await ask(token, ['get', `tasks/${taskId}`]);
    expect(body.task.id).to.equal(taskId);
    expect(body).to.deep.include({ customer: null, history: [] });
  });

  it('that reads tasks searches them by their own words alone', async () => {
    await panel.db.run(`update tasks set search_text = plain_text('zamówić palety') where id = $1`, [taskId]);
    const view = { columns: [], sort: [], condition: null, colours: [], density: 'roomy' };
    for (const who of ['anna', 'jan'] as const) {
      const token = await panel.token(who, ['task.read']);
      const found = async (search: string) => {
        const { status, body } = await ask(token, ['post', 'lists/tasks/rows', { view, search, limit: 20 }]);
        return status === 200 ? (body as { rows: { id: string }[] }).rows.map(({ id }) => id) : status;
      };
      expect(await found('zamówić palety'), who).to.deep.equal([taskId]);
      expect(await found('zamówić drew'), who).to.deep.equal([]);
    }
  });

  it('that loads customers reads nothing of those that are there', async () => {
    const { id: companyId } = companies.drewPol;
    await panel.db.run(`update companies set nip = '7010416384', turnover_minor = 100 where id = $1`, [companyId]);
    const files = importer(panel.db);
    await files.lay('klienci.csv', 'Nazwa;NIP;Obrót\nDrewno;7010416384;2,00');
    const { id } = await files.analyse('klienci.csv', { joinBy: 'nip', onChanged: 'overwrite' });
    await files.remove();
    const told = async (given: readonly Right[]) =>
      (await ask(await panel.token('maria', given), ['get', `imports/${id}/rows?state=changed`])).body.rows as object[];
    expect((await told(['import.run', 'company.read']))[0]).to.deep.include({
      ...{ companyId, companyName: companies.drewPol.name, companyCurrency: 'PLN' },
      changes: { name: [companies.drewPol.name, 'Drewno'], turnoverMinor: [100, 200] },
    });
    expect((await told(['import.run']))[0]).to.deep.include({
      ...{ companyId, companyName: null, companyCurrency: null },
      changes: { name: ['…', 'Drewno'], turnoverMinor: ['…', 200] },
    });
  });

  it('that reads moves no message, and changes neither its owner’s password nor their tokens', async () => {
    const token = await panel.token('maria', ['message.read', 'case.read', 'task.read', 'task.edit']);
    const message = newId();
    await panel.db.run(
      `insert into messages (id, direction, channel, address, received_at, created_by, updated_by)
       values ($1, 'in', 'email', 'a@b.example', now(), 'system:test', 'system:test')`,
      [message],
    );
    const maria = await panel.as('maria');
    const { id: caseId } = (await maria.post('/api/v1/cases').send({ name: 'Skarga' }).expect(200)).body as {
      id: string;
    };
    expect((await ask(token, ['post', 'cases/move', { kind: 'message', id: message, caseId }])).status).to.equal(403);

    const { id: other } = await panel.db.one<{ id: string }>(`select id from tokens order by id limit 1`);
    expect((await ask(token, ['delete', `tokens/${other}`])).body.code).to.equal('token.only_people');
    const { id: own } = await panel.db.one<{ id: string }>(`select id from tokens order by created_at desc limit 1`);
    // Its tries are not those of its owner.
    const guess = { old: 'nie to', password: 'zupełnie nowe hasło' };
    for (let attempt = 0; attempt < 9; attempt++)
      expect((await ask(token, ['put', 'me/password', guess])).body.code).to.equal('token.only_people');
    await maria
      .put('/api/v1/me/password')
      .send({ ...guess, old: password, keepAccess: true })
      .expect(204);
    expect((await ask(token, ['delete', `tokens/${own}`])).status, 'it may give itself up').to.equal(204);
    expect((await ask(token, ['get', 'me'])).status).to.equal(401);
  });

  it('makes no address of a calendar: that would outlive it', async () => {
    const token = await panel.token('anna', ['task.read']);
    const anna = await panel.as('anna');
    const { id } = (await anna.post('/api/v1/calendar-feeds').send({})).body as { id: string };
    for (const path of ['calendar-feeds', `calendar-feeds/${id}/renew`]) {
      expect((await ask(token, ['post', path, {}])).body.code, path).to.equal('token.only_people');
    }
  });

  it('that edits users makes no account, password or role to log in with', async () => {
    const token = await panel.token('jan', ['user.read', 'user.edit']);
    const { name, email } = users.anna;
    const anna = { name, email, language: 'pl', phone: null, superiorId: users.maria.id, active: true, teamIds: [] };
    const { id: team } = await panel.db.one<{ id: string }>(
      `insert into teams (code, name) values ('skargi', 'Skargi') returning id`,
    );
    const own = { email: 'ja@nurt.example', name: 'Ja', role: 'administrator', password: 'zupełnie nowe hasło' };
    const { version } = (await ask(token, ['get', `users/${users.anna.id}`])).body as { version: number };
    const refused = [
      ['post', 'users', own],
      ['put', `users/${users.jan.id}/password`, { password: own.password }],
      ['put', `users/${users.anna.id}`, { ...anna, version, role: 'administrator' }],
      ['put', `users/${users.anna.id}`, { ...anna, version, superiorId: users.jan.id }],
      ['put', `users/${users.anna.id}`, { ...anna, version, teamIds: [team] }],
      ['put', `users/${users.anna.id}`, { ...anna, version, email: 'moja@nurt.example' }],
      ['put', `users/${users.anna.id}`, { ...anna, version, active: false }],
    ] as const;
    for (const asked of refused) expect((await ask(token, asked)).body.code, asked[1]).to.equal('token.only_people');

    expect(
      (await ask(token, ['put', `users/${users.anna.id}`, { ...anna, version, role: 'operator', phone: '1' }])).status,
    ).to.equal(204);
    const { actor } = await panel.db.one<{ actor: string }>(
      `select actor from audit where noun = 'user' and record_id = $1 order by id desc limit 1`,
      [users.anna.id],
    );
    expect(actor).to.match(/^token:.* for /);
  });

  it('that reads one noun reads no other on the way, whatever record it asks about (rule 20)', async () => {
    const records = await makeRecords(panel, 'jan', 'sam');
    const names = await tieTogether(records);
    const routes = everyRoute(panel).filter((route) => route.method === 'GET' && partsOf(route).length > 0);
    const asks = ({ method, path }: Route) => rightsFor(method, path) ?? [];
    const leaks: string[] = [];
    for (const right of rights.filter((one) => one.endsWith('.read'))) {
      const token = await panel.token('jan', [right]);
      for (const route of routes.filter((one) => asks(one).every((asked) => asked === right))) {
        const { text } = await askRoute(panel, token, { route, records });
        for (const [name, readers] of names) {
          if (text.includes(name) && !readers.includes(right)) leaks.push(`${route.path} tells ${right}: ${name}`);
        }
      }
    }
    expect(leaks).to.deep.equal([]);
    const all = await panel.token('jan', rights);
    const told = await Promise.all(routes.map(async (route) => (await askRoute(panel, all, { route, records })).text));
    expect([...names.keys()].filter((name) => !told.some((text) => text.includes(name)))).to.deep.equal([]);
  });

  /** All of one case and opportunity; answers what stands in one noun alone, and which rights read it. */
  async function tieTogether(records: Records): Promise<ReadonlyMap<string, readonly Right[]>> {
    const { db } = panel;
    const { case: caseId, opportunity, task, message, person, company } = records;
    await db.run(
      `update tasks set case_id = $2, opportunity_id = $3, person_id = $4, note = 'Zapisek sam' where id = $1`,
      [...[task, caseId, opportunity, person]],
    );
    await db.run(`update messages set case_id = $2, opportunity_id = $3, address = 'x@y.example' where id = $1`, [
      ...[message, caseId, opportunity],
    ]);
    await db.run(`update contact_points set value = 'adres.sam@y.example' where company_id = $1 and kind = 'email'`, [
      company,
    ]);
    await db.run(
      `insert into contact_points (company_id, person_id, kind, value, normalised, created_by, updated_by)
       values ($1, $2, 'email', 'osoba.sam@y.example', 'osoba.sam@y.example', 'system:test', 'system:test')`,
      [company, person],
    );
    const { runId } = await db.transaction((tx) => placeRunTask(tx, { companyId: company, ownerId: users.jan.id }));
    await db.run('update runs set case_id = $2 where id = $1', [runId, caseId]);
    await db.run(
      `update scenarios set name_pl = 'Scenariusz sam' where id = (select v.scenario_id from runs r
         join scenario_versions v on v.id = r.version_id where r.id = $1)`,
      [runId],
    );
    return new Map<string, readonly Right[]>([
      ['Zadanie sam', ['task.read']],
      ['Zapisek sam', ['task.read']],
      ['Wiadomość sam', ['message.read']],
      ['sam.txt', ['file.read']],
      ['Notatka sam', ['company.read']],
      // A case shows the card of its customers, which says how to reach them (rule 23).
      ['adres.sam@y.example', ['company.read', 'case.read']],
      ['osoba.sam@y.example', ['company.read', 'case.read']],
      ['Scenariusz sam', ['run.read', 'scenario.read']],
    ]);
  }
});
