import { expect } from 'chai';
import type { Db } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { startRuns } from '../../db/runs.ts';
import { sweep, wakeEverything } from '../../db/sweep.ts';
import { addressOf, targets } from '../../workflows/ids.ts';
import * as workflows from '../../workflows/index.ts';
import { gatherCrowd, mailAndCall, seatMail, storeVersion } from '../support/campaign.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const by = 'system:test';

describe('what PostgreSQL alone knows of workflows', () => {
  let test: TestDatabase;
  let db: Db;

  before(async () => {
    test = await freshDatabase(4);
    db = test.db;
    await db.transaction(async (tx) => {
      await seatCast(tx);
      await seatMail(tx);
    });
  });
  after(() => test.drop());
  beforeEach(() => db.run('delete from outbox'));

  const woken = async () =>
    (await db.rows<{ target: string }>('select target from outbox order by target')).map(({ target }) => target);

  /** Work of each state that lasts, as it was left `ago`, and one of each that has ended. */
  async function seatWork(ago: string): Promise<Record<'import' | 'bulk' | 'export', string[]>> {
    const { maria } = users;
    const seat = async (states: readonly string[], statement: string) => {
      const ids = [...states, 'done'].map(() => newId());
      for (const [n, state] of [...states, 'done'].entries()) await db.run(statement, [ids[n], state, ago]);
      return ids.slice(0, -1);
    };
    return {
      import: await seat(
        ['analysing', 'importing', 'undoing'],
        `insert into imports (id, file_name, state, updated_at, created_by, updated_by)
         values ($1, 'klienci.csv', $2, now() - $3::interval, '${by}', '${by}')`,
      ),
      bulk: await seat(
        ['running', 'undoing'],
        `insert into bulks (id, kind, user_id, state, action, total, moved_at, created_by)
         values ($1, 'companies', '${maria.id}', $2, 'change class', 1, now() - $3::interval, '${by}')`,
      ),
      export: await seat(
        ['waiting', 'writing'],
        `insert into exports (id, kind, user_id, format, view, state, moved_at, created_by)
         values ($1, 'companies', '${maria.id}', 'csv', '{}', $2, now() - $3::interval, '${by}')`,
      ),
    };
  }
  const targetsOf = (work: Record<string, string[]>) =>
    Object.entries(work).flatMap(([kind, ids]) => ids.map((id) => `${kind}:${id}`));

  it('starts every kind that the outbox can start again, when Temporal has forgotten all', async () => {
    const crowd = await gatherCrowd(db, { count: 4, version: mailAndCall, cohorts: 2 });
    const work = await seatWork('0 seconds');
    const versionId = await db.transaction((tx) => storeVersion(tx, mailAndCall));
    const subject = { kind: 'company', id: companies.zubr.id } as const;
    const runId = newId();
    const actor = { kind: 'system', id: 'test' } as const;
    await db.transaction((tx) =>
      startRuns(tx, [{ id: runId, kind: 'procedure', versionId, subject, companyId: subject.id, actor }]),
    );
    const { id: accountId } = await db.one<{ id: string }>('select id from channel_accounts');
    await db.run('delete from outbox');

    const count = await wakeEverything(db);
    const found = await woken();
    expect(found).to.have.members([
      targets.campaign(crowd.campaignId),
      targets.pump(crowd.campaignId, 0),
      targets.pump(crowd.campaignId, 1),
      targets.run(runId),
      targets.dispatch(accountId),
      targets.shape,
      ...targetsOf(work),
    ]);
    expect(count).to.equal(found.length);
    expect(new Set(found.map((target) => target.split(':')[0]))).to.deep.equal(new Set(Object.keys(targets)));
    for (const target of found) expect(workflows, target).to.have.property(addressOf('i', target)!.workflowType);
    await db.run(`delete from imports; delete from exports; delete from bulks`);
  });

  it('wakes the imports, bulk actions and exports at which nobody has been for five minutes, and no others', async () => {
    const lost = await seatWork('6 minutes');
    await seatWork('4 minutes');
    const { works } = await sweep(db);
    expect(works).to.equal(7);
    expect(await woken()).to.include.members(targetsOf(lost));
    expect((await woken()).filter((target) => /^(import|bulk|export):/.test(target))).to.have.length(7);
  });
});
