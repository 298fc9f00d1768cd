import { expect } from 'chai';
import { editContactPoint } from '../../db/contact-points.ts';
import { dueMessages } from '../../db/due-messages.ts';
import { decideDoubtful } from '../../db/effect-decisions.ts';
import { newFence, takeTurn } from '../../db/effects.ts';
import { govern } from '../../db/governed-messages.ts';
import { newId } from '../../db/new-id.ts';
import { unsubscribe } from '../../db/unsubscribe.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { allowAlways, planMessage, seatAccount, seatRun, stateOf } from '../support/outgoing.ts';

const anna = viewer('anna');
const { drewPol } = companies;
const [old, corrected] = ['biruo@drewpol.example', 'biuro@nowa.example'];

describe('an address that is corrected while messages are under way', () => {
  let base: TestDatabase;
  let account: string;
  let pointId: string;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    await base.db.transaction(allowAlways);
    account = await base.db.transaction(seatAccount);
  });
  after(() => base.drop());
  beforeEach(async () => {
    await base.db.run(`delete from suppressions; delete from unsubscribes; delete from sent_mails; delete from messages;
      delete from effects; delete from address_claims; delete from consents`);
    ({ id: pointId } = await base.db.one<{ id: string }>(
      `insert into contact_points (company_id, kind, value, normalised, created_by, updated_by)
       values ($1, 'email', $2, $2, 'system:test', 'system:test')
       on conflict do nothing returning id`,
      [drewPol.id, old],
    ));
  });
  afterEach(() => base.db.run('delete from contact_points where id = $1', [pointId]));

  const correctNow = (value = corrected) =>
    base.db.transaction(async (tx) => {
      const { version } = await tx.one<{ version: number }>('select version from contact_points where id = $1', [
        pointId,
      ]);
      await editContactPoint(tx, anna, { id: pointId, version, value });
    });
  /** And the seconds are over for which it is put off. */
  const correct = async (value?: string) => {
    await correctNow(value);
    await base.db.run('update effects set not_before = null');
  };
  const addressOf = (key: string) =>
    base.db.one('select m.address, e.domain from messages m join effects e on e.key = m.effect_key where e.key = $1', [
      key,
    ]);
  const due = () => dueMessages(base.db, { accountId: account, limit: 10, without: [], withoutDomains: [] });
  const inHand = async (key: string) => {
    const { claimed } = await takeTurn(base.db, { claims: [{ key, fence: newFence() }], settlements: [] });
    return claimed[0];
  };
  const point = () => base.db.one('select normalised, state from contact_points where id = $1', [pointId]);

  it('what is planned goes to the new one, what has gone keeps that of then', async () => {
    const planned = await planMessage(base.db, account, { address: old });
    const gone = await planMessage(base.db, account, { address: old });
    const claimed = await inHand(gone);
    const result = { state: 'done', externalId: '<x>' } as const;
    await takeTurn(base.db, { claims: [], settlements: [{ ...claimed!, result }] });
    await correct();
    expect(await addressOf(planned)).to.deep.equal({ address: corrected, domain: 'nowa.example' });
    expect(await addressOf(gone)).to.deep.equal({ address: old, domain: 'drewpol.example' });
    expect((await due()).map(({ address }) => address)).to.deep.equal([corrected]);
    expect([...(await govern(base.db, await due()))]).to.deep.equal([planned]);
  });

  it('a sender that has read one before may not send it, and reads it again', async () => {
    const key = await planMessage(base.db, account, { address: old });
    const [read] = await due();
    await correctNow();
    expect(await inHand(read!.key)).to.equal(undefined);
    expect(await due()).to.deep.equal([]);
    const { soon } = await base.db.one<{ soon: boolean }>(
      `select not_before between now() and now() + interval '10 seconds' as soon from effects where key = $1`,
      [key],
    );
    expect(soon).to.equal(true);
  });

  it('a doubtful one that is sent again goes to the new one', async () => {
    const key = await planMessage(base.db, account, { address: old });
    const claimed = await inHand(key);
    const result = { state: 'unknown', reason: 'cut' } as const;
    await takeTurn(base.db, { claims: [], settlements: [{ ...claimed!, result }] });
    await correctNow();
    const messages = [{ key, attempt: 1 }];
    await base.db.transaction((tx) => decideDoubtful(tx, viewer('maria'), { messages, decision: 'again' }));
    expect(await addressOf(key)).to.deep.equal({ address: corrected, domain: 'nowa.example' });
  });

  it('within a step of a campaign the new one gets one message: where another run has it, ours is refused', async () => {
    const place = { campaignId: newId(), stageId: newId(), step: 'mail' };
    const [first, second] = [await seatRun(base.db), await seatRun(base.db)];
    const ofRun = async (runId: string) => {
      const key = await planMessage(base.db, account, { runId, address: old });
      await base.db.run('update effects set campaign_id = $2, stage_id = $3, step = $4 where key = $1', [
        key,
        ...Object.values(place),
      ]);
      return key;
    };
    const claims = () => base.db.rows('select address, run_id from address_claims order by address', []);
    const key = await ofRun(first);
    await correct();
    expect(await addressOf(key)).to.include({ address: corrected });
    expect(await claims()).to.deep.equal([{ address: corrected, runId: first }]);
    await correct(old);
    await correct();
    expect(await addressOf(key), 'its own claim is no hindrance').to.include({ address: corrected });
    await correct(old);
    await base.db.run('update address_claims set run_id = $1 where address = $2', [second, corrected]);
    await correct();
    expect(await addressOf(key)).to.include({ address: old });
    expect([...(await govern(base.db, await due()))]).to.deep.equal([]);
    expect(await stateOf(base.db, key)).to.include({ state: 'refused', reason: 'no address' });
  });

  it('a mail that was typed with a name before it, or in capitals, is still for the same address', async () => {
    const key = await planMessage(base.db, account, { address: old });
    await base.db.run('update messages set address = $2 where effect_key = $1', [key, `Biuro <Biruo@DREWPOL.example>`]);
    expect([...(await govern(base.db, await due()))]).to.deep.equal([key]);
    await base.db.run(
      `insert into suppressions (kind, normalised, reason, created_by) values ('email', $1, 'prośba', 'system:test')`,
      [old],
    );
    expect([...(await govern(base.db, await due()))]).to.deep.equal([]);
    expect(await stateOf(base.db, key)).to.include({ reason: 'suppressed' });
  });

  it('the list is asked about the address to which the mail goes', async () => {
    const key = await planMessage(base.db, account, { address: old });
    await base.db.run(`update contact_points set normalised = $2, value = $2 where id = $1`, [pointId, corrected]);
    expect([...(await govern(base.db, await due()))], 'the customer has left that address').to.deep.equal([]);
    expect(await stateOf(base.db, key)).to.include({ state: 'refused', reason: 'no address' });
  });

  it('a refusal of the old one leaves the new one good, one of the same marks it', async () => {
    const bounce = async (key: string, between: () => Promise<void>) => {
      const claimed = await inHand(key);
      await between();
      const result = { state: 'failed', reason: '550 5.1.1', address: 'bounced' } as const;
      await takeTurn(base.db, { claims: [], settlements: [{ ...claimed!, result }] });
    };
    await bounce(await planMessage(base.db, account, { address: old }), () => correct());
    expect(await point()).to.deep.equal({ normalised: corrected, state: 'good' });
    await bounce(await planMessage(base.db, account, { address: corrected }), async () => undefined);
    expect(await point()).to.deep.equal({ normalised: corrected, state: 'bounced' });
  });

  it('whoever holds the old one unsubscribes that, and takes nothing from the customer', async () => {
    const key = await planMessage(base.db, account, { address: old, purpose: 'marketing' });
    const { id } = await base.db.one<{ id: string }>('select id from messages where effect_key = $1', [key]);
    await inHand(key);
    await correct();
    expect(await unsubscribe(base.db, id)).to.equal(true);
    expect(await base.db.rows('select normalised from suppressions')).to.deep.equal([{ normalised: old }]);
    expect(await base.db.rows('select status from consents')).to.deep.equal([]);
  });
});
