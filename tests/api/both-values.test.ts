import { expect } from 'chai';
import type { Route } from '../../api/openapi.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { makeRecords, type Records } from '../support/records.ts';
import { ask, everyRoute, fieldsOf, type Asker } from '../support/routes.ts';
import { logInAs } from '../support/asker.ts';

type Conflict = {
  readonly code: string;
  readonly message: string;
  readonly theirs?: { version: number; fields: Record<string, { yours: unknown; theirs: unknown }> };
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
      const { theirs } = JSON.parse(text || '{}') as Conflict;
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
