import { expect } from 'chai';
import * as life from '../../../db/campaign-life.ts';
import * as states from '../../../db/campaign-states.ts';
import { createCampaign, readCampaign } from '../../../db/campaigns.ts';
import { materialisePage } from '../../../db/participants.ts';
import { advanceDue } from '../../../db/runs.ts';
import { sayReason } from '../../../domain/reasons.ts';
import { invitationCall } from '../../../domain/scenario/shipped/invitation-call.ts';
import { draftOf, everyone, inDays, outside, placeScenario } from '../../support/campaigns.ts';
import { companies } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { startPanel, type TestPanel } from '../../support/panel.ts';
import { stories, type Scene } from '../../support/stories.ts';

let versionId: string;

stories(
  'campaigns',
  ({ story, mainStory }) => {
    story('an empty list teaches what a campaign is', async ({ t, arrive }) => {
      const maria = await arrive('maria', '/admin/campaigns');
      await maria.see(t('campaigns.empty text'));
    });

    mainStory(
      'one is put together, counted while it is typed, approved by a supervisor alone and started',
      async (scene) => {
        const { t, own, arrive, panel, manner } = scene;
        const name = own('Seminarium KSeF');
        const maria = await arrive('maria', '/admin/campaigns/new');
        await maria.see(t('campaign.form.nobody'));
        await maria.fill(t('campaign.form.name'), name);
        await maria.fill(t('campaign.form.goal text'), '120 zapisanych firm');
        await maria.fill(t('campaign.form.goal count'), 'dużo');
        await maria.click(t('campaign.form.everyone'));
        await maria.see(t('campaign.form.of chosen', { count: 4 }));
        await maria.see(sayReason('no address')[manner.language]);
        await maria.click(t('campaign.form.save and submit'));
        await maria.see(t('campaign.form.bad number', { typed: 'dużo' }));
        await maria.fill(t('campaign.form.goal count'), '120');
        await maria.click(t('campaign.form.save and submit'));
        await maria.see(t('campaign.state.submitted'));
        const { id, ...stored } = await panel.db.one<{ id: string }>(
          'select id, state, goal_count from campaigns where name = $1',
          [name],
        );
        expect(stored).to.deep.equal({ state: 'submitted', goalCount: 120 });

        const anna = await arrive('anna', `/admin/campaigns/${id}`);
        await anna.see(t('campaign.state.submitted'));
        expect(await anna.page.$$eval('.head button', (all) => all.map((one) => one.textContent))).not.to.include(
          t('campaign.do.approve'),
        );
        await maria.click(t('campaign.do.approve'));
        await maria.see(t('campaign.state.approved'));
        await maria.click(t('campaign.do.start'));
        await maria.see(t('campaign.ask.start', { count: '2' }));
        await maria.confirm();
        await maria.see(t('campaign.done.start'));
        const { state } = await panel.db.one<{ state: string }>('select state from campaigns where id = $1', [id]);
        expect(state).to.equal('starting');
      },
    );

    story('one that runs shows its numbers, and each leads to its rows (rule 42)', async (scene) => {
      const { t, arrive } = scene;
      const maria = await arrive('maria', `/admin/campaigns/${await running(scene)}`);
      await maria.see(t('campaign.funnel'));
      const reason = await maria.page.waitForSelector('.campaign-left-out a');
      await reason!.evaluate((link) => link.scrollIntoView({ block: 'center' }));
      await reason!.click();
      await maria.see(t('participant.show all'));
      await maria.page.waitForFunction(() => document.querySelectorAll('table.list tbody tr').length === 1);
      await maria.click(t('participant.show all'));
      await maria.page.waitForFunction(() => document.querySelectorAll('table.list tbody tr').length === 4);
    });

    mainStory('one is paused with a reason and goes on, and takes somebody in on its way', async (scene) => {
      const { t, arrive, panel } = scene;
      const id = await running(scene);
      const maria = await arrive('maria', `/admin/campaigns/${id}`, { expects: /\b400\b/ });
      await maria.click(t('campaign.do.pause'));
      await maria.confirm();
      await maria.page.waitForSelector('dialog .field.wrong .under.problem');
      await maria.fill(t('campaign.reason'), 'Błąd w ofercie');
      await maria.confirm();
      await maria.see(t('campaign.paused because', { reason: 'Błąd w ofercie' }));
      await maria.click(t('campaign.do.resume'));
      await maria.confirm();
      await maria.see(t('campaign.done.resume'));

      await maria.go(`/admin/campaigns/${id}?tab=participants`);
      await maria.click(t('participant.add'));
      await maria.fill(t('campaign.form.find customer'), 'ziel');
      await maria.click(`Józef Zieliński, ${companies.drewPol.name}`);
      await maria.page.locator('dialog footer button.main').click();
      await maria.see(t('participant.added'));
      const { kinds } = await panel.db.one<{ kinds: string[] }>(
        'select array_agg(kind order by kind) as kinds from campaign_audience where campaign_id = $1',
        [id],
      );
      expect(kinds).to.deep.equal(['everyone', 'person']);
    });

    story(
      'an order of a customer is found by its number and stands at a stage, and leads back (S0-21)',
      async (scene) => {
        const { t, own, arrive, panel } = scene;
        const number = own('ZAM/7');
        const order = {
          kind: 'order',
          externalId: number,
          number,
          companyId: companies.zubr.id,
          happenedOn: inDays(-3),
        };
        const feed = { source: 'erp', rows: [{ ...order, amountMinor: 125_000 }] };
        await (await panel.as('jan')).put('/api/v1/transactions').send(feed).expect(200);
        const maria = await arrive('maria', `/admin/campaigns/${await running(scene)}?tab=files`);
        await maria.see(t('campaign.documents.none'));
        await maria.fill(t('campaign.documents.document'), number);
        await maria.page.locator('[role=option]').click();
        await maria.choose(t('campaign.documents.stage'), 'Podziękowanie');
        await maria.click(t('campaign.documents.add'));
        await maria.see(t('campaign.documents.added'));
        await maria.page.waitForFunction(() =>
          document.querySelector('table.list tbody')?.textContent?.includes('Podziękowanie'),
        );
        await maria.click(`${t('customer.transaction.order')} ${number}`);
        await maria.see(own('Seminarium'));
      },
    );
  },
  startWithScenario,
);

async function startWithScenario(): Promise<TestPanel> {
  const panel = await startPanel();
  versionId = await placeScenario(panel.db, 'invitation-call', invitationCall.graph);
  await panel.db.run(`update scenarios set name_pl = 'Zaproszenie i telefon', name_en = 'Invitation and call'`);
  await panel.db.run(`insert into channel_accounts (channel, plugin, name) values ('email', 'email', 'E-mail')`);
  return panel;
}

/** A campaign of two stages with messages sent, a reply, a task done and one overdue. */
async function running({ own, panel: { db } }: Scene): Promise<string> {
  const maria = viewer('maria');
  const [stage] = draftOf(versionId).stages;
  const stages = [
    { ...stage!, name: 'Zaproszenie e-mail', startsOn: inDays(-10), endsOn: inDays(8) },
    { ...stage!, name: 'Podziękowanie', startsOn: inDays(12), endsOn: inDays(30), entry: 'success' as const },
  ];
  const draft = draftOf(versionId, { name: own('Seminarium'), startsOn: inDays(-10), stages, audience: everyone });
  const { id } = await createCampaign(db, maria, draft);
  await states.submitCampaign(db, maria, { id, ...outside });
  await states.approveCampaign(db, maria, { id, ...outside });
  await states.startCampaign(db, maria, { id, ...outside });
  while (!(await materialisePage(db, id)).done);
  await life.beginRunning(db, id);
  const [first] = (await readCampaign(db, maria, id)).stages;
  await life.openStagePage(db, { stageId: first!.id });
  while ((await advanceDue(db, { campaignId: id, cohort: 0 })).more);
  await db.run(`update effects set state = 'doing' where campaign_id = $1 and kind = 'message' and state = 'planned'`, [
    id,
  ]);
  await db.run(
    `update effects set state = 'done' where campaign_id = $1 and kind = 'message' and company_id = $2 and state = 'doing'`,
    [id, companies.zubr.id],
  );
  return id;
}
