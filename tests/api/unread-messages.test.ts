import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { markRead } from '../../db/bulk/actions/messages.ts';
import { viewerById } from '../../db/viewers.ts';
import type { DomainError } from '../../domain/domain-error.ts';
import type { Waiting } from '../../db/today.ts';
import { companies, people, users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('messages that came in', () => {
  let panel: TestPanel;
  let anna: TestAgent;
  let pawel: TestAgent;
  let maria: TestAgent;

  before(async () => {
    panel = await startPanel();
    anna = await panel.as('anna');
    pawel = await panel.as('pawel');
    maria = await panel.as('maria');
  });
  after(() => panel.stop());
  beforeEach(() => panel.db.run(`update messages set read_at = now() where direction = 'in'`));

  async function arrives(companyId: string = companies.drewPol.id): Promise<string> {
    const { id } = await panel.db.one<{ id: string }>(
      `insert into messages (direction, channel, company_id, subject, address, received_at, created_by, updated_by)
       values ('in', 'email', $1, 'Re: Oferta', 'biuro@drewpol.example', now(), 'system:mailbox', 'system:mailbox') returning id`,
      [companyId],
    );
    return id;
  }
  const waitingFor = async (agent: TestAgent) => {
    const { body } = await agent.get('/api/v1/today').expect(200);
    return (body.waiting as Waiting[]).find(({ kind }) => kind === 'replies');
  };
  const listed = async (agent: TestAgent, query: string) =>
    ((await agent.get(`/api/v1/messages?${query}`).expect(200)).body.rows as { id: string }[]).map(({ id }) => id);
  const mark = (agent: TestAgent, id: string, read: boolean) => agent.put(`/api/v1/messages/${id}/read`).send({ read });

  it('wait on the home page of whoever looks after the customer, and the number opens exactly its rows (rule 42)', async () => {
    const id = await arrives();
    const waiting = (await waitingFor(anna))!;
    expect(waiting.count).to.equal(1);
    expect(await listed(anna, waiting.link.split('?')[1]!)).to.deep.equal([id]);
    expect(await waitingFor(pawel)).to.equal(undefined);
    expect(await waitingFor(maria)).to.equal(undefined);
  });

  it('wait for whoever runs their case too', async () => {
    const id = await arrives();
    const { body } = await pawel.post('/api/v1/cases').send({ name: 'Reklamacja' }).expect(200);
    await panel.db.run('update messages set case_id = $2 where id = $1', [id, body.id]);
    expect((await waitingFor(pawel))?.count).to.equal(1);
    await mark(pawel, id, true).expect(200);
    expect(await waitingFor(anna)).to.equal(undefined);
  });

  it('are read when those whose they are say so, and can be put back', async () => {
    const id = await arrives();
    expect((await anna.get(`/api/v1/messages/${id}`).expect(200)).body.reading).to.deep.equal({
      ...{ unread: true, mine: true, mayMark: true },
    });
    expect((await mark(anna, id, true).expect(200)).body).to.deep.equal({ changed: true });
    expect((await mark(anna, id, true).expect(200)).body).to.deep.equal({ changed: false });
    expect(await listed(anna, 'list=unread')).not.to.include(id);
    await mark(anna, id, false).expect(200);
    expect(await listed(anna, 'list=unread')).to.include(id);
  });

  it('are not taken off the desk of somebody else, but by their superior', async () => {
    const id = await arrives();
    const refused = await mark(pawel, id, true).expect(422);
    expect(refused.body.code).to.equal('message.not_yours');
    expect((await maria.get(`/api/v1/messages/${id}`)).body.reading).to.deep.equal({
      ...{ unread: true, mine: false, mayMark: true },
    });
    await mark(maria, id, true).expect(200);
  });

  it('are not read by a program that only reads', async () => {
    const id = await arrives();
    const token = await panel.token('anna', ['message.read']);
    const asked = panel.nobody().put(`/api/v1/messages/${id}/read`).set('Authorization', `Bearer ${token}`);
    expect((await asked.send({ read: true })).body.code).to.equal('right.missing');
    expect(await listed(anna, 'list=unread')).to.include(id);
  });

  it('are marked many at once, each that is not read yet, and that can be undone', async () => {
    const id = await arrives();
    const viewer = (await viewerById(panel.db, users.anna.id))!;
    await panel.db.transaction(async (tx) => {
      const on = { tx, viewer, kind: 'messages' as const, id, version: 1, answers: {} };
      const before = await markRead.act(on);
      const again = await markRead.act(on).then(
        () => 'went',
        (error: DomainError) => error.code,
      );
      expect(again).to.equal('bulk.nothing');
      await markRead.undo!({ ...on, before, isTouched: false });
    });
    expect(await listed(anna, 'list=unread&who=mine')).to.deep.equal([id]);
  });

  it('that somebody marks once more after many were marked stay so when that is undone', async () => {
    const id = await arrives();
    const viewer = (await viewerById(panel.db, users.anna.id))!;
    const on = { viewer, kind: 'messages' as const, id, version: 1, answers: {} };
    const before = await panel.db.transaction((tx) => markRead.act({ ...on, tx }));
    await mark(anna, id, false).expect(200);
    await mark(anna, id, true).expect(200);
    const undone = await panel.db
      .transaction((tx) => markRead.undo!({ ...on, tx, before, isTouched: false }))
      .catch((error: DomainError) => error.code);
    expect(undone).to.equal('bulk.touched');
    expect(await listed(anna, 'list=unread&who=mine')).not.to.include(id);
  });

  it('that a customer began are recorded with channel, moment and person, and answer nothing', async () => {
    const { body } = await anna
      .post('/api/v1/messages/received')
      .send({
        ...{ companyId: companies.drewPol.id, personId: people.jozef.id, channel: 'phone' },
        ...{ receivedAt: '2026-11-20T10:00:00Z', subject: 'Pyta o dostawę', text: 'Kiedy przyjedzie?' },
      })
      .expect(200);
    const { body: message } = await anna.get(`/api/v1/messages/${body.id}`).expect(200);
    expect(message).to.include({ direction: 'in', subject: 'Pyta o dostawę', personId: people.jozef.id });
    expect(message.at).to.equal('2026-11-20T10:00:00.000Z');
    expect(message.reading.unread).to.equal(false);
    const theirs = await anna.get(`/api/v1/companies/${companies.drewPol.id}/messages?personId=${people.jozef.id}`);
    expect((theirs.body.rows as { id: string }[]).map(({ id }) => id)).to.include(body.id);
  });

  it('that somebody else writes down are unread for whom they are for', async () => {
    const sent = { companyId: companies.drewPol.id, channel: 'letter', subject: 'Pismo' };
    const { body } = await pawel.post('/api/v1/messages/received').send(sent).expect(200);
    expect(await listed(anna, 'list=unread&who=mine')).to.deep.equal([body.id]);
  });

  it('cannot be recorded without a subject, or for a moment that has not come', async () => {
    const sent = { companyId: companies.drewPol.id, channel: 'email' };
    const untitled = await anna.post('/api/v1/messages/received').send({ ...sent, subject: ' ' });
    expect(untitled.body).to.include({ code: 'message.untitled', field: 'subject' });
    const toCome = { ...sent, subject: 'Jutro', receivedAt: '2099-01-01T00:00:00Z' };
    const refused = await anna.post('/api/v1/messages/received').send(toCome);
    expect(refused.body).to.include({ code: 'message.to_come', field: 'receivedAt' });
  });
});
