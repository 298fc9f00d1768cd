import { expect } from 'chai';
import { remindersApi } from '../../api/reminders.ts';
import { tasksApi } from '../../api/tasks.ts';
import { todayApi } from '../../api/today.ts';
import { workApi } from '../../api/work.ts';
import { showDueReminders } from '../../db/reminders.ts';
import type { WorkScreen } from '../../db/work-screen.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';
import { serve, type Served } from '../support/served.ts';

type Desk = { screen: WorkScreen | null; why: { pl: string } | null; progress: { done: number; of: number } };
type Refusal = { code: string; message: string; field?: string };

const anna = viewer('anna');
const pawel = viewer('pawel');

describe('work over HTTP', () => {
  let base: TestDatabase;
  let served: Served;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    served = await serve(base.db, { api: [todayApi, workApi, tasksApi, remindersApi] });
  });
  after(async () => {
    await served.close();
    await base.drop();
  });
  beforeEach(() => base.db.run(`delete from reminders; delete from tasks`));

  const errand = async (over: object = {}) => {
    const task = { type: 'errand', title: 'Oferta', companyId: companies.drewPol.id, ...over };
    return (await served.ask<{ id: string }>(anna, 'POST /tasks', task)).body.id;
  };

  it('an outcome brings the next task in the same answer', async () => {
    await errand({ title: 'Pierwsze', dueAt: '2026-01-01T10:00:00Z' });
    await errand({ title: 'Drugie', dueAt: '2030-01-01T10:00:00Z' });
    const { body: desk } = await served.ask<Desk>(anna, 'POST /work/next', {});
    expect(desk.screen?.task.title).to.equal('Pierwsze');
    const typed = { outcome: 'done', note: 'Wysłane', next: true };
    const { body } = await served.ask<{ desk: Desk; completed: { undoUntil: string } }>(
      anna,
      `POST /work/${desk.screen!.task.id}/outcome`,
      typed,
    );
    expect(body.desk.screen?.task.title).to.equal('Drugie');
    expect(body.desk.progress).to.deep.equal({ done: 1, of: 1 });
    expect(Date.parse(body.completed.undoUntil)).to.be.greaterThan(Date.now());
  });

  it('an outcome brings the next task within 700 ms at the 95th percentile', async () => {
    for (let i = 0; i < 40; i++)
      await placeRunTask(base.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
    await base.db.run(`update tasks set type = 'errand' where run_id is not null`);
    let { body: desk } = await served.ask<Desk>(anna, 'POST /work/next', {});
    const taken: number[] = [];
    while (desk.screen) {
      const start = performance.now();
      const path = `POST /work/${desk.screen.task.id}/outcome` as const;
      desk = (await served.ask<{ desk: Desk }>(anna, path, { outcome: 'interested', next: true })).body.desk;
      taken.push(performance.now() - start);
    }
    expect(taken).to.have.length(40);
    expect(taken.toSorted((a, b) => a - b)[37]).to.be.lessThan(700);
  });

  it('the last finished are one key away, and can be taken back (rule 38)', async () => {
    const id = await errand();
    await served.ask(anna, `POST /work/${id}/outcome`, { outcome: 'done', note: 'Wysłane' });
    const { body } = await served.ask<{ tasks: { id: string; undoable: boolean }[] }>(anna, 'GET /work/finished');
    expect(body.tasks).to.have.length(1);
    expect(body.tasks[0]).to.include({ id, undoable: true });
    const undone = await served.ask(anna, `POST /work/${id}/undo`);
    expect(undone.body).to.include({ taskId: id, outcome: 'done', note: 'Wysłane' });
  });

  it('a contact is among them, and never becomes an open task', async () => {
    const spoken = { type: 'call', companyId: companies.omega.id, at: new Date().toISOString(), note: 'Dzwonili' };
    const { body: contact } = await served.ask<{ id: string }>(anna, 'POST /contacts', spoken);
    const { body } = await served.ask<{ tasks: { id: string; undoable: boolean }[] }>(anna, 'GET /work/finished');
    expect(body.tasks[0]).to.include({ id: contact.id, undoable: false });
    const undone = await served.ask<Refusal>(anna, `POST /work/${contact.id}/undo`);
    expect([undone.status, undone.body.code]).to.deep.equal([422, 'task.undo_contact']);
    expect((await served.ask<{ task: object }>(anna, `GET /tasks/${contact.id}`)).body.task).to.include({
      state: 'done',
    });
  });

  it('what is taken back comes with all that was said of it: the next date, both times, the way (rule 38)', async () => {
    const id = await errand({ type: 'visit' });
    const said = {
      workMinutes: 35,
      callSeconds: 240,
      noteSeconds: 20,
      noteStartedAt: '2026-03-02T10:00:00.000Z',
      kilometres: 18,
    };
    const answers = { nextAt: '2030-12-03T13:00:00.000Z' };
    const done = await served.ask<Refusal>(anna, `POST /work/${id}/outcome`, {
      outcome: 'moved',
      answers,
      note: 'Wysłane',
      ...said,
    });
    expect(done.status, done.body.message).to.equal(200);
    const undone = await served.ask(anna, `POST /work/${id}/undo`);
    expect(undone.body).to.deep.equal({ taskId: id, outcome: 'moved', answers, note: 'Wysłane', ...said });
  });

  it('the last five finished are kept at hand, the newest first, and nobody else’s (rule 38)', async () => {
    for (const title of ['Raz', 'Dwa', 'Trzy', 'Cztery', 'Pięć', 'Sześć']) {
      const id = await errand({ title });
      await served.ask(anna, `POST /work/${id}/outcome`, { outcome: 'done' });
    }
    const finished = async (who: typeof anna) =>
      (await served.ask<{ tasks: { title: string }[] }>(who, 'GET /work/finished')).body.tasks.map(
        ({ title }) => title,
      );
    expect(await finished(anna)).to.deep.equal(['Sześć', 'Pięć', 'Cztery', 'Trzy', 'Dwa']);
    expect(await finished(pawel)).to.deep.equal([]);
  });

  it('refuses in the viewer’s language, naming the field', async () => {
    const id = await errand({ type: 'call', title: 'Telefon' });
    const { status, body } = await served.ask<Refusal>(anna, `POST /work/${id}/outcome`, { outcome: 'call-back' });
    expect(status).to.equal(422);
    expect(body).to.deep.equal({
      code: 'answer.missing',
      message: 'Wynik „Oddzwonić” wymaga daty. Podaj, kiedy.',
      field: 'nextAt',
    });
  });

  it('refuses a number that nobody can have driven or worked, saying which there may be, and keeps the task open', async () => {
    const id = await errand({ type: 'visit' });
    const refused = async (part: object) => {
      const { status, body } = await served.ask<Refusal>(anna, `POST /work/${id}/outcome`, {
        outcome: 'done',
        ...part,
      });
      return { status, ...body };
    };
    expect(await refused({ kilometres: -5 })).to.deep.equal({
      status: 400,
      code: 'request.invalid',
      message: 'Wpisz tu liczbę nie mniejszą niż 0.',
      field: 'kilometres',
    });
    expect(await refused({ workMinutes: 10_001 })).to.include({
      message: 'Wpisz tu liczbę nie większą niż 10\u00a0000.',
      field: 'workMinutes',
    });
    expect((await served.ask<{ task: object }>(anna, `GET /tasks/${id}`)).body.task).to.include({ state: 'open' });
  });

  it('another operator finds neither the task nor its screen', async () => {
    const id = await errand();
    for (const what of [`GET /tasks/${id}`, `POST /work/${id}/lease`, `POST /work/${id}/undo`] as const) {
      expect((await served.ask(pawel, what)).status).to.equal(404);
    }
    const below = { title: 'Pod cudzym', type: 'call', parentId: id };
    expect((await served.ask(pawel, 'POST /tasks', below)).status).to.equal(404);
    expect((await served.ask<{ rows: object[] }>(pawel, 'GET /tasks?list=open&who=all')).body.rows).to.deep.equal([]);
  });

  it('a task at somebody else’s customer opens whom to call, and nothing else of them', async () => {
    const narrow = viewer('pawel', { customers: 'own' });
    const maria = viewer('maria');
    const task = { type: 'call', title: 'Zastępstwo', companyId: companies.drewPol.id, personId: people.jozef.id };
    await base.db.run(`update companies set nip = '5260250274', notes = 'Uwagi', turnover_minor = 100 where id = $1`, [
      companies.drewPol.id,
    ]);
    const made = await served.ask<{ id: string }>(maria, 'POST /tasks', { ...task, ownerId: users.pawel.id });
    const { status, body: desk } = await served.ask<Desk>(narrow, 'POST /work/next', { taskId: made.body.id });
    expect(status).to.equal(200);
    const { customer, history } = desk.screen!;
    expect(history).to.deep.equal([]);
    const { phones, emails, consents, ...rest } = customer!;
    expect(rest).to.deep.equal({
      id: companies.drewPol.id,
      name: companies.drewPol.name,
      personName: 'Józef Zieliński',
      personPosition: rest.personPosition,
      seen: false,
      currency: 'PLN',
      ...{ nip: null, class: null, city: null, notes: null, turnoverMinor: null, ownerName: null, lastContactAt: null },
    });
    expect([phones.length, emails, consents]).to.deep.equal([1, [], []]);
    expect((await served.ask<WorkScreen>(narrow, `GET /tasks/${desk.screen!.task.id}`)).status).to.equal(200);
    const later = { outcome: 'call-back', answers: { nextAt: '2030-02-01T10:00:00Z' } };
    expect((await served.ask(narrow, `POST /work/${desk.screen!.task.id}/outcome`, later)).status).to.equal(200);
    const { n } = await base.db.one<{ n: number }>(
      `select count(*) as n from tasks where owner_id = $1 and state = 'open'`,
      [users.pawel.id],
    );
    expect(n).to.equal(1);
  });

  it('the script says no more of a customer than the desk beside it', async () => {
    const company = companies.drewPol;
    await base.db.run(
      `insert into own_fields (record, code, kind, name_pl, name_en, created_by, updated_by)
       values ('company', 'limit', 'text', 'Limit', 'Limit', 'system:test', 'system:test')`,
    );
    await base.db.run(
      `update companies set nip = '5260250274', class = 'A', own = '{"limit": "kanarek"}' where id = $1`,
      [company.id],
    );
    const about = { companyId: company.id, personId: people.jozef.id, ownerId: users.pawel.id };
    const made = await served.ask<{ id: string }>(viewer('maria'), 'POST /tasks', {
      type: 'call',
      title: 'T',
      ...about,
    });
    const script = ['company.name', 'person.fullName', 'company.nip', 'company.class', 'company.own.limit'];
    await base.db.run('update tasks set script = $2 where id = $1', [
      made.body.id,
      script.map((field) => `{{ ${field} }}`).join('|'),
    ]);
    const saidTo = async (who: typeof pawel) =>
      (await served.ask<WorkScreen>(who, `GET /tasks/${made.body.id}`)).body.script.map(({ text }) => text).join('');
    const rights = new Set([...pawel.rights].filter((right) => right !== 'company.read'));
    expect(await saidTo(pawel)).to.equal(`${company.name}|Józef Zieliński|5260250274|A|kanarek`);
    expect(await saidTo(viewer('pawel', { customers: 'own' }))).to.equal(`${company.name}|Józef Zieliński|||`);
    expect(await saidTo(viewer('pawel', { rights }))).to.equal('||||');
  });

  it('a call that is no longer allowed closes with the reason when it is opened by its name, and its run hears of it (rule 30)', async () => {
    const { taskId } = await placeRunTask(base.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
    const stateOf = () => base.db.one('select state, state_reason from tasks where id = $1', [taskId]);
    const meantFor = (purpose: string) => base.db.run(`update tasks set purpose = $2 where id = $1`, [taskId, purpose]);
    await meantFor('service');
    expect((await served.ask(anna, 'POST /work/next', { taskId })).status).to.equal(200);
    await base.db.run(
      `insert into consents (company_id, channel, purpose, status, evidence, created_by) values ($1, 'phone', 'marketing', 'withdrawn', 'rozmowa', 'system:test')`,
      [companies.drewPol.id],
    );
    await meantFor('marketing');
    const { status, body } = await served.ask<Refusal>(anna, 'POST /work/next', { taskId });
    expect([status, body.code]).to.deep.equal([422, 'task.call_closed']);
    expect(body.message).to.contain('zgoda wycofana');
    expect(await stateOf()).to.deep.equal({ state: 'withdrawn', stateReason: 'zgoda wycofana' });
    const input = await base.db.one<{ what: object }>(`select what from run_inputs where source = 'governor'`);
    expect(input.what).to.include({ kind: 'settled', as: 'refused', reason: 'consent withdrawn' });
    await base.db.run('delete from consents');
  });

  it('a call that nobody has a number for stays open when it is opened by its name: the number may be found', async () => {
    const { id: companyId } = await base.db.one<{ id: string }>(
      `insert into companies (name, owner_id, search_text, created_by, updated_by) values ('Bez telefonu', $1, 'bez telefonu', 'system:test', 'system:test') returning id`,
      [users.anna.id],
    );
    const id = await errand({ type: 'call', companyId });
    const { body } = await served.ask<Desk>(anna, 'POST /work/next', { taskId: id });
    expect(body.screen?.task.state).to.equal('open');
    expect(body.screen?.warnings.map(({ pl }) => pl)).to.deep.equal(['Teraz nie dzwoń: brak adresu.']);
  });

  it('without the right to read tasks nothing is shown', async () => {
    const stranger = viewer('anna', { rights: new Set() });
    for (const what of ['GET /today', 'GET /tasks', 'POST /work/next'] as const) {
      expect((await served.ask(stranger, what)).status).to.equal(403);
    }
  });

  it('every number of the home page opens exactly its rows (rule 42)', async () => {
    await errand({ dueAt: '2026-01-01T10:00:00Z' });
    const id = await errand({ type: 'call' });
    await served.ask(anna, `POST /work/${id}/outcome`, { outcome: 'talked' });
    for (const who of [anna, viewer('maria')]) {
      type Today = { figures: { key: string; value: number; link: string }[] };
      const { body } = await served.ask<Today>(who, 'GET /today');
      expect(body.figures.length).to.be.within(3, 5);
      for (const figure of body.figures) {
        const query = figure.link.slice('/admin'.length) as `/${string}`;
        const rows = await served.ask<{ rows: object[] }>(who, `GET ${query}`);
        expect(rows.body.rows.length, figure.key).to.equal(figure.value);
      }
    }
  });

  it('calls of the week are those of any type by phone, whatever it is called', async () => {
    type Today = { figures: { key: string; value: number }[] };
    const calls = async () =>
      (await served.ask<Today>(anna, 'GET /today')).body.figures.find(({ key }) => key === 'calls')!.value;
    await base.db.run(
      `insert into task_types (code, name_pl, name_en, channel) values ('infolinia', 'Infolinia', 'Hotline', 'phone')`,
    );
    const before = await calls();
    for (const type of ['infolinia', 'meeting']) {
      const id = await errand({ type });
      const outcome = type === 'meeting' ? 'held' : 'done';
      await served.ask(anna, `POST /work/${id}/outcome`, { outcome });
    }
    expect(await calls()).to.equal(before + 1);
  });

  it('echoes the whole date of what was typed (rule 39)', async () => {
    const { body } = await served.ask<{ said: string; date: { time: string } }>(
      anna,
      'GET /typed-date?text=pt%2014:00',
    );
    expect(body.said).to.match(/^pt \d+ \p{L}+ 20\d\d, 14:00$/u);
    expect((await served.ask<{ date: null }>(anna, 'GET /typed-date?text=kiedy%C5%9B')).body.date).to.equal(null);
  });

  it('a reminder is shown late with its lateness, and acknowledged everywhere at once (rule 34)', async () => {
    const id = await errand({ plannedAt: new Date(Date.now() + 600_000).toISOString(), remindMinutes: [60] });
    await base.db.transaction((tx) => showDueReminders(tx, new Date().toISOString()));
    type Listed = { reminders: { id: string; taskId: string; lateSeconds: number }[] };
    const { body } = await served.ask<Listed>(anna, 'GET /reminders');
    expect(body.reminders).to.have.length(1);
    expect(body.reminders[0]!.taskId).to.equal(id);
    expect(body.reminders[0]!.lateSeconds).to.be.within(2990, 3010);
    expect((await served.ask<Listed>(pawel, 'GET /reminders')).body.reminders).to.have.length(0);

    const reminder = body.reminders[0]!.id;
    await served.ask(anna, `POST /reminders/${reminder}/snooze`, { minutes: 5 });
    expect((await served.ask<Listed>(anna, 'GET /reminders')).body.reminders).to.have.length(0);
    await base.db.transaction((tx) => showDueReminders(tx, new Date(Date.now() + 301_000).toISOString()));
    await served.ask(anna, 'POST /reminders/acknowledge', { ids: [reminder] });
    expect((await served.ask<Listed>(anna, 'GET /reminders')).body.reminders).to.have.length(0);
  });

  it('a reminder of a finished task is dropped, not shown', async () => {
    const id = await errand({ plannedAt: new Date(Date.now() + 600_000).toISOString(), remindMinutes: [60] });
    await served.ask(anna, `POST /work/${id}/outcome`, { outcome: 'done' });
    const { shown } = await base.db.transaction((tx) => showDueReminders(tx, new Date().toISOString()));
    expect(shown).to.equal(0);
  });
});
