import { expect } from 'chai';
import type { Refusal } from '../../api/errors.ts';
import { calendarApi } from '../../api/calendar.ts';
import { tasksApi } from '../../api/tasks.ts';
import type { CalendarTask } from '../../db/calendar.ts';
import { newId } from '../../db/new-id.ts';
import { cancelTask, repeatElsewhere, restoreTask } from '../../db/task-mistakes.ts';
import { createTask } from '../../db/tasks.ts';
import { workScreen } from '../../db/work-screen.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { serve, type Served } from '../support/served.ts';

const [anna, pawel, maria] = [viewer('anna'), viewer('pawel'), viewer('maria')];
const [car, projector] = [newId(), newId()];
const nine = '2027-04-06T07:00:00.000Z';

describe('a resource', () => {
  let base: TestDatabase;
  let served: Served;

  before(async () => {
    base = await freshDatabase(6);
    await base.db.transaction(seatCast);
    await base.db.run(
      `insert into resources (id, name, kind, created_by, updated_by) values ($1, 'Auto KR 8842', 'car', 'system:test', 'system:test'),
         ($2, 'Rzutnik', 'equipment', 'system:test', 'system:test')`,
      [car, projector],
    );
    served = await serve(base.db, { api: [calendarApi, tasksApi] });
  });
  afterEach(() => base.db.run('delete from tasks'));
  after(async () => {
    await served.close();
    await base.drop();
  });

  const visit = async (who: typeof anna, resourceIds: readonly string[], plannedAt = nine) =>
    (await createTask(base.db, who, { type: 'visit', title: 'Wizyta', plannedAt, durationMinutes: 60, resourceIds }))
      .id;
  const book = (who: typeof anna, id: string, resourceIds: readonly string[]) =>
    served.ask<Refusal>(who, `PUT /tasks/${id}/resources`, { version: 1, resourceIds });
  const edit = (id: string, change: object) => served.ask<Refusal>(anna, `PATCH /tasks/${id}`, { version: 1, change });
  const bookings = () => base.db.rows('select task_id, resource_id from bookings order by created_at');

  it('is never booked twice at the same time; the second is told by whom it is taken (rule 35)', async () => {
    await visit(anna, [car]);
    const second = await visit(pawel, []);
    const { status, body } = await book(pawel, second, [car, projector]);
    expect(status).to.equal(422);
    expect(body.message).to.equal(
      '„Auto KR 8842” jest w tym czasie zajęte (09:00–10:00, Anna Wiśniewska). Wybierz inny czas albo inny zasób.',
    );
    // All or nothing: the projector, which was free, is not held either.
    expect(await bookings()).to.have.length(1);
    const after = await visit(pawel, [], '2027-04-06T08:00:00.000Z');
    expect((await book(pawel, after, [car, projector])).status).to.equal(200);
  });

  it('stands on the page of the task', async () => {
    const id = await visit(anna, [projector, car]);
    const { around } = await workScreen(base.db, anna, id);
    expect(around.resources.map(({ name }) => name)).to.deep.equal(['Auto KR 8842', 'Rzutnik']);
  });

  it('that somebody else has booked meanwhile for the same work stays, and the second is told of both', async () => {
    const id = await visit(anna, []);
    expect((await book(maria, id, [car])).body).to.deep.equal({ version: 2 });
    const { status, body } = await book(anna, id, [projector]);
    expect(status).to.equal(409);
    expect(body.theirs).to.deep.equal({
      version: 2,
      fields: {
        resourceIds: {
          ...{ yours: [projector], theirs: [car] },
          said: { yours: ['Rzutnik'], theirs: ['Auto KR 8842'] },
        },
      },
    });
    expect(await bookings()).to.deep.equal([{ taskId: id, resourceId: car }]);
  });

  it('that is booked once more changes nothing of its task', async () => {
    const id = await visit(anna, [car, projector]);
    expect((await book(anna, id, [projector, car])).body).to.deep.equal({ version: 1 });
  });

  it('stands in the history of its task with what was booked before', async () => {
    const id = await visit(anna, [car]);
    await book(anna, id, [projector]);
    const told = await base.db.rows(
      `select actor, changes from audit where record_id = $1 and changes ? 'resourceIds' order by at`,
      [id],
    );
    expect(told).to.deep.equal([
      { actor: `user:${anna.userId}`, changes: { resourceIds: [[], [car]] } },
      { actor: `user:${anna.userId}`, changes: { resourceIds: [[car], [projector]] } },
    ]);
  });

  it('goes to one of two who book at the same moment', async () => {
    const ids = [await visit(anna, []), await visit(pawel, [])];
    const answers = await Promise.all([book(anna, ids[0]!, [car]), book(pawel, ids[1]!, [car])]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 422]);
    expect(await bookings()).to.have.length(1);
  });

  it('makes a task all or nothing', async () => {
    await visit(anna, [car]);
    const refused = await visit(pawel, [car]).catch((error: { code: string }) => error.code);
    expect(refused).to.equal('resource.taken');
    expect(await base.db.rows('select id from tasks')).to.have.length(1);
  });

  it('moves with its task, and holds it where it would clash', async () => {
    const first = await visit(anna, [car]);
    await visit(pawel, [car], '2027-04-06T09:00:00.000Z');
    const move = (version: number, plannedAt: string) =>
      served.ask<Refusal>(anna, `PATCH /tasks/${first}`, { version, change: { plannedAt } });
    expect((await move(1, '2027-04-06T09:30:00.000Z')).body.code).to.equal('resource.taken');
    expect((await move(1, '2027-04-06T10:00:00.000Z')).status).to.equal(200);
    const { from } = await base.db.one<{ from: string }>(
      'select lower(during) as from from bookings where task_id = $1',
      [first],
    );
    expect(from).to.equal('2027-04-06T10:00:00.000Z');
  });

  it('gives its place to another one at another hour, where it is taken itself', async () => {
    const id = await visit(anna, [car]);
    await visit(pawel, [car], '2027-04-06T09:00:00.000Z');
    const { status } = await edit(id, { plannedAt: '2027-04-06T09:00:00.000Z', resourceIds: [projector] });
    expect(status).to.equal(200);
    expect(
      await base.db.rows('select resource_id, lower(during) as from from bookings where task_id = $1', [id]),
    ).to.deep.equal([{ resourceId: projector, from: '2027-04-06T09:00:00.000Z' }]);
  });

  it('that is taken at another hour leaves its task at the first one, with what was booked', async () => {
    const id = await visit(anna, [car]);
    await visit(pawel, [projector], '2027-04-06T09:00:00.000Z');
    const { body } = await edit(id, { plannedAt: '2027-04-06T09:00:00.000Z', resourceIds: [projector] });
    expect(body).to.include({ code: 'resource.taken', field: 'resourceIds' });
    const { task } = await workScreen(base.db, anna, id);
    expect(task).to.deep.include({ plannedAt: nine, resourceIds: [car], version: 1 });
  });

  it('is free again when its task is dropped', async () => {
    const id = await visit(anna, [car]);
    await cancelTask(base.db, anna, { id, reason: 'Klient odwołał' });
    expect(await bookings()).to.deep.equal([]);
  });

  it('goes along with work that is repeated at another customer (rule 42)', async () => {
    const id = await visit(anna, [car, projector]);
    const other = await repeatElsewhere(base.db, anna, { id, companyId: companies.zubr.id });
    expect(await bookings()).to.have.deep.members([
      { taskId: other.id, resourceId: car },
      { taskId: other.id, resourceId: projector },
    ]);
  });

  it('comes back with its task where it is still free, and else it is said by whom it is taken', async () => {
    const id = await visit(anna, [car, projector]);
    await cancelTask(base.db, anna, { id, reason: 'Klient odwołał' });
    const other = await visit(pawel, [car]);
    const { body } = await served.ask<{ unbooked: string[] }>(anna, `POST /tasks/${id}/restore`);
    expect(body.unbooked).to.deep.equal([
      '„Auto KR 8842” jest już w tym czasie zajęte (09:00–10:00, Paweł Lewandowski), więc nie wróciło do zadania.',
    ]);
    expect(await bookings()).to.have.deep.members([
      { taskId: other, resourceId: car },
      { taskId: id, resourceId: projector },
    ]);
  });

  it('comes back with its task also when a case was closed over it, but not once it is out of use', async () => {
    const id = await visit(anna, [projector]);
    await base.db.run(`update tasks set state = 'cancelled' where id = $1`, [id]);
    await base.db.run('update resources set active = false where id = $1', [projector]);
    expect((await restoreTask(base.db, anna, id)).unbooked.map(({ pl }) => pl)).to.deep.equal([
      '„Rzutnik” nie jest już do rezerwacji, więc nie wróciło do zadania.',
    ]);
    await base.db.run('update resources set active = true where id = $1', [projector]);
    expect(await bookings()).to.deep.equal([]);
  });

  it('is not booked again for a task that has no time any more', async () => {
    const id = await visit(anna, [car]);
    const { version } = await base.db.one<{ version: number }>('select version from tasks where id = $1', [id]);
    await served.ask(anna, `PATCH /tasks/${id}`, { version, change: { plannedAt: null } });
    await cancelTask(base.db, anna, { id, reason: '' });
    expect(await restoreTask(base.db, anna, id)).to.deep.equal({ unbooked: [] });
    expect(await bookings()).to.deep.equal([]);
  });

  it('needs a time', async () => {
    const { id } = await createTask(base.db, anna, { type: 'visit', title: 'Kiedyś' });
    expect((await book(anna, id, [car])).body.code).to.equal('resource.no_time');
  });

  it('shows everybody when it is taken, and for what only those who may see the work', async () => {
    const id = await visit(anna, [car, projector]);
    const week = { from: '2027-04-04T22:00:00.000Z', to: '2027-04-11T22:00:00.000Z', resources: car };
    const ask = async (who: typeof anna) =>
      (await served.ask<{ tasks: CalendarTask[] }>(who, `GET /calendar?${new URLSearchParams(week)}`)).body.tasks;
    expect((await ask(maria))[0]).to.include({ id, title: 'Wizyta', busy: false });
    expect((await ask(pawel))[0]).to.include({ id, title: null, busy: true });
    expect((await ask(pawel))[0]!.resources).to.have.members([car, projector]);
  });
});
