import { expect } from 'chai';
import { loadRuleBook } from '../../db/governor.ts';
import { seatAccount } from '../support/outgoing.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('rules of contact and sending accounts', () => {
  let panel: TestPanel;

  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.stop());

  it('rules that nobody could follow are refused in words, and the old ones hold', async () => {
    const before = await loadRuleBook(panel.db);
    const jan = await panel.as('jan');
    const { version } = (await jan.get('/api/v1/rule-book').expect(200)).body;
    for (const [part, said] of [
      [{ cap: { touches: 0, days: 7 } }, /Limit kontaktów/],
      [{ hours: { email: { from: '20:00', to: '8:00', days: [1] } } }, /Godziny kanału/],
    ] as const) {
      const { body } = await jan
        .put('/api/v1/rule-book')
        .send({ book: { ...before, ...part }, version })
        .expect(422);
      expect(body.message).to.match(said);
    }
    await jan
      .put('/api/v1/rule-book')
      .send({ book: before, version: version - 1 })
      .expect(409);
    const anna = await panel.as('anna');
    await anna.get('/api/v1/rule-book').expect(403);
    await anna.put('/api/v1/rule-book').send({ book: before, version }).expect(403);
    expect(await loadRuleBook(panel.db)).to.deep.equal(before);
  });

  it('nobody but who keeps the settings sees or tries accounts', async () => {
    const account = await seatAccount(panel.db);
    const anna = await panel.as('anna');
    await anna.get('/api/v1/channels').expect(403);
    await anna.post(`/api/v1/channels/${account}/try`).send({ to: 'a@b.example' }).expect(403);
  });

  it('a sender that the environment names cannot be overwritten', async () => {
    const named = await startPanel({ mailFrom: 'Nurt <nurt@nurt.example>' });
    try {
      const id = await seatAccount(named.db);
      await named.db.run(`update channel_accounts set created_by = 'system:setup'`);
      const jan = await named.as('jan');
      const [first] = (await jan.get('/api/v1/channels').expect(200)).body.rows;
      expect(first.fixed).to.equal(true);
      const { name, senderName, legalEntityId, perHour, perDomainPerHour, connections, active, version } = first;
      const settings = { name, senderName, legalEntityId, perHour, perDomainPerHour, connections, active, version };
      const other = { ...settings, senderAddress: 'inny@nurt.example' };
      const { body } = await jan.put(`/api/v1/channels/${id}`).send(other).expect(422);
      expect(body).to.include({ code: 'account.sender_fixed', field: 'senderAddress' });
      await jan
        .put(`/api/v1/channels/${id}`)
        .send({ ...settings, senderAddress: first.senderAddress })
        .expect(204);
    } finally {
      await named.stop();
    }
  });
});
