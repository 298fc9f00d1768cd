import { expect } from 'chai';
import { tasksApi } from '../../api/tasks.ts';
import type { TaskLine } from '../../admin/pages/tasks/marks.tsx';
import { aroundTask } from '../../db/task-around.ts';
import { findTask } from '../../db/task-rows.ts';
import { leaseTask, releaseTask, tryLease } from '../../db/task-leases.ts';
import { undoCompletion } from '../../db/outcomes-taken-back.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import { extendDeadline } from '../../db/task-deadlines.ts';
import { toWall } from '../../domain/calendar/wall.ts';
import { assignTask, createTask, postponeTask } from '../../db/tasks.ts';
import { editTask } from '../../db/task-edits.ts';
import { listReceivers } from '../../db/task-receivers.ts';
import { listReminders } from '../../db/reminders.ts';
import { workScreen } from '../../db/work-screen.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { counted, listed } from '../support/listed.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';
import { refusedAs } from '../support/refusal.ts';
import { serve } from '../support/served.ts';

const anna = viewer('anna');
const pawel = viewer('pawel');
const maria = viewer('maria');

describe('tasks', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    await base.db.run(`insert into teams (code, name) values ('desk', 'Biuro obsługi')`);
    await base.db.run(`insert into team_members (team_id, user_id) select t.id, u from teams t, unnest($1::uuid[]) u`, [
      [users.anna.id, users.pawel.id],
    ]);
  });
  after(() => base.drop());

  const call = (over: object = {}) =>
    createTask(base.db, anna, { type: 'call', title: 'Oddzwonić', companyId: companies.drewPol.id, ...over });
  const titles = async (who: typeof anna, query: Readonly<Record<string, string>>) =>
    (await listed(base.db, who, { kind: 'tasks', query: { who: 'mine', ...query }, columns: ['title'] })).map(
      ({ title }) => title,
    );

  it('a new task without an owner is one’s own, with the usual length of its type', async () => {
    const { id } = await call();
    const row = await base.db.one('select owner_id, duration_minutes, created_by from tasks where id = $1', [id]);
    expect(row).to.deep.equal({ ownerId: users.anna.id, durationMinutes: 10, createdBy: `user:${users.anna.id}` });
  });

  it('another operator neither sees nor changes it, the superior sees it', async () => {
    const { id } = await call({ title: 'Tylko Anny' });
    expect(await refusedAs(findTask(base.db, pawel, id))).to.equal('task.not_found');
    expect(await refusedAs(editTask(base.db, pawel, { id, version: 1, change: { title: 'x' } }))).to.equal(
      'task.not_found',
    );
    expect((await findTask(base.db, maria, id)).title).to.equal('Tylko Anny');
    expect(await titles(maria, { list: 'open', who: 'team' })).to.include('Tylko Anny');
    expect(await titles(pawel, { list: 'open', who: 'all' })).not.to.include('Tylko Anny');
  });

  it('a change made on an old state is refused', async () => {
    const { id } = await call();
    expect(await editTask(base.db, anna, { id, version: 1, change: { priority: 'high' } })).to.deep.equal({
      version: 2,
    });
    expect(await refusedAs(editTask(base.db, anna, { id, version: 1, change: { priority: 'low' } }))).to.equal(
      'task.changed',
    );
  });

  it('a change of time raises the number of the calendar entry, a change of words does not', async () => {
    const { id } = await call();
    await editTask(base.db, anna, { id, version: 1, change: { title: 'Inaczej' } });
    await editTask(base.db, anna, { id, version: 2, change: { plannedAt: '2026-12-01T09:00:00Z' } });
    expect(await base.db.one('select sequence from tasks where id = $1', [id])).to.deep.equal({ sequence: 1 });
  });

  it('a task put off until a day keeps its time and takes its deadline along', async () => {
    const { id } = await call({ plannedAt: '2026-11-24T08:15:00Z', dueAt: '2026-11-24T15:00:00Z' });
    const moved = await postponeTask(base.db, anna, { id, until: { on: '2026-12-03' } });
    expect(moved.plannedAt).to.equal('2026-12-03T08:15:00.000Z');
    expect(moved.dueAt).to.equal('2026-12-03T15:00:00.000Z');
  });

  const later = (from: string, { durationMinutes }: { readonly durationMinutes: number }) =>
    new Date(Date.parse(from) + durationMinutes * 60_000).toISOString();

  it('the deadline of a step that goes on by itself stays, and the panel says so (rule 29)', async () => {
    const { taskId: id } = await placeRunTask(base.db, { companyId: companies.zubr.id, ownerId: users.anna.id });
    const before = await findTask(base.db, anna, id);
    const moved = await postponeTask(base.db, anna, { id, until: { on: '2030-01-10', time: '10:00' } });
    expect(moved).to.include({
      dueAt: before.dueAt,
      beyondDeadline: true,
      endsAt: later('2030-01-10T09:00:00Z', before),
    });
    const { version } = await findTask(base.db, anna, id);
    const dueLater = { id, version, change: { dueAt: '2030-02-01T10:00:00Z' } };
    expect(await refusedAs(editTask(base.db, anna, dueLater))).to.equal('task.deadline_of_step');
  });

  it('put off so that it begins before the deadline of its step and ends after it, the deadline may be moved along (rule 29)', async () => {
    const { taskId: id } = await placeRunTask(base.db, { companyId: companies.zubr.id, ownerId: users.anna.id });
    const { dueAt, durationMinutes } = await findTask(base.db, anna, id);
    const [on, at] = toWall(new Date(Date.parse(dueAt!) - 60_000).toISOString(), anna.timeZone).split('T') as [
      string,
      string,
    ];
    const moved = await postponeTask(base.db, anna, { id, until: { on, time: at } });
    expect(moved).to.include({ dueAt, beyondDeadline: durationMinutes > 1 });
    await extendDeadline(base.db, anna, { id, version: moved.version, dueAt: moved.endsAt });
    expect((await findTask(base.db, anna, id)).dueAt).to.equal(moved.endsAt);
  });

  it('an operator hands work to the superior or a team’s queue, a supervisor to anybody', async () => {
    const worker = viewer('anna', { queues: ['desk'] });
    expect((await listReceivers(base.db, worker)).map(({ name }) => name)).to.deep.equal([
      users.maria.name,
      'Biuro obsługi',
    ]);
    const { id } = await call();
    const toPawel = { id, ownerId: users.pawel.id, queue: null };
    expect(await refusedAs(assignTask(base.db, worker, toPawel))).to.equal('task.receiver_refused');
    await assignTask(base.db, maria, toPawel);
    expect((await findTask(base.db, pawel, id)).ownerId).to.equal(users.pawel.id);
  });

  it('an open task is offered to whoever may make it their own: from a queue of theirs, or with the right to assign', async () => {
    const queued = await createTask(base.db, maria, { type: 'call', title: 'Dla biura', queue: 'desk' });
    const owned = await call();
    const offered = async (who: typeof anna, { id }: { readonly id: string }) =>
      (await workScreen(base.db, who, id)).takeable;
    const worker = viewer('anna', { queues: ['desk'] });
    const reader = viewer('anna', { queues: ['other'], scope: 'all' });
    expect([await offered(worker, queued), await offered(reader, queued)]).to.deep.equal([true, false]);
    expect([await offered(maria, owned), await offered(viewer('pawel', { scope: 'all' }), owned)]).to.deep.equal([
      true,
      false,
    ]);
    await completeTask(base.db, anna, { ...owned, outcome: 'talked', answers: {}, note: '' });
    expect(await offered(maria, owned)).to.equal(false);
  });

  it('a task in a queue is told by the name of the team, on its page and in lists', async () => {
    const { id } = await createTask(base.db, maria, { type: 'call', title: 'Dla biura', queue: 'desk' });
    expect((await aroundTask(base.db, maria, await findTask(base.db, maria, id))).queueName).to.equal('Biuro obsługi');
    const served = await serve(base.db, { api: [tasksApi] });
    try {
      const { rows } = (await served.ask<{ rows: TaskLine[] }>(maria, 'GET /tasks?who=queue&list=open')).body;
      const line = rows.find((one) => one.id === id);
      expect([line?.queue, line?.queueName]).to.deep.equal(['desk', 'Biuro obsługi']);
      const mine = await served.ask<{ rows: TaskLine[] }>(maria, 'GET /tasks?who=mine&list=open');
      for (const { queueName } of mine.body.rows) expect(queueName).to.equal(null);
    } finally {
      await served.close();
    }
  });

  it('a task in a queue is seen by its team and taken by one of them', async () => {
    const { id } = await createTask(base.db, maria, { type: 'call', title: 'Z kolejki', queue: 'desk' });
    const inQueue = viewer('pawel', { queues: ['desk'] });
    expect(await titles(inQueue, { list: 'open', who: 'queue' })).to.include('Z kolejki');
    expect(await refusedAs(findTask(base.db, pawel, id))).to.equal('task.not_found');
    await assignTask(base.db, inQueue, { id, ownerId: users.pawel.id, queue: null });
    expect((await findTask(base.db, inQueue, id)).ownerId).to.equal(users.pawel.id);
  });

  describe('an open task', () => {
    it('is leased: others see where it is open and cannot finish it (rule 36)', async () => {
      const { id } = await call({ title: 'Otwarte u Anny' });
      await leaseTask(base.db, anna, id);
      const query = { list: 'open', who: 'team' };
      const rows = await listed(base.db, maria, { kind: 'tasks', query, columns: ['openedBy'] });
      expect(rows.find((task) => task.id === id)?.['openedBy']).to.include({ name: users.anna.name });
      const completion = { id, outcome: 'talked', answers: {}, note: '' };
      expect(await refusedAs(completeTask(base.db, maria, completion))).to.equal('task.open_elsewhere');
      await releaseTask(base.db, anna, id);
      expect(await base.db.transaction((tx) => tryLease(tx, maria, { id, held: [] }))).to.equal(true);
    });

    it('is leased for half an hour at most (engine rule 8)', async () => {
      const { id } = await call();
      await leaseTask(base.db, anna, id);
      await base.db.run(`update tasks set leased_since = now() - interval '29 minutes' where id = $1`, [id]);
      const { leasedUntil } = await leaseTask(base.db, anna, id);
      expect(Date.parse(leasedUntil) - Date.now()).to.be.within(50_000, 61_000);
    });
  });

  describe('an outcome', () => {
    const talked = (id: string) => ({ id, outcome: 'talked', answers: {}, note: 'Prosił o ofertę', callSeconds: 190 });

    it('finishes the task with what was typed', async () => {
      const { id } = await call();
      const done = await completeTask(base.db, anna, talked(id));
      expect(done).to.include({ taskId: id, kept: 'task' });
      const row = await findTask(base.db, anna, id);
      expect(row).to.include({ state: 'done', outcome: 'talked', note: 'Prosił o ofertę', callSeconds: 190 });
    });

    it('sent twice counts once', async () => {
      const { id } = await call();
      const first = await completeTask(base.db, anna, talked(id));
      expect(await completeTask(base.db, anna, talked(id))).to.deep.equal(first);
    });

    it('taken back leaves the task where it was: as far, and in its queue (rule 38)', async () => {
      const { id } = await createTask(base.db, maria, { type: 'call', title: 'Z biura', queue: 'desk', percent: 40 });
      const desk = viewer('anna', { queues: ['desk'] });
      await completeTask(base.db, desk, talked(id));
      await undoCompletion(base.db, desk, id);
      expect(await findTask(base.db, maria, id)).to.include({ ownerId: null, queue: 'desk', percent: 40 });
    });

    it('said once more in other words is refused, so that the form keeps them', async () => {
      const { id } = await call();
      await completeTask(base.db, anna, talked(id));
      const again = (over: object) => refusedAs(completeTask(base.db, anna, { ...talked(id), ...over }));
      expect(await again({ note: 'Prosił o ofertę do piątku' })).to.equal('task.done');
      expect(await again({ answers: { budget: 5 } })).to.equal('task.done');
      expect(await findTask(base.db, anna, id)).to.deep.include({ note: 'Prosił o ofertę', answers: {} });
    });

    it('typed in other words for a task that was withdrawn is another contact, the same is one (engine rule 8)', async () => {
      const { id } = await call();
      await base.db.run(`update tasks set state = 'withdrawn' where id = $1`, [id]);
      for (const note of ['Odbiera rano', 'Odbiera rano', 'Woli maile'])
        expect((await completeTask(base.db, anna, { ...talked(id), note })).kept).to.equal('contact');
      const kept = await base.db.rows('select note from tasks where after_id = $1 and is_contact order by note', [id]);
      expect(kept).to.deep.equal([{ note: 'Odbiera rano' }, { note: 'Woli maile' }]);
    });

    it('that the task does not have is refused by name', async () => {
      const { id } = await call();
      expect(await refusedAs(completeTask(base.db, anna, { ...talked(id), outcome: 'sold' }))).to.equal(
        'outcome.unknown',
      );
    });

    it('that asks for a date plans the next task', async () => {
      const { id } = await call({ title: 'Umówić się' });
      const answers = { nextAt: '2027-01-04T09:00:00.000Z' };
      expect(await refusedAs(completeTask(base.db, anna, { ...talked(id), outcome: 'call-back' }))).to.equal(
        'answer.missing',
      );
      await completeTask(base.db, anna, { ...talked(id), outcome: 'call-back', answers });
      const next = await base.db.one('select title, planned_at, state from tasks where after_id = $1', [id]);
      expect(next).to.deep.equal({ title: 'Umówić się', plannedAt: answers.nextAt, state: 'open' });
    });

    it('of a run’s task reaches the run only when it can no longer be taken back (engine rule 17)', async () => {
      const { taskId, runId, key } = await placeRunTask(base.db, {
        companyId: companies.zubr.id,
        ownerId: users.anna.id,
      });
      await completeTask(base.db, anna, { id: taskId, outcome: 'interested', answers: { budget: 5 }, note: '' });
      const input = await base.db.one<{ what: object; wait: number }>(
        'select what, extract(epoch from not_before - recorded_at)::int as wait from run_inputs where run_id = $1',
        [runId],
      );
      expect(input.what).to.deep.equal({ kind: 'outcome', key, code: 'interested', answers: { budget: 5 } });
      expect(input.wait).to.equal(10);
    });

    it('taken back within ten seconds returns the task with all that was typed (rule 38, engine rule 17)', async () => {
      const { taskId, runId } = await placeRunTask(base.db, { companyId: companies.zubr.id, ownerId: users.anna.id });
      const typed = { outcome: 'interested', answers: { budget: 5 }, note: 'Pilne' };
      await completeTask(base.db, anna, { id: taskId, ...typed });
      expect(await undoCompletion(base.db, anna, taskId)).to.deep.include({ taskId, ...typed });
      expect((await findTask(base.db, anna, taskId)).state).to.equal('open');
      const left = await base.db.rows('select 1 from run_inputs where run_id = $1 and withdrawn_at is null', [runId]);
      expect(left).to.have.length(0);

      await completeTask(base.db, anna, { id: taskId, ...typed, outcome: 'refused' });
      const heard = await base.db.one<{ code: string }>(
        `select what ->> 'code' as code from run_inputs where run_id = $1 and withdrawn_at is null`,
        [runId],
      );
      expect(heard.code).to.equal('refused');
    });

    it('taken back takes the follow-up task with it', async () => {
      const { id } = await call();
      const answers = { nextAt: '2027-01-04T09:00:00.000Z' };
      await completeTask(base.db, anna, { ...talked(id), outcome: 'call-back', answers });
      await undoCompletion(base.db, anna, id);
      expect(await base.db.rows('select id from tasks where after_id = $1', [id])).to.have.length(0);
    });

    it('cannot be taken back after ten seconds, nor once the run has read it (engine rule 17)', async () => {
      const { taskId, runId } = await placeRunTask(base.db, { companyId: companies.zubr.id, ownerId: users.anna.id });
      await completeTask(base.db, anna, { id: taskId, outcome: 'interested', answers: {}, note: '' });
      await base.db.run('update run_inputs set taken_rev = 2 where run_id = $1', [runId]);
      expect(await refusedAs(undoCompletion(base.db, anna, taskId))).to.equal('task.undo_too_late');

      const { id } = await call();
      await completeTask(base.db, anna, talked(id));
      await base.db.run(`update tasks set done_at = done_at - interval '11 seconds' where id = $1`, [id]);
      expect(await refusedAs(undoCompletion(base.db, anna, id))).to.equal('task.undo_too_late');
    });

    it('typed for a withdrawn task is kept as a contact and shown to its owner (engine rule 8)', async () => {
      const { taskId, runId } = await placeRunTask(base.db, { companyId: companies.zubr.id, ownerId: users.anna.id });
      await base.db.run(`update tasks set state = 'withdrawn', state_reason = 'klient zapłacił' where id = $1`, [
        taskId,
      ]);
      const kept = await completeTask(base.db, anna, {
        id: taskId,
        outcome: 'refused',
        answers: {},
        note: 'Nie dzwonić w piątki',
      });
      expect(kept.kept).to.equal('contact');
      const contact = await findTask(base.db, anna, kept.taskId);
      expect(contact).to.include({ state: 'done', note: 'Nie dzwonić w piątki', afterId: taskId });
      expect(await base.db.rows('select 1 from run_inputs where run_id = $1', [runId])).to.have.length(0);
      const reminders = await listReminders(base.db, anna);
      expect(reminders.map(({ link }) => link)).to.include(`/admin/tasks/${kept.taskId}`);

      // Sent again it is the same contact, and a code that the task does not know is no outcome of it.
      const again = { id: taskId, answers: {}, note: 'Nie dzwonić w piątki' };
      expect(await completeTask(base.db, anna, { ...again, outcome: 'refused' })).to.deep.equal(kept);
      expect(await refusedAs(completeTask(base.db, anna, { ...again, outcome: 'zmyślony' }))).to.equal(
        'outcome.unknown',
      );
      expect(await base.db.rows('select 1 from tasks where after_id = $1', [taskId])).to.have.length(1);
      expect(await listReminders(base.db, anna)).to.have.length(reminders.length);
    });
  });

  describe('a list', () => {
    it('finds by the customer’s name and by letters without accents, and takes % for a letter', async () => {
      await call({ title: 'Zupełnie inny tytuł' });
      expect(await titles(anna, { list: 'open', search: 'drew-pol ziel' })).to.include('Zupełnie inny tytuł');
      expect(await titles(anna, { list: 'open', search: 'zupelnie' })).to.deep.equal(['Zupełnie inny tytuł']);
      expect(await titles(anna, { list: 'open', search: '%' })).to.deep.equal([]);
    });

    it('each number opens exactly its rows (rule 42)', async () => {
      await call({ title: 'Spóźnione', dueAt: '2026-01-01T09:00:00Z' });
      const filters: Readonly<Record<string, string>>[] = [
        { list: 'overdue', who: 'mine' },
        { list: 'nearest', who: 'all' },
        { list: 'done', from: '2020-01-01T00:00:00Z' },
        { list: 'open', who: 'team', search: 'oddzwonic' },
      ];
      for (const query of filters) {
        for (const who of [anna, maria]) {
          const rows = await listed(base.db, who, { kind: 'tasks', query });
          expect(await counted(base.db, who, { kind: 'tasks', query })).to.equal(rows.length);
        }
      }
      expect(await titles(anna, { list: 'overdue' })).to.include('Spóźnione');
    });
  });
});
