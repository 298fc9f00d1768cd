import { expect } from 'chai';
import type { DomainError } from '../../domain/domain-error.ts';
import {
  addImportantDate,
  deleteImportantDate,
  editImportantDate,
  importantDatesOf,
  restoreImportantDate,
} from '../../db/important-dates.ts';
import { importantDaysIn, type DaysAsked } from '../../db/days-in-calendars.ts';
import { bringImportantDays } from '../../db/important-days.ts';
import { createPerson, deletePerson, editPerson, readPerson, restorePerson } from '../../db/people.ts';
import { mergePeople, undoPersonMerge } from '../../db/person-merges.ts';
import { daysTo } from '../../db/lists/kinds/orders.ts';
import { addDays } from '../../domain/recurrence/days.ts';
import { comingDays } from '../../domain/recurrence/important-days.ts';
import { showDueReminders } from '../../db/reminders.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { refusedAs } from '../support/refusal.ts';
import { rowsRead } from '../support/rows-read.ts';

const anna = viewer('anna');
const companyId = companies.drewPol.id;

describe('important dates on the desk (S2-16, S2-23)', () => {
  let base: TestDatabase;
  let today: string;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    today = (
      await base.db.one<{ today: string }>(`select to_char(now() at time zone 'Europe/Warsaw', 'YYYY-MM-DD') as today`)
    ).today;
  });
  after(() => base.drop());
  beforeEach(async () => {
    await base.db.run('delete from important_dates');
    await base.db.run('delete from tasks');
    await base.db.run('delete from reminders');
  });

  const inDays = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
  const at = (days: number) => `${inDays(days)}T12:00:00.000Z`;
  const add = (over: object = {}) =>
    base.db.transaction((tx) =>
      addImportantDate(tx, anna, {
        ...{ companyId, title: 'Koniec umowy', fallsOn: inDays(20), brings: 'task', aheadDays: 7 },
        ...over,
      }),
    );
  const run = (days: number) => bringImportantDays(base.db, at(days));
  const tasks = () =>
    base.db.rows<{ title: string; on: string; ownerId: string; rings: string | null }>(
      `select t.title, to_char(t.due_at at time zone 'Europe/Warsaw', 'YYYY-MM-DD') as on, t.owner_id,
         (select to_char(r.remind_at at time zone 'Europe/Warsaw', 'YYYY-MM-DD HH24:MI') from reminders r where r.task_id = t.id) as rings
       from tasks t where t.state = 'open' order by t.due_at`,
    );
  const shown = async () => importantDatesOf(base.db, anna, { companyId });

  it('bring a task to whoever looks after the customer, so many days ahead and once (rule 33)', async () => {
    await add();
    expect(await tasks(), 'too early').to.have.length(0);
    expect(await run(12)).to.include({ brought: 0 });
    expect(await run(13)).to.include({ brought: 1, missed: 0 });
    expect(await run(13)).to.include({ brought: 0 });
    expect(await run(14)).to.include({ brought: 0 });
    const [task] = await tasks();
    expect(task).to.deep.include({ title: 'Koniec umowy', on: inDays(20), ownerId: users.anna.id });
  });

  it('ring on the morning on which the task comes', async () => {
    await add({ fallsOn: inDays(20) });
    await bringImportantDays(base.db, `${inDays(13)}T00:30:00.000Z`);
    expect((await tasks())[0]!.rings).to.equal(`${inDays(13)} 09:00`);
  });

  it('remind only, where that was chosen, and say what and when', async () => {
    await add({ brings: 'reminder', fallsOn: inDays(2), aheadDays: 3 });
    await base.db.transaction((tx) => showDueReminders(tx, at(1)));
    const [reminder] = await base.db.rows<{ userId: string; textPl: string; link: string }>(
      'select user_id, text_pl, link from reminders where shown_at is not null',
    );
    expect(reminder).to.include({ userId: users.anna.id, link: `/admin/companies/${companyId}` });
    expect(reminder!.textPl).to.match(/^\d+ \S+ \d{4}: Koniec umowy – Drew-Pol/);
    expect(await tasks()).to.have.length(0);
  });

  it('come again every year, and what went by unseen is recorded, not piled up (rule 33)', async () => {
    await add({ yearly: true });
    expect(await run(30)).to.include({ brought: 0, missed: 1 });
    expect(await run(31)).to.include({ brought: 0, missed: 0 });
    expect(await run(385)).to.include({ brought: 1, missed: 0 });
    expect((await tasks()).map(({ on }) => on.slice(5))).to.deep.equal([inDays(20).slice(5)]);
    expect((await shown())[0]!.missedOn).to.equal(inDays(20));
  });

  it('of a person bring their birthday, which is read from the person', async () => {
    await base.db.run('update people set born_on = ($2::date - 40)::date - make_interval(years => 30) where id = $1', [
      people.jozef.id,
      inDays(50),
    ]);
    await add({ kind: 'birthday', personId: people.jozef.id, title: undefined, fallsOn: undefined });
    expect(await run(5)).to.include({ brought: 1 });
    expect(await tasks()).to.have.length(1);
    expect((await tasks())[0]).to.include({ title: 'Urodziny: Józef Zieliński', on: inDays(10) });
    const again = add({ kind: 'birthday', personId: people.jozef.id });
    expect(((await again.catch((error: unknown) => error)) as DomainError).code).to.equal('date.changed');
    await base.db.run('update people set born_on = null');
  });

  it('take back what nobody has touched when they are changed or deleted', async () => {
    const { id } = await add({ fallsOn: inDays(3) });
    expect((await tasks()).map(({ on }) => on)).to.deep.equal([inDays(3)]);
    const edit = (version: number, changes: object) =>
      base.db.transaction((tx) => editImportantDate(tx, anna, { id, version, changes }));
    await edit(1, { fallsOn: inDays(5) });
    expect((await tasks()).map(({ on }) => on)).to.deep.equal([inDays(5)]);
    await base.db.run('update tasks set version = 2');
    await edit(2, { brings: 'reminder' });
    expect(await tasks(), 'somebody has worked on it').to.have.length(1);
    const stale = await edit(2, { brings: null }).catch((error: unknown) => error);
    expect((stale as DomainError).code).to.equal('date.changed');
    await base.db.transaction((tx) => deleteImportantDate(tx, anna, { id, version: 3 }));
    expect(await shown()).to.have.length(0);
  });

  it('stand in the days of a calendar until their task stands there', async () => {
    await add({ aheadDays: 7 });
    await add({ title: 'Rocznica', fallsOn: `1990${inDays(21).slice(4)}`, yearly: true, brings: null });
    const days = async (who = anna) =>
      (await importantDaysIn(base.db, who, { from: inDays(15), to: inDays(25), people: [users.anna.id] })).map(
        ({ title }) => title,
      );
    expect(await days()).to.deep.equal(['Koniec umowy', 'Rocznica']);
    expect(await days({ ...viewer('pawel'), customers: 'own' }), 'a customer that one does not see').to.deep.equal([]);
    await run(14);
    expect(await days()).to.deep.equal(['Rocznica']);
  });

  it('of a person follow a birthday that is corrected, put together or taken apart', async () => {
    const bornOn = (days: number) => `1980${inDays(days).slice(4)}`;
    const born = async (id: string, day: string) => {
      const { version } = await readPerson(base.db, anna, id);
      await base.db.transaction((tx) => editPerson(tx, anna, { id, version, changes: { bornOn: day } }));
    };
    const { jozef } = people;
    await born(jozef.id, bornOn(3));
    await add({ kind: 'birthday', personId: jozef.id, title: undefined, fallsOn: undefined });
    const days = async () => (await tasks()).map(({ on }) => on);
    expect(await days()).to.deep.equal([inDays(3)]);
    await born(jozef.id, bornOn(5));
    expect(await days(), 'corrected').to.deep.equal([inDays(5)]);
    const maria = viewer('maria');
    const other = await base.db.transaction((tx) =>
      createPerson(tx, maria, { companyId, lastName: 'Zieliński', bornOn: bornOn(6) }),
    );
    const [kept, merged] = [await readPerson(base.db, maria, jozef.id), await readPerson(base.db, maria, other.id)];
    const versions = { keptVersion: kept.version, mergedVersion: merged.version };
    const pair = { keptId: jozef.id, mergedId: other.id, ...versions, fromMerged: ['bornOn'] as const, goOn: [] };
    const { id } = await base.db.transaction((tx) => mergePeople(tx, maria, pair));
    expect(await days(), 'put together').to.deep.equal([inDays(6)]);
    await base.db.transaction((tx) => undoPersonMerge(tx, maria, id));
    expect(await days(), 'taken apart').to.deep.equal([inDays(5)]);
    await base.db.run('update people set born_on = null');
  });

  it('of a person leave the desk with them where nobody has touched what came, and come back with them', async () => {
    const { jozef } = people;
    await base.db.run('update people set born_on = $2 where id = $1', [jozef.id, `1980${inDays(3).slice(4)}`]);
    await add({ kind: 'birthday', personId: jozef.id, title: undefined, fallsOn: undefined });
    await add({ personId: jozef.id, title: 'Rocznica', brings: 'reminder', fallsOn: inDays(4) });
    await add({ personId: jozef.id, title: 'Jubileusz', fallsOn: inDays(5) });
    await add({ fallsOn: inDays(6) });
    await base.db.run(`update tasks set version = 2 where title like 'Jubileusz%'`);
    const onDesk = async () => [
      ...(await tasks()).map(({ on }) => on),
      ...(await base.db.rows<{ textEn: string }>('select text_en from reminders where task_id is null')).map(
        ({ textEn }) => textEn.replace(/.*: (\S+),.*/, '$1'),
      ),
    ];
    const before = await onDesk();
    expect(before).to.deep.equal([inDays(3), inDays(5), inDays(6), 'Rocznica']);
    const { version } = await readPerson(base.db, anna, jozef.id);
    await base.db.transaction((tx) => deletePerson(tx, anna, { id: jozef.id, version }));
    expect(await onDesk(), 'deleted').to.deep.equal([inDays(5), inDays(6)]);
    await base.db.transaction((tx) => restorePerson(tx, anna, jozef.id));
    expect(await onDesk(), 'brought back').to.deep.equal(before);
    await base.db.run('update people set born_on = null');
  });

  it('bring no day again that was acknowledged or done, when they are edited, or deleted and brought back', async () => {
    const { id } = await add({ brings: 'reminder', fallsOn: inDays(3) });
    const { id: worked } = await add({ title: 'Rocznica', fallsOn: inDays(4) });
    await base.db.run('update reminders set shown_at = now(), acknowledged_at = now()');
    await base.db.run(`update tasks set state = 'done', version = 2, done_at = now()`);
    const reminders = async () =>
      (await base.db.one<{ n: number }>('select count(*)::int as n from reminders where task_id is null')).n;
    const edit = (one: string) =>
      base.db.transaction((tx) => editImportantDate(tx, anna, { id: one, version: 1, changes: { aheadDays: 10 } }));
    await edit(id);
    await edit(worked);
    expect(await reminders()).to.equal(1);
    expect(await tasks()).to.have.length(0);
    for (const one of [id, worked]) {
      await base.db.transaction((tx) => deleteImportantDate(tx, anna, { id: one, version: 2 }));
      await base.db.transaction((tx) => restoreImportantDate(tx, anna, one));
    }
    expect(await reminders()).to.equal(1);
    expect(await tasks()).to.have.length(0);
    const kept = await base.db.rows('select 1 from important_days where task_id is not null');
    expect(kept).to.have.length(1);
  });

  it('that were deleted stand nowhere, and only who deleted one brings it back', async () => {
    const { id } = await add({ fallsOn: inDays(3), aheadDays: 1 });
    const { id: yearly } = await add({
      title: 'Rocznica',
      fallsOn: `1990${inDays(3).slice(4)}`,
      yearly: true,
      brings: null,
    });
    const restore = (who = anna) => base.db.transaction((tx) => restoreImportantDate(tx, who, id));
    const seen = async () => [
      (await shown()).length,
      (await importantDaysIn(base.db, anna, { from: today, to: inDays(5), people: [users.anna.id] })).length,
    ];
    expect(await refusedAs(restore()), 'not deleted').to.equal('date.not_found');
    for (const one of [id, yearly])
      await base.db.transaction((tx) => deleteImportantDate(tx, anna, { id: one, version: 1 }));
    expect(await seen()).to.deep.equal([0, 0]);
    expect(await run(3)).to.include({ brought: 0, missed: 0 });
    const edit = { id, version: 2, changes: { title: 'Inna' } };
    expect(await refusedAs(base.db.transaction((tx) => editImportantDate(tx, anna, edit)))).to.equal('date.not_found');
    expect(await refusedAs(restore(viewer('maria')))).to.equal('date.not_found');
    await restore();
    expect(await seen()).to.deep.equal([1, 1]);
    expect(await run(3)).to.include({ brought: 1 });
  });

  it('bring something only where whoever says so may give work, and are at most a hundred of a customer', async () => {
    const rights = new Set([...anna.rights].filter((right) => right !== 'task.edit'));
    const noWork = viewer('anna', { rights });
    const bringing = (brings: 'task' | 'reminder' | null) =>
      base.db.transaction((tx) =>
        addImportantDate(tx, noWork, { companyId, title: 'Koniec umowy', fallsOn: inDays(3), brings }),
      );
    for (const brings of ['task', 'reminder'] as const)
      expect(await refusedAs(bringing(brings))).to.equal('right.missing');
    const { id } = await bringing(null);
    const edit = (version: number, changes: object, who = noWork) =>
      base.db.transaction((tx) => editImportantDate(tx, who, { id, version, changes }));
    expect(await refusedAs(edit(1, { brings: 'task' }))).to.equal('right.missing');
    await edit(1, { brings: 'task' }, anna);
    await edit(2, { title: 'Koniec gwarancji', brings: 'task' });
    await edit(3, { brings: null });
    await base.db.run(
      `insert into important_dates (company_id, title, falls_on, created_by, updated_by)
       select $1, 'Rocznica', current_date, 'system:test', 'system:test' from generate_series(2, 100)`,
      [companyId],
    );
    expect(await refusedAs(add())).to.equal('date.too_many');
  });

  it('of a person that were deleted give way to what is said of the same day again', async () => {
    const birthday = { kind: 'birthday', personId: people.jozef.id, title: undefined, fallsOn: undefined };
    const { id } = await add(birthday);
    await base.db.transaction((tx) => deleteImportantDate(tx, anna, { id, version: 1 }));
    await add(birthday);
    const back = base.db.transaction((tx) => restoreImportantDate(tx, anna, id));
    expect(await back.catch((error: unknown) => error)).to.include({ code: 'date.changed' });
  });

  it('are shown on the first day that they fall on, where that is years ahead', async () => {
    const fallsOn = `${Number(today.slice(0, 4)) + 2}-12-24`;
    await add({ fallsOn, yearly: true });
    expect((await shown()).map(({ nextOn }) => nextOn)).to.deep.equal([fallsOn]);
  });

  it('of who was born on February 29 are the last of the month in other years, on the desk and in lists', async () => {
    for (const [on, day] of [
      ['2026-12-31', '2027-02-28'],
      ['2027-02-28', '2027-02-28'],
      ['2027-03-01', '2028-02-29'],
      ['2028-02-28', '2028-02-29'],
      ['2028-03-01', '2029-02-28'],
    ] as const) {
      const { days } = await base.db.one<{ days: number }>(
        `select ${daysTo(`date '1992-02-29'`, '$1::date')} as days`,
        [on],
      );
      expect(addDays(on, days), `in lists on ${on}`).to.equal(day);
      const [coming] = comingDays({ fallsOn: '1992-02-29', yearly: true, aheadDays: 400, since: on }, on);
      expect(coming!.day, `on the desk on ${on}`).to.equal(day);
    }
  });

  it('are read by whose customers they are where these are few, and by the days where they are many', async () => {
    await base.db.run(
      `with more as (insert into companies (name, owner_id, created_by, updated_by)
         select 'Firma ' || n, $1, 'system:crowd', 'system:crowd' from generate_series(1, 1500) n returning id)
       insert into people (company_id, last_name, born_on, name_day, created_by, updated_by)
       select m.id, 'Kowalski', d, to_char(d, 'MM-DD'), 'system:crowd', 'system:crowd'
       from (select id, date '1980-01-01' + (row_number() over () % 366)::int as d from more) m, generate_series(1, 4)`,
      [users.pawel.id],
    );
    for (const table of ['companies', 'people', 'important_dates']) await base.db.run(`analyze ${table}`);
    const read = async (who: typeof anna, asked: Partial<DaysAsked>) => {
      const plans: Promise<unknown>[] = [];
      const explained = (text: string, values: readonly unknown[]) => {
        plans.push(base.db.rows(`explain (analyze, format json) ${text}`, values));
        return base.db.rows(text, values);
      };
      const span = { from: '2027-03-01', to: '2027-03-30', people: [users.anna.id], ...asked };
      await importantDaysIn({ ...base.db, rows: explained } as typeof base.db, who, span);
      return (await Promise.all(plans)).reduce((sum: number, plan) => sum + rowsRead(plan, 'people'), 0);
    };
    expect(await read(anna, {}), 'of few customers').to.be.below(60);
    expect(await read(anna, { kept: true }), 'of few, that were written down').to.be.below(60);
    const pawels = await read(viewer('pawel'), { people: [users.pawel.id], to: '2027-03-02' });
    expect(pawels, 'of many').to.be.within(60, 100);
  });
});
