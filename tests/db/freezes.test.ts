import { expect } from 'chai';
import type { Db } from '../../db/database.ts';
import { expireMessages } from '../../db/effects.ts';
import { freeze, thaw, type FreezeScope } from '../../db/freezes.ts';
import { recordInput } from '../../db/inputs.ts';
import { newId } from '../../db/new-id.ts';
import { recomputeRun } from '../../db/run-explain.ts';
import { showDueReminders } from '../../db/reminders.ts';
import { advanceDue, moveRun } from '../../db/runs.ts';
import type { Step, Version } from '../../domain/scenario/shapes.ts';
import { gatherCrowd, mailAndCall, seatMail, type Crowd } from '../support/campaign.ts';
import { seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const actor = { kind: 'system', id: 'test' } as const;
const DAY = 86_400_000;

/** Waits two calendar days, then it is over. */
const waiting: Version = {
  schema: 1,
  start: 'wait',
  steps: {
    wait: {
      kind: 'wait',
      for: { unit: 'minutes', count: 2 * 24 * 60 },
      on: [{ event: 'reply', next: 'won' }],
      next: 'lost',
    },
    won: { kind: 'end', result: 'success' },
    lost: { kind: 'end', result: 'failure' },
  },
};

const talked = { code: 'talked', name: { pl: 'Rozmowa', en: 'Talked' }, next: 'won' };

/** A call within two days. */
const calling: Version = {
  schema: 1,
  start: 'call',
  steps: {
    call: {
      kind: 'task',
      title: 'Telefon',
      type: 'call',
      assignee: { to: 'owner' },
      due: { unit: 'calendar days', count: 2 },
      outcomes: [talked],
    },
    won: { kind: 'end', result: 'success' },
  },
};

describe('freezes (engine rule 14)', () => {
  let test: TestDatabase;
  let db: Db;
  let accountId: string;

  before(async () => {
    test = await freshDatabase();
    db = test.db;
    await db.transaction(async (tx) => {
      await seatCast(tx);
      ({ accountId } = await seatMail(tx));
    });
  });

  after(() => test.drop());

  const gather = async (): Promise<Crowd> => {
    const crowd = await gatherCrowd(db, { count: 2, version: waiting });
    await advance(crowd);
    return crowd;
  };
  const advance = ({ campaignId }: Crowd, now?: number) =>
    advanceDue(db, { campaignId, cohort: 0, ...(now === undefined ? {} : { now }) });
  const begin = (scope: FreezeScope) => db.transaction((tx) => freeze(tx, { scope, actor }));
  const end = (scope: FreezeScope) => db.transaction((tx) => thaw(tx, { scope, actor }));
  const dueOf = async (runId: string) =>
    Date.parse((await db.one<{ dueAt: string }>('select due_at from runs where id = $1', [runId])).dueAt);
  const stateOf = async (runId: string) =>
    (await db.one<{ state: string }>('select state from runs where id = $1', [runId])).state;
  /** The call of the run ends with an outcome that it may read from a moment on. */
  const finish = async (runId: string, readable: Date) => {
    const { key } = await db.one<{ key: string }>('select key from effects where run_id = $1', [runId]);
    const what = { kind: 'outcome', key, code: 'talked', answers: {} } as const;
    const notBefore = readable.toISOString();
    await db.transaction((tx) => recordInput(tx, { runId, source: 'task', sourceId: key, what, actor, notBefore }));
  };
  /** As if the freeze had begun earlier. */
  const backdate = (scope: FreezeScope, ms: number) =>
    db.run(
      `update freezes set frozen_from = frozen_from - make_interval(secs => $3) where scope_kind = $1
         and scope_id is not distinct from $2 and frozen_to is null`,
      [scope.kind, scope.kind === 'everything' ? null : scope.id, ms / 1000],
    );

  it('a paused campaign moves nobody, and its pump has nothing to wait for', async () => {
    const crowd = await gather();
    await begin({ kind: 'campaign', id: crowd.campaignId });
    const later = await advance(crowd, Date.now() + 3 * DAY);
    expect(later).to.include({ moved: 0, more: false, nextDueAt: null, open: 2 });
  });

  for (const [kind, what] of [
    ['case', 'a case'],
    ['legal entity', 'one of our firms'],
    ['everything', 'everything'],
  ] as const)
    it(`a freeze of ${what} holds what it covers, and nothing else`, async () => {
      const [held, other] = [await gather(), await gather()];
      const id = newId();
      const [runId] = held.runIds as [string];
      if (kind === 'case')
        await db.run(
          `with k as (insert into cases (id, number, name, kind, owner_id, created_by, updated_by)
             values ($1::uuid, $4, 'Reklamacja', 'case', $3, 'system:test', 'system:test'))
           update runs set case_id = $1::uuid where id = $2`,
          [id, runId, users.anna.id, id],
        );
      if (kind === 'legal entity')
        await db.run(
          `with e as (insert into legal_entities (id, name, created_by, updated_by) values ($1, 'Nurt Sp. z o.o.', 'system:test', 'system:test'))
           update campaigns set legal_entity_id = $1 where id = $2`,
          [id, held.campaignId],
        );
      const scope: FreezeScope = kind === 'everything' ? { kind } : { kind, id };
      const covers = { case: [1, 2], 'legal entity': [0, 2], everything: [0, 0] }[kind];
      await begin(scope);
      const moved = async (crowd: Crowd) => (await advance(crowd, Date.now() + 2 * DAY + 60_000)).moved;
      expect([await moved(held), await moved(other)]).to.deep.equal(covers);
      await end(scope);
      expect(await moved(held), 'it goes on').to.equal(2 - covers[0]!);
    });

  it('a customer who is frozen before anything runs holds what begins later, without a day lost', async () => {
    const [other, { companyIds, ...crowd }] = [await gather(), await gatherCrowd(db, { count: 1, version: waiting })];
    const scope: FreezeScope = { kind: 'company', id: companyIds[0]! };
    expect(await begin(scope)).to.equal('frozen');
    await backdate(scope, 5 * DAY);
    expect(await advance({ companyIds, ...crowd })).to.include({ moved: 0, open: 1 });
    expect(await end(scope)).to.equal(1);
    expect(await advance({ companyIds, ...crowd })).to.include({ moved: 1 });
    const [mine, theirs] = [await dueOf(crowd.runIds[0]!), await dueOf(other.runIds[0]!)];
    expect(mine - theirs).to.be.within(0, DAY / 24);
  });

  it('an outcome given while it lasts wakes nobody before the thaw', async () => {
    const crowd = await gatherCrowd(db, { count: 2, version: calling });
    await advance(crowd);
    const scope: FreezeScope = { kind: 'campaign', id: crowd.campaignId };
    await begin(scope);
    const [runId] = crowd.runIds as [string];
    await finish(runId, new Date(Date.now() - 1000));
    expect(await advance(crowd)).to.include({ moved: 0, more: false, nextDueAt: null, open: 2 });
    expect(await moveRun(db, { runId })).to.deep.equal({ state: 'running', dueAt: null });
    await end(scope);
    await advance(crowd);
    expect(await stateOf(runId)).to.equal('ended');
  });

  it('an outcome that a stuck run cannot take wakes nobody either', async () => {
    const crowd = await gatherCrowd(db, { count: 2, version: calling });
    await advance(crowd);
    const [runId] = crowd.runIds as [string];
    await db.run(
      `update runs set state = 'stuck', stuck_why = 'test', progress = progress::jsonb || '{"state":"stuck"}' where id = $1`,
      [runId],
    );
    await finish(runId, new Date(Date.now() - 1000));
    const { nextDueAt } = await advance(crowd);
    expect(nextDueAt).to.be.greaterThan(Date.now());
    expect(await moveRun(db, { runId })).to.deep.equal({ state: 'stuck', dueAt: null });
  });

  it('an outcome that may still be taken back wakes its run when that time is over', async () => {
    const crowd = await gatherCrowd(db, { count: 2, version: calling });
    await advance(crowd);
    const [runId] = crowd.runIds as [string];
    const readable = new Date(Date.now() + 10_000);
    await finish(runId, readable);
    expect(await advance(crowd)).to.include({ nextDueAt: readable.getTime() });
    expect(await moveRun(db, { runId })).to.include({ dueAt: readable.getTime() });
  });

  it('the time of a planned message stands still, and goes on with its run', async () => {
    const mail = { ...mailAndCall.steps['mail']!, expires: { unit: 'calendar days', count: 7 } } as Step;
    const version = { ...mailAndCall, steps: { ...mailAndCall.steps, mail } };
    const crowd = await gatherCrowd(db, { count: 2, version });
    await advance(crowd);
    await db.run(`update runs set started_at = started_at - interval '20 days' where campaign_id = $1`, [
      crowd.campaignId,
    ]);
    const messages = () =>
      db.rows<{ state: string; over: boolean }>(
        `select distinct state, expires_at <= now() as over from effects where campaign_id = $1 and kind = 'message'`,
        [crowd.campaignId],
      );
    const expire = () => expireMessages(db, accountId);
    const scope: FreezeScope = { kind: 'campaign', id: crowd.campaignId };
    await begin(scope);
    await backdate(scope, 15 * DAY);
    await db.run(`update effects set expires_at = now() - interval '1 minute' where campaign_id = $1`, [
      crowd.campaignId,
    ]);
    expect(await expire()).to.equal(0);
    await end(scope);
    expect(await expire()).to.equal(0);
    await advance(crowd);
    expect(await messages()).to.deep.equal([{ state: 'planned', over: false }]);
    expect(await expire()).to.equal(0);
  });

  it('inputs wait while it lasts, control inputs do not', async () => {
    const crowd = await gather();
    const [first, second] = crowd.runIds as [string, string];
    await begin({ kind: 'campaign', id: crowd.campaignId });
    await db.transaction(async (tx) => {
      const reply = { kind: 'happened', event: 'reply', facts: {} } as const;
      await recordInput(tx, { runId: first, source: 'test', sourceId: '1', what: reply, actor });
      const cancel = { kind: 'control', what: 'cancel', reason: 'removed' } as const;
      await recordInput(tx, { runId: second, source: 'test', sourceId: '1', what: cancel, actor });
    });
    await advance(crowd);
    expect([await stateOf(first), await stateOf(second)]).to.deep.equal(['running', 'ended']);
    await end({ kind: 'campaign', id: crowd.campaignId });
    await advance(crowd);
    expect(await stateOf(first)).to.equal('ended');
    for (const id of crowd.runIds) expect((await recomputeRun(db, id)).differs).to.deep.equal([]);
  });

  it('after the thaw each wait gains the time that it stood still', async () => {
    const crowd = await gather();
    const [runId] = crowd.runIds as [string];
    const before = await dueOf(runId);
    await db.run(`update runs set started_at = started_at - interval '9 days' where campaign_id = $1`, [
      crowd.campaignId,
    ]);
    const scope: FreezeScope = { kind: 'campaign', id: crowd.campaignId };
    await begin(scope);
    await waitMillisecond();
    expect(await end(scope)).to.equal(2);
    await advance(crowd);
    const frozen = await db.one<{ ms: number }>(
      `select (extract(epoch from frozen_to - frozen_from) * 1000)::int as ms from freezes where scope_id = $1`,
      [crowd.campaignId],
    );
    expect((await dueOf(runId)) - before).to.equal(frozen.ms);
    expect(frozen.ms).to.be.greaterThan(0);
  });

  it('after the thaw the deadline of a task and the reminder that tells of it are later by as much', async () => {
    const crowd = await gatherCrowd(db, { count: 2, version: calling });
    await advance(crowd);
    await db.run(`update runs set started_at = started_at - interval '9 days' where campaign_id = $1`, [
      crowd.campaignId,
    ]);
    const mine = 'select id from tasks where run_id = any($1::uuid[])';
    await db.run(`delete from reminders where task_id in (${mine})`, [crowd.runIds]);
    await db.run(
      `insert into reminders (task_id, user_id, remind_at, kind, created_by)
       select t.id, u.id, t.due_at, 'deadline', 'system:test' from tasks t, lateral (select id from users limit 1) u
       where t.id in (${mine})`,
      [crowd.runIds],
    );
    const scope: FreezeScope = { kind: 'campaign', id: crowd.campaignId };
    const before = await db.one<{ at: string }>(`select max(due_at) as at from tasks where id in (${mine})`, [
      crowd.runIds,
    ]);
    await begin(scope);
    await waitMillisecond();
    const shown = async () => {
      await db.transaction((tx) => showDueReminders(tx, before.at));
      return db.rows(`select 1 from reminders where task_id in (${mine}) and shown_at is not null`, [crowd.runIds]);
    };
    expect(await shown(), 'frozen').to.deep.equal([]);
    await end(scope);
    expect(await shown(), 'thawing').to.deep.equal([]);
    await advance(crowd);
    const told = await db.rows(
      `select r.remind_at = t.due_at as with_it, t.due_at > $2 as later
       from reminders r join tasks t on t.id = r.task_id where t.id in (${mine})`,
      [crowd.runIds, before.at],
    );
    expect(told).to.deep.equal(Array(2).fill({ withIt: true, later: true }));
  });

  it('overlapping freezes count once, from the beginning of the first', async () => {
    const crowd = await gather();
    await db.run(`update runs set started_at = started_at - interval '9 days' where campaign_id = $1`, [
      crowd.campaignId,
    ]);
    const campaign: FreezeScope = { kind: 'campaign', id: crowd.campaignId };
    const company: FreezeScope = { kind: 'company', id: crowd.companyIds[0]! };
    await begin(company);
    await backdate(company, 5 * DAY);
    await begin(campaign);
    await backdate(campaign, 3 * DAY);
    expect(await end(company)).to.equal(0);
    expect(await end(campaign)).to.equal(2);
    const told = await db.rows<{ runId: string; ms: number }>(
      `select run_id, (what ->> 'to')::bigint - (what ->> 'from')::bigint as ms from run_inputs
       where run_id = any($1::uuid[]) and kind = 'control' order by ms`,
      [crowd.runIds],
    );
    expect(told.map((row) => [row.runId, Math.floor(row.ms / DAY)])).to.deep.equal([
      [crowd.runIds[1], 3],
      [crowd.runIds[0], 5],
    ]);
  });

  it('two that end at the same time tell the runs of both', async () => {
    const crowd = await gather();
    const campaign: FreezeScope = { kind: 'campaign', id: crowd.campaignId };
    const company: FreezeScope = { kind: 'company', id: crowd.companyIds[0]! };
    await begin(campaign);
    await begin(company);
    const ended: Promise<unknown>[] = [];
    let isOver = false;
    await db.transaction(async (tx) => {
      await thaw(tx, { scope: company, actor });
      ended.push(end(campaign).finally(() => (isOver = true)));
      const waits = `select 1 from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`;
      await until(async () => isOver || (await tx.maybe(waits)), { what: 'the other one has come' });
    });
    expect(await Promise.all(ended)).to.deep.equal([2]);
  });

  it('freezing twice is one freeze, and thawing what is not frozen tells nobody', async () => {
    const crowd = await gather();
    const scope: FreezeScope = { kind: 'campaign', id: crowd.campaignId };
    expect(await begin(scope)).to.equal('frozen');
    expect(await begin(scope)).to.equal('known');
    await end(scope);
    expect(await end(scope)).to.equal('known');
  });

  const waitMillisecond = () => new Promise((resolve) => setTimeout(resolve, 5));
});
