import { expect } from 'chai';
import { draftCampaigns } from '../../db/campaign-drafts.ts';
import { readCard } from '../../db/company-card.ts';
import { companyMessages } from '../../db/company-messages.ts';
import type { Db } from '../../db/database.ts';
import { changeableCampaigns } from '../../db/lists/choices.ts';
import { readMessage } from '../../db/messages.ts';
import { advanceDue } from '../../db/runs.ts';
import { waitingFor } from '../../db/today.ts';
import { workScreen } from '../../db/work-screen.ts';
import type { Viewer } from '../../domain/access.ts';
import { gatherCrowd, mailAndCall, seatMail } from '../support/campaign.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

/** Rule 20: what stands beside a record is told only to who may read it. */
describe('the name of a campaign', () => {
  let fresh: TestDatabase;
  let db: Db;
  let companyId: string;
  let messageId: string;
  let taskId: string;
  const jan = viewer('jan');
  const withoutCampaigns = viewer('jan', { rights: new Set([...jan.rights].filter((one) => one !== 'campaign.read')) });

  before(async () => {
    fresh = await freshDatabase();
    db = fresh.db;
    await db.transaction(seatCast);
    await db.transaction(seatMail);
    const mailed = await gatherCrowd(db, { count: 1, version: mailAndCall });
    const called = await gatherCrowd(db, { count: 1, version: { ...mailAndCall, start: 'call' } });
    for (const { campaignId } of [mailed, called]) while ((await advanceDue(db, { campaignId, cohort: 0 })).more);
    companyId = mailed.companyIds[0]!;
    messageId = (await db.one<{ id: string }>('select id from messages')).id;
    taskId = (await db.one<{ id: string }>('select id from tasks')).id;
    await db.run(`update tasks set script = '{{ campaign.name }}' where id = $1`, [taskId]);
    await db.run(`update runs set state = 'stuck', stuck_why = 'no-step|call' where company_id = $1`, [companyId]);
  });
  after(() => fresh.drop());

  const told: Readonly<Record<string, (who: Viewer) => Promise<string | null | undefined>>> = {
    'on the card of a customer': async (who) => (await readCard(db, who, companyId)).runs[0]?.campaignName,
    'on a message': async (who) => (await readMessage(db, who, messageId)).campaignName,
    'among the messages of a customer': async (who) =>
      (await companyMessages(db, who, { companyId, limit: 10 }))[0]?.campaignName,
    'at a task': async (who) => (await workScreen(db, who, taskId)).source.campaignName,
    'in the script of a task': async (who) =>
      (await workScreen(db, who, taskId)).script.map(({ text }) => text).join('') || null,
    'over what is stuck, on Today': async (who) =>
      (await waitingFor(db, who)).find(({ kind, link }) => kind === 'stuck' && link.includes('/campaigns/'))?.title,
  };
  for (const [what, choices, state] of [
    ['for adding to a draft', draftCampaigns, 'draft'],
    ['for removing from one', changeableCampaigns, 'running'],
  ] as const) {
    it(`is offered ${what} only to who may read campaigns`, async () => {
      await db.run('update campaigns set state = $1', [state]);
      const offered = async (who: Viewer) => new Set((await choices(db, who)).map(({ label }) => label.pl));
      expect(await offered(jan)).to.deep.equal(new Set(['Kampania']));
      expect(await offered(withoutCampaigns)).to.deep.equal(new Set());
      await db.run(`update campaigns set state = 'running'`);
    });
  }

  it('waits for approval only with who may read campaigns', async () => {
    await db.run(`update campaigns set state = 'submitted'`);
    const waiting = async (who: Viewer) =>
      (await waitingFor(db, who)).filter(({ kind }) => kind === 'approval').map(({ title }) => title);
    expect(await waiting(jan)).to.deep.equal(['Kampania', 'Kampania']);
    expect(await waiting(withoutCampaigns)).to.deep.equal([]);
    await db.run(`update campaigns set state = 'running'`);
  });

  for (const [where, nameFor] of Object.entries(told)) {
    it(`is told ${where} only to who may read campaigns`, async () => {
      expect(await nameFor(jan)).to.equal('Kampania');
      expect((await nameFor(withoutCampaigns)) ?? null).to.equal(null);
    });
  }

  it('gives way to the customer over what is stuck', async () => {
    const stuck = (await waitingFor(db, withoutCampaigns)).filter(({ kind }) => kind === 'stuck');
    expect(stuck.map(({ title }) => title)).to.deep.equal(['Firma 0']);
  });
});
