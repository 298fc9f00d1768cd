import { expect } from 'chai';
import { recordInput } from '../../db/inputs.ts';
import { newId } from '../../db/new-id.ts';
import { recomputeRun } from '../../db/run-explain.ts';
import { moveRun, startRuns } from '../../db/runs.ts';
import { editTask } from '../../db/task-edits.ts';
import { takeNextWork } from '../../db/work-queue.ts';
import { storeVersion } from '../support/campaign.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { allowAlways } from '../support/outgoing.ts';
import { drawn, end, task } from '../support/scenario.ts';

const actor = { kind: 'system', id: 'test' } as const;
const HOUR = 3_600_000;
const calls = drawn({
  call: task(
    { back: 'call', ok: 'e' },
    {
      assignee: { to: 'user', userId: users.anna.id },
      planned: { fact: 'answers.nextAt' },
      due: { unit: 'calendar days', count: 2 },
    },
  ),
  e: end(),
});

describe('a call agreed for an hour (rule 36, S0-43)', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    await base.db.transaction(allowAlways);
  });
  after(() => base.drop());

  /** Anna is asked to call again; answers the run. */
  async function callBack(version: typeof calls, companyId: string, nextAt: string): Promise<string> {
    const { db } = base;
    const runId = newId();
    const versionId = await db.transaction((tx) => storeVersion(tx, version));
    const subject = { kind: 'company', id: companyId } as const;
    await db.transaction((tx) =>
      startRuns(tx, [{ id: runId, kind: 'procedure', versionId, subject, companyId, actor }]),
    );
    await moveRun(db, { runId });
    const what = { kind: 'outcome', key: `${runId}:call:1`, code: 'back', answers: { nextAt } } as const;
    await db.transaction((tx) => recordInput(tx, { runId, source: 'task', sourceId: 'call:1', what, actor }));
    await db.run(`update tasks set state = 'done', outcome = 'back', done_at = now() where run_id = $1`, [runId]);
    await moveRun(db, { runId });
    return runId;
  }

  it('stands at its hour at once, reminds ten minutes before, and no queue offers it earlier', async () => {
    const { db } = base;
    const nextAt = new Date(Date.now() + 26 * HOUR).toISOString();
    const runId = await callBack(calls, companies.zubr.id, nextAt);

    const at = (minutes: number) => new Date(Date.parse(nextAt) + minutes * 60_000).toISOString();
    const made = await db.one<{ id: string; remindMinutes: number[] }>(
      'select id, planned_at, not_before, due_at > planned_at as due_later, remind_minutes from tasks where effect_key = $1',
      [`${runId}:call:2`],
    );
    expect(made).to.deep.include({ plannedAt: nextAt, notBefore: at(-10), dueLater: true, remindMinutes: [10] });
    const reminders = 'select kind, remind_at, minutes from reminders where task_id = $1 order by remind_at';
    const [ahead, deadline] = await db.rows(reminders, [made.id]);
    expect(ahead).to.deep.equal({ kind: 'chosen', remindAt: at(-10), minutes: 10 });
    expect(deadline).to.include({ kind: 'deadline', minutes: null });
    expect(await takeNextWork(db, viewer('anna'))).to.equal(undefined);
    expect((await recomputeRun(db, runId)).differs).to.deep.equal([]);
  });

  it('counts against the cap of contacts at its hour, not when it is agreed (engine rule 13)', async () => {
    const { db } = base;
    const capped = { needsConsent: false, capped: true, offer: false };
    const book = { purposes: { offer: capped }, hours: {}, cap: { touches: 1, days: 7 } };
    await db.run('update governor_rules set book = $1', [JSON.stringify(book)]);
    const companyId = companies.drewPol.id;
    const offered = { ...calls, steps: { ...calls.steps, call: { ...calls.steps['call'], purpose: 'offer' } } };
    const nextAt = new Date(Date.now() + 14 * 24 * HOUR).toISOString();
    const runId = await callBack(offered as typeof calls, companyId, nextAt);
    const effects = 'select state, reason from effects where run_id = $1 order by visit';
    expect((await db.rows(effects, [runId])).at(-1)).to.deep.equal({ state: 'planned', reason: null });
    const touches = 'select at from touches where company_id = $1 order by at desc limit 1';
    expect(await db.one(touches, [companyId])).to.deep.equal({ at: nextAt });
    await allowAlways(db);
  });

  it('is offered at the new hour when somebody moves it, and at once when its hour is taken off', async () => {
    const { db } = base;
    const runId = await callBack(calls, companies.zubr.id, new Date(Date.now() + 50 * HOUR).toISOString());
    const task = () =>
      db.one<{ id: string; version: number; notBefore: string | null }>(
        'select id, version, not_before from tasks where effect_key = $1',
        [`${runId}:call:2`],
      );
    const { id, version } = await task();
    const plannedAt = new Date(Date.now() + 3 * HOUR).toISOString();
    await editTask(db, viewer('anna'), { id, version, change: { plannedAt } });
    const moved = await task();
    expect(moved.notBefore).to.equal(new Date(Date.parse(plannedAt) - 10 * 60_000).toISOString());
    await editTask(db, viewer('anna'), { id, version: moved.version, change: { plannedAt: null } });
    expect((await task()).notBefore).to.equal(null);
  });
});
