import { expect } from 'chai';
import type { Viewer } from '../../domain/access.ts';
import { companyTimeline } from '../../db/company-timeline.ts';
import { sendLetter, takeBackLetter } from '../../db/letters.ts';
import { createOpportunity } from '../../db/opportunity-links.ts';
import { readOpportunity } from '../../db/opportunity-page.ts';
import { createRecurrence, editRecurrence, endRecurrence } from '../../db/recurrences.ts';
import { recordContact } from '../../db/task-contacts.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import { findTask } from '../../db/task-rows.ts';
import { createTask } from '../../db/tasks.ts';
import { workScreen } from '../../db/work-screen.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { allowAlways, seatAccount } from '../support/outgoing.ts';
import { refusedAs } from '../support/refusal.ts';

const anna = viewer('anna');
const maria = viewer('maria');

describe('what work hangs on', () => {
  let base: TestDatabase;
  let opportunityId: string;
  let foreignId: string;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    const open = (companyId: string, who: Viewer) => createOpportunity(base.db, who, { name: 'Regały', companyId });
    opportunityId = (await open(companies.drewPol.id, anna)).id;
    foreignId = (await open(companies.zubr.id, anna)).id;
  });
  after(() => base.drop());

  const call = { type: 'call', title: 'Zapytać o termin', companyId: companies.drewPol.id };
  const spoken = { type: 'call', companyId: companies.drewPol.id, at: '2026-01-05T10:00:00Z', note: 'Wezmą w maju.' };
  const titles = async () => (await readOpportunity(base.db, anna, opportunityId)).tasks.map(({ id }) => id);

  it('a task, a contact and a task that comes again all stand in the opportunity they were made for', async () => {
    const task = await createTask(base.db, anna, { ...call, opportunityId });
    const contact = await recordContact(base.db, anna, { ...spoken, opportunityId });
    const startsOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const { taskId } = await createRecurrence(base.db, anna, {
      ...{ rule: 'FREQ=DAILY;INTERVAL=7', startsOn, companyId: companies.drewPol.id },
      task: { type: 'call', title: 'Co miesiąc', opportunityId },
    });
    expect(await titles()).to.include.members([task.id, contact.id, taskId]);
    const { changes } = await base.db.one<{ changes: object }>(
      `select changes from audit where noun = 'task' and verb = 'record' and record_id = $1`,
      [contact.id],
    );
    expect(changes).to.deep.include({ opportunityId: [null, opportunityId] });
  });

  it('a task for a colleague is tied as well, though whoever made it does not see it afterwards', async () => {
    const made = await createTask(base.db, anna, { ...call, ownerId: users.maria.id, opportunityId });
    expect(await refusedAs(findTask(base.db, anna, made.id))).to.equal('task.not_found');
    expect((await readOpportunity(base.db, maria, opportunityId)).tasks.map(({ id }) => id)).to.include(made.id);
  });

  it('an opportunity of another customer is refused, and nothing is made', async () => {
    const before = await base.db.one('select count(*) as n from tasks');
    const wrong = { opportunityId: foreignId };
    const code = 'opportunity.other_customer';
    expect(await refusedAs(createTask(base.db, anna, { ...call, ...wrong }))).to.equal(code);
    expect(await refusedAs(recordContact(base.db, anna, { ...spoken, ...wrong }))).to.equal(code);
    const { companyId, ...task } = { ...call, ...wrong };
    const again = { rule: 'FREQ=DAILY;INTERVAL=7', startsOn: '2027-01-01', companyId, task };
    expect(await refusedAs(createRecurrence(base.db, anna, again))).to.equal(code);
    expect(await base.db.one('select count(*) as n from tasks')).to.deep.equal(before);
  });

  it('a contact is a finished part of its main task, which is the further for it', async () => {
    const main = await createTask(base.db, anna, { ...call, title: 'Wdrożenie' });
    await createTask(base.db, anna, { ...call, parentId: main.id, durationMinutes: 15 });
    await recordContact(base.db, anna, { ...spoken, parentId: main.id, callSeconds: 15 * 60 });
    expect((await findTask(base.db, anna, main.id)).percent).to.equal(50);
  });

  it('parts that come again count in their main task until they end', async () => {
    const main = await createTask(base.db, anna, { ...call, title: 'Opieka' });
    const part = await createTask(base.db, anna, { ...call, parentId: main.id });
    await completeTask(base.db, anna, { id: part.id, outcome: 'talked', answers: {}, note: '' });
    expect((await findTask(base.db, anna, main.id)).percent).to.equal(100);
    const startsOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const { id, taskId } = await createRecurrence(base.db, anna, {
      ...{ rule: 'FREQ=DAILY;COUNT=1', startsOn, companyId: companies.drewPol.id },
      task: { type: 'call', title: 'Co miesiąc', parentId: main.id },
    });
    expect((await findTask(base.db, anna, taskId!)).parentId).to.equal(main.id);
    expect((await findTask(base.db, anna, main.id)).percent).to.equal(50);
    const edited = await editRecurrence(base.db, anna, {
      id,
      version: 1,
      change: { task: { title: 'Inaczej' } as never },
    });
    expect((await findTask(base.db, anna, main.id)).percent).to.equal(50);
    await endRecurrence(base.db, anna, { id: edited.id, version: 1 });
    expect((await findTask(base.db, anna, main.id)).percent).to.equal(100);
  });

  it('the follow-up of an outcome stays in the opportunity', async () => {
    const task = await createTask(base.db, anna, { ...call, opportunityId });
    const nextAt = new Date(Date.now() + 7 * 86_400_000).toISOString();
    const { outcomes } = await findTask(base.db, anna, task.id);
    const later = outcomes.find(({ asks }) => asks === 'date')!.code;
    await completeTask(base.db, anna, { id: task.id, outcome: later, answers: { nextAt }, note: '' });
    const next = await base.db.one<{ id: string }>('select id from tasks where after_id = $1', [task.id]);
    expect(await titles()).to.include(next.id);
  });

  describe('a letter that is written from a task (S1-31)', () => {
    before(() =>
      base.db.transaction(async (tx) => {
        await seatAccount(tx);
        await allowAlways(tx);
      }),
    );
    const written = { companyId: companies.drewPol.id, subject: 'Termin', text: 'Wysyłka w piątek.' };
    const send = (over: object, who = anna) =>
      base.db.transaction((tx) => sendLetter(tx, who, { ...written, ...over }));
    const linked = async (taskId: string) =>
      (await workScreen(base.db, anna, taskId)).around.links.map(({ recordId }) => recordId);

    it('stands at the task, in its opportunity and on the customer’s timeline', async () => {
      const task = await createTask(base.db, anna, { ...call, opportunityId });
      const letter = await send({ taskId: task.id });
      expect(await linked(task.id)).to.deep.equal([letter.id]);
      const { messages } = await readOpportunity(base.db, anna, opportunityId);
      expect(messages.map(({ id }) => id)).to.include(letter.id);
      const { rows } = await companyTimeline(base.db, anna, { companyId: written.companyId, limit: 50 });
      expect(rows.map(({ id }) => id)).to.include(letter.id);
    });

    it('that is taken back leaves the task', async () => {
      const task = await createTask(base.db, anna, call);
      const letter = await send({ taskId: task.id });
      await base.db.transaction((tx) => takeBackLetter(tx, anna, letter.id));
      expect(await linked(task.id)).to.deep.equal([]);
    });

    it('is refused for a task of another customer, and for one that is not theirs', async () => {
      const foreign = await createTask(base.db, anna, { ...call, companyId: companies.zubr.id });
      expect(await refusedAs(send({ taskId: foreign.id }))).to.equal('letter.other_customer');
      const annas = await createTask(base.db, anna, call);
      expect(await refusedAs(send({ taskId: annas.id }, viewer('pawel')))).to.equal('task.not_found');
    });
  });
});
