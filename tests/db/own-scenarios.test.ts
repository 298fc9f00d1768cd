import { expect } from 'chai';
import { newId } from '../../db/new-id.ts';
import { createOwnField } from '../../db/own-definitions.ts';
import { moveRun, startRuns } from '../../db/runs.ts';
import { checkScenario, publishScenario } from '../../db/scenarios.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import { foretellOutcome } from '../../db/work-screen.ts';
import type { OwnKind, OwnRecord } from '../../domain/own/shapes.ts';
import type { Step } from '../../domain/scenario/shapes.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { drawn, end, task } from '../support/scenario.ts';

const jan = viewer('jan');
const companyId = companies.zubr.id;

describe('own fields in scenarios', () => {
  let base: TestDatabase;
  before(async () => {
    base = await freshDatabase(3);
    await base.db.transaction(async (tx) => {
      await seatCast(tx);
      const define = (record: OwnRecord, kind: OwnKind, pl: string) =>
        createOwnField(tx, jan, { record, kind, title: { pl, en: pl }, options: { formula: 'liczba_maszyn * 2' } });
      await define('company', 'number', 'Liczba maszyn');
      await define('company', 'date', 'Data umowy');
      await define('company', 'yes/no', 'Odwiedzony');
      await define('company', 'formula', 'Podwójnie');
      await define('opportunity', 'number', 'Regały');
      await define('task', 'number', 'Metry');
    });
  });
  after(() => base.drop());

  const codesOf = async (start: Step) => {
    const checked = await checkScenario(base.db, drawn({ start, yes: end(), no: end('failure') }));
    return 'problems' in checked ? checked.problems.map(({ code }) => code) : [];
  };
  const asked = (field: string, value: string | number): Step => ({
    ...{ kind: 'branch', when: [{ if: { field, operator: '>', value }, next: 'yes' }], else: 'no' },
  });
  const set = (field: string, value: string | number | boolean): Step => ({ kind: 'set', field, value, next: 'yes' });

  it('are asked for by conditions with their type, and one that is not there is refused when it is published', async () => {
    expect(await codesOf(asked('company.own.liczba_maszyn', 5))).to.not.include('condition.unknown_field');
    const unknown = await codesOf(asked('company.own.liczba_maszy', 5));
    const wrong = await codesOf(asked('company.own.liczba_maszyn', 'dużo'));
    const ofOther = await codesOf(asked('opportunity.own.regaly', 5));
    for (const codes of [unknown, wrong, ofOther])
      expect(codes.filter((code) => code.startsWith('condition.'))).to.have.length(1);
  });

  it('are set to what they hold and to nothing else', async () => {
    expect(await codesOf(set('own.odwiedzony', true))).to.not.include('own.wrong_value');
    expect(await codesOf(set('own.odwiedzony', 'tak'))).to.include('own.wrong_value');
    expect(await codesOf(set('own.podwojnie', 4))).to.include('own.wrong_value');
    expect(await codesOf(set('own.nie_ma', true))).to.include('name.unknown');
  });

  it('an industry is one of the dictionary, in conditions too; the sentence names those that are there', async () => {
    await base.db.run(
      `insert into dictionary_entries (dictionary_id, code, name_pl, name_en, position, active, created_by, updated_by)
       select id, e.code, e.pl, e.en, 1, e.active, 'system:test', 'system:test' from dictionaries d,
         (values ('meble', 'Meblarstwo', 'Furniture', true), ('wegiel', 'Węgiel', 'Coal', false)) e(code, pl, en, active)
       where d.code = 'industry'`,
    );
    const said = async (start: Step) => {
      const checked = await checkScenario(base.db, drawn({ start, yes: end(), no: end('failure') }));
      const found = 'problems' in checked ? checked.problems.filter(({ code }) => code === 'name.unknown') : [];
      return found.map((one) => one.said.pl).join();
    };
    const asks = (operator: '=' | 'in' | 'contains', value: string | string[]): Step => ({
      ...{ kind: 'branch', when: [{ if: { field: 'company.industry', operator, value }, next: 'yes' }], else: 'no' },
    });
    for (const fine of [set('industry', 'meble'), asks('=', 'wegiel'), asks('contains', 'mebl')])
      expect(await said(fine)).to.equal('');
    expect(await said(set('industry', 'Meblarstwo')))
      .to.include('nie ma branży „Meblarstwo”')
      .and.include('meble (Meblarstwo)');
    expect(await said(set('industry', 'wegiel'))).to.include('nie ma branży „wegiel”');
    expect(await said(asks('in', ['meble', 'statki'])))
      .to.include('„statki”')
      .and.include('wegiel (Węgiel)');
  });

  it('of the task that was finished last decide what is behind it, and what is foretold before', async () => {
    const graph = drawn({
      call: task({ done: 'visit' }),
      visit: task({ done: 'large' }),
      large: asked('task.own.metry', 40),
      yes: end(),
      no: end('failure'),
    });
    const { versionId } = await base.db.transaction((tx) =>
      publishScenario(tx, jan, { code: 'pomiar', names: { pl: 'Pomiar', en: 'Measuring' }, graph }),
    );
    const id = newId();
    const subject = { kind: 'company', id: companyId } as const;
    await base.db.transaction((tx) =>
      startRuns(tx, [
        { ...{ id, kind: 'procedure', versionId, subject, companyId }, actor: { kind: 'system', id: 'test' } },
      ]),
    );
    const next = async (metres: number) => {
      await moveRun(base.db, { runId: id, now: Date.now() + 60_000 });
      const found = await base.db.one<{ id: string }>(
        `update tasks set own = jsonb_build_object('metry', $2::int) where run_id = $1 and state = 'open' returning id`,
        [id, metres],
      );
      return found.id;
    };
    const finish = (taskId: string) =>
      completeTask(base.db, jan, { id: taskId, outcome: 'done', answers: {}, note: '' });
    await finish(await next(90));
    const taskId = await next(12);
    const foretold = () => foretellOutcome(base.db, jan, { taskId, outcome: 'done', answers: {} });
    const small = await foretold();
    await base.db.run(`update tasks set own = '{"metry": 50}' where id = $1`, [taskId]);
    expect(await foretold()).to.not.deep.equal(small);
    await base.db.run(`update tasks set own = '{"metry": 12}' where id = $1`, [taskId]);
    await finish(taskId);
    await moveRun(base.db, { runId: id, now: Date.now() + 120_000 });
    const run = await base.db.one('select state, result from runs where id = $1', [id]);
    expect(run).to.deep.equal({ state: 'ended', result: 'failure' });
  });

  it('decide a run, are waited for, and formulas follow what a run sets', async () => {
    await base.db.run('update companies set own = $2 where id = $1', [
      companyId,
      JSON.stringify({ liczba_maszyn: 7, data_umowy: '2036-03-01' }),
    ]);
    const graph = drawn({
      start: asked('company.own.liczba_maszyn', 5),
      yes: { kind: 'set', field: 'own.liczba_maszyn', value: 9, next: 'wait' },
      wait: { kind: 'wait', until: { fact: 'company.own.data_umowy' }, next: 'done' },
      done: end(),
      no: end('failure'),
    });
    const { versionId } = await base.db.transaction(async (tx) => {
      const { versionId: id } = await publishScenario(tx, jan, {
        code: 'umowy',
        names: { pl: 'Umowy', en: 'Contracts' },
        graph,
      });
      return { versionId: id };
    });
    const id = newId();
    await base.db.transaction((tx) =>
      startRuns(tx, [
        {
          ...{ id, kind: 'procedure', versionId, subject: { kind: 'company', id: companyId }, companyId },
          actor: { kind: 'system', id: 'test' },
        },
      ]),
    );
    await moveRun(base.db, { runId: id });
    const run = await base.db.one<{ dueAt: string; own: object }>(
      'select r.due_at, c.own from runs r join companies c on c.id = r.company_id where r.id = $1',
      [id],
    );
    expect(run.own).to.include({ liczba_maszyn: 9, podwojnie: 18 });
    expect(run.dueAt).to.equal('2036-02-29T23:00:00.000Z');
  });
});
