import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { bulkActivities } from '../../activities/bulks.ts';
import type { ListDescription } from '../../domain/lists/shapes.ts';
import type { OwnKind } from '../../domain/own/shapes.ts';
import { companies } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

type Body = Record<string, unknown>;
type Read = { readonly own: Body; readonly version: number };
const companyId = companies.drewPol.id;

describe('own fields of messages', () => {
  let panel: TestPanel;
  let jan: TestAgent;
  let anna: TestAgent;
  before(async () => {
    panel = await startPanel();
    [jan, anna] = await Promise.all([panel.as('jan'), panel.as('anna')]);
    await define('text', 'Numer zgłoszenia');
    await define('date', 'Odpowiedź do');
    await define('text', 'Poufne', { readers: ['administrator'], required: true });
    await define('file', 'Pełnomocnictwo');
    await define('formula', 'Skrót', { options: { formula: 'upper(subject)', formulaType: 'text' } });
  });
  after(() => panel.stop());

  const post = async (path: string, body: object = {}) => {
    const answer = await jan.post(`/api/v1${path}`).send(body);
    expect(answer.ok, `${path}: ${JSON.stringify(answer.body)}`).to.equal(true);
    return answer.body as Body;
  };
  const define = (kind: OwnKind, pl: string, more: object = {}) =>
    post('/own-fields', { record: 'message', kind, title: { pl, en: pl }, ...more });
  const receive = async (subject: string) =>
    (await post('/messages/received', { companyId, channel: 'letter', subject }))['id'] as string;
  const read = async (id: string, who = jan) => (await who.get(`/api/v1/messages/${id}`).expect(200)).body as Read;
  const fill = async (id: string, own: Body, who = jan) =>
    who.patch(`/api/v1/messages/${id}`).send({ version: (await read(id, who)).version, changes: { own } });

  it('are filled in beside what was written, with the version and the history, and by whoever may read them', async () => {
    const id = await receive('Reklamacja');
    const own = { numer_zgloszenia: 'R/7', odpowiedz_do: '2026-12-10', poufne: 'kanarek' };
    const { version } = await read(id);
    const saved = await fill(id, own);
    expect(saved.body).to.deep.equal({ version: version + 1 });
    expect((await read(id)).own).to.deep.equal({ ...own, skrot: 'REKLAMACJA' });
    expect((await read(id, anna)).own).to.not.have.property('poufne');
    expect((await fill(id, { poufne: 'x' }, anna)).status).to.equal(422);
    expect((await fill(id, { odpowiedz_do: 'jutro' })).body.field).to.equal('own.odpowiedz_do');
    const late = await jan.patch(`/api/v1/messages/${id}`).send({ version, changes: { own } });
    expect([late.status, late.body.code]).to.deep.equal([409, 'message.changed']);
    await jan
      .patch(`/api/v1/messages/${id}`)
      .send({ version: version + 1, changes: { subject: 'Inny' } })
      .expect(400);
    const audited = await panel.db.one<{ changes: Body }>(
      `select changes from audit where record_id = $1 and verb = 'edit'`,
      [id],
    );
    expect(audited.changes).to.have.all.keys('own.numer_zgloszenia', 'own.odpowiedz_do', 'own.poufne');
  });

  it('hold a file for everybody who sees the message', async () => {
    const id = await receive('Pełnomocnictwo');
    const sent = await jan
      .post('/api/v1/files?name=skan.txt')
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from('Skan'));
    const file = (sent.body as { id: string }).id;
    expect((await fill(id, { pelnomocnictwo: file })).status).to.equal(200);
    await anna.get(`/api/v1/files/${file}/versions/1`).expect(200);
  });

  it('stand in their list: shown, filtered by, changed in a cell and set for many at once', async () => {
    const ids = [await receive('Pierwszy'), await receive('Drugi')];
    await fill(ids[0]!, { numer_zgloszenia: 'Z/1' });
    const { fields, actions } = (await jan.get('/api/v1/lists/messages').expect(200)).body as ListDescription;
    expect(fields.find((one) => one.id === 'own.numer_zgloszenia')?.editable).to.equal(true);
    expect(actions.map(({ name }) => name)).to.include('set field');
    const rule = { field: 'message.own.numer_zgloszenia', operator: '=', value: 'Z/1' };
    const view = {
      columns: [{ field: 'own.numer_zgloszenia' }],
      sort: [],
      condition: { combinator: 'and', rules: [rule] },
      colours: [],
      density: 'roomy',
    };
    const { rows } = (await post('/lists/messages/rows', { view })) as { rows: Body[] };
    expect(rows.map(({ id, values }) => [id, values])).to.deep.equal([[ids[0], { 'own.numer_zgloszenia': 'Z/1' }]]);

    const bulkId = (await post('/lists/messages/selections', { ids }))['id'] as string;
    const answers = { field: JSON.stringify({ field: 'own.numer_zgloszenia', value: 'Z/2' }) };
    await post(`/bulk/${bulkId}/run`, { action: 'set field', answers });
    while ((await bulkActivities({ db: panel.db }).moveBulkRows({ bulkId })).more);
    for (const id of ids) expect((await read(id)).own).to.include({ numer_zgloszenia: 'Z/2' });
  });
});
