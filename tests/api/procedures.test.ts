import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { KEY_HEADER } from '../../api/once.ts';
import { calling, placeProcedure } from '../support/campaigns.ts';
import { companies } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('procedures over the API', () => {
  let panel: TestPanel;
  let anna: TestAgent;
  let caseId: string;
  let scenarioId: string;
  before(async () => {
    panel = await startPanel();
    anna = await panel.as('anna');
    scenarioId = await panel.db.transaction((tx) =>
      placeProcedure(tx, 'telefon', { version: calling, subject: 'company' }),
    );
    const made = await anna.post('/api/v1/cases').send({ name: 'Reklamacja', companyId: companies.omega.id });
    caseId = (made.body as { id: string }).id;
  });
  after(() => panel.stop());

  const started = async () =>
    (await panel.db.rows<{ id: string }>('select id from runs where case_id = $1', [caseId])).map(({ id }) => id);

  it('are offered and told beforehand in the words of whoever asks', async () => {
    const offered = await anna.get(`/api/v1/cases/${caseId}/procedures`);
    const rows = (offered.body as { rows: { id: string; runsAlready: boolean }[] }).rows;
    expect(rows.find(({ id }) => id === scenarioId)).to.include({ runsAlready: false });
    const told = await anna.get(`/api/v1/cases/${caseId}/procedures/${scenarioId}`);
    expect((told.body as { obstacles: unknown }).obstacles).to.deep.equal([
      { blocks: false, text: 'Zadanie „Telefon po zaproszeniu” nie powstanie: brak zgody.' },
    ]);
  });

  it('are started once by a double click', async () => {
    const press = () => anna.post(`/api/v1/cases/${caseId}/procedures`).set(KEY_HEADER, 'klik').send({ scenarioId });
    const [first, second] = await Promise.all([press(), press()]);
    expect([first.status, second.status, second.text]).to.deep.equal([200, 200, first.text]);
    expect(await started()).to.deep.equal([(first.body as { id: string }).id]);
    const again = await anna.post(`/api/v1/cases/${caseId}/procedures`).send({ scenarioId });
    expect([again.status, (again.body as { code: string }).code]).to.deep.equal([422, 'procedure.goes_on']);
  });

  it('are ended with a reason', async () => {
    const [id] = await started();
    const silent = await anna.post(`/api/v1/runs/${id}/end`).send({ reason: '' });
    expect([silent.status, (silent.body as { field: string }).field]).to.deep.equal([422, 'reason']);
    await anna.post(`/api/v1/runs/${id}/end`).send({ reason: 'Pomyłka' }).expect(204);
    const seen = (await anna.get(`/api/v1/cases/${caseId}`)).body as { runs: { endedWhy: string }[] };
    expect(seen.runs[0]).to.include({ id, endedWhy: 'Pomyłka' });
  });
});
