import { expect } from 'chai';
import { addSpan } from '../../domain/calendar/add-span.ts';
import { type DomainError } from '../../domain/domain-error.ts';
import { defaultRuleBook } from '../../domain/governor/rule-book.ts';
import { shippedScenarios } from '../../domain/scenario/shipped/list.ts';
import { shippedTemplates } from '../../domain/scenario/shipped/templates.ts';
import type { Published, ScenarioDraft } from '../../db/scenarios.ts';
import { rightsOf, scopeOf, type Role, type Viewer } from '../../domain/access.ts';
import { loadCalendars } from '../../db/calendars.ts';
import { loadRuleBook, saveRuleBook } from '../../db/governor.ts';
import { checkScenario, publishScenario, readScenario, shipScenarios } from '../../db/scenarios.ts';
import { scenariosApi } from '../../api/scenarios.ts';
import { gatherCrowd } from '../support/campaign.ts';
import { seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { seatRun } from '../support/outgoing.ts';
import { drawn, end, mail, task } from '../support/scenario.ts';
import { listed } from '../support/listed.ts';
import { serve, type Served } from '../support/served.ts';

const actor = { kind: 'system', id: 'test' } as const;
const names = { pl: 'Próba', en: 'Trial' };
const graph = drawn({ t: task({ ok: 'e' }), e: end() });

const viewer = (who: (typeof users)[keyof typeof users]): Viewer => ({
  userId: who.id,
  name: who.name,
  email: who.email,
  role: who.role as Role,
  language: 'pl',
  timeZone: 'Europe/Warsaw',
  rights: rightsOf(who.role as Role),
  scope: scopeOf(who.role as Role),
  seesUsers: [who.id],
  queues: [],
});
const jan = viewer(users.jan);
const anna = viewer(users.anna);

describe('scenarios in the database', () => {
  let database: TestDatabase;
  let served: Served;
  before(async () => {
    database = await freshDatabase(3);
    await seatCast(database.db);
    served = await serve(database.db, { api: [scenariosApi] });
  });
  after(async () => {
    await served.close();
    await database.drop();
  });
  const publish = (code: string, json: unknown = graph, by: Viewer = jan) =>
    database.db.transaction((tx) => publishScenario(tx, by, { code, names, graph: json }));

  it('the shipped ones are published once, however often they are shipped', async () => {
    for (let i = 0; i < 2; i++) await database.db.transaction((tx) => shipScenarios(tx, actor));
    const rows = await listed(database.db, anna, { kind: 'scenarios', columns: ['code', 'number'] });
    expect(rows.map(({ code, number }) => [code, number])).to.have.deep.members(
      shippedScenarios.map(({ code }) => [code, 1]),
    );
    expect(new Set(shippedTemplates.map(({ code }) => code)).size).to.equal(shippedTemplates.length);
    const kept = await database.db.rows<{ verb: string; version: number }>(
      `select a.verb, s.version from audit a join scenarios s on s.id::text = a.record_id where a.noun = 'scenario'`,
    );
    expect(kept).to.have.length(shippedScenarios.length);
    expect(new Set(kept.map(({ verb, version }) => `${verb} ${version}`))).to.deep.equal(new Set(['publish 1']));
  });

  it('publishing makes the next version, and none where only names or places have changed', async () => {
    const first = await publish('trial');
    const painted = { ...graph, steps: { ...graph.steps, e: { ...end(), name: 'Koniec', at: [10, 20] } } };
    const same = await publish('trial', painted);
    const second = await publish('trial', drawn({ t: task({ ok: 'e' }, { priority: 'high' }), e: end() }));
    expect([first.number, same.number, second.number]).to.deep.equal([1, 1, 2]);
    expect([first.isNew, same.isNew, second.isNew]).to.deep.equal([true, false, true]);
    expect(same.versionId).to.equal(first.versionId);
    const read = await readScenario(database.db, anna, { id: first.scenarioId, number: 1 });
    expect(read.graph).to.deep.equal(graph);
    expect(read.versions.map(({ number }) => number)).to.deep.equal([2, 1]);
  });

  it('a published version can never be changed', async () => {
    const { versionId } = await publish('stone');
    const change = database.db.run(`update scenario_versions set graph = '{}' where id = $1`, [versionId]);
    expect(await change.then(String, String)).to.contain('append-only');
  });

  it('publishing stands in the audit', async () => {
    const { scenarioId } = await publish('audited');
    const row = await database.db.one<{ actor: string; verb: string }>(
      `select actor, verb from audit where noun = 'scenario' and record_id = $1`,
      [scenarioId],
    );
    expect(row).to.deep.equal({ actor: `user:${users.jan.id}`, verb: 'publish' });
  });

  it('a name, a description or the subject that has changed is written down, and only that', async () => {
    const rename = (more: Partial<ScenarioDraft>) =>
      database.db.transaction((tx) => publishScenario(tx, jan, { code: 'renamed', names, graph, ...more }));
    const { scenarioId, renamed } = await rename({ description: { pl: 'Po polsku', en: '' } });
    expect(renamed).to.equal(false);
    const before = await rename({});
    expect(before).to.include({ isNew: false, renamed: false });
    const after = await rename({ names: { ...names, en: 'Test' }, description: { pl: '  ', en: 'In English' } });
    expect(after).to.include({ isNew: false, renamed: true, number: 1 });
    const other = drawn({ t: task({ ok: 'e' }, { priority: 'low' }), e: end() });
    expect(await rename({ graph: other })).to.include({ isNew: true, renamed: true, number: 2 });
    expect(await rename({ graph: other, subjectKind: 'company' })).to.include({ isNew: false, renamed: false });
    const rows = await database.db.rows<{ verb: string; changes: object }>(
      `select verb, changes from audit where noun = 'scenario' and record_id = $1 and verb <> 'publish' order by id`,
      [scenarioId],
    );
    expect(rows).to.deep.equal([
      {
        verb: 'edit',
        changes: {
          nameEn: ['Trial', 'Test'],
          descriptionPl: ['Po polsku', null],
          descriptionEn: [null, 'In English'],
        },
      },
      { verb: 'edit', changes: { nameEn: ['Test', 'Trial'] } },
      { verb: 'edit', changes: { subjectKind: ['participant', 'company'] } },
    ]);
    const kept = await database.db.one('select description_pl, description_en, version from scenarios where id = $1', [
      scenarioId,
    ]);
    expect(kept).to.deep.equal({ descriptionPl: null, descriptionEn: 'In English', version: 4 });
  });

  it('two who publish at the same time get two numbers', async () => {
    const at = ['low', 'high'] as const;
    const both = await Promise.all(
      at.map((priority) => publish('race', drawn({ t: task({ ok: 'e' }, { priority }), e: end() }))),
    );
    expect(both.map(({ number }) => number).sort()).to.deep.equal([1, 2]);
    const same = await Promise.all([publish('twins'), publish('twins')]);
    expect(same.map(({ isNew }) => isNew).sort()).to.deep.equal([false, true]);
    expect(same.map(({ renamed }) => renamed)).to.deep.equal([false, false]);
  });

  it('a scenario with problems is refused with the first of them, and nothing is written', async () => {
    const refused = await publish('broken', drawn({ t: task({ again: 't' }) })).then(
      () => undefined,
      (error: DomainError) => error,
    );
    expect(refused?.code).to.equal('scenario.has_problems');
    expect(refused?.said.pl).to.contain('Scenariusz nie ma końca');
    const rows = await listed(database.db, jan, { kind: 'scenarios', columns: ['code'] });
    expect(rows.map(({ code }) => code)).not.to.include('broken');
  });

  it('a scenario may name only templates that exist', async () => {
    const checked = await checkScenario(
      database.db,
      drawn({ m: mail('e', { template: 'nothing-like-it' }), e: end() }),
    );
    expect('problems' in checked && checked.problems.map(({ code }) => code)).to.include('name.unknown');
  });

  it('a task may be only for a purpose of the rule book; the shipped ones are published by any book', async () => {
    const survey = drawn({ t: task({ ok: 'e' }, { purpose: 'ankieta', refused: 'e' }), e: end() });
    expect(await publish('survey', survey).then(String, (error: DomainError) => error.said.pl)).to.match(
      /nie ma celu kontaktu „ankieta”. Są: marketing, /,
    );
    const taken = new Error('taken back');
    const withBook = database.db.transaction(async (tx) => {
      const ofOffice = { ...defaultRuleBook, purposes: { ankieta: defaultRuleBook.purposes['service']! } };
      await saveRuleBook(tx, ofOffice, actor);
      expect((await publishScenario(tx, jan, { code: 'survey', names, graph: survey })).number).to.equal(1);
      await shipScenarios(tx, actor);
      throw taken;
    });
    expect(await withBook.catch((error: unknown) => error)).to.equal(taken);
  });

  it('only who may publish publishes; everybody reads', async () => {
    expect(await publish('foreign', graph, anna).then(String, (error: DomainError) => error.code)).to.equal(
      'right.missing',
    );
    const answer = await served.ask<{ code: string }>(anna, 'POST /scenarios', { code: 'foreign', names, graph });
    expect(answer).to.deep.include({ status: 403 });
    expect((await served.ask(anna, 'GET /scenarios')).status).to.equal(200);
  });

  it('counts its open runs, alone and of participants', async () => {
    const { versionId } = await gatherCrowd(database.db, { count: 3, version: graph });
    const { scenarioId } = await database.db.one<{ scenarioId: string }>(
      'select scenario_id from scenario_versions where id = $1',
      [versionId],
    );
    const openRuns = async (who = jan) => {
      const rows = await listed(database.db, who, { kind: 'scenarios', columns: ['openRuns'] });
      return rows.find(({ id }) => id === scenarioId)?.['openRuns'];
    };
    expect(await openRuns()).to.equal(3);
    const alone = await seatRun(database.db);
    await database.db.run('update runs set version_id = $2 where id = $1', [alone, versionId]);
    expect(await openRuns()).to.equal(4);
    // Who sees only their own customers hears of nobody else's, not even how many.
    const pawel = { ...viewer(users.pawel), customers: 'own' as const };
    expect([await openRuns(anna), await openRuns(pawel)]).to.deep.equal([4, 0]);
    const [{ companyId } = { companyId: '' }] = await database.db.rows<{ companyId: string }>(
      'select company_id from runs where version_id = $1 and campaign_id is not null limit 1',
      [versionId],
    );
    await database.db.run('update companies set owner_id = $2 where id = $1', [companyId, pawel.userId]);
    expect(await openRuns(pawel)).to.equal(1);
    expect((await readScenario(database.db, pawel, { id: scenarioId })).openRuns).to.equal(1);
    await database.db.run(
      `update runs set state = 'ended', result = 'success', ended_at = now() where version_id = $1`,
      [versionId],
    );
    expect(await openRuns()).to.equal(0);
  });

  it('a queue that a version names is called as its team, and keeps its code where there is none', async () => {
    const toQueue = task({ ok: 'e' }, { assignee: { to: 'queue', queue: 'claims' } });
    await database.db.run(`insert into teams (code, name) values ('claims', 'Reklamacje'), ('fair', 'Targi')`);
    const { scenarioId } = await publish('to-queue', drawn({ t: toQueue, e: end() }));
    const queues = async () => (await readScenario(database.db, anna, { id: scenarioId })).queues;
    expect(await queues()).to.deep.equal([{ code: 'claims', name: 'Reklamacje' }]);
    await database.db.run(`delete from teams where code in ('claims', 'fair')`);
    expect(await queues()).to.deep.equal([]);
  });

  it('the API checks a pasted text and tells every problem in the viewer’s language', async () => {
    const { body } = await served.ask<{ problems: { text: string; step: string }[] }>(jan, 'POST /scenarios/check', {
      graph: '{',
    });
    expect(body.problems[0]?.text).to.match(/^To nie jest poprawny JSON/);
    const fine = await served.ask<{ version: object; problems: [] }>(jan, 'POST /scenarios/check', {
      graph: JSON.stringify(graph),
    });
    expect(fine.body.problems).to.deep.equal([]);
  });

  it('the API publishes and answers 201, and 200 when nothing is new', async () => {
    const draft = { code: 'by-program', names, graph: JSON.stringify(graph) };
    expect((await served.ask(jan, 'POST /scenarios', draft)).status).to.equal(201);
    const again = await served.ask<{ scenarioId: string; number: number }>(jan, 'POST /scenarios', draft);
    expect(again).to.deep.include({ status: 200 });
    const read = await served.ask<{ graph: object }>(anna, `GET /scenarios/${again.body.scenarioId}?version=1`);
    expect(read.body.graph).to.deep.equal(graph);
    expect((await served.ask(anna, `GET /scenarios/${users.jan.id}`)).status).to.equal(404);
  });

  it('the API takes each description by itself: what is null is emptied, what is left out stays', async () => {
    const draft = { code: 'described', names, graph: JSON.stringify(graph) };
    const send = async (description?: object) => {
      const { status, body } = await served.ask<Published>(jan, 'POST /scenarios', { ...draft, description });
      const { descriptionPl, descriptionEn } = await readScenario(database.db, jan, { id: body.scenarioId });
      return [status, body.renamed, descriptionPl, descriptionEn];
    };
    expect(await send({ pl: 'Po polsku', en: null })).to.deep.equal([201, false, 'Po polsku', null]);
    expect(await send()).to.deep.equal([200, false, 'Po polsku', null]);
    expect(await send({ pl: null, en: 'In English' })).to.deep.equal([200, true, null, 'In English']);
    expect(await send({ pl: ' ', en: 'In English' })).to.deep.equal([200, false, null, 'In English']);
  });

  it('a changed working calendar counts from the next question on', async () => {
    const friday = Date.parse('2026-11-20T14:00Z');
    const day = { unit: 'working days', count: 1 } as const;
    expect(addSpan(await loadCalendars(database.db), friday, day)).to.equal(Date.parse('2026-11-23T14:00Z'));
    await database.db.run(
      `insert into working_calendars (code, name, hours, days_off) values ('organisation', 'Praca', $1, '{2026-11-23}')
       on conflict (code) do update set hours = $1, days_off = '{2026-11-23}'`,
      [JSON.stringify({ '1': [['08:00', '16:00']], '2': [['08:00', '16:00']], '5': [['08:00', '16:00']] })],
    );
    expect(addSpan(await loadCalendars(database.db), friday, day)).to.equal(Date.parse('2026-11-24T14:00Z'));
  });

  it('the rule book is the default one until it is changed, and a wrong one is refused', async () => {
    expect(await loadRuleBook(database.db)).to.deep.equal(defaultRuleBook);
    const open = { ...defaultRuleBook, hours: {}, cap: null };
    await database.db.transaction((tx) => saveRuleBook(tx, open, actor));
    expect(await loadRuleBook(database.db)).to.deep.equal(open);
    const wrong = saveRuleBook(database.db, { ...open, cap: { touches: -1, days: 1 } }, actor);
    expect(await wrong.then(String, (error: DomainError) => error.code)).to.equal('rule_book.wrong_cap');
  });
});
