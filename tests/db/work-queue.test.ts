import { expect } from 'chai';
import type { Viewer } from '../../domain/access.ts';
import { findTask } from '../../db/task-rows.ts';
import { leaseTask, releaseTask } from '../../db/task-leases.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import { createTask } from '../../db/tasks.ts';
import { saveRuleBook } from '../../db/governor.ts';
import { takeNextWork } from '../../db/work-queue.ts';
import { foretellOutcome, workScreen } from '../../db/work-screen.ts';
import { defaultRuleBook } from '../../domain/governor/rule-book.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';

const anna = viewer('anna', { queues: ['desk'] });
const pawel = viewer('pawel', { queues: ['desk'] });
const allDay = { from: '00:00', to: '24:00', days: [1, 2, 3, 4, 5, 6, 7] };
const never = (() => {
  // Only the weekday after tomorrow: today is outside of the hours whenever the test runs.
  const day = ((new Date().getUTCDay() + 2) % 7) + 1;
  return { from: '03:00', to: '03:01', days: [day] };
})();

describe('work mode', () => {
  let base: TestDatabase;

  beforeEach(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    await base.db.run(`insert into teams (code, name) values ('desk', 'Biuro obsługi')`);
    await callHours(allDay);
  });
  afterEach(() => base.drop());

  const callHours = (phone: typeof allDay) =>
    base.db.transaction((tx) =>
      saveRuleBook(tx, { ...defaultRuleBook, hours: { phone } }, { kind: 'system', id: 'test' }),
    );
  const task = async (over: object, who = anna) =>
    (await createTask(base.db, who, { type: 'errand', title: 'Zadanie', ...over })).id;
  const queued = (over = {}) => task({ queue: 'desk', ownerId: null, ...over }, viewer('maria'));

  it('gives the next task with the reason and leases it (rule 36)', async () => {
    await task({ dueAt: '2030-01-01T10:00:00Z' });
    const late = await task({ dueAt: '2026-01-01T10:00:00Z' });
    const next = await takeNextWork(base.db, anna);
    expect(next?.taskId).to.equal(late);
    expect(next?.why.pl).to.contain('termin minął');
    expect((await findTask(base.db, anna, late)).leasedBy).to.equal(users.anna.id);
  });

  it('two people who pull from one queue never get the same task', async () => {
    for (let i = 0; i < 8; i++) await queued({ title: `Kolejka ${i}` });
    const left: { anna: string[]; pawel: string[] } = { anna: [], pawel: [] };
    // What one of them has put down is free for the other: only what they get at the same moment must differ.
    for (let round = 0; round < 6; round++) {
      const [annas, pawels] = await Promise.all([
        takeNextWork(base.db, anna, left.anna),
        takeNextWork(base.db, pawel, left.pawel),
      ]);
      expect(annas!.taskId).not.to.equal(pawels!.taskId);
      left.anna.push(annas!.taskId);
      left.pawel.push(pawels!.taskId);
    }
  });

  it('whoever leafs through a queue holds one task of it, not all of them', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 4; i++) ids.push(await queued({ title: `Kolejka ${i}` }));
    const seen: string[] = [];
    for (let i = 0; i < 4; i++) seen.push((await takeNextWork(base.db, anna, seen))!.taskId);
    expect(seen.toSorted()).to.deep.equal(ids.toSorted());
    const held = await base.db.rows('select id from tasks where leased_by = $1 and leased_until > now()', [
      users.anna.id,
    ]);
    expect(held).to.deep.equal([{ id: seen.at(-1) }]);
    expect((await takeNextWork(base.db, pawel))?.taskId).to.equal(seen[0]);
  });

  it('the half hour of a lease goes on after a pause, also when the task was put down meanwhile (engine rule 8)', async () => {
    const id = await queued();
    const later = (minutes: number) =>
      base.db.run(
        `update tasks set leased_since = leased_since - make_interval(mins => $2), leased_until = leased_until - make_interval(mins => $2) where id = $1`,
        [id, minutes],
      );
    const secondsLeft = async () =>
      (
        await base.db.one<{ left: number }>(
          'select extract(epoch from leased_until - now())::int as left from tasks where id = $1',
          [id],
        )
      ).left;
    await leaseTask(base.db, anna, id);
    await later(20);
    await leaseTask(base.db, anna, id);
    await releaseTask(base.db, anna, id);
    await later(9);
    await leaseTask(base.db, anna, id);
    expect(await secondsLeft()).to.be.within(50, 60);
    await later(5);
    await leaseTask(base.db, anna, id);
    expect(await secondsLeft()).to.be.below(0);
    expect((await takeNextWork(base.db, pawel))?.taskId).to.equal(id);
    await releaseTask(base.db, pawel, id);
    await leaseTask(base.db, anna, id);
    expect(await secondsLeft()).to.be.within(100, 120);
  });

  it('a task from a queue belongs to whoever finishes it', async () => {
    const id = await queued();
    await takeNextWork(base.db, pawel);
    await completeTask(base.db, pawel, { id, outcome: 'done', answers: {}, note: '' });
    expect((await findTask(base.db, pawel, id)).ownerId).to.equal(users.pawel.id);
  });

  it('what was just left aside is not offered again, and nothing is nothing', async () => {
    const id = await task({});
    expect((await takeNextWork(base.db, anna, [id]))?.taskId).to.equal(undefined);
    expect((await takeNextWork(base.db, anna))?.taskId).to.equal(id);
  });

  it('calls are offered only in the customer’s hours (rule 36)', async () => {
    await task({ type: 'call', companyId: companies.drewPol.id, dueAt: '2026-01-01T10:00:00Z' });
    const errand = await task({ dueAt: '2030-01-01T10:00:00Z' });
    await callHours(never);
    expect((await takeNextWork(base.db, anna))?.taskId).to.equal(errand);
  });

  describe('however much lies before it', () => {
    /** More than are looked at, all of them nearer than what is to be found. */
    const many = (columns: Readonly<Record<string, string>>) => {
      const all = {
        id: 'gen_random_uuid()',
        type: `'errand'`,
        title: `'Zadanie'`,
        due_at: `now() - interval '1 day'`,
        ...columns,
      };
      const by = `'${users.anna.id}', '', 'system:test', 'system:test' from generate_series(1, 301)`;
      return base.db.run(
        `insert into tasks (${Object.keys(all).join(', ')}, owner_id, search_text, created_by, updated_by) select ${Object.values(all).join(', ')}, ${by}`,
      );
    };
    const next = async () => (await takeNextWork(base.db, anna))?.taskId;

    it('work is found behind what is paused', async () => {
      const { runId } = await placeRunTask(base.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
      await many({ company_id: `'${companies.drewPol.id}'::uuid`, run_id: `'${runId}'::uuid` });
      await base.db.run(
        `insert into freezes (scope_kind, scope_id, created_by) values ('company', $1, 'system:test')`,
        [companies.drewPol.id],
      );
      const errand = await task({ dueAt: '2030-01-01T10:00:00Z' });
      const queuedOne = await queued({ dueAt: '2030-01-02T10:00:00Z' });
      expect(await next()).to.equal(errand);
      await base.db.run(`update tasks set owner_id = null, queue = 'desk' where run_id is not null`);
      expect((await takeNextWork(base.db, pawel))?.taskId).to.equal(queuedOne);
    });

    it('behind what is put off or open at somebody else’s', async () => {
      await many({ not_before: `now() + interval '1 day'` });
      await many({ leased_by: `'${users.pawel.id}'::uuid`, leased_until: `now() + interval '1 minute'` });
      const errand = await task({ dueAt: '2030-01-01T10:00:00Z' });
      expect(await next()).to.equal(errand);
    });

    it('behind calls outside of the customer’s hours', async () => {
      await many({ type: `'call'`, company_id: `'${companies.drewPol.id}'::uuid` });
      const errand = await task({ dueAt: '2030-01-01T10:00:00Z' });
      await callHours(never);
      expect(await next()).to.equal(errand);
    });

    it('what is set for now comes first', async () => {
      await many({});
      const meeting = await task({ type: 'meeting', plannedAt: new Date(Date.now() + 5 * 60_000).toISOString() });
      expect(await next()).to.equal(meeting);
    });

    it('so does what has high priority', async () => {
      await many({ due_at: `now() + interval '1 day'` });
      const urgent = await task({ priority: 'high' });
      const urgentOfQueue = await queued({ priority: 'high' });
      expect(await next()).to.equal(urgent);
      expect((await takeNextWork(base.db, pawel))?.taskId).to.equal(urgentOfQueue);
    });
  });

  it('a call that is no longer allowed closes with the reason when it is opened, and its run hears of it (rule 30)', async () => {
    const { taskId, runId } = await placeRunTask(base.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
    await base.db.run(
      `insert into consents (company_id, channel, purpose, status, evidence, created_by) values ($1, 'phone', 'marketing', 'withdrawn', 'rozmowa', 'system:test')`,
      [companies.drewPol.id],
    );
    expect(await takeNextWork(base.db, anna)).to.equal(undefined);
    expect(await findTask(base.db, anna, taskId)).to.include({ state: 'withdrawn', stateReason: 'zgoda wycofana' });
    const input = await base.db.one<{ what: object }>('select what from run_inputs where run_id = $1', [runId]);
    expect(input.what).to.include({ kind: 'settled', as: 'refused', reason: 'consent withdrawn' });
  });

  it('a call that people planned for a customer without a number is offered with a warning: the number may be found', async () => {
    await base.db.run(`delete from contact_points where company_id = $1 and kind = 'phone'`, [companies.ges.id]);
    const call = await task({ type: 'call', companyId: companies.ges.id });
    expect((await takeNextWork(base.db, anna))?.taskId).to.equal(call);
    expect((await findTask(base.db, anna, call)).state).to.equal('open');
    const { warnings } = await workScreen(base.db, anna, call);
    expect(warnings.map(({ en }) => en)).to.deep.equal(['Do not call now: no address.']);
  });

  it('one that a scenario planned is not: its run goes on without it', async () => {
    const { taskId } = await placeRunTask(base.db, { companyId: companies.ges.id, ownerId: users.anna.id });
    await base.db.run(`delete from contact_points where company_id = $1 and kind = 'phone'`, [companies.ges.id]);
    expect(await takeNextWork(base.db, anna)).to.equal(undefined);
    expect(await findTask(base.db, anna, taskId)).to.include({ state: 'withdrawn', stateReason: 'brak adresu' });
  });

  it('a customer without a number who is paused is not called for that', async () => {
    await base.db.run(`delete from contact_points where company_id = $1 and kind = 'phone'`, [companies.ges.id]);
    await task({ type: 'call', companyId: companies.ges.id });
    await base.db.run(`insert into freezes (scope_kind, scope_id, created_by) values ('company', $1, 'system:test')`, [
      companies.ges.id,
    ]);
    expect(await takeNextWork(base.db, anna)).to.equal(undefined);
  });

  it('a task of a frozen campaign or customer is not offered', async () => {
    await placeRunTask(base.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
    await base.db.run(`insert into freezes (scope_kind, scope_id, created_by) values ('company', $1, 'system:test')`, [
      companies.drewPol.id,
    ]);
    expect(await takeNextWork(base.db, anna)).to.equal(undefined);
  });

  it('shows everything about the task in one go', async () => {
    const { taskId } = await placeRunTask(base.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
    const screen = await workScreen(base.db, anna, taskId);
    expect(screen.customer).to.include({ name: companies.drewPol.name, class: 'B', ownerName: users.anna.name });
    expect(screen.customer?.phones.map(({ normalised }) => normalised)).to.deep.equal([companies.drewPol.phone]);
    expect(screen.customer?.consents).to.deep.equal([{ channel: 'any', purpose: 'marketing', status: 'given' }]);
    expect(screen.script).to.deep.equal([
      { text: 'Dzień dobry, ', filled: false },
      { text: companies.drewPol.name, filled: true },
      { text: '.', filled: false },
    ]);
    expect(screen.outcomes.map(({ code }) => code)).to.deep.equal(['interested', 'call-back', 'refused']);
    expect(screen.warnings).to.deep.equal([]);
  });

  it('says what the customer owes and what of it is late, to whoever may read transactions alone', async () => {
    const { taskId } = await placeRunTask(base.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
    await base.db.run(
      `insert into transactions (source, external_id, company_id, kind, happened_on, due_on, amount_minor, open_minor, currency, created_by, updated_by)
       select 'erp', n::text, $1, 'invoice', current_date - 40, current_date + d, 100_000, 100_000, 'PLN', 'system:test', 'system:test'
       from (values (1, -10), (2, 10)) v(n, d)`,
      [companies.drewPol.id],
    );
    const owed = async (who: Viewer) =>
      (await workScreen(base.db, who, taskId)).balances.map(({ currency, balanceMinor, overdueMinor }) => [
        ...[currency, balanceMinor, overdueMinor],
      ]);
    expect(await owed(anna)).to.deep.equal([['PLN', 200_000, 100_000]]);
    const rights = new Set([...anna.rights].filter((right) => right !== 'transaction.read'));
    expect(await owed({ ...anna, rights })).to.deep.equal([]);
    await base.db.run('update companies set owner_id = $2 where id = $1', [companies.drewPol.id, users.pawel.id]);
    expect(await owed({ ...anna, customers: 'own' })).to.deep.equal([]);
  });

  it('says before saving what each outcome will bring', async () => {
    const { taskId } = await placeRunTask(base.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
    const { outcomes } = await workScreen(base.db, anna, taskId);
    expect(outcomes[0]?.then.map(({ pl }) => pl)).to.deep.equal(['Scenariusz się zakończy: sukces.']);
    expect(outcomes[1]?.then[0]?.pl).to.match(/^Scenariusz poczeka do \d+ \p{L}+, \d+:\d\d\.$/u);
    const told = await foretellOutcome(base.db, anna, { taskId, outcome: 'refused', answers: {} });
    expect(told[0]?.en).to.equal('The scenario will end: failure ("Bez zainteresowania").');
    const untouched = await base.db.one('select rev, state from runs where company_id = $1', [companies.drewPol.id]);
    expect(untouched).to.deep.equal({ rev: 1, state: 'running' });
  });
});
