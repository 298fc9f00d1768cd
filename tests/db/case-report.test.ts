import { expect } from 'chai';
import { readCaseReport } from '../../db/case-report.ts';
import { createCase, editCase } from '../../db/cases.ts';
import { createTask } from '../../db/tasks.ts';
import { builtIn, builtInUses } from '../../db/built-in-dictionaries.ts';
import { changeWorkRates, readWorkRates } from '../../db/work-rates.ts';
import { caseReportHeaders, caseReportRows } from '../../sheets/case-report.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { listed, type Listed } from '../support/listed.ts';

const anna = viewer('anna');
const pawel = viewer('pawel');
const jan = viewer('jan');

const columns = ['durationMinutes', 'workMinutes', 'kilometres'];

describe('the report of a case', () => {
  let base: TestDatabase;
  let id: string;
  before(async () => {
    base = await freshDatabase(2);
    await base.db.transaction(seatCast);
    ({ id } = await createCase(base.db, anna, { name: 'Wdrożenie', companyId: companies.drewPol.id }));
    const task = async (who: typeof anna, durationMinutes: number, sets: string) => {
      const fields = { type: 'meeting', title: 'Montaż', caseId: id, durationMinutes };
      const made = await createTask(base.db, who, fields);
      await base.db.run(`update tasks set ${sets} where id = $1`, [made.id]);
    };
    const done = `state = 'done', done_at = now()`;
    await task(anna, 60, `${done}, done_by = '${users.anna.id}', work_minutes = 90, kilometres = 40`);
    await task(anna, 30, `due_at = now() - interval '1 day'`);
    await task(anna, 45, `private = true`);
    await base.db.run(
      `insert into case_people (case_id, user_id, level, created_by) values ($1, $2, 'add', 'system:test')`,
      [id, users.pawel.id],
    );
    await task(pawel, 15, `${done}, done_by = '${users.pawel.id}', work_minutes = 15`);
    await base.db.run(
      `insert into messages (direction, channel, company_id, case_id, address, created_by, updated_by)
       values ('out', 'email', $1, $2, 'a@b.pl', $3, $3), ('in', 'email', $1, $2, 'a@b.pl', 'system:test', 'system:test')`,
      [companies.drewPol.id, id, `user:${users.anna.id}`],
    );
    await editCase(base.db, anna, { id, version: 1, changes: { stage: 'doing' } });
  });
  after(() => base.drop());

  it('says what each person did, has open and is late with, in hours, kilometres and messages, as the viewer sees it', async () => {
    const mine = {
      done: 1,
      open: 2,
      late: 1,
      plannedMinutes: 135,
      workMinutes: 90,
      kilometres: 40,
      sent: 1,
      costMinor: null,
    };
    const his = {
      done: 1,
      open: 0,
      late: 0,
      plannedMinutes: 15,
      workMinutes: 15,
      kilometres: 0,
      sent: 0,
      costMinor: null,
    };
    const report = await readCaseReport(base.db, anna, id);
    expect(report.people).to.deep.equal([
      { userId: users.anna.id, name: users.anna.name, ...mine },
      { userId: users.pawel.id, name: users.pawel.name, ...his },
    ]);
    expect(report).to.include({
      done: 2,
      open: 2,
      late: 1,
      plannedMinutes: 150,
      workMinutes: 105,
      received: 1,
      sent: 1,
    });
    expect((await readCaseReport(base.db, pawel, id)).people[0]).to.deep.include({ open: 1, plannedMinutes: 90 });

    const rows: unknown[][] = [];
    for await (const row of caseReportRows(report, 'pl')) rows.push(row);
    expect(rows).to.deep.equal([
      [users.anna.name, 1, 2, 1, 2.25, 1.5, 40, 1],
      [users.pawel.name, 1, 0, 0, 0.25, 0.25, 0, 0],
      ['Razem', 2, 2, 1, 2.5, 1.75, 40, 1],
    ]);
  });

  it('counts of each person what the lists behind the numbers show, for whoever looks (rule 42)', async () => {
    for (const who of [anna, pawel]) {
      const { people } = await readCaseReport(base.db, who, id);
      for (const { userId, ...person } of people) {
        const tasks = async (query: Record<string, string>) =>
          listed(base.db, who, { kind: 'tasks', query: { ...query, caseId: id, workOf: userId! }, columns });
        const sum = (rows: readonly Listed[], column: string) =>
          rows.reduce((all, row) => all + Number(row[column]), 0);
        const kept = await tasks({ kept: '1' });
        const sent = await listed(base.db, who, { kind: 'messages', query: { caseId: id, sentBy: userId! } });
        expect({
          done: (await tasks({ list: 'done' })).length,
          open: (await tasks({ list: 'open' })).length,
          late: (await tasks({ list: 'overdue' })).length,
          plannedMinutes: sum(kept, 'durationMinutes'),
          workMinutes: sum(await tasks({ kept: '1', worked: '1' }), 'workMinutes'),
          kilometres: sum(await tasks({ kept: '1', driven: '1' }), 'kilometres'),
          sent: sent.length,
        }).to.deep.equal(
          Object.fromEntries(Object.entries(person).filter(([name]) => name !== 'name' && name !== 'costMinor')),
        );
      }
    }
  });

  it('reckons what it cost once the company says what an hour and a kilometre cost', async () => {
    expect((await readCaseReport(base.db, anna, id)).costMinor).to.equal(null);
    await base.db.run(`insert into installation (id) select uuid7() where not exists (select 1 from installation)`);
    await changeWorkRates(base.db, jan, { hourMinor: 12_000, kilometreMinor: 115, currency: 'PLN' });
    const report = await readCaseReport(base.db, anna, id);
    expect(report.people.map(({ costMinor }) => costMinor)).to.deep.equal([22_600, 3_000]);
    expect([report.costMinor, report.currency]).to.deep.equal([25_600, 'PLN']);
    expect(caseReportHeaders(report, 'pl').at(-1)).to.equal('Koszt (PLN)');
    const rates = { hourMinor: null, kilometreMinor: null, currency: 'PLN' };
    const refused = await changeWorkRates(base.db, anna, rates).catch(({ code }: { code: string }) => code);
    expect(refused).to.equal('right.missing');
  });

  it('keeps what work costs in the currency in which it was said', async () => {
    const said = { hourMinor: 12_000, kilometreMinor: 115, currency: 'PLN' };
    await changeWorkRates(base.db, jan, said);
    const positions = await base.db.rows<{ code: string; position: number }>('select code, position from currencies');
    await base.db.run(`update currencies set position = case code when 'EUR' then -1 else position end`);
    await changeWorkRates(base.db, jan, { ...said, kilometreMinor: 120 });
    expect((await readWorkRates(base.db, jan)).currency).to.equal('PLN');
    expect((await builtInUses(base.db, builtIn['currencies']!))['PLN']).to.be.at.least(1);
    await changeWorkRates(base.db, jan, { hourMinor: null, kilometreMinor: null, currency: 'PLN' });
    expect((await readWorkRates(base.db, jan)).currency).to.equal('EUR');
    for (const { code, position } of positions)
      await base.db.run('update currencies set position = $2 where code = $1', [code, position]);
  });

  it('draws its stages one after the other, and its tasks from when they are planned to when they end', async () => {
    const { stages, tasks, more } = (await readCaseReport(base.db, jan, id)).path;
    expect(stages.map(({ namePl, to }) => [namePl, to === null])).to.deep.equal([
      ['Nowa', false],
      ['W toku', true],
    ]);
    expect(stages[0]!.to).to.equal(stages[1]!.from);
    expect(tasks.every(({ from, to }) => from <= to)).to.equal(true);
    expect([tasks.filter(({ overdue }) => overdue).length, more]).to.deep.equal([1, false]);
  });
});
