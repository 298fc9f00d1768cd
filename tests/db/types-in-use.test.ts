import { expect } from 'chai';
import type { Version } from '../../domain/scenario/shapes.ts';
import { addImportantDate } from '../../db/important-dates.ts';
import * as defaultTypeOfTasks from '../../db/migrations/0090-default-type-of-tasks.ts';
import { newId } from '../../db/new-id.ts';
import { makeDueDays } from '../../db/recurrence-days.ts';
import { createRecurrence, editRecurrence } from '../../db/recurrences.ts';
import { moveRun, startRuns } from '../../db/runs.ts';
import { repeatElsewhere } from '../../db/task-mistakes.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import { createType, editType, keptTypes, type TypeEdit } from '../../db/task-type-settings.ts';
import { createTask } from '../../db/tasks.ts';
import { seatMail, storeVersion } from '../support/campaign.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { refusal, refusedAs } from '../support/refusal.ts';

const anna = viewer('anna');
const jan = viewer('jan');
const companyId = companies.drewPol.id;

const calling = (type: string, purpose?: string): Version => ({
  schema: 1,
  start: 'call',
  steps: {
    call: {
      kind: 'task',
      title: 'Zadzwoń',
      type,
      assignee: { to: 'owner' },
      outcomes: [{ code: 'yes', name: { pl: 'Tak', en: 'Yes' }, next: 'done' }],
      ...(purpose ? { purpose } : {}),
    },
    done: { kind: 'end', result: 'neutral' },
  },
});

describe('types of tasks that what goes on by itself needs (S1-97)', () => {
  let base: TestDatabase;
  let today: string;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(async (tx) => {
      await seatCast(tx);
      await seatMail(tx);
      await tx.run(
        `insert into task_types (code, name_pl, name_en, channel, position) values ('infolinia', 'Infolinia', 'Hotline', 'phone', 6)`,
      );
    });
    today = (await base.db.one<{ today: string }>(`select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as today`))
      .today;
  });
  after(() => base.drop());
  beforeEach(async () => {
    await base.db.run('delete from tasks; delete from recurrences');
    await base.db.run(`update task_types set by_default = false where code <> 'errand'`);
    await base.db.run(`update task_types set by_default = code = 'errand', active = true, channel = case when code in
      ('call', 'infolinia') then 'phone' end`);
  });

  const inDays = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
  const switchOff = (...codes: string[]) =>
    base.db.run('update task_types set active = false where code = any($1::text[])', [codes]);
  const typesOf = async (where = 'true') =>
    (
      await base.db.rows<{ type: string }>(
        `select distinct type from tasks where state = 'open' and ${where} order by 1`,
      )
    ).map(({ type }) => type);
  const edit = async (code: string, change: Partial<TypeEdit>) => {
    const { tasks: _, ...type } = (await keptTypes(base.db, jan)).find((one) => one.code === code)!;
    await base.db.transaction((tx) => editType(tx, jan, { ...type, ...change }));
  };
  const weekly = (type = 'call') =>
    createRecurrence(base.db, anna, {
      ...{ rule: 'FREQ=DAILY;INTERVAL=7', startsOn: inDays(1), localTime: '09:00', companyId },
      task: { type, title: 'Telefon kontrolny' },
    });
  const start = async (versionId: string, of: string = companyId) => {
    const [id, actor] = [newId(), { kind: 'system', id: 'test' } as const];
    const subject = { kind: 'company', id: of } as const;
    await base.db.transaction((tx) =>
      startRuns(tx, [{ id, kind: 'procedure', versionId, subject, companyId: of, actor }]),
    );
    return id;
  };
  const follow = async (version: Version, of?: string) => {
    const runId = await start(await base.db.transaction((tx) => storeVersion(tx, version)), of);
    await moveRun(base.db, { runId });
    return runId;
  };

  it('a step of a procedure makes its call of another type by phone once its own is switched off', async () => {
    await switchOff('call');
    const id = await follow(calling('call'));
    expect(await typesOf(`run_id = '${id}'`)).to.deep.equal(['infolinia']);
  });

  it('a step that is a call as it was drawn is judged as one, whatever its task becomes (rule 30)', async () => {
    await switchOff('call', 'infolinia');
    const id = await follow(calling('call', 'marketing'), companies.omega.id);
    expect(await typesOf(`run_id = '${id}'`)).to.deep.equal([]);
  });

  it('what comes again is made of a type in use, and of its own again once that is back', async () => {
    const { id } = await weekly();
    await switchOff('call');
    await makeDueDays(base.db, `${inDays(7)}T12:00:00.000Z`);
    expect(await typesOf(`recurs_on > '${inDays(90)}'`)).to.deep.equal(['infolinia']);
    await base.db.run(`update task_types set active = true where code = 'call'`);
    await makeDueDays(base.db, `${inDays(14)}T12:00:00.000Z`);
    expect(await typesOf(`recurs_on > '${inDays(97)}'`)).to.deep.equal(['call']);
    await switchOff('call');
    await editRecurrence(base.db, anna, { id, version: 1, change: { localTime: '14:30' } });
    expect(await typesOf(), 'moved by somebody who was not asked for a type').to.deep.equal(['infolinia']);
  });

  it('the next date of an outcome plans work of a type in use', async () => {
    const { id } = await createTask(base.db, anna, { type: 'call', title: 'Oddzwonić', companyId });
    await switchOff('call');
    await completeTask(base.db, anna, {
      ...{ id, outcome: 'call-back', answers: { nextAt: '2030-02-01T10:00:00Z' }, note: '' },
    });
    expect(await typesOf(`after_id = '${id}'`)).to.deep.equal(['infolinia']);
  });

  it('what was done stays what it was when it is repeated at the right customer', async () => {
    const { id } = await createTask(base.db, anna, { type: 'call', title: 'Oddzwonić', companyId });
    await completeTask(base.db, anna, { id, outcome: 'talked', answers: {}, note: '' });
    await switchOff('call');
    const other = await repeatElsewhere(base.db, anna, { id, companyId: companies.zubr.id });
    expect(await base.db.one('select type, outcome from tasks where id = $1', [other.id])).to.deep.equal({
      ...{ type: 'call', outcome: 'talked' },
    });
  });

  it('important dates bring work of the default type, which another one becomes', async () => {
    const bring = () =>
      base.db.transaction((tx) =>
        addImportantDate(tx, anna, {
          ...{ companyId, title: 'Koniec umowy', fallsOn: inDays(3), brings: 'task', aheadDays: 7 },
        }),
      );
    await bring();
    expect(await typesOf()).to.deep.equal(['errand']);
    await edit('mail', { byDefault: true });
    await edit('errand', { active: false });
    await base.db.run('delete from tasks');
    await bring();
    expect(await typesOf()).to.deep.equal(['mail']);
    const { changes } = await base.db.one<{ changes: unknown }>(
      `select changes from audit where noun = 'task type' and record_id = 'errand' order by id limit 1`,
    );
    expect(changes).to.deep.equal({ byDefault: [true, false] });
  });

  it('the default one stays in use and no contact, and stays the default until another becomes it', async () => {
    expect(await refusedAs(edit('errand', { active: false }))).to.equal('task_type.default_off');
    expect(await refusedAs(edit('errand', { channel: 'phone' }))).to.equal('task_type.default_contact');
    expect(await refusedAs(edit('call', { byDefault: true }))).to.equal('task_type.default_contact');
    await edit('errand', { byDefault: false });
    const ours = () => keptTypes(base.db, jan).then((types) => types.filter(({ byDefault }) => byDefault));
    expect((await ours()).map(({ code }) => code)).to.deep.equal(['errand']);
    const { code: _, version: __, tasks: ___, ...like } = (await ours())[0]!;
    const { code } = await base.db.transaction((tx) =>
      createType(tx, jan, { ...like, name: { pl: 'Papiery', en: 'Papers' } }),
    );
    expect((await ours()).map((type) => type.code)).to.deep.equal([code]);
  });

  it('the last type by phone is not switched off while something needs it, and the refusal names what', async () => {
    await edit('call', { active: false });
    await weekly('infolinia');
    const versionId = await base.db.transaction((tx) => storeVersion(tx, calling('infolinia'), 'powitanie'));
    const off = () => edit('infolinia', { active: false });
    const { code, said } = await refusal(off());
    expect(code).to.equal('task_type.needed');
    expect(said.pl).to.contain('scenariusze „powitanie”; zadania cykliczne (1)');
    expect(said.en).to.contain('scenarios "powitanie"; recurring tasks (1)');
    await base.db.run('update recurrences set ended_at = now()');
    await base.db.run('update scenarios set active = false');
    await off();
    await edit('infolinia', { active: true });
    await start(versionId);
    expect(await refusedAs(off()), 'a version that is still followed').to.equal('task_type.needed');
    await edit('call', { active: true });
    await off();
  });

  it('the default one is chosen when the table is brought up to date: in use, no contact, and no meeting if it can be', async () => {
    const chosen = async (setting: string) => {
      let code: string | undefined;
      const undo = new Error('undo');
      await base.db
        .transaction(async (tx) => {
          await defaultTypeOfTasks.down(tx);
          await tx.run(setting);
          await defaultTypeOfTasks.up(tx);
          ({ code } = await tx.one<{ code: string }>('select code from task_types where by_default and active'));
          throw undo;
        })
        .catch((error: unknown) => {
          if (error !== undo) throw error;
        });
      return code;
    };
    expect(await chosen(`update task_types set active = true`)).to.equal('errand');
    expect(await chosen(`update task_types set active = code <> 'errand'`)).to.equal('mail');
    expect(await chosen(`update task_types set active = code in ('call', 'visit')`)).to.equal('visit');
    expect(await chosen(`update task_types set active = false`)).to.equal('errand');
  });
});
