import { expect } from 'chai';
import type { Route } from '../../api/openapi.ts';
import { logInAs } from '../support/asker.ts';
import { users } from '../support/cast.ts';
import { nastyTexts, nastyValues } from '../support/nasty.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { makeRecords, type Records } from '../support/records.ts';
import { ask, everyRoute, fieldsOf, partsOf, type Answer, type Asker, type Asking } from '../support/routes.ts';

const all = [...nastyTexts, ...nastyValues];
/** Each field is sent all of them by `npm run test:long`, and another handful of them each time. */
const isLong = process.env['NURT_TEST_LONG'] !== undefined;
const PER_FIELD = 2;
/** Which comes first. Stands in the title: `NURT_TEST_SEED=17` sends every field the same again. */
const seed = Number(process.env['NURT_TEST_SEED'] ?? 1 + Math.floor(Math.random() * all.length));
/** What no answer may hold: words of the database, of the checks, of the program. */
const inside =
  /syntax error|violates|relation "|column "|invalid input|expected \w+,|received |node_modules|\.ts:\d|sequelize|ECONN/i;

describe(`a value that no field should get (seed ${seed})`, () => {
  let panel: TestPanel;
  let routes: readonly Route[];
  let records: Records;
  let jan: Asker;
  before(async () => {
    panel = await startPanel();
    routes = everyRoute(panel);
    // Jan keeps his own account as it is.
    records = { ...(await makeRecords(panel, 'jan')), user: users.pawel.id };
    jan = await logInAs(panel, 'jan');
  });
  after(() => panel.stop());

  const asked = async (asking: Omit<Asking, 'records'>) => wrongIn(await ask(panel, jan, { ...asking, records }));

  for (const part of ['body', 'query'] as const) {
    it(`is refused or kept as it is in every field of a ${part}, in one sentence of the reader’s language`, async function () {
      this.timeout(isLong ? 1_800_000 : 120_000);
      const wrong: string[] = [];
      let turn = seed;
      for (const route of routes) {
        for (const { path } of fieldsOf(route).filter((field) => field.path[0] === part)) {
          for (let n = 0; n < (isLong ? all.length : PER_FIELD); n++) {
            const value = all[turn++ % all.length];
            // Longer ones are refused by Node itself, before anything of ours.
            if (part === 'query' && String(value).length > 8_000) continue;
            const fault = await asked({ route, field: { path, value } });
            if (fault)
              wrong.push(
                `${route.method} ${route.path} ${path.join('.')} = ${JSON.stringify(value).slice(0, 60)}: ${fault}`,
              );
          }
        }
      }
      expect(wrong).to.deep.equal([]);
      expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
    });
  }

  it('is nowhere in an address either', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      for (const { name } of partsOf(route)) {
        for (const id of ['019', 'x', '%', '../..', 'a\0b', `' or 1=1 --`, '😀'.repeat(100)]) {
          const fault = await asked({ route, part: { name, id } });
          if (fault) wrong.push(`${route.method} ${route.path} ${name} = ${id}: ${fault}`);
        }
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('breaks nothing that is read afterwards', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const fault = await asked({ route });
      if (fault) wrong.push(`${route.path}: ${fault}`);
    }
    expect(wrong).to.deep.equal([]);
  });
});

/** What is wrong with an answer; undefined for one that is as it should be. */
function wrongIn({ status, type, text }: Answer): string | undefined {
  if (status >= 500) return `${status} ${text.slice(0, 200)}`;
  if (status < 400) return undefined;
  if (!type.startsWith('application/json')) return `${status} as ${type}`;
  const { code, message } = JSON.parse(text) as { code?: string; message?: string };
  if (!code || !message) return `${status} without a word: ${text.slice(0, 200)}`;
  return inside.test(message) ? `${status} ${message.slice(0, 300)}` : undefined;
}
