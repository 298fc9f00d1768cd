import { expect } from 'chai';
import type { Route } from '../../api/openapi.ts';
import { rights } from '../../domain/access.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { giveEveryRightOnOwnRows, makeRecords, type RecordKind, type Records } from '../support/records.ts';
import { ask, everyRoute, namingFields, nobodys, partsOf, type Answer, type Asking } from '../support/routes.ts';

/** Kinds of which everybody with the right sees all. */
const shared: ReadonlySet<RecordKind> = new Set([
  'scenario',
  'scenarioVersion',
  'procedure',
  'campaign',
  'stage',
  'cost',
  'template',
  'attachment',
  'import',
  'ownField',
  'channel',
  'group',
  'resource',
  'profile',
  'dictionary',
  'taskType',
  'user',
]);

/** Paweł has every right, on his own rows; Anna’s stand beside them. */
describe('what belongs to somebody else', () => {
  let panel: TestPanel;
  let token: string;
  let mine: Records;
  let theirs: Records;
  let routes: readonly Route[];
  before(async () => {
    panel = await startPanel();
    await giveEveryRightOnOwnRows(panel, ['anna', 'pawel']);
    [theirs, mine] = [await makeRecords(panel, 'anna'), await makeRecords(panel, 'pawel')];
    token = await panel.token('pawel', rights);
    routes = everyRoute(panel);
  });
  after(() => panel.stop());

  const asked = (asking: Omit<Asking, 'records'>) => ask(panel, token, { ...asking, records: mine });

  it('stands beside what is one’s own, which answers', async () => {
    const silent: string[] = [];
    for (const route of routes) {
      if (route.method !== 'GET' || route.path.endsWith('/picture') || partsOf(route).length === 0) continue;
      if ((await asked({ route })).status === 404) silent.push(route.path);
    }
    expect(silent).to.deep.equal([]);
  });

  it('answers in every address as if it did not exist', async () => {
    const told: string[] = [];
    for (const route of routes) {
      for (const { name, kind } of partsOf(route)) {
        if (shared.has(kind)) continue;
        const [foreign, missing] = [theirs[kind], nobodys()];
        const a = await asked({ route, part: { name, id: foreign } });
        const b = await asked({ route, part: { name, id: missing } });
        if (shape(a) !== shape(b)) told.push(`${route.method} ${route.path} ${name}: ${shape(a)} | ${shape(b)}`);
      }
    }
    expect(told).to.deep.equal([]);
  });

  it('answers in every field as if it did not exist', async () => {
    const told: string[] = [];
    for (const route of routes) {
      for (const { path, kind } of namingFields(route)) {
        if (shared.has(kind)) continue;
        const a = await asked({ route, field: { path, value: theirs[kind] } });
        const b = await asked({ route, field: { path, value: nobodys() } });
        if (shape(a) !== shape(b))
          told.push(`${route.method} ${route.path} ${path.join('.')}: ${shape(a)} | ${shape(b)}`);
      }
    }
    expect(told).to.deep.equal([]);
  });
});

/** What an answer tells: its status and words, without ids and times. */
function shape({ status, text }: Answer): string {
  const plain = text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d\d-\d\d[T ][\d:.]+(Z|\+\d\d(:\d\d)?)?/g, '<time>');
  return `${status} ${plain.slice(0, 300)}`;
}
