import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { bulkActivities } from '../../activities/bulks.ts';
import type { Bulk } from '../../domain/lists/actions.ts';
import type { ListDescription } from '../../domain/lists/shapes.ts';
import { users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

type Read = { readonly own: Record<string, unknown>; readonly version: number };

describe('own fields of campaigns beyond their drafts', () => {
  let panel: TestPanel;
  let jan: TestAgent;
  before(async () => {
    panel = await startPanel();
    jan = await panel.as('jan');
  });
  after(() => panel.stop());

  const post = async (path: string, body: object = {}) => {
    const answer = await jan.post(`/api/v1${path}`).send(body);
    expect(answer.ok, `${path}: ${JSON.stringify(answer.body)}`).to.equal(true);
    return answer.body as Record<string, unknown>;
  };
  const make = async (name: string) =>
    (await post('/campaigns', { name, supervisorId: users.maria.id, startsOn: '2027-03-01', endsOn: '2027-03-31' }))[
      'id'
    ] as string;
  const read = async (id: string) => (await jan.get(`/api/v1/campaigns/${id}`).expect(200)).body as Read;
  const described = async () => (await jan.get('/api/v1/lists/campaigns').expect(200)).body as ListDescription;

  it('a list offers to set a field for many only where there is one', async () => {
    expect((await described()).actions.map(({ name }) => name)).to.not.include('set field');
    await post('/own-fields', { record: 'campaign', kind: 'text', title: { pl: 'MPK', en: 'Cost centre' } });
    await post('/own-fields', { record: 'campaign', kind: 'text', title: { pl: 'Wnioski', en: 'Conclusions' } });
    const { actions, fields } = await described();
    expect(actions.find(({ name }) => name === 'set field')?.asks[0]?.fields?.map(({ id }) => id)).to.deep.equal([
      'own.mpk',
      'own.wnioski',
    ]);
    expect(fields.find(({ id }) => id === 'own.mpk')?.editable).to.equal(true);
  });

  it('are filled in whatever the state, with the version and the history, and nothing else of the campaign', async () => {
    const id = await make('Wiosna');
    const path = `/api/v1/campaigns/${id}`;
    await post(`/campaigns/${id}/cancel`, { reason: 'Nie ma komu dzwonić' });
    const { version } = await read(id);
    await jan
      .patch(path)
      .send({ version, changes: { name: 'Lato' } })
      .expect(400);
    const changes = { own: { wnioski: 'Zacząć wcześniej' } };
    const saved = await jan.patch(path).send({ version, changes }).expect(200);
    expect(saved.body).to.deep.equal({ version: version + 1 });
    expect((await read(id)).own).to.deep.equal(changes.own);
    const late = await jan.patch(path).send({ version, changes });
    expect([late.status, late.body.code]).to.deep.equal([409, 'campaign.changed']);
    const audited = await panel.db.one<{ changes: object }>(
      `select changes from audit where record_id = $1 and verb = 'edit'`,
      [id],
    );
    expect(audited.changes).to.deep.equal({ 'own.wnioski': [null, 'Zacząć wcześniej'] });
    const same = await jan.patch(path).send({ version: version + 1, changes });
    expect(same.body, 'the same again').to.deep.equal({ version: version + 1 });
    const anna = await panel.as('anna');
    await anna
      .patch(path)
      .send({ version: version + 1, changes })
      .expect(403);
  });

  it('are set for many at once, and taken back', async () => {
    const ids = [await make('Lato'), await make('Jesień')];
    const { version } = await read(ids[0]!);
    await jan
      .patch(`/api/v1/campaigns/${ids[0]}`)
      .send({ version, changes: { own: { mpk: 'STARE' } } })
      .expect(200);
    const bulkId = (await post('/lists/campaigns/selections', { ids }))['id'] as string;
    const workOff = async () => {
      while ((await bulkActivities({ db: panel.db }).moveBulkRows({ bulkId })).more);
      return ((await jan.get(`/api/v1/bulk/${bulkId}`).expect(200)).body as Bulk).counts;
    };
    const answers = { field: JSON.stringify({ field: 'own.mpk', value: 'MKT-210' }) };
    await post(`/bulk/${bulkId}/run`, { action: 'set field', answers });
    expect(await workOff()).to.include({ done: 2, skipped: 0 });
    const owns = async () => Promise.all(ids.map(async (id) => (await read(id)).own));
    expect(await owns()).to.deep.equal([{ mpk: 'MKT-210' }, { mpk: 'MKT-210' }]);
    await post(`/bulk/${bulkId}/undo`);
    expect(await workOff()).to.include({ undone: 2 });
    expect(await owns()).to.deep.equal([{ mpk: 'STARE' }, {}]);
  });
});
