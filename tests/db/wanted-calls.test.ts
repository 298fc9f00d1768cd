import { expect } from 'chai';
import { createTaskForEach } from '../../db/bulk/actions/create-task.ts';
import { judgeCall } from '../../db/call-rules.ts';
import { recordConsent } from '../../db/consents.ts';
import { makeDueDays } from '../../db/recurrence-days.ts';
import { createRecurrence, editRecurrence } from '../../db/recurrences.ts';
import { editTask } from '../../db/task-edits.ts';
import { repeatElsewhere } from '../../db/task-mistakes.ts';
import { createTask } from '../../db/tasks.ts';
import { workCustomer } from '../../db/work-customer.ts';
import { companies, people, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { refusedAs } from '../support/refusal.ts';

const anna = viewer('anna');

describe('a call that people plan (rule 30)', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());
  beforeEach(() =>
    base.db.run(`delete from reminders; delete from tasks; delete from suppressions; delete from consents`),
  );

  const { drewPol, zubr } = companies;
  const make = (over: object = {}) =>
    createTask(base.db, anna, { type: 'call', title: 'Telefon', companyId: drewPol.id, ...over });
  const say = (status: string) =>
    base.db.run(
      `insert into consents (company_id, channel, purpose, status, evidence, given_on, created_by)
       values ($1, 'phone', 'marketing', $2, 'rozmowa', current_date, 'system:test')`,
      [drewPol.id, status],
    );
  const suppress = (number: string) =>
    base.db.run(
      `insert into suppressions (kind, normalised, reason, created_by) values ('phone', $1, 'prośba', 'system:test')`,
      [number],
    );
  /** A number of the firm that is not to be contacted. */
  const suppressOwn = async () => {
    await base.db.run(
      `insert into contact_points (company_id, kind, value, normalised, created_by, updated_by)
       values ($1, 'phone', '602 111 222', '+48602111222', 'system:test', 'system:test') on conflict do nothing`,
      [drewPol.id],
    );
    await suppress('+48602111222');
  };

  it('to a customer who refused calls is made only by somebody who says that it is no offer', async () => {
    expect(await refusedAs(make())).to.equal('nothing');
    await say('refused');
    expect(await refusedAs(make())).to.equal('task.call_refused');
    expect(await refusedAs(make({ callAnyway: true }))).to.equal('nothing');
    await say('withdrawn');
    expect(await refusedAs(make())).to.equal('task.call_refused');
    await say('given');
    expect(await refusedAs(make())).to.equal('nothing');
  });

  it('is judged by the word about the number that is called first, not by that about another', async () => {
    await say('given');
    const second = await base.db.one<{ id: string }>(
      `insert into contact_points (company_id, kind, value, normalised, created_by, updated_by)
       values ($1, 'phone', '602 333 444', '+48602333444', 'system:test', 'system:test') returning id`,
      [drewPol.id],
    );
    const refuse = (contactPointId: string) =>
      base.db.transaction((tx) =>
        recordConsent(tx, anna, {
          companyId: drewPol.id,
          contactPointId,
          channel: 'phone',
          status: 'refused',
          evidence: 'rozmowa',
        }),
      );
    await refuse(second.id);
    const { id } = await make();
    const morning = '2026-11-24T09:00:00Z';
    expect(await judgeCall(base.db, id, morning)).to.deep.equal({ may: 'go' });
    await base.db.run(`update tasks set purpose = 'marketing' where id = $1`, [id]);
    expect(await judgeCall(base.db, id, morning)).to.deep.equal({ may: 'go' });
    const first = await base.db.one<{ id: string }>(
      `select id from contact_points where company_id = $1 and kind = 'phone' and is_main`,
      [drewPol.id],
    );
    await refuse(first.id);
    expect(await judgeCall(base.db, id, morning)).to.deep.equal({ may: 'not', reason: 'consent refused' });
    expect(await refusedAs(make())).to.equal('task.call_refused');
    await base.db.run('delete from consents; delete from contact_points where id = $1'.replace('$1', `'${second.id}'`));
  });

  it('to a number that is not to be contacted is never made, other work is', async () => {
    await suppressOwn();
    expect(await refusedAs(make({ callAnyway: true }))).to.equal('task.call_forbidden');
    expect(await refusedAs(make({ type: 'errand' }))).to.equal('nothing');
    expect(await refusedAs(make({ companyId: zubr.id }))).to.equal('nothing');
  });

  it('comes again on no day on which it must not be made, and says why', async () => {
    const startsOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const task = { type: 'call', title: 'Telefon' };
    const { id } = await createRecurrence(base.db, anna, { rule: 'FREQ=DAILY', startsOn, companyId: drewPol.id, task });
    const made = await base.db.one<{ n: number }>('select count(*) as n from tasks');
    await suppressOwn();
    await makeDueDays(base.db, new Date(Date.now() + 3 * 86_400_000).toISOString());
    expect(await base.db.one('select count(*) as n from tasks')).to.deep.equal(made);
    const reasons = await base.db.rows(
      'select distinct state, reason from recurrence_days where recurrence_id = $1 and reason is not null',
      [id],
    );
    expect(reasons).to.deep.equal([{ state: 'skipped', reason: 'forbidden' }]);
  });

  it('for each of many rows leaves out those who refused, by name', async () => {
    await say('refused');
    const each = (id: string) =>
      base.db.transaction((tx) =>
        createTaskForEach.act({
          ...{ tx, viewer: anna, kind: 'companies', id, version: 1 },
          answers: { title: 'Telefon', type: 'call' },
        } as Parameters<typeof createTaskForEach.act>[0]),
      );
    expect(await refusedAs(each(drewPol.id))).to.equal('task.call_refused');
    expect(await refusedAs(each(zubr.id))).to.equal('nothing');
  });

  it('goes to none of the people of a firm whose number is not to be called', async () => {
    const { jozef } = people;
    const other = await base.db.one<{ id: string }>(
      `insert into people (company_id, last_name, created_by, updated_by) values ($1, 'Zieliński', 'system:test', 'system:test') returning id`,
      [drewPol.id],
    );
    await base.db.run(
      `update contact_points set state = 'wrong' where company_id = $1 and kind = 'phone' and person_id is null`,
      [drewPol.id],
    );
    await base.db.run(
      `insert into contact_points (company_id, person_id, kind, value, normalised, created_by, updated_by)
       select $1, id, 'phone', number, number, 'system:test', 'system:test'
       from (values ($2::uuid, '+48602555111'), ($3::uuid, '+48602555222')) v(id, number)`,
      [drewPol.id, jozef.id, other.id],
    );
    const asked = { companyId: drewPol.id, personId: null, purpose: null };
    const offered = async () =>
      (await workCustomer(base.db, anna, asked))!.phones.map(({ normalised }) => normalised).toSorted();
    expect(await offered()).to.deep.equal(['+48602555111', '+48602555222']);
    await suppress('+48602555111');
    expect(await offered()).to.deep.equal(['+48602555222']);
    expect(await refusedAs(make())).to.equal('nothing');
    await suppress('+48602555222');
    expect(await offered()).to.deep.equal([]);
    expect(await refusedAs(make())).to.equal('task.call_forbidden');
    await base.db.run(
      `delete from contact_points where company_id = '${drewPol.id}' and person_id is not null and kind = 'phone';
       update contact_points set state = 'good' where company_id = '${drewPol.id}' and kind = 'phone'`,
    );
  });

  it('may be made where the number that is not to be called was taken away', async () => {
    await suppressOwn();
    await base.db.run(`update contact_points set state = 'removed' where normalised = '+48602111222'`);
    expect(await refusedAs(make())).to.equal('nothing');
    await base.db.run(`update contact_points set state = 'good' where normalised = '+48602111222'`);
    expect(await refusedAs(make())).to.equal('task.call_forbidden');
  });

  it('is judged as well where it comes again, is repeated elsewhere, or other work becomes a call', async () => {
    const { id } = await make({ companyId: zubr.id });
    const errand = await make({ type: 'errand' });
    await suppressOwn();
    const task = { type: 'call', title: 'Telefon' };
    const again = { rule: 'FREQ=DAILY', startsOn: '2027-01-01', companyId: drewPol.id, task };
    expect(await refusedAs(createRecurrence(base.db, anna, again))).to.equal('task.call_forbidden');
    const elsewhere = repeatElsewhere(base.db, anna, { id, companyId: drewPol.id });
    expect(await refusedAs(elsewhere)).to.equal('task.call_forbidden');
    const becoming = editTask(base.db, anna, { id: errand.id, version: 1, change: { type: 'call' } });
    expect(await refusedAs(becoming)).to.equal('task.call_forbidden');
  });

  it('is asked about where other work becomes a call or it is to somebody else, and not where it stays what it was', async () => {
    const { jozef } = people;
    const call = await make();
    const errand = await make({ type: 'errand' });
    await say('refused');
    const change = async (id: string, wanted: object) => {
      const { version } = await base.db.one<{ version: number }>('select version from tasks where id = $1', [id]);
      return refusedAs(editTask(base.db, anna, { id, version, change: wanted }));
    };
    expect(await change(errand.id, { title: 'Paczka', personId: jozef.id })).to.equal('nothing');
    expect(await change(errand.id, { type: 'call' })).to.equal('task.call_refused');
    expect(await change(errand.id, { type: 'call', callAnyway: true })).to.equal('nothing');
    expect(await change(call.id, { title: 'Pilny telefon', type: 'call' })).to.equal('nothing');
    expect(await change(call.id, { personId: jozef.id })).to.equal('task.call_refused');
    expect(await change(call.id, { personId: jozef.id, callAnyway: true })).to.equal('nothing');
    expect(await change(call.id, { personId: null })).to.equal('nothing');
  });

  it('so it is where work that comes again becomes one', async () => {
    const startsOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const task = { type: 'errand', title: 'Paczka' };
    const daily = { rule: 'FREQ=DAILY', startsOn, companyId: drewPol.id, task };
    let { id } = await createRecurrence(base.db, anna, daily);
    await say('refused');
    const change = (wanted: object) => editRecurrence(base.db, anna, { id, version: 1, change: wanted });
    expect(await refusedAs(change({ task: { type: 'call' } }))).to.equal('task.call_refused');
    ({ id } = await change({ task: { type: 'call' }, callAnyway: true }));
    ({ id } = await change({ task: { title: 'Telefon' } }));
    await suppressOwn();
    expect(await refusedAs(change({ task: { personId: people.jozef.id } }))).to.equal('task.call_forbidden');
    await base.db.run('delete from tasks; delete from recurrences');
  });
});
