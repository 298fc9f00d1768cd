import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import type { KeptType } from '../../db/task-type-settings.ts';
import { createTask } from '../../db/tasks.ts';
import { users } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { seatAccount } from '../support/outgoing.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('types of tasks', () => {
  let panel: TestPanel;
  let jan: TestAgent;
  before(async () => {
    panel = await startPanel();
    jan = await panel.as('jan');
  });
  after(() => panel.stop());

  const all = async () => (await jan.get('/api/v1/task-type-settings').expect(200)).body.rows as KeptType[];

  it('are kept with their outcomes, whose codes stay when they are renamed and put in another order', async () => {
    const call = (await all()).find(({ code }) => code === 'call')!;
    const { code, tasks: _tasks, ...rest } = call;
    const renamed = rest.outcomes.map((outcome) =>
      outcome.code === 'talked' ? { ...outcome, name: { pl: 'Porozmawialiśmy', en: 'Spoke' } } : outcome,
    );
    const outcomes = [...renamed.toReversed(), { code: '', name: { pl: 'Nagrał się na sekretarkę', en: '' } }];
    await jan
      .put(`/api/v1/task-type-settings/${code}`)
      .send({ ...rest, outcomes })
      .expect(204);
    const after = (await all()).find((type) => type.code === 'call')!;
    expect(after.outcomes.map((outcome) => outcome.code)).to.deep.equal([
      ...rest.outcomes.map((outcome) => outcome.code).toReversed(),
      'nagral-sie-na-sekretarke',
    ]);
    await jan
      .put(`/api/v1/task-type-settings/${code}`)
      .send({ ...rest, outcomes })
      .expect(409);
    expect(
      (await jan.put(`/api/v1/task-type-settings/${code}`).send({ ...rest, version: 2, outcomes: [] })).body.field,
    ).to.equal('outcomes');
  });

  it('that are new are offered at once, and no longer when they are switched off', async () => {
    const {
      code: _code,
      tasks: _tasks,
      version: _version,
      byDefault: _byDefault,
      ...like
    } = (await all()).find(({ code }) => code === 'errand')!;
    const { code } = (
      await jan
        .post('/api/v1/task-type-settings')
        .send({ ...like, name: { pl: 'Odbiór próbek', en: '' } })
        .expect(200)
    ).body;
    expect(code).to.equal('odbior-probek');
    const offered = async () =>
      (await jan.get('/api/v1/task-types').expect(200)).body.types.map((type: { code: string }) => type.code);
    expect(await offered()).to.include(code);
    await jan
      .put(`/api/v1/task-type-settings/${code}`)
      .send({ ...like, name: { pl: 'Odbiór', en: '' }, active: false, version: 1 })
      .expect(204);
    expect(await offered()).to.not.include(code);
  });

  it('go out as invitations as the setting says, and no longer when it is taken off', async () => {
    await panel.db.transaction(seatAccount);
    const anna = await panel.as('anna');
    const plannedAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const made = await anna
      .post('/api/v1/tasks')
      .send({ type: 'errand', title: 'Przegląd hali', plannedAt, userIds: [users.pawel.id] });
    const set = async (invites: boolean) => {
      const { code, tasks: _tasks, ...rest } = (await all()).find((type) => type.code === 'errand')!;
      await jan
        .put(`/api/v1/task-type-settings/${code}`)
        .send({ ...rest, invites })
        .expect(204);
      const { types } = (await anna.get('/api/v1/task-types').expect(200)).body;
      expect(types.find((type: { code: string }) => type.code === code).invites).to.equal(invites);
    };
    const tell = () => anna.post(`/api/v1/tasks/${made.body.id}/invitations`).send({});
    expect((await tell()).body.code).to.equal('invitation.type');
    await set(true);
    expect((await tell().expect(200)).body).to.include({ sent: 2 });
    await set(false);
    expect((await tell()).body.code).to.equal('invitation.type');
  });

  it('have one default, which programs that do not know of it leave as it is', async () => {
    const { code, tasks: _tasks, byDefault, ...errand } = (await all()).find((type) => type.code === 'errand')!;
    expect(byDefault).to.equal(true);
    await jan.put(`/api/v1/task-type-settings/${code}`).send(errand).expect(204);
    expect((await all()).filter((type) => type.byDefault).map((type) => type.code)).to.deep.equal([code]);
    const { body } = await jan
      .put(`/api/v1/task-type-settings/${code}`)
      .send({ ...errand, version: errand.version + 1, active: false })
      .expect(422);
    expect(body).to.include({ code: 'task_type.default_off', field: 'active' });
    const { types } = (await jan.get('/api/v1/task-types').expect(200)).body;
    expect(types.find((type: { code: string }) => type.code === code).byDefault).to.equal(true);
  });

  it('that are kept off Today, the calendar or feeds are not there, and others are', async () => {
    const anna = await panel.as('anna');
    const now = Date.now();
    const [plannedAt, dueAt] = [new Date(now).toISOString(), new Date(now + 86_400_000).toISOString()];
    const plan = (type: string) => createTask(panel.db, viewer('anna'), { type, title: type, plannedAt, dueAt });
    const { id: quiet } = await plan('errand');
    const { id: loud } = await plan('call');
    const feed = await anna.post('/api/v1/calendar-feeds').send({ detail: 'full' }).expect(200);
    const span = { from: new Date(now - 86_400_000).toISOString(), to: dueAt };
    const places: Readonly<Record<'onHome' | 'inCalendar' | 'inFeed', () => Promise<string>>> = {
      onHome: async () => (await anna.get('/api/v1/today').expect(200)).text,
      inCalendar: async () => (await anna.get('/api/v1/calendar').query(span).expect(200)).text,
      inFeed: async () => (await anna.get(new URL(feed.body.address).pathname).expect(200)).text,
    };
    const seen = async () => {
      const texts = await Promise.all(Object.values(places).map((read) => read()));
      return [quiet, loud].map((id) => texts.map((text) => text.includes(id)));
    };
    expect(await seen()).to.deep.equal([
      [true, true, true],
      [true, true, true],
    ]);
    for (const [at, flag] of (['onHome', 'inCalendar', 'inFeed'] as const).entries()) {
      const { code, tasks: _tasks, ...errand } = (await all()).find((type) => type.code === 'errand')!;
      const flags = { onHome: true, inCalendar: true, inFeed: true, [flag]: false };
      await jan
        .put(`/api/v1/task-type-settings/${code}`)
        .send({ ...errand, ...flags })
        .expect(204);
      const others = [0, 1, 2].map((place) => place !== at);
      expect(await seen(), flag).to.deep.equal([others, [true, true, true]]);
    }
  });
});
