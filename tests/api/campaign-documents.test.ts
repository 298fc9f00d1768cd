import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { createCampaign, readCampaign } from '../../db/campaigns.ts';
import { calling, draftOf, placeScenario } from '../support/campaigns.ts';
import { companies } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

type Line = { readonly id: string; readonly title: string; readonly stageId: string | null };

describe('documents of a campaign (S0-20, S0-21)', () => {
  let panel: TestPanel;
  let maria: TestAgent;
  let anna: TestAgent;
  let id: string;
  let stageId: string;
  let otherStage: string;
  let order: string;
  let invoice: string;

  before(async () => {
    panel = await startPanel();
    [maria, anna] = await Promise.all([panel.as('maria'), panel.as('anna')]);
    const version = await placeScenario(panel.db, 'calling', calling);
    const make = async (name: string) => {
      const made = await createCampaign(panel.db, viewer('maria'), draftOf(version, { name }));
      const { stages } = await readCampaign(panel.db, viewer('maria'), made.id);
      return { id: made.id, stageId: stages[0]!.id };
    };
    ({ id, stageId } = await make('Seminarium'));
    otherStage = (await make('Targi')).stageId;
    const rows = [
      { kind: 'order', externalId: 'Z1', companyId: companies.drewPol.id, number: 'ZAM/1', happenedOn: '2026-10-01' },
      { kind: 'invoice', externalId: 'F1', companyId: companies.zubr.id, number: 'FV/1', happenedOn: '2026-10-02' },
    ];
    await (await panel.as('jan')).put('/api/v1/transactions').send({ source: 'erp', rows }).expect(200);
    const idOf = async (externalId: string) =>
      (await panel.db.one<{ id: string }>('select id from transactions where external_id = $1', [externalId])).id;
    [order, invoice] = await Promise.all([idOf('Z1'), idOf('F1')]);
  });
  after(() => panel.stop());

  const read = async (who = maria) => {
    const { rows } = (await who.get(`/api/v1/campaigns/${id}/documents`).expect(200)).body as { rows: Line[] };
    return rows.map(({ title, stageId: stage }) => [title, stage]);
  };
  const whole = (document: string) => `/api/v1/campaigns/${id}/documents/${document}`;
  const ofStage = (stage: string, document: string) => `/api/v1/campaigns/${id}/stages/${stage}/documents/${document}`;
  const campaignsAbout = async (document: string) => {
    const { rows } = (await maria.get(`/api/v1/transactions/${document}/deeds`).expect(200)).body;
    return rows.map((one: { noun: string; title: string }) => [one.noun, one.title]);
  };

  it('stand at the whole campaign and at its stages, each once, and lead back from the document', async () => {
    for (let twice = 0; twice < 2; twice++) {
      await maria.put(whole(order)).expect(204);
      await maria.put(ofStage(stageId, order)).expect(204);
      await maria.put(ofStage(stageId, invoice)).expect(204);
    }
    expect(await read()).to.have.deep.members([
      ['FV/1', stageId],
      ['ZAM/1', null],
      ['ZAM/1', stageId],
    ]);
    expect(await campaignsAbout(order)).to.deep.equal([['campaign', 'Seminarium']]);
    const { links } = await panel.db.one<{ links: number }>(
      `select count(*)::int as links from audit where noun = 'campaign' and record_id = $1 and verb = 'link'`,
      [id],
    );
    expect(links).to.equal(3);
  });

  it('are taken off where they stand, and stay where else they do', async () => {
    await maria.delete(whole(order)).expect(204);
    expect(await read()).to.have.deep.members([
      ['FV/1', stageId],
      ['ZAM/1', stageId],
    ]);
    await maria.delete(ofStage(stageId, order)).expect(204);
    expect(await campaignsAbout(order)).to.deep.equal([]);
    await maria.get(`/api/v1/transactions/${order}`).expect(200);
  });

  it('stand at no stage of another campaign, and are changed by nobody who may not change the campaign', async () => {
    const wrong = await maria.put(ofStage(otherStage, order));
    expect([wrong.status, wrong.body.code]).to.deep.equal([404, 'stage.not_found']);
    const refused = await anna.put(whole(order));
    expect(refused.status).to.equal(403);
    expect(await read()).to.deep.equal([['FV/1', stageId]]);
  });

  it('of customers whom somebody does not see are neither shown nor tied by them', async () => {
    await panel.db.run(`update installation set settings = settings || '{"operatorsSee": "own"}'`);
    await panel.db.run('update companies set owner_id = null where id = $1', [companies.zubr.id]);
    expect(await read(anna)).to.deep.equal([]);
    expect(await read()).to.deep.equal([['FV/1', stageId]]);
  });
});
