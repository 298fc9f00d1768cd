import { expect } from 'chai';
import type { Version } from '../../domain/scenario/shapes.ts';
import { judgeCall } from '../../db/call-rules.ts';
import type { Db } from '../../db/database.ts';
import { recordEvent, recordInput, withdrawInput } from '../../db/inputs.ts';
import { newId } from '../../db/new-id.ts';
import { recomputeRun } from '../../db/run-explain.ts';
import { repairRun } from '../../db/run-repair.ts';
import { advanceDue, moveRun, startRuns } from '../../db/runs.ts';
import { sweep } from '../../db/sweep.ts';
import { workCustomer } from '../../db/work-customer.ts';
import { explainStuck } from '../../domain/scenario/stuck.ts';
import { gatherCrowd, mailAndCall, seatMail, storeVersion, type Crowd } from '../support/campaign.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { refusedAs } from '../support/refusal.ts';

const actor = { kind: 'system', id: 'test' } as const;

describe('runs on PostgreSQL', () => {
  let test: TestDatabase;
  let db: Db;

  before(async () => {
    test = await freshDatabase();
    db = test.db;
    await db.transaction(async (tx) => {
      await seatCast(tx);
      await seatMail(tx);
    });
  });

  after(async () => {
    await test.drop();
  });

  /** Every move computed again gives the stored run. */
  async function expectExplained(runIds: readonly string[]): Promise<void> {
    for (const id of runIds) {
      const { moves, differs } = await recomputeRun(db, id);
      expect(moves, id).to.be.greaterThan(0);
      expect(differs, id).to.deep.equal([]);
    }
  }

  async function settleMails({ runIds }: Pick<Crowd, 'runIds'>): Promise<void> {
    await db.transaction(async (tx) => {
      for (const runId of runIds)
        await recordInput(tx, {
          runId,
          source: 'effect',
          sourceId: `${runId}:mail:1`,
          what: { kind: 'settled', key: `${runId}:mail:1`, as: 'done' },
          actor,
        });
    });
  }

  async function advanceAll({ campaignId }: Pick<Crowd, 'campaignId'>, now?: number): Promise<number> {
    let moved = 0;
    for (let rounds = 0; rounds < 50; rounds++) {
      const advanced = await advanceDue(db, { campaignId, cohort: 0, ...(now === undefined ? {} : { now }) });
      moved += advanced.moved;
      if (!advanced.more) return moved;
    }
    throw new Error('The cohort never comes to rest');
  }

  const statesOf = async ({ campaignId }: Pick<Crowd, 'campaignId'>) =>
    (
      await db.rows<{ state: string; n: number }>(
        'select state, count(*) as n from runs where campaign_id = $1 group by state order by state',
        [campaignId],
      )
    ).map((row) => `${row.n} ${row.state}`);

  /** A run whose call is on a desk with a deadline. */
  async function callDue(): Promise<{ id: string; dueAt: number }> {
    const versionId = await db.transaction((tx) => storeVersion(tx, callFirst()));
    const id = newId();
    const companyId = companies.zubr.id;
    const subject = { kind: 'company', id: companyId } as const;
    await db.transaction((tx) => startRuns(tx, [{ id, kind: 'procedure', versionId, subject, companyId, actor }]));
    const { dueAt } = await moveRun(db, { runId: id });
    return { id, dueAt: dueAt! };
  }

  it('a batch writes effects, messages, waits, events and moves of every run', async () => {
    const crowd = await gatherCrowd(db, { count: 40, version: mailAndCall });
    expect(await advanceAll(crowd)).to.equal(40);
    expect(
      await db.one(
        `select (select count(*) from effects where campaign_id = $1 and state = 'planned') as effects,
           (select count(*) from messages where campaign_id = $1 and address is not null) as messages,
           (select count(*) from touches t join effects e on e.key = t.effect_key where e.campaign_id = $1) as touches`,
        [crowd.campaignId],
      ),
    ).to.deep.equal({ effects: 40, messages: 40, touches: 40 });
    await settleMails(crowd);
    expect(await advanceAll(crowd)).to.equal(40);
    const waits = await db.one<{ n: number }>(
      `select count(*) as n from run_waits where run_id = any($1::uuid[]) and event = 'reply'`,
      [crowd.runIds],
    );
    expect(waits.n).to.equal(40);
    await expectExplained(crowd.runIds.slice(0, 5));
  });

  it('a day off that is added later makes earlier waits incomparable, not wrong', async () => {
    const crowd = await gatherCrowd(db, { count: 1, version: mailAndCall });
    await advanceAll(crowd);
    await settleMails(crowd);
    await advanceAll(crowd);
    await db.run(
      `insert into working_calendars (code, name, hours, days_off) select 'organisation', 'Praca', $1,
         array(select (now() + make_interval(days => n))::date from generate_series(0, 30) n)`,
      [JSON.stringify(Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [['08:00', '16:00']]])))],
    );
    expect(await advanceAll(crowd, Date.now() + 20 * 86_400_000)).to.equal(1);
    const { moves, differs, otherCalendar } = await recomputeRun(db, crowd.runIds[0]!);
    expect({ differs, compared: moves - otherCalendar.length }).to.deep.equal({ differs: [], compared: 0 });
    await db.run('delete from working_calendars');
  });

  it('the same input twice changes nothing', async () => {
    const crowd = await gatherCrowd(db, { count: 1, version: mailAndCall });
    await advanceAll(crowd);
    await settleMails(crowd);
    await settleMails(crowd);
    await advanceAll(crowd);
    const before = await db.one('select progress, rev from runs where id = $1', [crowd.runIds[0]]);
    const input = {
      runId: crowd.runIds[0]!,
      source: 'effect',
      sourceId: `${crowd.runIds[0]}:mail:1`,
      what: { kind: 'settled', key: `${crowd.runIds[0]}:mail:1`, as: 'done' },
      actor,
    } as const;
    expect(await db.transaction((tx) => recordInput(tx, input))).to.equal('known');
    await advanceAll(crowd);
    expect(await db.one('select progress, rev from runs where id = $1', [crowd.runIds[0]])).to.deep.equal(before);
  });

  it('a reply that comes while the mail is going out is not lost (engine rule 2)', async () => {
    const crowd = await gatherCrowd(db, { count: 1, version: mailAndCall });
    await advanceAll(crowd);
    const told = await db.transaction((tx) =>
      recordEvent(tx, {
        subject: { kind: 'company', id: crowd.companyIds[0]! },
        event: 'reply',
        facts: {},
        source: 'api',
        sourceId: newId(),
        actor,
      }),
    );
    expect(told).to.equal(1);
    await advanceAll(crowd);
    await settleMails(crowd);
    await advanceAll(crowd);
    const task = await db.one<{ ownerId: string; dueAt: string }>(
      'select owner_id, due_at from tasks where run_id = $1',
      crowd.runIds,
    );
    expect(task.ownerId).to.equal(users.anna.id);
    await expectExplained(crowd.runIds);
  });

  it('an event that no step of the scenario waits for bothers no run', async () => {
    const crowd = await gatherCrowd(db, { count: 1, version: mailAndCall });
    const told = await db.transaction((tx) =>
      recordEvent(tx, {
        subject: { kind: 'company', id: crowd.companyIds[0]! },
        event: 'paid',
        facts: {},
        source: 'api',
        sourceId: newId(),
        actor,
      }),
    );
    expect(told).to.equal(0);
  });

  it('an input that waits for its undo is read only afterwards, and can be taken back until then (engine rule 17)', async () => {
    const crowd = await gatherCrowd(db, { count: 1, version: mailAndCall });
    await advanceAll(crowd);
    const [runId] = crowd.runIds as [string];
    const what = { kind: 'settled', key: `${runId}:mail:1`, as: 'failed' } as const;
    const id = { runId, source: 'test', sourceId: '1' };
    const notBefore = new Date(Date.now() + 10_000).toISOString();
    await db.transaction((tx) => recordInput(tx, { ...id, what, actor, notBefore }));
    const resting = await advanceDue(db, { campaignId: crowd.campaignId, cohort: 0 });
    expect(resting.moved).to.equal(0);
    expect(resting.nextDueAt).to.equal(Date.parse(notBefore));
    expect(await db.transaction((tx) => withdrawInput(tx, id))).to.equal(true);
    expect(await db.transaction((tx) => withdrawInput(tx, id))).to.equal(false);
    await advanceAll(crowd);
    expect(await statesOf(crowd)).to.deep.equal(['1 running']);
  });

  it('a text with a NUL byte in row 217 of a cohort puts that run aside and holds up nobody', async () => {
    const crowd = await gatherCrowd(db, { count: 300, version: mailAndCall });
    const poisoned = crowd.runIds[216]!;
    await db.transaction((tx) =>
      recordInput(tx, {
        runId: poisoned,
        source: 'test',
        sourceId: 'nul',
        what: { kind: 'control', what: 'cancel', reason: 'a\u0000b' },
        actor,
      }),
    );
    await advanceAll(crowd);
    expect(await statesOf(crowd)).to.deep.equal(['299 running', '1 stuck']);
    const stuck = await db.one<{ stuckWhy: string }>('select stuck_why from runs where id = $1', [poisoned]);
    const { pl, en } = explainStuck(stuck.stuckWhy);
    expect(pl).to.match(/^Baza danych nie przyjęła.*2\d{4}.*Popraw dane albo pomiń bodziec i ponów\.$/);
    expect(en).to.match(/^The database refused.*2\d{4}.*Correct the record or skip the input, then retry\.$/);
    await expectExplained([poisoned, ...crowd.runIds.slice(0, 3)]);
  });

  it('a stuck run goes on as a person says, by an input of its history', async () => {
    const crowd = await gatherCrowd(db, { count: 1, version: mailAndCall });
    const [runId] = crowd.runIds as [string];
    await advanceAll(crowd);
    await db.transaction((tx) =>
      recordInput(tx, {
        runId,
        source: 'person',
        sourceId: 'x',
        what: { kind: 'control', what: 'cancel', reason: '\u0000' },
        actor,
      }),
    );
    await advanceAll(crowd);
    expect(await statesOf(crowd)).to.deep.equal(['1 stuck']);
    const order = { runId, rev: await revOf(runId), hows: [{ do: 'skip', seq: await onlyInput(runId) } as const] };
    await repairRun(db, viewer('maria'), order);
    await advanceAll(crowd);
    expect(await refusedAs(repairRun(db, viewer('maria'), order))).to.equal('run.not_stuck');
    await expectExplained([runId]);
  });

  const revOf = async (runId: string) =>
    (await db.one<{ rev: number }>('select rev from runs where id = $1', [runId])).rev;
  const onlyInput = async (runId: string) =>
    (await db.one<{ seq: number }>('select seq from run_inputs where run_id = $1 and taken_rev is null', [runId])).seq;

  it('an address gets one message within a step of a campaign; later ones are refused (engine rule 18)', async () => {
    const crowd = await gatherCrowd(db, {
      count: 6,
      version: mailAndCall,
      email: (n) => `wspolny${n % 2}@holding.example`,
    });
    await advanceAll(crowd);
    const rows = await db.rows<{ state: string; reason: string | null; n: number }>(
      'select state, reason, count(*) as n from effects where campaign_id = $1 group by 1, 2 order by 1',
      [crowd.campaignId],
    );
    expect(rows).to.deep.equal([
      { state: 'planned', reason: null, n: 2 },
      { state: 'refused', reason: 'same address', n: 4 },
    ]);
    expect(await statesOf(crowd)).to.deep.equal(['4 ended', '2 running']);
    await expectExplained(crowd.runIds);
  });

  it('a message to a company without an address bears the person to whom it goes (S1-71)', async () => {
    const crowd = await gatherCrowd(db, { count: 1, version: mailAndCall });
    const { id } = await db.one<{ id: string }>(
      `insert into people (company_id, first_name, last_name, search_text, created_by, updated_by)
       values ($1, 'Ewa', 'Gęś', 'ewa ges', 'system:test', 'system:test') returning id`,
      [crowd.companyIds[0]!],
    );
    await db.run(`update contact_points set person_id = $2 where company_id = $1 and kind = 'email'`, [
      crowd.companyIds[0]!,
      id,
    ]);
    await advanceAll(crowd);
    const messages = await db.rows('select person_id from messages where campaign_id = $1', [crowd.campaignId]);
    expect(messages).to.deep.equal([{ personId: id }]);
  });

  it('a company is written to three times in a week by all campaigns together, not four times (engine rule 13)', async () => {
    const crowd = await gatherCrowd(db, { count: 1, version: mailAndCall });
    const companyId = crowd.companyIds[0]!;
    await db.run(
      `with e as (insert into effects (key, kind, company_id) select 'cap-' || n, 'message', $1::uuid from generate_series(1, 3) n returning key)
       insert into touches (effect_key, company_id, channel, purpose, at) select key, $1::uuid, 'email', 'marketing', now() from e`,
      [companyId],
    );
    await advanceAll(crowd);
    const effect = await db.one('select state, reason from effects where campaign_id = $1', [crowd.campaignId]);
    expect(effect).to.deep.equal({ state: 'refused', reason: 'over cap' });
    const [run] = await db.rows('select state, result, result_reason as reason from runs where id = $1', crowd.runIds);
    expect(run).to.deep.equal({ state: 'ended', result: 'neutral', reason: 'left out' });
  });

  it('a call without consent is put on nobody’s desk (rule 30)', async () => {
    const version = await db.transaction((tx) => storeVersion(tx, callFirst('marketing')));
    const id = newId();
    await db.transaction((tx) =>
      startRuns(tx, [
        {
          id,
          kind: 'procedure',
          versionId: version,
          subject: { kind: 'company', id: companies.omega.id },
          companyId: companies.omega.id,
          actor,
        },
      ]),
    );
    expect((await moveRun(db, { runId: id })).state).to.equal('ended');
    expect(await db.rows('select id from tasks where run_id = $1', [id])).to.deep.equal([]);
  });

  it('a call to a company without a phone is to its contact person, and may be made when it is opened (S1-71)', async () => {
    const omega = companies.omega.id;
    const { ewa } = await db.transaction(async (tx) => {
      await tx.run(`update contact_points set state = 'bounced' where company_id = $1 and kind = 'phone'`, [omega]);
      return tx.one<{ ewa: string }>(
        `with p as (insert into people (company_id, first_name, last_name, search_text, created_by, updated_by)
           values ($1, 'Ewa', 'Wójcik', 'ewa wojcik', 'system:test', 'system:test') returning id),
         t as (insert into contact_points (company_id, person_id, kind, value, normalised, created_by, updated_by)
           select $1, id, 'phone', '601 202 303', '+48601202303', 'system:test', 'system:test' from p),
         c as (insert into consents (company_id, person_id, channel, purpose, status, evidence, created_by)
           select $1, id, 'phone', 'marketing', 'given', 'rozmowa', 'system:test' from p)
         select id as ewa from p`,
        [omega],
      );
    });
    const version = await db.transaction((tx) => storeVersion(tx, callFirst('marketing')));
    const id = newId();
    const subject = { kind: 'company', id: omega } as const;
    await db.transaction((tx) =>
      startRuns(tx, [{ id, kind: 'procedure', versionId: version, subject, companyId: omega, actor }]),
    );
    await moveRun(db, { runId: id });
    const task = await db.one<{ id: string; personId: string }>('select id, person_id from tasks where run_id = $1', [
      id,
    ]);
    expect(task.personId).to.equal(ewa);
    expect(await judgeCall(db, task.id, '2026-11-24T10:00:00Z')).to.deep.equal({ may: 'go' });
    expect(await workCustomer(db, viewer('anna'), { companyId: omega, personId: ewa, purpose: null })).to.deep.include({
      personName: 'Ewa Wójcik',
    });
  });

  it('leaving a step withdraws its open task with the reason, and its reminders (engine rule 8)', async () => {
    const version = await db.transaction((tx) => storeVersion(tx, callFirst()));
    const id = newId();
    await db.transaction((tx) =>
      startRuns(tx, [
        {
          id,
          kind: 'procedure',
          versionId: version,
          subject: { kind: 'company', id: companies.zubr.id },
          companyId: companies.zubr.id,
          actor,
        },
      ]),
    );
    const { dueAt } = await moveRun(db, { runId: id });
    const reminders = () =>
      db.rows('select 1 from reminders r join tasks t on t.id = r.task_id where t.run_id = $1', [id]);
    expect(await reminders()).to.have.length(1);
    expect((await moveRun(db, { runId: id, now: dueAt! + 1 })).state).to.equal('ended');
    expect(await db.one('select state, state_reason from tasks where run_id = $1', [id])).to.deep.equal({
      state: 'withdrawn',
      stateReason: 'timeout',
    });
    expect(await reminders()).to.have.length(0);
    await expectExplained([id]);
  });

  it('a task that somebody has open puts its timeout off (engine rule 8)', async () => {
    const { id, dueAt } = await callDue();
    const leased = new Date(dueAt + 60_000).toISOString();
    await db.run('update tasks set leased_by = $2, leased_until = $3 where run_id = $1', [id, users.anna.id, leased]);
    expect(await moveRun(db, { runId: id, now: dueAt + 1 })).to.deep.equal({ state: 'running', dueAt: dueAt + 60_000 });
    expect((await moveRun(db, { runId: id, now: dueAt + 60_001 })).state).to.equal('ended');
  });

  it('a finished task that may still be taken back puts its timeout off too (engine rule 17)', async () => {
    const { id, dueAt } = await callDue();
    const leased = new Date(dueAt + 20_000).toISOString();
    await db.run(`update tasks set state = 'done', leased_until = $2 where run_id = $1`, [id, leased]);
    expect((await moveRun(db, { runId: id, now: dueAt + 1 })).state).to.equal('running');
  });

  it('a message that may have gone out waits for a person beyond its expiry (engine rule 7)', async () => {
    const crowd = await gatherCrowd(db, { count: 1, version: mailAndCall });
    await advanceAll(crowd);
    const [runId] = crowd.runIds;
    await db.run(`update effects set state = 'doing' where run_id = $1`, [runId]);
    await db.run(`update effects set state = 'unknown' where run_id = $1`, [runId]);
    const inAYear = Date.now() + 365 * 86_400_000;
    expect(await moveRun(db, { runId: runId!, now: inAYear })).to.deep.equal({ state: 'running', dueAt: null });
    const { progress } = await db.one<{ progress: { tokens: { step: string }[] } }>(
      'select progress from runs where id = $1',
      [runId],
    );
    expect(progress.tokens.map(({ step }) => step)).to.deep.equal(['mail']);
    await expectExplained([runId!]);
  });

  it('a field that a run sets is seen by its next branch and stands in the audit', async () => {
    const version = await db.transaction((tx) =>
      storeVersion(tx, {
        schema: 1,
        start: 'mark',
        steps: {
          mark: { kind: 'set', field: 'class', value: 'C', next: 'which' },
          which: {
            kind: 'branch',
            when: [{ if: { field: 'company.class', operator: '=', value: 'C' }, next: 'own' }],
            else: 'lost',
          },
          own: { kind: 'set', field: 'own.fair', value: true, next: 'won' },
          won: { kind: 'end', result: 'success' },
          lost: { kind: 'end', result: 'failure' },
        },
      }),
    );
    const id = newId();
    await db.transaction((tx) =>
      startRuns(tx, [
        {
          id,
          kind: 'procedure',
          versionId: version,
          subject: { kind: 'company', id: companies.zubr.id },
          companyId: companies.zubr.id,
          actor,
        },
      ]),
    );
    await moveRun(db, { runId: id });
    const run = await db.one(
      'select result, c.class, c.own from runs r join companies c on c.id = r.company_id where r.id = $1',
      [id],
    );
    expect(run).to.deep.equal({ result: 'success', class: 'C', own: { fair: true } });
    const audited = await db.rows<{ changes: unknown }>('select changes from audit where actor = $1 order by id', [
      `run:${id}`,
    ]);
    expect(audited.map((row) => row.changes)).to.deep.include.members([
      { class: ['A', 'C'] },
      { 'own.fair': [null, true] },
    ]);
    await expectExplained([id]);
  });

  it('the sweep wakes whoever has left something lying', async () => {
    const crowd = await gatherCrowd(db, { count: 2, version: mailAndCall });
    await db.run('delete from outbox');
    await db.run(`update runs set due_at = now() - interval '1 hour' where id = any($1::uuid[])`, [crowd.runIds]);
    await sweep(db);
    const targets = await db.rows<{ target: string }>('select distinct target from outbox');
    expect(targets.map((row) => row.target)).to.include(`pump:${crowd.campaignId}:0`);
  });
});

const callFirst = (purpose?: string): Version => ({
  schema: 1,
  start: 'call',
  steps: {
    call: {
      kind: 'task',
      title: 'Zadzwoń',
      type: 'call',
      assignee: { to: 'owner' },
      due: { unit: 'minutes', count: 30 },
      outcomes: [{ code: 'yes', name: { pl: 'Tak', en: 'Yes' }, next: 'done' }],
      timeout: 'done',
      ...(purpose ? { purpose } : {}),
    },
    done: { kind: 'end', result: 'neutral' },
  },
});
