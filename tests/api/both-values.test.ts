import { expect } from 'chai';
import { readBy, type Theirs } from '../../api/both-values.ts';
import type { Route } from '../../api/openapi.ts';
import { users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { makeRecords, type Records } from '../support/records.ts';
import { ask, everyRoute, fieldsOf, type Asker } from '../support/routes.ts';
import { logInAs } from '../support/asker.ts';

type Conflict = {
  readonly code: string;
  readonly message: string;
  readonly theirs?: Theirs;
};

/** A version that nobody has ever seen. */
const STALE = 777;

describe('two people edit the same record', () => {
  let panel: TestPanel;
  let records: Records;
  let jan: Asker;
  before(async () => {
    panel = await startPanel();
    records = await makeRecords(panel, 'jan');
    jan = await logInAs(panel, 'jan');
  });
  after(() => panel.stop());

  const editing = () =>
    everyRoute(panel).filter((route) => /PUT|PATCH/.test(route.method) && versionOf(route) !== undefined);
  const versionOf = (route: Route) => fieldsOf(route).find(({ path }) => path.join('.') === 'body.version');

  it('the second is told the version now and both values of what they sent, wherever a version is sent', async () => {
    const wrong: string[] = [];
    for (const route of editing()) {
      const asking = { route, records, field: { path: ['body', 'version'], value: STALE } };
      const { status, text } = await ask(panel, jan, asking);
      const { code = '', theirs } = JSON.parse(text || '{}') as Partial<Conflict>;
      const noun = code.split('.')[0]!;
      if (status === 409 && !(noun in readBy)) wrong.push(`${noun} is missing in readBy`);
      if (status !== 409 || !Number.isInteger(theirs?.version) || theirs?.version === STALE)
        wrong.push(`${route.method} ${route.path}: ${status} ${text.slice(0, 200)}`);
    }
    expect(wrong).to.deep.equal([]);
    expect(editing().length).to.be.greaterThan(12);
  });

  it('sees what the other wrote beside their own, and nothing that they may not read', async () => {
    const agent = await panel.as('jan');
    const path = `/api/v1/people/${records.person}`;
    await agent
      .patch(path)
      .send({ version: 1, changes: { lastName: 'Nowak', position: 'Prezes' } })
      .expect(200);
    const changes = { lastName: 'Nowacka', own: { tajne: 'x' }, position: 'Prezes' };
    const { body } = await agent.patch(path).send({ version: 1, changes }).expect(409);
    expect((body as Conflict).theirs).to.deep.equal({
      version: 2,
      fields: { lastName: { yours: 'Nowacka', theirs: 'Nowak' } },
    });
    await agent.patch(path).send({ version: 2, changes }).expect(422);
  });

  it('sees own fields one by one, with what ids and codes are called, and none that they may not read', async () => {
    const agent = await panel.as('jan');
    const field = (over: object) =>
      agent
        .post('/api/v1/own-fields')
        .send({ record: 'case', ...over })
        .expect(200);
    await field({ kind: 'money', title: { pl: 'Budżet', en: 'Budget' }, options: { currency: 'EUR' } });
    await field({ kind: 'reference', title: { pl: 'Ocenia', en: 'Judge' }, options: { target: 'user' } });
    await field({ kind: 'text', title: { pl: 'Sekret', en: 'Secret' }, readers: ['administrator'] });
    const anna = await panel.as('anna');
    const { id } = (await anna.post('/api/v1/cases').send({ name: 'Reklamacja' }).expect(200)).body as { id: string };
    const path = `/api/v1/cases/${id}`;
    const first = { stage: 'waiting', own: { budzet: 100, ocenia: users.anna.id, sekret: 'x' } };
    await agent.patch(path).send({ version: 1, changes: first }).expect(200);
    const changes = { stage: 'new', own: { budzet: 200, ocenia: users.pawel.id, sekret: 'y' } };
    const { body } = await anna.patch(path).send({ version: 1, changes }).expect(409);
    expect((body as Conflict).theirs).to.deep.equal({
      version: 2,
      fields: {
        stage: { yours: 'new', theirs: 'waiting', said: { yours: 'Nowa', theirs: 'Czeka na klienta' } },
        'own.budzet': { yours: 200, theirs: 100, currency: 'EUR' },
        'own.ocenia': {
          ...{ yours: users.pawel.id, theirs: users.anna.id },
          said: { yours: users.pawel.name, theirs: users.anna.name },
        },
      },
    });
  });

  it('a program that may write and not read is told the version alone', async () => {
    const { company, person, note, point, date, task } = records;
    const edits: readonly [path: string, field: string][] = [
      [`companies/${company}`, 'name'],
      [`people/${person}`, 'lastName'],
      [`contact-points/${point}`, 'value'],
      [`notes/${note}`, 'body'],
      [`important-dates/${date}`, 'title'],
      [`tasks/${task}`, 'title'],
    ];
    const token = await panel.token('jan', ['company.edit', 'task.edit']);
    const agent = await panel.as('jan');
    const told = new Set<string>();
    for (const [path, field] of edits) {
      const change = { [field]: 'inne@slowo.example' };
      const whole = /^(notes|contact)/.test(path)
        ? change
        : path.startsWith('tasks')
          ? { change }
          : { changes: change };
      const body = { version: STALE, ...whole };
      const seen = (await agent.patch(`/api/v1/${path}`).send(body).expect(409)).body as Conflict;
      expect(seen.theirs!.fields, path).to.have.all.keys(field);
      const response = await fetch(`${panel.url}/api/v1/${path}`, {
        method: 'PATCH',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(response.status, path).to.equal(409);
      const { theirs, message } = (await response.json()) as Conflict;
      expect(theirs, path).to.deep.equal({ version: seen.theirs!.version, fields: {} });
      told.add(message);
    }
    expect(told.size, 'nor anything in words').to.equal(1);
    const unasked = { version: STALE, change: { title: 'Inny', answers: {}, script: '' } };
    await agent.patch(`/api/v1/tasks/${task}`).send(unasked).expect(400);
  });
});
