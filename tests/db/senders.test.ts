import { expect } from 'chai';
import { checkSavedCampaign } from '../../db/campaign-checks.ts';
import type { Db } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { advanceDue } from '../../db/runs.ts';
import { gatherCrowd, mailAndCall, seatMail } from '../support/campaign.ts';
import { outside } from '../support/campaigns.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

type Wish = { readonly firm?: string | null; readonly active?: boolean; readonly name: string };

describe('the account that sends for a campaign', () => {
  let fresh: TestDatabase;
  let db: Db;
  let house: string;
  let daughter: string;
  beforeEach(async () => {
    fresh = await freshDatabase();
    db = fresh.db;
    await db.transaction(seatCast);
    await db.transaction(seatMail);
    await db.run('update channel_accounts set active = false');
    await db.run('delete from legal_entities');
    house = await firm('Kowalski', true);
    daughter = await firm('Kowalski Transport', false);
  });
  afterEach(() => fresh.drop());

  async function firm(name: string, isDefault: boolean): Promise<string> {
    const id = newId();
    await db.run('insert into legal_entities (id, name, is_default) values ($1, $2, $3)', [id, name, isDefault]);
    return id;
  }
  async function account({ firm = null, active = true, name }: Wish): Promise<void> {
    await db.run(
      `insert into channel_accounts (channel, plugin, name, legal_entity_id, active) values ('email', 'email', $1, $2, $3)`,
      [name, firm, active],
    );
  }
  async function campaign(legalEntityId: string | null = null): Promise<string> {
    const { campaignId } = await gatherCrowd(db, { count: 1, version: mailAndCall });
    await db.run('update campaigns set legal_entity_id = $2 where id = $1', [campaignId, legalEntityId]);
    return campaignId;
  }
  async function senderOf(legalEntityId: string | null = null): Promise<string | undefined> {
    const campaignId = await campaign(legalEntityId);
    while ((await advanceDue(db, { campaignId, cohort: 0 })).more);
    const row = await db.maybe<{ name: string }>(
      `select a.name from effects e join channel_accounts a on a.id = e.channel_account_id
       where e.campaign_id = $1 and e.kind = 'message' and e.state = 'planned'`,
      [campaignId],
    );
    return row?.name;
  }

  it('is that of the default firm where the campaign names none, whatever was added later', async () => {
    await account({ name: 'Pierwsze', firm: house });
    await account({ name: 'Cała organizacja' });
    await account({ name: 'Transport', firm: daughter });
    expect(await senderOf()).to.equal('Pierwsze');
    expect(await senderOf(house)).to.equal('Pierwsze');
    expect(await senderOf(daughter)).to.equal('Transport');
  });

  it('is that of the whole organisation where the firm has none, and the oldest of several', async () => {
    await account({ name: 'Pierwsze', firm: house });
    await account({ name: 'Cała organizacja' });
    await account({ name: 'Drugie', firm: house });
    expect(await senderOf(daughter)).to.equal('Cała organizacja');
    expect(await senderOf()).to.equal('Pierwsze');
  });

  it('is one that waits where none is active, which the check before approval says', async () => {
    await account({ name: 'Wyłączone', firm: house, active: false });
    const codes = async () => {
      const { problems } = await checkSavedCampaign(db, viewer('maria'), { id: await campaign(), ...outside });
      return problems.map(({ code }) => code);
    };
    expect(await senderOf()).to.equal('Wyłączone');
    expect(await codes()).to.include('campaign.mail_waits');
    await account({ name: 'Czynne', firm: daughter });
    expect(await senderOf()).to.equal('Czynne');
    expect(await codes()).not.to.include('campaign.mail_waits');
  });
});
