import { expect } from 'chai';
import { invitation, draftOf, inDays, placeScenario } from '../support/campaigns.ts';
import { companies } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('the API of campaigns', () => {
  let panel: TestPanel;
  let maria: Awaited<ReturnType<TestPanel['as']>>;
  let anna: Awaited<ReturnType<TestPanel['as']>>;
  let versionId: string;
  before(async () => {
    panel = await startPanel();
    versionId = await placeScenario(panel.db, 'invitation', invitation);
    maria = await panel.as('maria');
    anna = await panel.as('anna');
  });
  after(() => panel.stop());

  const api = '/api/v1/campaigns';
  async function submitted(): Promise<string> {
    const { body } = await maria.post(api).send(draftOf(versionId)).expect(200);
    await maria.post(`${api}/${body.id}/submit`).expect(204);
    return body.id as string;
  }

  it('a supervisor makes a campaign, submits, approves and starts it', async () => {
    const id = await submitted();
    await maria.post(`${api}/${id}/approve`).expect(204);
    await maria.post(`${api}/${id}/start`).expect(204);
    const { body } = await maria.get(`${api}/${id}`).expect(200);
    expect(body).to.include({ state: 'starting', supervisorName: 'Maria Nowicka' });
    expect(body.actions).to.deep.equal(['pause', 'end', 'cancel']);
  });

  it('an operator reads campaigns and may neither make, approve nor start them', async () => {
    const id = await submitted();
    await anna.get(`${api}/${id}`).expect(200);
    for (const verb of ['approve', 'start', 'submit']) {
      const { body } = await anna.post(`${api}/${id}/${verb}`).expect(403);
      expect(body.code).to.equal('right.missing');
    }
    for (const verb of ['send-back', 'pause', 'cancel'])
      await anna.post(`${api}/${id}/${verb}`).send({ reason: 'x' }).expect(403);
    await anna.post(api).send(draftOf(versionId)).expect(403);
  });

  it('a token does what its rights allow', async () => {
    const id = await submitted();
    const reader = await panel.token('maria', ['campaign.read']);
    await panel.nobody().get(`${api}/${id}`).set('Authorization', `Bearer ${reader}`).expect(200);
    await panel.nobody().post(`${api}/${id}/approve`).set('Authorization', `Bearer ${reader}`).expect(403);
  });

  it('the form is told live who is left out and why, before anything is saved', async () => {
    const form = { sources: { everyone: true }, scenarioVersionIds: [versionId] };
    const { body } = await maria.post(`${api}/preview`).send(form).expect(200);
    expect(body).to.deep.equal({
      all: 4,
      takingPart: 2,
      leftOut: [
        { reason: 'no address', count: 1 },
        { reason: 'no consent', count: 1 },
      ],
    });
    const { body: rows } = await maria
      .post(`${api}/preview/rows`)
      .send({ ...form, reason: 'no consent' })
      .expect(200);
    expect(rows.rows.map((row: { companyName: string }) => row.companyName)).to.deep.equal([companies.omega.name]);
  });

  it('a stage that ends before it starts is refused beside its field, in the language of the viewer', async () => {
    const draft = draftOf(versionId);
    const stages = [{ ...draft.stages[0], startsOn: inDays(5), endsOn: inDays(2) }];
    const { body } = await maria
      .post(api)
      .send({ ...draft, stages })
      .expect(422);
    expect(body).to.include({ code: 'stage.ends_before_start', field: 'stages.0.endsOn' });
    expect(body.message).to.match(/^Etap „Zaproszenie” kończy się .* zanim się zacznie/);
  });

  it('a field that is none is refused', async () => {
    await maria
      .post(api)
      .send({ ...draftOf(versionId), nonsense: 1 })
      .expect(400);
    await maria.get(`${api}/not-an-id`).expect(400);
  });

  it('a campaign that does not exist is not found', async () => {
    await maria.get(`${api}/0193a4e0-0000-7000-8000-000000000001`).expect(404);
  });

  it('the check tells problems with level and field', async () => {
    const { body } = await maria
      .post(api)
      .send({ ...draftOf(versionId), stages: [] })
      .expect(200);
    const { body: check } = await maria.get(`${api}/${body.id}/check`).expect(200);
    expect(check.problems[0]).to.include({ code: 'campaign.no_stages', level: 'error', field: 'stages' });
    expect((await maria.post(`${api}/${body.id}/submit`).expect(422)).body.code).to.equal('campaign.no_stages');
  });

  it('the list goes on where its last page ended', async () => {
    const { body: first } = await maria.get(`${api}?limit=2`).expect(200);
    const { body: second } = await maria.get(`${api}?limit=2&after=${first.next}`).expect(200);
    const ids = [...first.rows, ...second.rows].map((row: { id: string }) => row.id);
    expect(new Set(ids).size).to.equal(4);
    expect((await maria.get(`${api}?state=ended`).expect(200)).body.rows).to.deep.equal([]);
    expect((await maria.get(`${api}?words=seminarium`).expect(200)).body.rows).to.have.length.greaterThan(2);
  });

  it('costs, numbers and the funnel are there from the first day', async () => {
    const id = await submitted();
    await maria
      .post(`${api}/${id}/costs`)
      .send({ what: 'Druk', amountMinor: 10_050, incurredOn: inDays(0) })
      .expect(200);
    expect((await maria.get(`${api}/${id}/numbers`).expect(200)).body.budget).to.include({ costMinor: 10_050 });
    expect((await maria.get(`${api}/${id}/funnel`).expect(200)).body.lines[0]).to.include({
      kind: 'taking part',
      count: 0,
    });
    expect((await maria.get(`${api}/${id}/costs`).expect(200)).body.rows).to.have.length(1);
    await anna
      .post(`${api}/${id}/costs`)
      .send({ what: 'Druk', amountMinor: 1, incurredOn: inDays(0) })
      .expect(403);
  });

  it('a key of the funnel that was typed by hand is refused', async () => {
    const id = await submitted();
    const { body } = await maria.get(`${api}/${id}/participants?step=sent.x'.y`).expect(422);
    expect(body.code).to.equal('campaign.unknown_step');
  });
});
