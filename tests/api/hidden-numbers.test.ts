import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { rights } from '../../domain/access.ts';
import type { ListDescription } from '../../domain/lists/shapes.ts';
import { reconcileCompanyFacts } from '../../db/company-facts.ts';
import { users } from '../support/cast.ts';
import { planMessage, seatAccount } from '../support/outgoing.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { giveEveryRightOnOwnRows, makeRecords, type Records } from '../support/records.ts';
import { ask, everyRoute } from '../support/routes.ts';

/** How often a word of the settings is used, which is asked before it is taken away, and how large the house is: they name nobody. */
const ofTheHouse = ['/task-type-settings', '/system-state'];

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Whoever does not see a record learns from no number, date or order that it is there (rules 20 and 35). */
describe('what somebody does not see', () => {
  let panel: TestPanel;
  let mine: Records;
  let theirs: Records;
  before(async () => {
    panel = await startPanel();
    await giveEveryRightOnOwnRows(panel, ['anna', 'pawel']);
    [theirs, mine] = [await makeRecords(panel, 'anna'), await makeRecords(panel, 'pawel')];
    await panel.db.run(`update participants set state = 'done' where id = $1`, [mine.participant]);
  });
  after(() => panel.stop());

  /** Every answer about Paweł's records, and his list of customers with all that it can show. */
  async function everything(who: 'pawel' | 'jan', token: string): Promise<ReadonlyMap<string, string>> {
    const told = new Map<string, string>();
    for (const route of everyRoute(panel)) {
      if (route.method !== 'GET') continue;
      const { status, type, text } = await ask(panel, token, { route, records: mine });
      told.set(route.path, `${status} ${type === workbook ? 'a workbook, dated by the second' : text}`);
    }
    const agent: TestAgent = await panel.as(who);
    const { fields } = (await agent.get('/api/v1/lists/companies')).body as ListDescription;
    const columns = fields.map(({ id }) => ({ field: id }));
    const view = { columns, sort: [], condition: null, colours: [], density: 'dense' };
    told.set('the list', (await agent.post('/api/v1/lists/companies/rows').send({ view })).text);
    return told;
  }

  type Known = { readonly token: string; readonly still: readonly string[]; last: ReadonlyMap<string, string> };
  const known = new Map<'pawel' | 'jan', Known>();
  before(async () => {
    for (const who of ['pawel', 'jan'] as const) {
      const token = await panel.token(who, rights);
      const [first, last] = [await everything(who, token), await everything(who, token)];
      // What differs by itself from one second to the next tells nothing.
      const still = [...first].flatMap(([path, text]) => (last.get(path) === text ? [path] : []));
      expect(still.length, 'most answers stay the same').to.be.above(100);
      known.set(who, { token, still, last });
    }
  });

  /** Whose answers are not as they were. */
  async function changedFor(who: 'pawel' | 'jan'): Promise<string[]> {
    const before = known.get(who)!;
    const now = await everything(who, before.token);
    const changed = before.still.filter((path) => now.get(path) !== before.last.get(path));
    before.last = now;
    return changed.filter((path) => !ofTheHouse.includes(path));
  }

  /** Anna's, at Paweł's customer, in his case and campaign. */
  async function workPrivately(): Promise<void> {
    for (const state of ['open', 'done'])
      await panel.db.run(
        `insert into tasks (type, title, company_id, case_id, campaign_id, owner_id, private, due_at, state, done_at, done_by, work_minutes,
           created_by, updated_by)
         select 'errand', 'Prywatne', $1, $2, $3, $4, true, now() - interval '1 day', $5, case when $5 = 'done' then now() end,
           case when $5 = 'done' then $4::uuid end, 25, 'user:' || $4, 'user:' || $4`,
        [mine.company, mine.case, mine.campaign, users.anna.id, state],
      );
  }

  it('moves no number: private work of somebody else, for a colleague or an administrator', async () => {
    await workPrivately();
    await reconcileCompanyFacts(panel.db);
    expect(await changedFor('pawel')).to.deep.equal([]);
    expect(await changedFor('jan')).to.deep.equal([]);
  });

  it('moves no number: records of other people’s customers', async () => {
    const account = await panel.db.transaction(seatAccount);
    await panel.db.run(
      `insert into file_links (file_id, noun, record_id, created_by) values ($1, 'task', $2, 'system:test')`,
      [mine.file, theirs.task],
    );
    const key = await planMessage(panel.db, account, { companyId: theirs.company });
    await panel.db.run(`update effects set state = 'doing' where key = $1`, [key]);
    await panel.db.run(`update effects set state = 'unknown' where key = $1`, [key]);
    await panel.db.run(`update installation set epoch = epoch + 1`);
    await planMessage(panel.db, account, { companyId: theirs.company });
    expect(await changedFor('pawel')).to.deep.equal([]);
  });
});
