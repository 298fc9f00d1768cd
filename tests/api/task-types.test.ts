import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import type { KeptType } from '../../db/task-type-settings.ts';
import { users } from '../support/cast.ts';
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
});
