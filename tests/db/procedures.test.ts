import { expect } from 'chai';
import { rightsOf, type CaseLevel } from '../../domain/access.ts';
import type { Version } from '../../domain/scenario/shapes.ts';
import { addCaseCompany } from '../../db/case-companies.ts';
import { freezeCase, thawCase } from '../../db/case-freeze.ts';
import { closeCase } from '../../db/case-closing.ts';
import { readCase } from '../../db/case-page.ts';
import { grantCase } from '../../db/case-people.ts';
import { caseTimeline } from '../../db/case-timeline.ts';
import { createCase } from '../../db/cases.ts';
import { readCard } from '../../db/company-card.ts';
import { freezeCompany } from '../../db/company-freeze.ts';
import { recordInput } from '../../db/inputs.ts';
import { previewProcedure } from '../../db/procedure-preview.ts';
import { endProcedure, startableProcedures, startProcedure, type Place } from '../../db/procedures.ts';
import { moveRun } from '../../db/runs.ts';
import { createTask } from '../../db/tasks.ts';
import { waitingFor } from '../../db/today.ts';
import { seatMail } from '../support/campaign.ts';
import { calling, invitation, placeProcedure } from '../support/campaigns.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { refusedAs } from '../support/refusal.ts';

const anna = viewer('anna');
const pawel = viewer('pawel');
const maria = viewer('maria');

/** Somebody looks at what was returned. */
const inspection: Version = {
  schema: 1,
  start: 'look',
  steps: {
    look: {
      kind: 'task',
      title: 'Oględziny palet',
      type: 'errand',
      assignee: { to: 'owner' },
      outcomes: [{ code: 'done', name: { pl: 'Obejrzane', en: 'Looked at' }, next: 'done' }],
    },
    done: { kind: 'end', result: 'success' },
  },
};

describe('procedures that people start', () => {
  let base: TestDatabase;
  const scenarios = { invitation: '', inspection: '', campaign: '' };

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(async (tx) => {
      await seatCast(tx);
      await seatMail(tx);
      scenarios.invitation = await placeProcedure(tx, 'zaproszenie', { version: invitation, subject: 'company' });
      scenarios.inspection = await placeProcedure(tx, 'ogledziny', { version: inspection, subject: 'case' });
      scenarios.campaign = await placeProcedure(tx, 'kampania', { version: calling, subject: 'participant' });
    });
  });
  after(() => base.drop());

  const open = async (over: object = {}) =>
    (await createCase(base.db, anna, { name: 'Reklamacja palet', companyId: companies.drewPol.id, ...over })).id;
  const start = (id: string, scenarioId: string, over: Partial<Extract<Place, { of: 'case' }>> = {}) =>
    startProcedure(base.db, anna, { place: { of: 'case', id, ...over }, scenarioId });
  const grant = (id: string, level: CaseLevel) => grantCase(base.db, anna, { id, userId: users.pawel.id, level });
  const move = (runId: string) => moveRun(base.db, { runId });
  const tasksOf = (runId: string) =>
    base.db.rows<object>('select case_id, owner_id, title, state, state_reason from tasks where run_id = $1', [runId]);
  const told = (runId: string) =>
    base.db.rows<object>('select actor, verb, changes from audit where noun = $1 and record_id = $2 order by id', [
      'run',
      runId,
    ]);

  it('run about a case itself or about its customer; at a customer only about customers', async () => {
    const id = await open();
    const inCase = await startableProcedures(base.db, anna, { of: 'case', id });
    expect(inCase.map(({ id: one }) => one)).to.deep.equal([scenarios.inspection, scenarios.invitation]);
    const atCustomer = await startableProcedures(base.db, anna, { of: 'company', id: companies.zubr.id });
    expect(atCustomer.map(({ id: one }) => one)).to.deep.equal([scenarios.invitation]);
    expect(await refusedAs(start(id, scenarios.campaign))).to.equal('procedure.not_found');
    await base.db.run('update scenarios set active = false where id = $1', [scenarios.inspection]);
    expect(await refusedAs(start(id, scenarios.inspection))).to.equal('procedure.not_found');
    await base.db.run('update scenarios set active = true where id = $1', [scenarios.inspection]);
  });

  it('begin with one commit: the run, the word to its workflow, and who did it', async () => {
    const id = await open();
    const { id: runId } = await start(id, scenarios.invitation);
    const run = await base.db.one<object>(
      'select kind, subject_kind, subject_id, company_id, case_id, state, created_by from runs where id = $1',
      [runId],
    );
    expect(run).to.deep.equal({
      ...{ kind: 'procedure', subjectKind: 'company', subjectId: companies.drewPol.id },
      ...{ companyId: companies.drewPol.id, caseId: id, state: 'running', createdBy: `user:${users.anna.id}` },
    });
    expect(await base.db.rows('select target, urgent from outbox where target = $1', [`run:${runId}`])).to.deep.equal([
      { target: `run:${runId}`, urgent: true },
    ]);
    expect(await told(runId)).to.deep.equal([
      {
        actor: `user:${users.anna.id}`,
        verb: 'start',
        changes: { caseId: [null, id], companyId: [null, companies.drewPol.id] },
      },
    ]);
  });

  it('give their tasks and messages to the case, which shows them with whoever began them', async () => {
    const id = await open();
    const { id: runId } = await start(id, scenarios.invitation);
    expect((await readCase(base.db, anna, id)).runs[0]).to.include({ unsettled: true, startedBy: users.anna.name });
    await move(runId);
    const letters = await base.db.rows<object>('select case_id, purpose from messages where run_id = $1', [runId]);
    expect(letters).to.deep.equal([{ caseId: id, purpose: 'marketing' }]);
    const [shown] = (await readCase(base.db, anna, id)).runs;
    expect(shown).to.include({ id: runId, unsettled: false, alone: true, state: 'running' });
    expect(shown!.path.steps.find(({ state }) => state === 'here')).to.include({ id: 'invite' });
    const { rows } = await caseTimeline(base.db, anna, { id, kinds: ['run'], limit: 10 });
    expect(rows[0]).to.include({ title: 'zaproszenie', state: 'started', who: users.anna.name });
    const blind = viewer('anna', { rights: new Set([...anna.rights].filter((right) => right !== 'run.read')) });
    expect((await caseTimeline(base.db, blind, { id, kinds: ['run'], limit: 10 })).rows).to.deep.equal([]);
  });

  it('need no customer where they are about the case: whoever runs it gets the work', async () => {
    const id = await open({ companyId: null });
    expect(await refusedAs(start(id, scenarios.invitation))).to.equal('procedure.no_customer');
    const { id: runId } = await start(id, scenarios.inspection);
    await move(runId);
    expect(await tasksOf(runId)).to.deep.equal([
      { caseId: id, ownerId: users.anna.id, title: 'Oględziny palet', state: 'open', stateReason: null },
    ]);
    expect(await readCase(base.db, anna, id)).to.include({ tasks: 1, openTasks: 1, looseTasks: 0, progress: 0 });
  });

  it('run for another customer of the case when that one is named, and for nobody else', async () => {
    const id = await open();
    const other = { companyId: companies.omega.id };
    expect(await refusedAs(start(id, scenarios.invitation, other))).to.equal('company.not_found');
    await addCaseCompany(base.db, anna, { id, ...other });
    const { id: runId } = await start(id, scenarios.invitation, other);
    expect(await base.db.one('select company_id, case_id from runs where id = $1', [runId])).to.deep.equal({
      companyId: companies.omega.id,
      caseId: id,
    });
    expect(await refusedAs(start(id, scenarios.invitation))).to.equal('nothing');
  });

  it('begin once, however many begin them; in another case, or after their end, they begin again', async () => {
    const id = await open();
    const both = await Promise.all([1, 2].map(() => refusedAs(start(id, scenarios.inspection))));
    expect(both.toSorted()).to.deep.equal(['nothing', 'procedure.goes_on']);
    expect(await refusedAs(start(await open(), scenarios.inspection))).to.equal('nothing');
    const [run] = (await readCase(base.db, anna, id)).runs;
    await endProcedure(base.db, anna, { id: run!.id, reason: 'Pomyłka' });
    expect(await refusedAs(start(id, scenarios.inspection))).to.equal('procedure.goes_on');
    await move(run!.id);
    expect(await refusedAs(start(id, scenarios.inspection))).to.equal('nothing');
  });

  it('are for those with the right who may add to the case, while it is open', async () => {
    const id = await open();
    const as = (who: typeof pawel) =>
      refusedAs(startProcedure(base.db, who, { place: { of: 'case', id }, scenarioId: scenarios.inspection }));
    expect(await as(pawel)).to.equal('case.not_found');
    await grant(id, 'read');
    expect(await as(pawel)).to.equal('case.level_missing');
    await grant(id, 'add');
    const idle = viewer('pawel', { rights: new Set([...rightsOf('operator')].filter((one) => one !== 'run.start')) });
    expect(await as(idle)).to.equal('right.missing');
    expect(await as(pawel)).to.equal('nothing');
    const closed = await open();
    await closeCase(base.db, anna, { id: closed, version: 1, outcome: 'neutral', result: 'Nic' });
    expect(await refusedAs(start(closed, scenarios.inspection))).to.equal('case.closed');
    const own = viewer('pawel', { customers: 'own' });
    const zubr = { place: { of: 'company', id: companies.zubr.id }, scenarioId: scenarios.invitation } as const;
    expect(await refusedAs(startProcedure(base.db, own, zubr))).to.equal('company.not_found');
    expect(await refusedAs(startProcedure(base.db, anna, zubr))).to.equal('nothing');
  });

  it('say before they begin what they will do and what stands in the way', async () => {
    const preview = async (place: Place, scenarioId = scenarios.invitation) => {
      const { path, obstacles } = await previewProcedure(base.db, anna, { place, scenarioId });
      expect(path.steps.every(({ state }) => state === 'ahead')).to.equal(true);
      return obstacles.map(({ blocks, said }) => `${blocks ? '!' : ''}${said.pl}`);
    };
    const at = (id: string) => ({ of: 'company', id }) as const;
    expect(await preview(at(companies.drewPol.id))).to.deep.equal([]);
    expect(await preview(at(companies.omega.id))).to.deep.equal([
      'Wiadomość „Zaproszenie” nie wyjdzie: brak zgody.',
      'Zadanie „Telefon po zaproszeniu” nie powstanie: brak zgody.',
    ]);
    expect(await preview(at(companies.ges.id))).to.deep.equal([
      'Klient nie ma opiekuna: zadania dla opiekuna dostanie administrator.',
      'Wiadomość „Zaproszenie” nie wyjdzie: brak adresu.',
      'Zadanie „Telefon po zaproszeniu” nie powstanie: brak zgody.',
    ]);
    await base.db.run(`insert into suppressions (kind, normalised, reason, created_by) values ('phone', $1, 'x', $2)`, [
      companies.drewPol.phone,
      'system:test',
    ]);
    await freezeCompany(base.db, maria, { id: companies.drewPol.id, reason: 'Spór' });
    expect(await preview(at(companies.drewPol.id))).to.deep.equal([
      'Automaty są tu zamrożone: procedura ruszy dopiero po odmrożeniu.',
      'Zadanie „Telefon po zaproszeniu” nie powstanie: adres na liście „nie kontaktować”.',
    ]);
    await base.db.run('delete from freezes; delete from suppressions');
    await base.db.run('update channel_accounts set active = false');
    expect(await preview(at(companies.drewPol.id))).to.deep.equal([
      'Wiadomość „Zaproszenie” nie wyjdzie: brak czynnego konta nadawczego.',
    ]);
    await base.db.run('update channel_accounts set active = true');
    const id = await open({ companyId: null });
    expect((await preview({ of: 'case', id }))[0]).to.match(/^!Ta procedura dotyczy klienta/);
    await start(id, scenarios.inspection);
    expect(await preview({ of: 'case', id }, scenarios.inspection)).to.deep.equal([
      '!Ta procedura już tu trwa. Poczekaj, aż się skończy, albo ją zakończ.',
    ]);
  });

  it('end by hand with a reason: what was open is taken back, and the case tells who ended it', async () => {
    const id = await open();
    const { id: runId } = await start(id, scenarios.inspection);
    await move(runId);
    const end = (who: typeof anna, reason: string) => refusedAs(endProcedure(base.db, who, { id: runId, reason }));
    expect(await end(pawel, 'Nie moja')).to.equal('run.not_found');
    expect(await end(anna, ' ')).to.equal('run.reason_missing');
    expect(await end(anna, 'Klient sam odebrał palety')).to.equal('nothing');
    expect(await end(anna, 'Jeszcze raz')).to.equal('nothing');
    expect((await readCase(base.db, anna, id)).runs[0]).to.include({
      unsettled: true,
      endedWhy: 'Klient sam odebrał palety',
    });
    await move(runId);
    expect(await tasksOf(runId)).to.deep.equal([
      {
        ...{ caseId: id, ownerId: users.anna.id, title: 'Oględziny palet' },
        ...{ state: 'withdrawn', stateReason: 'Klient sam odebrał palety' },
      },
    ]);
    expect((await told(runId)).slice(1)).to.deep.equal([
      {
        actor: `user:${users.anna.id}`,
        verb: 'end',
        changes: { reason: [null, 'Klient sam odebrał palety'] },
      },
    ]);
    const { rows } = await caseTimeline(base.db, anna, { id, kinds: ['run'], limit: 1 });
    expect(rows[0]).to.include({ state: 'ended', detail: 'Klient sam odebrał palety', who: users.anna.name });
    expect(await end(anna, 'Znowu')).to.equal('run.over');
  });

  it('are shown to the customer they run for, with the case to those who see it', async () => {
    const id = await open({ companyId: companies.zubr.id });
    const { id: runId } = await start(id, scenarios.inspection);
    const shownTo = async (who: typeof anna) =>
      (await readCard(base.db, who, companies.zubr.id)).runs.find((run) => run.id === runId)?.inCase;
    const { number } = await readCase(base.db, anna, id);
    expect(await shownTo(anna)).to.deep.equal({ id, name: `${number} Reklamacja palet` });
    expect(await shownTo(pawel)).to.deep.equal({ id, name: null });
  });

  it('end with their case, or keep it open: their tasks are never left behind (rule 8)', async () => {
    const id = await open();
    const { id: runId } = await start(id, scenarios.inspection);
    await move(runId);
    const closing = { id, version: 1, outcome: 'success' as const, result: 'Wymieniono 12 palet' };
    expect(await refusedAs(closeCase(base.db, anna, closing))).to.equal('case.runs_open');
    const errand = await createTask(base.db, anna, { type: 'errand', title: 'Zdjęcia', caseId: id });
    expect(await refusedAs(closeCase(base.db, anna, { ...closing, openRuns: 'end' }))).to.equal('case.tasks_open');
    const closed = await closeCase(base.db, anna, { ...closing, openRuns: 'end', openTasks: 'cancel' });
    expect(closed).to.deep.equal({ version: 2, cancelled: 1, ended: 1 });
    await move(runId);
    const { number } = await readCase(base.db, anna, id);
    expect(await tasksOf(runId)).to.have.nested.property('[0].stateReason', `Zamknięto sprawę ${number}`);
    expect(
      await base.db.rows(`select id from tasks where case_id = $1 and state = 'open'`, [id]),
      errand.id,
    ).to.deep.equal([]);
    expect(await base.db.one('select state, result from runs where id = $1', [runId])).to.deep.equal({
      state: 'ended',
      result: 'neutral',
    });
  });

  it('do not tell who does not see a task of theirs when it was begun and ended (rule 35)', async () => {
    const id = await open();
    const { id: runId } = await start(id, scenarios.inspection);
    await move(runId);
    await grant(id, 'read');
    const timed = async (who: typeof anna) =>
      (await readCase(base.db, who, id)).runs[0]!.path.steps.flatMap((step) => (step.at ? [step.id] : []));
    expect([await timed(anna), await timed(pawel)]).to.deep.equal([['look'], ['look']]);
    await base.db.run('update tasks set private = true where run_id = $1', [runId]);
    expect([await timed(anna), await timed(pawel)]).to.deep.equal([['look'], []]);
  });

  it('that stand still end by hand as well', async () => {
    const id = await open();
    const { id: runId } = await start(id, scenarios.inspection);
    await move(runId);
    const what = { kind: 'outcome', key: `${runId}:look:1`, code: 'unheard-of', answers: {} } as const;
    const wrong = { runId, source: 'test', sourceId: 'x', what, actor: { kind: 'system', id: 'test' } } as const;
    await base.db.transaction((tx) => recordInput(tx, wrong));
    expect(await move(runId)).to.include({ state: 'stuck' });
    const waits = async (who: typeof anna) =>
      (await waitingFor(base.db, who)).flatMap(({ kind, count, link }) => (kind === 'stuck' ? [[count, link]] : []));
    expect(await waits(maria), 'where it stands').to.deep.equal([[1, `/admin/cases/${id}?tab=runs`]]);
    const { rights } = maria;
    expect(await waits(viewer('pawel', { rights })), 'of a case that is not theirs').to.deep.equal([
      [1, `/admin/companies/${companies.drewPol.id}?tab=runs`],
    ]);
    expect(await waits(viewer('pawel', { rights, customers: 'own' })), 'nor the customer').to.deep.equal([]);
    await endProcedure(base.db, anna, { id: runId, reason: 'Zepsuła się' });
    expect(await move(runId)).to.include({ state: 'ended' });
  });

  it('stand still with their case until somebody lets it go on', async () => {
    const id = await open();
    const { id: runId } = await start(id, scenarios.inspection);
    await base.db.transaction((tx) => freezeCase(tx, anna, { id, reason: ' Czekamy na ubezpieczyciela ' }));
    expect((await readCase(base.db, anna, id)).frozen).to.include({ reason: 'Czekamy na ubezpieczyciela' });
    await move(runId);
    expect(await tasksOf(runId)).to.deep.equal([]);
    await grant(id, 'read');
    const thawedBy = (who: typeof anna) => base.db.transaction((tx) => thawCase(tx, who, id));
    expect(await refusedAs(thawedBy(pawel))).to.equal('case.level_missing');
    await thawedBy(anna);
    await move(runId);
    expect(await tasksOf(runId)).to.have.length(1);
    expect((await readCase(base.db, anna, id)).frozen).to.equal(null);
  });

  it('tell everybody who works from a queue', async () => {
    const word: Version = {
      schema: 1,
      start: 'tell',
      steps: {
        tell: {
          kind: 'notify',
          whom: { to: 'queue', queue: 'biuro' },
          text: { pl: 'Palety wróciły', en: 'The pallets are back' },
          next: 'done',
        },
        done: { kind: 'end', result: 'success' },
      },
    };
    const scenarioId = await base.db.transaction(async (tx) => {
      await tx.run(`insert into teams (code, name) values ('biuro', 'Biuro')`);
      await tx.run(
        `insert into team_members (team_id, user_id) select t.id, u.id from teams t, users u
         where t.code = 'biuro' and u.id = any($1::uuid[])`,
        [[users.anna.id, users.pawel.id]],
      );
      return placeProcedure(tx, 'slowo', { version: word, subject: 'case' });
    });
    const id = await open();
    const { id: runId } = await start(id, scenarioId);
    await move(runId);
    const heard = await base.db.rows<{ name: string; link: string }>(
      `select u.name, r.link from reminders r join users u on u.id = r.user_id where r.text_pl = 'Palety wróciły' order by u.name`,
    );
    const link = `/admin/companies/${companies.drewPol.id}`;
    expect(heard).to.deep.equal([
      { name: users.anna.name, link },
      { name: users.pawel.name, link },
    ]);
  });
});
