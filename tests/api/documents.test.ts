import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import type { Deed } from '../../db/transaction-page.ts';
import { companies, users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('a document of trade', () => {
  let panel: TestPanel;
  let anna: TestAgent;
  let pawel: TestAgent;
  let feeder: string;

  before(async () => {
    panel = await startPanel();
    anna = await panel.as('anna');
    pawel = await panel.as('pawel');
    feeder = await panel.token('jan', ['transaction.feed', 'company.read', 'case.read']);
    await feed();
  });
  after(() => panel.stop());

  const invoice = {
    ...{ kind: 'invoice', externalId: 'F1', companyId: companies.drewPol.id, number: 'FV/1' },
    ...{ happenedOn: '2026-10-01', dueOn: '2026-10-15', amountMinor: 100_000 },
  };
  const payment = {
    ...{ kind: 'payment', externalId: 'P1', companyId: companies.drewPol.id, settles: 'F1' },
    ...{ happenedOn: '2026-10-20', amountMinor: 40_000 },
  };
  const feed = (over: object = {}) =>
    panel
      .nobody()
      .put('/api/v1/transactions')
      .set('Authorization', `Bearer ${feeder}`)
      .send({ source: 'erp', rows: [{ ...invoice, ...over }, payment] })
      .expect(200);
  const idOf = async (externalId: string) =>
    (await panel.db.one<{ id: string }>('select id from transactions where external_id = $1', [externalId])).id;
  const deeds = async (id: string, agent = anna) =>
    (await agent.get(`/api/v1/transactions/${id}/deeds`).expect(200)).body.rows as Deed[];
  const newCase = async (companyId: string | null) =>
    (await anna.post('/api/v1/cases').send({ name: 'Zaległość', companyId }).expect(200)).body.id as string;

  it('says its amounts, what settles it and what it settles', async () => {
    const { body } = await anna.get(`/api/v1/transactions/${await idOf('F1')}`).expect(200);
    expect(body).to.include({ companyName: companies.drewPol.name, openMinor: 60_000, overdue: true });
    expect(body.payments.map((one: { externalId: string }) => one.externalId)).to.deep.equal(['P1']);
    const paid = await anna.get(`/api/v1/transactions/${await idOf('P1')}`).expect(200);
    expect(paid.body.settled.map((one: { number: string }) => one.number)).to.deep.equal(['FV/1']);
  });

  it('gathers the tasks, messages, files and cases about it (S0-54)', async () => {
    const id = await idOf('F1');
    const sent = { type: 'call', title: 'Zadzwoń w sprawie FV/1', companyId: companies.drewPol.id };
    const task = (
      await anna
        .post('/api/v1/tasks')
        .send({ ...sent, ownerId: users.anna.id })
        .expect(200)
    ).body.id;
    await anna.post(`/api/v1/tasks/${task}/links`).send({ noun: 'transaction', recordId: id }).expect(204);
    const received = { companyId: companies.drewPol.id, channel: 'phone', subject: 'Zapłacą w piątek' };
    const message = (await anna.post('/api/v1/messages/received').send(received).expect(200)).body.id;
    await anna.put(`/api/v1/messages/${message}/transactions/${id}`).expect(204);
    await anna
      .post('/api/v1/files')
      .query({ noun: 'transaction', recordId: id, name: 'faktura.txt' })
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from('Faktura'))
      .expect(200);
    const caseId = await newCase(companies.drewPol.id);
    await anna.post('/api/v1/cases/move').send({ kind: 'transaction', id, caseId }).expect(200);
    expect((await deeds(id)).map(({ noun }) => noun).toSorted()).to.deep.equal(['case', 'file', 'message', 'task']);
    const letter = (await anna.get(`/api/v1/messages/${message}/transactions`).expect(200)).body;
    expect(letter.tied.map((one: { id: string }) => one.id)).to.deep.equal([id]);
    await anna.delete(`/api/v1/messages/${message}/transactions/${id}`).expect(204);
    expect((await deeds(id)).map(({ noun }) => noun)).not.to.include('message');
    const others = (await anna.get(`/api/v1/transactions/${id}/linkable`).expect(200)).body.rows;
    expect(others.map((one: { recordId: string }) => one.recordId))
      .to.include(message)
      .and.not.to.include(task);
  });

  it('that a person put into a case stays there and counts, though the feeding system knows of no case (S0-22)', async () => {
    const id = await idOf('F1');
    const caseId = await newCase(companies.drewPol.id);
    await anna.post('/api/v1/cases/move').send({ kind: 'transaction', id, caseId }).expect(200);
    await feed({ amountMinor: 120_000 });
    const effect = (await anna.get(`/api/v1/cases/${caseId}/effect`).expect(200)).body;
    expect(effect.money[0]).to.include({ currency: 'PLN', invoicedMinor: 120_000 });
    const other = await newCase(companies.drewPol.id);
    expect((await feed({ caseId: other })).body.refused).to.deep.equal([]);
    await feed();
    expect((await anna.get(`/api/v1/cases/${other}/effect`)).body.money).to.deep.equal([]);
  });

  it('goes into no case of another customer', async () => {
    const caseId = await newCase(companies.zubr.id);
    const move = { kind: 'transaction', id: await idOf('F1'), caseId };
    const refused = await anna.post('/api/v1/cases/move').send(move);
    expect(refused.body.code).to.equal('transaction.other_customer');
    const asked = new URLSearchParams({ search: '', companyId: companies.drewPol.id, only: 'customer' });
    const picks = (await anna.get(`/api/v1/cases/picks?${asked}`).expect(200)).body.rows as { id: string }[];
    expect(picks.map(({ id }) => id)).not.to.include(caseId);
    expect(picks).not.to.have.length(0);
  });

  it('is not there for who sees only own customers, whatever hangs on it', async () => {
    await panel.db.run(`update installation set settings = settings || '{"operatorsSee": "own"}'`);
    const id = await idOf('F1');
    for (const path of ['', '/deeds', '/linkable'])
      expect((await pawel.get(`/api/v1/transactions/${id}${path}`)).body.code).to.equal('transaction.not_found');
    const files = await pawel.get(`/api/v1/files?noun=transaction&recordId=${id}`);
    expect(files.status).to.equal(404);
    await anna.get(`/api/v1/transactions/${id}`).expect(200);
  });
});
