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
});
