import { expect } from 'chai';
import { campaignChoices } from '../../db/campaign-choices.ts';
import { checkSavedCampaign } from '../../db/campaign-checks.ts';
import { addCost } from '../../db/campaign-costs.ts';
import { countFunnel } from '../../db/campaign-funnel.ts';
import {
  beginRunning,
  closeStagePage,
  finish,
  loadLife,
  openStagePage,
  windDown,
  withdrawPage,
} from '../../db/campaign-life.ts';
import { lateCampaigns, tellOfStuckRuns } from '../../db/campaign-sweep.ts';
import { readNumbers } from '../../db/campaign-numbers.ts';
import { moveStage } from '../../db/campaign-stage-dates.ts';
import * as states from '../../db/campaign-states.ts';
import { createCampaign, editCampaign, findCampaign, readCampaign, type CampaignDraft } from '../../db/campaigns.ts';
import { nobody } from '../../db/candidates.ts';
import type { Db } from '../../db/database.ts';
import { factsFor } from '../../db/facts.ts';
import { recordEvent } from '../../db/inputs.ts';
import { recomputeRun } from '../../db/run-explain.ts';
import { listCampaignMessages } from '../../db/campaign-messages.ts';
import { listCampaignTasks } from '../../db/campaign-task-list.ts';
import { addParticipants, materialisePage, removeParticipants } from '../../db/participants.ts';
import { advanceDue } from '../../db/runs.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import type { Viewer } from '../../domain/access.ts';
import { endOfDay } from '../../domain/campaigns/days.ts';
import { calling, draftOf, everyone, inDays, invitation, outside, placeScenario } from '../support/campaigns.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { listed } from '../support/listed.ts';
import { freshDatabase, looked, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { refusal } from '../support/refusal.ts';
import { until } from '../support/until.ts';

const maria = viewer('maria');
const anna = viewer('anna');

describe('campaigns', () => {
  let fresh: TestDatabase;
  let db: Db;
  let invited: string;
  let called: string;
  beforeEach(async () => {
    fresh = await freshDatabase();
    db = fresh.db;
    await db.transaction(seatCast);
    await db.run(`insert into installation (id) values (uuid7()) on conflict do nothing`);
    await db.run(`insert into channel_accounts (channel, plugin, name) values ('email', 'email', 'E-mail')`);
    invited = await placeScenario(db, 'invitation', invitation);
    called = await placeScenario(db, 'calling', calling);
  });
  afterEach(() => fresh.drop());

  const create = async (over: Partial<CampaignDraft> = {}) =>
    (await createCampaign(db, maria, draftOf(invited, over))).id;
  /** A campaign that has been approved and started, with its audience written down and its first stage open. */
  async function running(over: Partial<CampaignDraft> = {}): Promise<string> {
    const id = await create(over);
    await states.submitCampaign(db, maria, { id, ...outside });
    await states.approveCampaign(db, maria, { id, ...outside });
    await states.startCampaign(db, maria, { id, ...outside });
    await writeDown(id);
    await beginRunning(db, id);
    const [stage] = (await readCampaign(db, maria, id)).stages;
    await openStagePage(db, { stageId: stage!.id });
    return id;
  }
  async function writeDown(id: string): Promise<void> {
    while (!(await materialisePage(db, id)).done);
  }
  async function pumped(id: string): Promise<void> {
    while ((await advanceDue(db, { campaignId: id, cohort: 0 })).more);
  }
  const stateOf = async (id: string) => (await findCampaign(db, id)).state;
  const participants = (id: string, asked = {}) =>
    listed(db, maria, {
      kind: 'participants',
      query: { campaignId: id, ...asked },
      columns: ['company', 'reason', 'result'],
    });
  const people = async (id: string, asked = {}) =>
    (await participants(id, asked)).map(({ company }) => (company as { name: string }).name);

  describe('a draft', () => {
    it('is read back as it was filled in', async () => {
      const id = await create({ audience: { ...nobody, companies: [companies.zubr.id] } });
      const read = await readCampaign(db, anna, id);
      expect(read).to.include({
        name: 'Seminarium KSeF',
        state: 'draft',
        supervisorName: 'Maria Nowicka',
        budgetMinor: 1_500_000,
      });
      expect(read.stages.map((stage) => stage.name)).to.deep.equal(['Zaproszenie']);
      expect(read.audience).to.deep.equal({ ...nobody, companies: [companies.zubr.id] });
    });

    it('is not kept with a stage that ends before it starts', async () => {
      const stages = [{ ...draftOf(invited).stages[0]!, endsOn: inDays(-1) }];
      const error = await refusal(create({ stages }));
      expect(error).to.include({ code: 'stage.ends_before_start', field: 'stages.0.endsOn' });
      expect(await listed(db, maria, { kind: 'campaigns' })).to.deep.equal([]);
    });

    it('is checked whole, and says how many of their own take part to who sees only these', async () => {
      const id = await create({ audience: everyone });
      const told = async (who: Viewer) => {
        const { audience, problems } = await checkSavedCampaign(db, who, { id, ...outside });
        return { ...audience, problems: problems.map(({ code }) => code) };
      };
      const whole = await told(maria);
      expect(whole.all).to.equal(4);
      const { all, takingPart, leftOut, problems } = await told(viewer('anna', { customers: 'own' }));
      const { own } = await db.one<{ own: number }>('select count(*) as own from companies where owner_id = $1', [
        users.anna.id,
      ]);
      expect(all).to.equal(own).and.to.be.lessThan(whole.all);
      expect(leftOut.reduce((sum, { count }) => sum + count, takingPart)).to.equal(all);
      expect(problems).to.deep.equal(whole.problems.filter((code) => code !== 'campaign.goal_out_of_reach'));
      const none = await told(viewer('jan', { customers: 'own' }));
      expect(none.all).to.equal(0);
      expect(none.problems).not.to.include('campaign.no_participants');
    });

    it('changes as a whole and keeps its stages by their ids', async () => {
      const id = await create();
      const { stages, version } = await readCampaign(db, maria, id);
      const draft = draftOf(invited, {
        name: 'Nowa nazwa',
        stages: [{ ...draftOf(called).stages[0]!, name: 'Telefony' }, stages[0]!],
      });
      await editCampaign(db, maria, { id, version, draft: { ...draft, stages: draft.stages.map(asDraft) } });
      const after = await readCampaign(db, maria, id);
      expect(after.name).to.equal('Nowa nazwa');
      expect(after.stages.map((stage) => stage.name)).to.deep.equal(['Telefony', 'Zaproszenie']);
      expect(after.stages[1]!.id).to.equal(stages[0]!.id);
    });

    it('that somebody else has changed meanwhile is not overwritten', async () => {
      const id = await create();
      const { version } = await readCampaign(db, maria, id);
      await editCampaign(db, maria, { id, version, draft: draftOf(invited, { name: 'Pierwsza zmiana' }) });
      const error = await refusal(editCampaign(db, maria, { id, version, draft: draftOf(invited) }));
      expect(error.code).to.equal('campaign.changed');
    });

    it('takes from who sees only their own customers no others, and what was in it stays (rule 20)', async () => {
      const pawel = viewer('pawel', { customers: 'own', rights: maria.rights });
      const [mine, foreign] = [companies.drewPol.id, companies.zubr.id];
      await db.run('update companies set owner_id = case id when $1 then $2::uuid else $3 end', [
        mine,
        users.pawel.id,
        users.anna.id,
      ]);
      const make = (audience: object) =>
        createCampaign(db, pawel, draftOf(invited, { audience: { ...nobody, ...audience } }));
      for (const whole of [{ everyone: true }, { groups: [mine] }, { imports: [mine] }, { classes: [mine] }])
        expect((await refusal(make(whole))).code, JSON.stringify(whole)).to.equal('right.everybody');
      const missing = await refusal(make({ companies: [mine, users.anna.id] }));
      expect(await refusal(make({ companies: [foreign] }))).to.deep.include({ code: missing.code, said: missing.said });
      await db.run(
        `insert into people (id, company_id, last_name, created_by, updated_by) values ($1, $1, 'Kot', 'system:test', 'system:test')`,
        [foreign],
      );
      expect((await refusal(make({ people: [foreign] }))).code).to.equal('person.not_found');

      const { id } = await make({ companies: [mine] });
      const change = async (who: typeof maria, audience: object) => {
        const { version } = await readCampaign(db, maria, id);
        await editCampaign(db, who, { id, version, draft: draftOf(invited, { audience: { ...nobody, ...audience } }) });
      };
      expect((await refusal(change(pawel, { companies: [mine, foreign] }))).code).to.equal('company.not_found');
      await change(maria, { companies: [mine, foreign], everyone: true });
      await change(pawel, { companies: [foreign], everyone: true });
      const sources = { ...nobody, people: [foreign] };
      expect((await refusal(addParticipants(db, pawel, { id, sources }))).code).to.equal('person.not_found');
      await addParticipants(db, pawel, { id, sources: { ...nobody, companies: [mine] } });
    });

    it('offers of the imports those alone that its maker may open', async () => {
      await db.run(
        `insert into imports (id, file_name, file_path, file_bytes, state, created_by, updated_by)
         select uuid7(), name, 'x', 1, state, 'user:' || who, 'user:' || who
         from (values ('zaległości.xlsx', 'done', $1), ('targi.xlsx', 'done', $2), ('w toku.xlsx', 'importing', $2)) v(name, state, who)`,
        [users.maria.id, users.anna.id],
      );
      const offered = async (who: typeof maria) =>
        (await campaignChoices(db, who)).imports.map(({ fileName }) => fileName);
      expect(await offered(viewer('jan'))).to.have.members(['targi.xlsx', 'zaległości.xlsx']);
      expect(await offered(anna)).to.deep.equal([]);
      const loads = viewer('anna', { rights: new Set([...anna.rights, 'import.run'] as const) });
      expect(await offered(loads)).to.deep.equal(['targi.xlsx']);
    });

    it('offers no whole groups to who sees only their own customers: they would be refused', async () => {
      await db.run(
        `insert into groups (name, created_by, updated_by) values ('Tartaki', 'system:test', 'system:test')`,
      );
      const narrow = viewer('pawel', { customers: 'own', rights: viewer('jan').rights });
      const offered = await campaignChoices(db, narrow);
      expect(offered).to.deep.include({ whole: false, groups: [], classes: [], imports: [] });
      const all = await campaignChoices(db, viewer('jan'));
      expect([all.whole, all.groups.map(({ name }) => name).includes('Tartaki')]).to.deep.equal([true, true]);
    });

    it('is not made by an operator', async () => {
      expect((await refusal(createCampaign(db, anna, draftOf(invited)))).code).to.equal('right.missing');
    });
  });

  describe('approval', () => {
    it('a campaign without participants is not submitted', async () => {
      const id = await create({ audience: nobody });
      const error = await refusal(states.submitCampaign(db, maria, { id, ...outside }));
      expect(error.code).to.equal('campaign.no_participants');
      expect(await stateOf(id)).to.equal('draft');
    });

    it('goes from draft to submitted to approved, and back with a reason', async () => {
      const id = await create();
      await states.submitCampaign(db, maria, { id, ...outside });
      await states.sendBackCampaign(db, viewer('jan'), { id, reason: 'Za drogo' });
      const [told] = await db.rows('select text_pl, link, user_id from reminders');
      expect(told).to.deep.equal({
        textPl: 'Kampania „Seminarium KSeF” wróciła do poprawy: Za drogo',
        link: `/admin/campaigns/${id}`,
        userId: users.maria.id,
      });
      await states.submitCampaign(db, maria, { id, ...outside });
      await states.approveCampaign(db, maria, { id, ...outside });
      expect(await findCampaign(db, id)).to.include({ state: 'approved', approvedByName: 'Maria Nowicka' });
    });

    it('is not for operators, nor is starting', async () => {
      const id = await create();
      await states.submitCampaign(db, maria, { id, ...outside });
      expect((await refusal(states.approveCampaign(db, anna, { id, ...outside }))).code).to.equal('right.missing');
      expect((await refusal(states.startCampaign(db, anna, { id, ...outside }))).code).to.equal('right.missing');
    });

    it('a draft is not started', async () => {
      const id = await create();
      expect((await refusal(states.startCampaign(db, maria, { id, ...outside }))).code).to.equal(
        'campaign.wrong_state',
      );
    });

    it('real mail with links to this machine refuses the start (rule 2)', async () => {
      const id = await create();
      await states.submitCampaign(db, maria, { id, ...outside });
      await states.approveCampaign(db, maria, { id, ...outside });
      const error = await refusal(states.startCampaign(db, maria, { id, ...outside, mailIsReal: true }));
      expect(error.code).to.equal('campaign.loopback_address');
      expect(await stateOf(id)).to.equal('approved');
    });

    it('every step is in the audit, and starting wakes the campaign', async () => {
      const id = await create();
      await states.submitCampaign(db, maria, { id, ...outside });
      await states.approveCampaign(db, maria, { id, ...outside });
      await states.startCampaign(db, maria, { id, ...outside });
      const verbs = await db.rows<{ verb: string }>(`select verb from audit where record_id = $1 order by at, id`, [
        id,
      ]);
      expect(verbs.map((row) => row.verb)).to.deep.equal(['create', 'submit', 'approve', 'start']);
      expect(await db.rows('select target from outbox')).to.deep.equal([{ target: `campaign:${id}` }]);
    });
  });

  describe('participants', () => {
    it('are written down with the reasons of those left out', async () => {
      const id = await running();
      expect(await people(id, { state: 'left out' })).to.have.members([companies.omega.name, companies.ges.name]);
      expect(await people(id, { reason: 'no consent' })).to.deep.equal([companies.omega.name]);
      const [leftOut] = await participants(id, { reason: 'no consent' });
      expect(leftOut!['reason'], 'in words, as in exports').to.equal('Brak zgody');
      expect(await people(id, { state: 'running' })).to.have.members([companies.drewPol.name, companies.zubr.name]);
    });

    it('are written down once, however often it is done', async () => {
      const id = await running();
      await db.run(`update campaigns set materialised = '{}' where id = $1`, [id]);
      await writeDown(id);
      expect(await people(id)).to.have.length(4);
    });

    it('go on behind the last page when the writer was killed', async () => {
      await db.run(
        `insert into companies (name, created_by, updated_by) select 'Firma ' || i, 'system:test', 'system:test' from generate_series(1, 5100) i`,
      );
      const id = await create();
      const first = await materialisePage(db, id);
      expect(first.done).to.equal(undefined);
      const { count } = await db.one<{ count: number }>('select count(*) as count from participants');
      expect(count).to.equal(5_000);
      await writeDown(id);
      expect((await db.one<{ count: number }>('select count(*) as count from participants')).count).to.equal(5_104);
    });

    it('are known to the planner once they are written down, and so are their runs', async () => {
      await running();
      await until(() => looked(db, ['participants', 'runs']));
    });

    it('have one run each in a stage, however often it is opened', async () => {
      const id = await running();
      const [stage] = (await readCampaign(db, maria, id)).stages;
      await db.run('update campaign_stages set admitted = false');
      expect(await openStagePage(db, { stageId: stage!.id })).to.deep.equal({ admitted: 0 });
      expect((await db.one<{ count: number }>('select count(*) as count from runs')).count).to.equal(2);
    });

    it('who is added while it runs comes into the open stage', async () => {
      const id = await running({ audience: { ...nobody, companies: [companies.zubr.id] } });
      await addParticipants(db, maria, { id, sources: { ...nobody, companies: [companies.drewPol.id] } });
      await writeDown(id);
      expect((await loadLife(db, id))!.stages[0]!.newcomers).to.equal(true);
      const [stage] = (await readCampaign(db, maria, id)).stages;
      expect((await openStagePage(db, { stageId: stage!.id })).admitted).to.equal(1);
      expect(await people(id, { state: 'running' })).to.have.members([companies.zubr.name, companies.drewPol.name]);
    });

    it('who was left out comes in once the address is there and more are added', async () => {
      const id = await running();
      await db.run(
        `insert into consents (company_id, channel, purpose, status, evidence, created_by)
         values ($1, 'email', 'marketing', 'given', 'formularz', 'system:test')`,
        [companies.omega.id],
      );
      await addParticipants(db, maria, { id, sources: everyone });
      await writeDown(id);
      expect(await people(id, { state: 'left out' })).to.deep.equal([companies.ges.name]);
    });

    it('a later stage takes those whose earlier run ended so, and its scenario can ask how', async () => {
      const stages = [
        draftOf(called).stages[0]!,
        { ...draftOf(called).stages[0]!, name: 'Podziękowanie', entry: 'success' as const },
      ];
      const id = await running({ stages, audience: { ...nobody, companies: [companies.drewPol.id] } });
      const [first, second] = (await readCampaign(db, maria, id)).stages;
      expect((await openStagePage(db, { stageId: second!.id })).admitted).to.equal(0);
      await db.run(`update runs set state = 'ended', result = 'success', ended_at = now() where stage_id = $1`, [
        first!.id,
      ]);
      expect((await openStagePage(db, { stageId: second!.id })).admitted).to.equal(1);
      const runOf = async ({ id: stageId }: { readonly id: string }) =>
        (await db.one<{ id: string }>('select id from runs where stage_id = $1', [stageId])).id;
      const [before, after] = [await runOf(first!), await runOf(second!)];
      const facts = await db.transaction((tx) => factsFor(tx, [before, after], ['participant.result']));
      expect([before, after].map((run) => facts.get(run))).to.deep.equal([
        { 'participant.result': null },
        { 'participant.result': 'success' },
      ]);
    });
  });

  describe('the table of pausing, closing, ending and removing', () => {
    it('pause: tasks stay, runs wait, and resuming lets them go on', async () => {
      const id = await running({ stages: draftOf(called).stages });
      await pumped(id);
      await states.pauseCampaign(db, maria, { id, reason: 'Błąd w ofercie' });
      expect(await findCampaign(db, id)).to.include({
        paused: true,
        pausedBecause: 'Błąd w ofercie',
        state: 'running',
      });
      expect((await loadLife(db, id))!.paused).to.equal(true);
      expect(await tasks(id)).to.deep.equal(['open']);
      expect((await refusal(states.pauseCampaign(db, maria, { id, reason: 'x' }))).code).to.equal('campaign.paused');
      await states.resumeCampaign(db, maria, { id });
      expect((await findCampaign(db, id)).paused).to.equal(false);
    });

    it('pause: planned messages wait', async () => {
      const id = await running();
      await states.pauseCampaign(db, maria, { id, reason: 'Przerwa' });
      await pumped(id);
      expect(await db.rows('select 1 from effects')).to.deep.equal([]);
    });

    it('a stage closes: the messages expire and the runs end, where nobody draws another way', async () => {
      const id = await running();
      await pumped(id);
      await close(id);
      expect(await db.rows('select distinct state, result from runs')).to.deep.equal([
        { state: 'ended', result: 'neutral' },
      ]);
      expect(await db.rows('select distinct state from effects')).to.deep.equal([{ state: 'withdrawn' }]);
    });

    it('a stage closes: tasks go on till they are done, as the stage says', async () => {
      const id = await running({ stages: draftOf(called).stages });
      await pumped(id);
      await close(id);
      expect(await tasks(id)).to.deep.equal(['open']);
    });

    it('a stage closes: tasks are withdrawn, as the stage says', async () => {
      const stages = [{ ...draftOf(called).stages[0]!, tasksOnClose: 'withdraw' as const }];
      const id = await running({ stages });
      await pumped(id);
      await close(id);
      expect(await tasks(id)).to.deep.equal(['withdrawn']);
    });

    it('the campaign is ended: tasks and runs are withdrawn, and the supervisor reads the counts', async () => {
      const id = await running({ stages: draftOf(called).stages });
      await pumped(id);
      await states.endCampaign(db, maria, { id, reason: 'Cel osiągnięty', openWork: 'withdraw' });
      while ((await withdrawPage(db, id)).more);
      await pumped(id);
      await finish(db, id);
      expect(await stateOf(id)).to.equal('ended');
      expect(await tasks(id)).to.deep.equal(['withdrawn']);
      expect((await loadLife(db, id))!).to.include({ running: false, paused: false, finished: true });
      const told = await db.rows<{ textPl: string }>('select text_pl from reminders order by created_at');
      expect(told.map((row) => row.textPl)).to.deep.equal([
        'Kampania „Seminarium KSeF” ruszyła. Uczestnicy: 1, pominięci: 3.',
        'Kampania „Seminarium KSeF” dobiegła końca. Udane: 0 z 1.',
      ]);
    });

    it('the campaign is cancelled: nothing goes out from that moment on', async () => {
      const id = await running();
      await states.cancelCampaign(db, maria, { id, reason: 'Pomyłka' });
      await pumped(id);
      expect(await db.rows('select 1 from effects')).to.deep.equal([]);
      while ((await withdrawPage(db, id)).more);
      await pumped(id);
      await finish(db, id);
      expect(await stateOf(id)).to.equal('cancelled');
      expect(await db.rows(`select 1 from runs where state <> 'ended'`)).to.deep.equal([]);
      expect(await db.rows(`select 1 from freezes where frozen_to is null`)).to.deep.equal([]);
    });

    it('the campaign is cancelled: who is stuck is told too, and ends before anybody can repair it', async () => {
      const id = await running({ stages: draftOf(called).stages });
      await pumped(id);
      await db.run(`update runs set state = 'stuck', stuck_why = 'test' where campaign_id = $1`, [id]);
      await states.cancelCampaign(db, maria, { id, reason: 'Pomyłka' });
      expect((await loadLife(db, id))!).to.include({ untold: true });
      while ((await withdrawPage(db, id)).more);
      expect((await loadLife(db, id))!).to.include({ untold: false });
      await pumped(id);
      expect(await db.rows(`select 1 from runs where state <> 'ended'`)).to.deep.equal([]);
      expect(await tasks(id)).to.deep.equal(['withdrawn']);
    });

    it('a draft is cancelled at once', async () => {
      const id = await create();
      await states.cancelCampaign(db, maria, { id, reason: 'Niepotrzebna' });
      expect((await loadLife(db, id))!).to.include({ state: 'cancelled', finished: true });
    });

    it('a participant is removed: the task is withdrawn and the run ends with the reason', async () => {
      const id = await running({ stages: draftOf(called).stages });
      await pumped(id);
      const [participant] = await participants(id, { state: 'running' });
      expect(
        await removeParticipants(db, maria, { id, participantIds: [participant!.id], reason: 'Już kupili' }),
      ).to.equal(1);
      await pumped(id);
      expect(await tasks(id)).to.deep.equal(['withdrawn']);
      const [removed] = await participants(id, { state: 'removed' });
      expect(removed).to.include({ reason: 'Już kupili', result: 'neutral' });
    });
  });

  describe('stages in time', () => {
    it('an open stage keeps its first day and may end later; the campaign ends with it', async () => {
      const id = await running();
      const [stage] = (await readCampaign(db, maria, id)).stages;
      const moved = {
        campaignId: id,
        stageId: stage!.id,
        startsOn: stage!.startsOn,
        endsOn: inDays(45),
        tasksOnClose: 'finish' as const,
      };
      await moveStage(db, maria, moved);
      expect((await findCampaign(db, id)).endsOn).to.equal(inDays(45));
      const error = await refusal(moveStage(db, maria, { ...moved, startsOn: inDays(3) }));
      expect(error).to.include({ code: 'stage.opened', field: 'startsOn' });
    });
  });

  describe('a stage that is moved while its campaign runs', () => {
    it('takes the expiry of its planned messages along, and the moves still compute to the same runs', async () => {
      const id = await running();
      await pumped(id);
      const [stage] = (await readCampaign(db, maria, id)).stages;
      const expiries = () =>
        db.rows<{ at: string; token: number }>(
          `select distinct e.expires_at as at, (r.progress #>> '{tokens,0,wait,until}')::bigint as token
           from effects e join runs r on r.id = e.run_id where e.kind = 'message'`,
        );
      const [before] = await expiries();
      await moveStage(db, maria, {
        campaignId: id,
        stageId: stage!.id,
        startsOn: stage!.startsOn,
        endsOn: inDays(45),
        tasksOnClose: 'finish',
      });
      const told = await db.rows(`select distinct what ->> 'what' as what from run_inputs where source = 'dates'`);
      expect(told).to.deep.equal([{ what: 'dates moved' }]);
      await pumped(id);
      const after = await expiries();
      expect(after).to.have.length(1);
      expect(after[0]!.at).to.equal(new Date(endOfDay(inDays(45), 'Europe/Warsaw')).toISOString());
      expect(Date.parse(after[0]!.at)).to.equal(after[0]!.token);
      expect(after[0]!.at).to.not.equal(before!.at);
      for (const { id: runId } of await db.rows<{ id: string }>('select id from runs'))
        expect((await recomputeRun(db, runId)).differs).to.deep.equal([]);
    });

    it('says nothing to runs that wait for no date of it', async () => {
      const id = await running({ stages: draftOf(called).stages });
      await pumped(id);
      const [stage] = (await readCampaign(db, maria, id)).stages;
      const { startsOn } = stage!;
      const change = { campaignId: id, stageId: stage!.id, startsOn, tasksOnClose: 'finish' as const };
      await moveStage(db, maria, { ...change, endsOn: inDays(45) });
      expect(await db.rows(`select 1 from run_inputs where source = 'dates'`)).to.deep.equal([]);
    });
  });

  describe('the sweep', () => {
    it('wakes a campaign whose stage should have closed, and leaves one alone that has nothing to do', async () => {
      const id = await running();
      await db.run(`update campaigns set started_at = now() - interval '1 hour'`);
      expect(await lateCampaigns(db)).to.deep.equal([]);
      await db.run(`update campaign_stages set starts_on = current_date - 9, ends_on = current_date - 2`);
      expect(await lateCampaigns(db)).to.deep.equal([`campaign:${id}`]);
      await states.pauseCampaign(db, maria, { id, reason: 'Przerwa' });
      expect(await lateCampaigns(db)).to.deep.equal([]);
    });

    it('tells the supervisor once a day of runs that are stuck', async () => {
      await running();
      await db.run(`update runs set state = 'stuck', stuck_why = 'test'`);
      expect(await tellOfStuckRuns(db)).to.equal(1);
      expect(await tellOfStuckRuns(db)).to.equal(0);
    });
  });

  describe('the numbers', () => {
    it('costs add up, and other currencies are refused', async () => {
      const id = await create();
      const cost = {
        campaignId: id,
        stageId: null,
        kind: 'cost' as const,
        what: 'Druk zaproszeń',
        amountMinor: 83_400,
        currency: 'PLN',
        incurredOn: inDays(0),
      };
      await addCost(db, maria, cost);
      await addCost(db, maria, { ...cost, kind: 'revenue', what: 'Bilety', amountMinor: 10_000 });
      const { budget } = await readNumbers(db, maria, id);
      expect(budget).to.include({ costMinor: 83_400, revenueMinor: 10_000, budgetMinor: 1_500_000 });
      expect((await refusal(addCost(db, maria, { ...cost, currency: 'EUR' }))).code).to.equal(
        'campaign.other_currency',
      );
    });

    it('every number of the funnel opens exactly its rows (rule 42)', async () => {
      const id = await running();
      await pumped(id);
      await db.run(`update effects set state = 'doing' where kind = 'message'`);
      await db.run(`update effects set state = 'done' where kind = 'message' and company_id = $1`, [companies.zubr.id]);
      await recordEvent(db, {
        subject: { kind: 'company', id: companies.zubr.id },
        event: 'reply',
        facts: {},
        source: 'test',
        sourceId: '1',
        actor: { kind: 'system', id: 'test' },
      });
      const lines = await countFunnel(db, maria, id);
      expect(lines.map((line) => [line.kind, line.count])).to.deep.equal([
        ['taking part', 2],
        ['sent', 1],
        ['replied', 1],
        ['done', 0],
        ['success', 0],
      ]);
      for (const line of lines) expect(await people(id, { step: line.key })).to.have.length(line.count);
    });

    it('who sees only what is their own counts exactly what they find behind each number', async () => {
      const id = await running();
      await pumped(id);
      for (const state of ['doing', 'done'])
        await db.run(`update effects set state = $1 where kind = 'message'`, [state]);
      await db.run('update companies set owner_id = case when id = $1 then $2 else $3 end::uuid', [
        ...[companies.zubr.id, users.pawel.id, users.anna.id],
      ]);
      const narrow = viewer('pawel', { customers: 'own' });
      for (const who of [maria, narrow]) {
        await countsWhatItOpens(who, id);
        const { counted } = await readNumbers(db, who, id);
        expect(counted > 1, 'how large the audience is').to.equal(who === maria);
      }
      expect((await countFunnel(db, narrow, id))[0]!.count).to.equal(1);
    });

    it('customers who were deleted since are in no number, as they are on no list', async () => {
      const id = await running();
      await pumped(id);
      for (const state of ['doing', 'done'])
        await db.run(`update effects set state = $1 where kind = 'message'`, [state]);
      expect((await countFunnel(db, maria, id))[0]!.count).to.equal(2);
      await db.run('update companies set deleted_at = now() where id = any($1::uuid[])', [
        [companies.zubr.id, companies.omega.id],
      ]);
      await countsWhatItOpens(maria, id);
      expect((await countFunnel(db, maria, id))[0]!.count).to.equal(1);
      const [row] = await listed(db, maria, { kind: 'campaigns', columns: ['participants'] });
      expect(row!['participants']).to.equal(1);
      const { leftOut, participants } = await readNumbers(db, maria, id);
      const out = await listed(db, maria, { kind: 'participants', query: { campaignId: id, state: 'left out' } });
      expect(out).to.have.length(1);
      expect([participants.leftOut, leftOut.map(({ count }) => count)]).to.deep.equal([1, [1]]);
    });

    it('a stage that nobody has come into is one line of the funnel', async () => {
      const stages = [
        draftOf(called).stages[0]!,
        { ...draftOf(called).stages[0]!, name: 'Druga', entry: 'success' as const },
      ];
      const id = await running({ stages });
      const lines = await countFunnel(db, maria, id);
      expect(lines.map((line) => [line.kind, line.stageName])).to.deep.equal([
        ['taking part', null],
        ['entered', 'Zaproszenie'],
        ['done', 'Zaproszenie'],
        ['entered', 'Druga'],
        ['success', null],
      ]);
    });

    it('a task done by its due date is on time, one past it is overdue, and both open their rows', async () => {
      const id = await running({ stages: draftOf(called).stages });
      await pumped(id);
      expect((await readNumbers(db, maria, id)).tasks).to.include({ open: 1, punctuality: null });
      await db.run(`update tasks set due_at = now() - interval '1 hour'`);
      expect((await readNumbers(db, maria, id)).tasks).to.include({ overdue: 1, punctuality: 0 });
      await states.pauseCampaign(db, maria, { id, reason: 'Przerwa' });
      expect((await readNumbers(db, maria, id)).tasks, 'paused').to.include({ overdue: 0, open: 1, punctuality: null });
      const open = { campaignId: id, which: 'open', limit: 10 } as const;
      expect(await listCampaignTasks(db, maria, open), 'paused').to.have.length(1);
      await states.resumeCampaign(db, maria, { id });
      expect((await readNumbers(db, maria, id)).tasks, 'resumed').to.include({ overdue: 1, punctuality: 0 });
      await db.run(`update tasks set due_at = now() + interval '1 hour'`);
      const { id: taskId } = await db.one<{ id: string }>('select id from tasks');
      await completeTask(db, anna, { id: taskId, outcome: 'interested', answers: {}, note: '' });
      const numbers = await readNumbers(db, maria, id);
      expect(numbers.tasks).to.include({ onTime: 1, overdue: 0, punctuality: 1 });
      expect(await listCampaignTasks(db, maria, { campaignId: id, which: 'onTime', limit: 10 })).to.have.length(1);
      const pawel = viewer('pawel');
      expect(await listCampaignTasks(db, pawel, { campaignId: id, which: 'onTime', limit: 10 })).to.have.length(0);
      expect((await readNumbers(db, pawel, id)).tasks).to.include({ onTime: 0, punctuality: null });
    });

    it('a campaign whose days are over winds down', async () => {
      const id = await running();
      await windDown(db, id);
      expect(await stateOf(id)).to.equal('ending');
    });
  });

  /** Every number of the campaign opens as many rows as it says (rule 42). */
  async function countsWhatItOpens(who: Viewer, id: string): Promise<void> {
    const lines = await countFunnel(db, who, id);
    const rowsOf = async (step: string) =>
      (await listed(db, who, { kind: 'participants', query: { campaignId: id, step } })).length;
    for (const { key, count } of lines) expect(await rowsOf(key), key).to.equal(count);
    const { messages, participants, stages } = await readNumbers(db, who, id);
    const sent = await listCampaignMessages(db, who, { campaignId: id, which: 'done', limit: 100 });
    expect([messages.done, stages[0]!.sent]).to.deep.equal([sent.length, sent.length]);
    const { id: stageId, ...stage } = stages[0]!;
    for (const name of ['entered', 'success', 'failure', 'neutral', 'running'] as const)
      expect(await rowsOf(`${name}.${stageId}`), name).to.equal(stage[name]);
    const ofStage = { campaignId: id, which: 'done', stageId, limit: 100 } as const;
    expect(await listCampaignMessages(db, who, ofStage)).to.have.length(stage.sent);
    expect([participants.takingPart, stages[0]!.entered]).to.deep.equal([lines[0]!.count, lines[0]!.count]);
  }

  async function close(id: string): Promise<void> {
    const [stage] = (await readCampaign(db, maria, id)).stages;
    while ((await closeStagePage(db, stage!.id)).more);
    await pumped(id);
  }

  async function tasks(id: string): Promise<string[]> {
    return (await db.rows<{ state: string }>('select state from tasks where campaign_id = $1', [id])).map(
      (row) => row.state,
    );
  }
});

/** What a form sends back of a stage that it has read. */
function asDraft(stage: CampaignDraft['stages'][number]): CampaignDraft['stages'][number] {
  const { id, name, startsOn, endsOn, budgetMinor, goalCount, scenarioVersionId, tasksOnClose, entry } = stage;
  return {
    ...(id === undefined ? {} : { id }),
    name,
    startsOn,
    endsOn,
    budgetMinor,
    goalCount,
    scenarioVersionId,
    tasksOnClose,
    entry,
  };
}
