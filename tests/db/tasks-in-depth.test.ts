import { expect } from 'chai';
import type { Viewer } from '../../domain/access.ts';
import { tickLine } from '../../db/task-checklist.ts';
import { listSpeakers, recordContact } from '../../db/task-contacts.ts';
import { editTask } from '../../db/task-edits.ts';
import { linkable, linkRecord, linksOf } from '../../db/task-links.ts';
import { createRecurrence } from '../../db/recurrences.ts';
import { cancelTask, repeatElsewhere, restoreTask } from '../../db/task-mistakes.ts';
import { undoCompletion } from '../../db/outcomes-taken-back.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import { findTask } from '../../db/task-rows.ts';
import { createTask, postponeTask } from '../../db/tasks.ts';
import { workScreen } from '../../db/work-screen.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { listed } from '../support/listed.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';
import { refusedAs } from '../support/refusal.ts';

const anna = viewer('anna');
const pawel = viewer('pawel');
const maria = viewer('maria');

describe('tasks in depth', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());

  const make = (over: object = {}) =>
    createTask(base.db, anna, { type: 'meeting', title: 'Omówić ofertę', companyId: companies.drewPol.id, ...over });
  const find = (id: string, who = anna) => findTask(base.db, who, id);
  const change = async (id: string, wanted: object, who = anna) =>
    editTask(base.db, who, { id, version: (await find(id, who)).version, change: wanted });
  const finish = (id: string, over: object = {}) =>
    completeTask(base.db, anna, { id, outcome: 'held', answers: {}, note: '', ...over });

  describe('who takes part', () => {
    it('has people of ours and people of the customer, and those of ours see the task', async () => {
      const { id } = await make({ userIds: [users.pawel.id], personIds: [people.jozef.id] });
      const { around } = await workScreen(base.db, anna, id);
      expect(around.users).to.deep.equal([{ id: users.pawel.id, name: users.pawel.name }]);
      expect(around.people[0]).to.include({ name: 'Józef Zieliński' });
      expect((await find(id, pawel)).title).to.equal('Omówić ofertę');
    });

    it('nobody comes from another customer', async () => {
      const wrong = make({ companyId: companies.zubr.id, personIds: [people.jozef.id] });
      expect(await refusedAs(wrong)).to.equal('task.customer_unknown');
    });
  });

  describe('a change', () => {
    it('that changes nothing leaves the task as it was: no version, no line in the history', async () => {
      const plannedAt = '2026-05-04T08:00:00Z';
      const all = { userIds: [users.pawel.id, users.maria.id], personIds: [people.jozef.id], remindMinutes: [60, 15] };
      const { id } = await make({ ...all, plannedAt });
      const receiver = { ownerId: users.anna.id, queue: null };
      const same = { userIds: [users.maria.id, users.pawel.id], remindMinutes: [15, 60], plannedAt, receiver };
      const { version } = await find(id);
      expect(await change(id, { ...same, title: 'Omówić ofertę', stage: null })).to.deep.equal({ version });
      const edits = `select from audit where noun = 'task' and record_id = $1 and verb = 'edit'`;
      expect(await base.db.rows(edits, [id])).to.have.length(0);
      for (const other of [{ remindMinutes: [15] }, { userIds: [] }, { personIds: [] }, { stage: 'drugi' }]) {
        const before = (await find(id)).version;
        expect((await change(id, other)).version, JSON.stringify(other)).to.equal(before + 1);
      }
    });

    it('may touch everything but the customer, and stands in the history with old and new', async () => {
      const { id } = await make();
      await change(id, { type: 'call', stage: 'oferta wysłana', percent: 40, userIds: [users.pawel.id] });
      expect(await find(id)).to.include({ type: 'call', stage: 'oferta wysłana', percent: 40 });
      const { changes } = await base.db.one<{ changes: object }>(
        `select changes from audit where noun = 'task' and record_id = $1 and verb = 'edit'`,
        [id],
      );
      expect(changes).to.deep.include({ percent: [0, 40], type: ['meeting', 'call'], userIds: [[], [users.pawel.id]] });
    });

    it('of a finished one reaches what is a record, not its plan', async () => {
      const { id } = await make();
      await finish(id, { note: 'Chcą rabatu' });
      await change(id, { note: 'Chcą rabatu 5%', kilometres: 46 });
      expect(await find(id)).to.include({ note: 'Chcą rabatu 5%', kilometres: 46 });
      expect(await refusedAs(change(id, { plannedAt: '2026-12-01T09:00:00Z' }))).to.equal('task.done');
    });

    it('of a finished one puts right its outcome, its end and its times, with old, new and why', async () => {
      const { id } = await make({ type: 'call', userIds: [users.pawel.id] });
      const answers = { nextAt: '2030-02-01T10:00:00Z' };
      await finish(id, { outcome: 'call-back', answers, note: 'Po świętach', workMinutes: 30 });
      const { version } = await find(id);
      const wanted = { outcome: 'talked', doneAt: '2026-11-20T10:00:00.000Z', workMinutes: 12 };
      const edit = { id, version, change: wanted };
      expect(await refusedAs(editTask(base.db, pawel, edit))).to.equal('task.not_yours_to_correct');
      expect(await refusedAs(editTask(base.db, anna, edit))).to.equal('task.reason_missing');
      await editTask(base.db, maria, { ...edit, reason: 'Otwarte w czasie obiadu' });
      expect(await find(id)).to.include({ ...wanted, doneBy: users.anna.id });
      const { changes } = await base.db.one<{ changes: object }>(
        `select changes from audit where record_id = $1 and verb = 'correct'`,
        [id],
      );
      expect(changes).to.deep.include({ outcome: ['call-back', 'talked'], reason: [null, 'Otwarte w czasie obiadu'] });
      const { relatives } = (await workScreen(base.db, anna, id)).around;
      expect(relatives.map(({ relation, state }) => [relation, state])).to.deep.equal([['after', 'open']]);
    });

    it('of a finished one moves no scenario a second time', async () => {
      const { taskId, runId } = await placeRunTask(base.db, { companyId: companies.zubr.id, ownerId: users.anna.id });
      await finish(taskId, { outcome: 'interested' });
      expect(await refusedAs(change(taskId, { outcome: 'refused' }))).to.equal('task.outcome_taken');
      await change(taskId, { note: 'Pytał o raty' });
      const inputs = await base.db.rows('select what from run_inputs where run_id = $1', [runId]);
      expect(inputs).to.have.length(1);
    });

    it('gives an open one neither an outcome nor an end', async () => {
      const { id } = await make();
      expect(await refusedAs(change(id, { outcome: 'held' }))).to.equal('task.unfinished');
      expect(await refusedAs(change(id, { doneAt: '2026-11-20T10:00:00Z' }))).to.equal('task.unfinished');
    });

    it('of the type is refused where a step of a scenario has set it', async () => {
      const { taskId } = await placeRunTask(base.db, { companyId: companies.zubr.id, ownerId: users.anna.id });
      expect(await refusedAs(change(taskId, { type: 'meeting' }))).to.equal('task.type_of_step');
    });

    it('of the time takes reminders along', async () => {
      const { id } = await make({ plannedAt: '2030-01-10T10:00:00Z', remindMinutes: [30] });
      await change(id, { plannedAt: '2030-01-11T12:00:00Z' });
      const at = () => base.db.one<{ remindAt: string }>('select remind_at from reminders where task_id = $1', [id]);
      expect((await at()).remindAt).to.equal('2030-01-11T11:30:00.000Z');
      await postponeTask(base.db, anna, { id, until: { on: '2030-01-12' } });
      expect((await at()).remindAt).to.equal('2030-01-12T11:30:00.000Z');
    });
  });

  describe('a checklist', () => {
    it('keeps what is ticked, for everyone, without standing in the way of an open form', async () => {
      const { id } = await make({ checklist: ['Oferta', 'Cennik', 'Cennik', ' '] });
      const { version } = await find(id);
      await Promise.all(['Oferta', 'Cennik'].map((line) => tickLine(base.db, anna, { id, line, done: true })));
      const task = await find(id, maria);
      expect(task.checklist).to.deep.equal(['Oferta', 'Cennik']);
      expect(Object.keys(task.ticks)).to.have.members(['Oferta', 'Cennik']);
      expect(task.ticks['Oferta']!.by).to.equal(users.anna.name);
      expect(task.version).to.equal(version);
    });

    it('a line that moved keeps its tick, one that is gone loses it', async () => {
      const { id } = await make({ checklist: ['Oferta', 'Cennik'] });
      for (const line of ['Oferta', 'Cennik']) await tickLine(base.db, anna, { id, line, done: true });
      await change(id, { checklist: ['Umowa', 'Oferta'] });
      expect(Object.keys((await find(id)).ticks)).to.deep.equal(['Oferta']);
      expect(await refusedAs(tickLine(base.db, anna, { id, line: 'Cennik', done: true }))).to.equal(
        'task.line_unknown',
      );
    });
  });

  describe('a main task', () => {
    it('is as far as its parts, weighed by their length', async () => {
      const { id: main } = await make({ title: 'Wdrożenie' });
      const { id: long } = await make({ parentId: main, durationMinutes: 90 });
      const { id: short } = await make({ parentId: main, durationMinutes: 30 });
      await change(long, { percent: 20 });
      expect((await find(main)).percent).to.equal(15);
      await finish(short);
      expect((await find(main)).percent).to.equal(40);
      await undoCompletion(base.db, anna, short);
      expect((await find(main)).percent).to.equal(15);
      await cancelTask(base.db, anna, { id: short, reason: 'niepotrzebne' });
      expect((await find(main)).percent).to.equal(20);
      expect(await refusedAs(change(main, { percent: 90 }))).to.equal('task.percent_of_parts');
    });

    it('is not done while the follow-up of a part is open', async () => {
      const { id: main } = await make();
      const { id: part } = await make({ type: 'call', parentId: main });
      const answers = { nextAt: '2030-02-01T10:00:00Z' };
      await finish(part, { outcome: 'call-back', answers });
      expect((await find(main)).percent).to.equal(50);
      await undoCompletion(base.db, anna, part);
      expect((await find(main)).percent).to.equal(0);
    });

    it('sees both of two parts that are finished at once', async () => {
      const { id: main } = await make();
      const parts = await Promise.all([1, 2, 3].map(() => make({ parentId: main })));
      await Promise.all(parts.map(({ id }) => finish(id)));
      expect((await find(main)).percent).to.equal(100);
    });

    it('keeps a part from whoever sees the part and not the main task', async () => {
      const { id: main } = await make();
      const { id: part } = await make({ parentId: main, userIds: [users.pawel.id] });
      const { id: own } = await make({ userIds: [users.pawel.id] });
      for (const parentId of [null, own])
        expect(await refusedAs(change(part, { parentId }, pawel))).to.equal('task.not_found');
      await change(part, { parentId: main, stage: 'drugi' }, pawel);
      expect((await find(part)).parentId).to.equal(main);
      await change(part, { parentId: null });
      expect((await find(part)).parentId).to.equal(null);
    });

    it('is never a part of itself', async () => {
      const { id: main } = await make();
      const { id: part } = await make({ parentId: main });
      expect(await refusedAs(change(main, { parentId: part }))).to.equal('task.tree_wrong');
      expect(await refusedAs(change(main, { parentId: main }))).to.equal('task.tree_wrong');
    });
  });

  describe('closing', () => {
    it('a meeting takes work time and kilometres, a call no kilometres', async () => {
      const { id } = await make();
      await finish(id, { workMinutes: 75, kilometres: 46, noteSeconds: 40, noteStartedAt: '2026-11-25T10:00:00Z' });
      expect(await find(id)).to.include({ workMinutes: 75, kilometres: 46, noteSeconds: 40 });
      expect((await find(id)).noteStartedAt).to.equal('2026-11-25T10:00:00.000Z');
      const { id: call } = await make({ type: 'call' });
      await finish(call, { outcome: 'talked', kilometres: 46 });
      expect((await find(call)).kilometres).to.equal(null);
    });
  });

  describe('a contact that nobody planned', () => {
    const contact = {
      type: 'call',
      companyId: companies.omega.id,
      at: '2026-11-20T09:30:00Z',
      note: 'Pytali o termin dostawy',
      callSeconds: 240,
    };

    it('is a finished task on the same list: who, when, how long, what was said', async () => {
      const { id } = await recordContact(base.db, anna, contact);
      expect(await find(id)).to.include({ state: 'done', isContact: true, callSeconds: 240, title: 'Telefon' });
      const query = { list: 'done', who: 'mine' };
      const rows = await listed(base.db, anna, { kind: 'tasks', query, columns: ['doneAt'] });
      expect(rows.find((row) => row.id === id)).to.include({ doneAt: '2026-11-20T09:30:00.000Z' });
    });

    it('was just now where no time is said', async () => {
      const { at: _, ...spoken } = contact;
      const { id } = await recordContact(base.db, anna, spoken);
      const { doneAt } = await find(id);
      expect(Date.parse(doneAt!)).to.be.closeTo(Date.now(), 60_000);
    });

    it('says where it took place, and may be private', async () => {
      const { id } = await recordContact(base.db, anna, { ...contact, place: 'Kraków, Rynek 1', private: true });
      expect(await find(id)).to.include({ place: 'Kraków, Rynek 1', private: true });
    });

    it('keeps its description, and is found by it as by what was said', async () => {
      const { id } = await recordContact(base.db, anna, { ...contact, description: ' Reklamacja okuć ' });
      expect(await find(id)).to.include({ description: 'Reklamacja okuć', note: contact.note });
      const { searchText } = await base.db.one<{ searchText: string }>('select search_text from tasks where id = $1', [
        id,
      ]);
      expect(searchText).to.equal('telefon reklamacja okuc pytali o termin dostawy');
    });

    it('is refused when it is still to come, when nothing was said, and in a stranger’s name', async () => {
      const later = { ...contact, at: '2099-01-01T00:00:00Z' };
      expect(await refusedAs(recordContact(base.db, anna, later))).to.equal('contact.future');
      expect(await refusedAs(recordContact(base.db, anna, { ...contact, note: ' ' }))).to.equal('contact.empty');
      const foreign = { ...contact, ownerId: users.pawel.id };
      expect(await refusedAs(recordContact(base.db, anna, foreign))).to.equal('contact.who');
      expect(await refusedAs(recordContact(base.db, maria, foreign))).to.equal('nothing');
      const offered = async (who: Viewer) => (await listSpeakers(base.db, who)).map(({ ownerId }) => ownerId);
      expect(await offered(anna), 'whoever has no people records their own').to.deep.equal([]);
      expect(await offered(maria))
        .to.include(foreign.ownerId)
        .and.not.to.include(users.maria.id);
      const lead = viewer('maria', { scope: 'own', seesUsers: [users.maria.id, users.anna.id] });
      expect(await offered(lead)).to.deep.equal([users.anna.id]);
    });

    it('has an outcome that its type offers', async () => {
      const wrong = recordContact(base.db, anna, { ...contact, outcome: 'sold' });
      expect(await wrong.catch((error: unknown) => error)).to.include({ code: 'outcome.unknown', field: 'outcome' });
      expect(await refusedAs(recordContact(base.db, anna, { ...contact, outcome: 'talked' }))).to.equal('nothing');
    });
  });

  describe('"Powtórz u innego klienta" (rule 42)', () => {
    it('takes what was typed to the other customer and closes the first as a mistake', async () => {
      const { id } = await make({ checklist: ['Oferta'], plannedAt: '2030-01-10T10:00:00Z' });
      const other = await repeatElsewhere(base.db, anna, { id, companyId: companies.zubr.id, note: 'Wpisane' });
      expect(await find(other.id)).to.include({ companyId: companies.zubr.id, note: 'Wpisane', state: 'open' });
      expect((await find(other.id)).plannedAt).to.equal('2030-01-10T10:00:00.000Z');
      expect(await find(id)).to.include({
        state: 'cancelled',
        stateReason: `pomyłka, powtórzone u klienta ${companies.zubr.name}`,
      });
    });

    it('takes a finished contact with its follow-up along', async () => {
      const { id } = await make({ type: 'call' });
      const answers = { nextAt: '2030-02-01T10:00:00Z' };
      await completeTask(base.db, anna, { id, outcome: 'call-back', answers, note: 'Zadzwonić później' });
      const other = await repeatElsewhere(base.db, anna, { id, companyId: companies.zubr.id });
      const { outcome, note, state } = await find(other.id);
      expect({ outcome, note, state }).to.deep.equal({
        outcome: 'call-back',
        note: 'Zadzwonić później',
        state: 'done',
      });
      const following = await base.db.rows(
        'select company_id, state from tasks where after_id = any($1::uuid[]) and planned_at is not null order by state',
        [[id, other.id]],
      );
      expect(following).to.deep.equal([
        { companyId: companies.drewPol.id, state: 'cancelled' },
        { companyId: companies.zubr.id, state: 'open' },
      ]);
    });

    it('does not touch what a scenario waits for', async () => {
      const { taskId: id } = await placeRunTask(base.db, { companyId: companies.zubr.id, ownerId: users.anna.id });
      const repeated = repeatElsewhere(base.db, anna, { id, companyId: companies.omega.id });
      expect(await refusedAs(repeated)).to.equal('task.of_scenario');
      expect(await refusedAs(cancelTask(base.db, anna, { id, reason: '' }))).to.equal('task.of_scenario');
    });
  });

  describe('a task that was dropped', () => {
    const reminders = (id: string) =>
      base.db.rows<{ minutes: number }>('select minutes from reminders where task_id = $1 and shown_at is null', [id]);

    it('comes back with its reminders', async () => {
      const { id } = await make({ type: 'meeting', plannedAt: '2030-01-10T10:00:00Z', remindMinutes: [15] });
      expect(await cancelTask(base.db, anna, { id, reason: 'pomyłka' })).to.deep.equal({ calledOff: false });
      expect(await reminders(id)).to.deep.equal([]);
      await restoreTask(base.db, anna, id);
      expect(await find(id)).to.include({ state: 'open', stateReason: null });
      expect(await reminders(id)).to.deep.equal([{ minutes: 15 }]);
      expect(await refusedAs(restoreTask(base.db, anna, id))).to.equal('task.not_cancelled');
    });

    it('comes back as well where a rule about calls had closed it', async () => {
      const { id } = await make({ type: 'call' });
      await base.db.run(`update tasks set state = 'withdrawn', state_reason = 'brak adresu' where id = $1`, [id]);
      await restoreTask(base.db, anna, id);
      expect(await find(id)).to.include({ state: 'open', stateReason: null });
    });

    it('stays closed where its recurrence has left it out', async () => {
      const startsOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      const daily = { rule: 'FREQ=DAILY', startsOn, task: { type: 'errand', title: 'Kasa' } };
      const { id: recurrenceId, taskId: id } = await createRecurrence(base.db, anna, daily);
      await base.db.run(`update tasks set state = 'withdrawn', state_reason = 'nieobecność' where id = $1`, [id]);
      await base.db.run(
        `update recurrence_days set state = 'skipped', reason = 'away' where recurrence_id = $1 and day = $2`,
        [recurrenceId, startsOn],
      );
      expect(await refusedAs(restoreTask(base.db, anna, id!))).to.equal('task.day_gone');
    });

    it('stays closed where a scenario closed it and went on without it', async () => {
      const { taskId: id } = await placeRunTask(base.db, { companyId: companies.zubr.id, ownerId: users.anna.id });
      await base.db.run(`update tasks set state = 'withdrawn', state_reason = 'klient zapłacił' where id = $1`, [id]);
      expect(await refusedAs(restoreTask(base.db, anna, id))).to.equal('task.taken_back');
    });
  });

  it('records of the same customer are tied to it, and a link gives no sight of what is foreign', async () => {
    const { id } = await make();
    const { id: second } = await make({ title: 'Wysłać umowę' });
    const { id: foreign } = await createTask(base.db, pawel, { type: 'errand', title: 'Pawła' });
    expect((await linkable(base.db, anna, id)).map(({ recordId }) => recordId)).to.include(second);
    await linkRecord(base.db, anna, { taskId: id, noun: 'task', recordId: second });
    await linkRecord(base.db, anna, { taskId: id, noun: 'task', recordId: second });
    expect((await linksOf(base.db, anna, second)).map(({ title }) => title)).to.deep.equal(['Omówić ofertę']);
    const wrong = linkRecord(base.db, anna, { taskId: id, noun: 'task', recordId: foreign });
    expect(await refusedAs(wrong)).to.equal('task.link_unknown');
  });
});
