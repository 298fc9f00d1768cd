import { expect } from 'chai';
import { addAbsence, removeAbsence } from '../../db/absences.ts';
import { mailDigests } from '../../db/reminder-digest.ts';
import { escalateDue } from '../../db/reminder-escalation.ts';
import { acknowledgeReminders, listReminders, showDueReminders, snoozeReminder, tracesOf } from '../../db/reminders.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import { createTask } from '../../db/tasks.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { refusedAs } from '../support/refusal.ts';

const anna = viewer('anna');
const pawel = viewer('pawel');
const maria = viewer('maria');
const jan = viewer('jan');

/** A Wednesday in winter: 10:00 in Warsaw. */
const WEDNESDAY = '2030-01-09T09:00:00.000Z';

describe('reminders', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());
  beforeEach(async () => {
    await base.db.run('delete from messages');
    await base.db.run('delete from effects');
    await base.db.run('delete from absences');
    await base.db.run('delete from tasks');
  });

  const remind = (over: object = {}) =>
    createTask(base.db, anna, {
      type: 'call',
      title: 'Oddzwonić w sprawie umowy',
      companyId: companies.drewPol.id,
      plannedAt: '2030-01-09T09:15:00Z',
      remindMinutes: [15],
      ...over,
    });
  const show = (at: string) => base.db.transaction((tx) => showDueReminders(tx, at));
  const escalate = (at: string) => base.db.transaction((tx) => escalateDue(tx, at));
  const titlesOf = async (who: typeof anna) =>
    (await listReminders(base.db, who)).map(({ title, textPl }) => title ?? textPl);

  it('appear in their minute, and say how late they are after an outage (N-12)', async () => {
    await remind();
    expect(await show('2030-01-09T08:59:00Z')).to.include({ shown: 0, nextAt: WEDNESDAY });
    await remind({ title: 'Druga' });
    expect(await show('2030-01-09T12:00:00Z')).to.deep.include({ shown: 2, late: 2 });
    expect((await listReminders(base.db, anna)).map(({ lateSeconds }) => lateSeconds)).to.deep.equal([10_800, 10_800]);
  });

  it('are told of the newest first of all, however many nobody has acknowledged', async () => {
    await base.db.run(
      `insert into reminders (user_id, remind_at, shown_at, text_pl, text_en, level, created_by)
       select $1, $2::timestamptz - n * interval '1 minute', $2, 'Nr ' || n, 'No. ' || n, 'own', 'system:test' from generate_series(1, 60) n`,
      [users.anna.id, WEDNESDAY],
    );
    await remind();
    await show(WEDNESDAY);
    const titles = await titlesOf(anna);
    expect([titles.length, titles.at(-1), titles.at(-2)]).to.deep.equal([50, 'Oddzwonić w sprawie umowy', 'Nr 1']);
    await base.db.run('delete from reminders');
  });

  it('go on to the superior after an hour of working time, then to an administrator (rule 34)', async () => {
    const { id } = await remind();
    await show(WEDNESDAY);
    expect(await escalate('2030-01-09T09:59:00Z')).to.equal(0);
    expect(await escalate('2030-01-09T10:00:00Z')).to.equal(1);
    expect(await titlesOf(maria)).to.deep.equal([
      'Anna Wiśniewska nie potwierdził(a) przypomnienia: Oddzwonić w sprawie umowy',
    ]);
    expect(await titlesOf(jan)).to.deep.equal([]);
    expect(await escalate('2030-01-09T10:30:00Z')).to.equal(0);
    expect(await escalate('2030-01-09T11:00:00Z')).to.equal(1);
    expect(await titlesOf(jan)).to.have.length(1);
    expect(await escalate('2030-01-10T15:00:00Z')).to.equal(0);
    expect((await tracesOf(base.db, id)).map(({ level }) => level)).to.deep.equal(['own', 'superior', 'administrator']);
  });

  it('of a private task go on without its title and its customer (rule 35)', async () => {
    await remind({ private: true });
    await show(WEDNESDAY);
    await escalate('2030-01-09T10:00:00Z');
    expect((await listReminders(base.db, anna))[0]).to.include({ companyName: companies.drewPol.name });
    const [told] = await listReminders(base.db, maria);
    expect(told).to.include({
      textPl: 'Anna Wiśniewska nie potwierdził(a) przypomnienia: zadanie prywatne',
      textEn: 'Anna Wiśniewska has not taken note of a reminder: a private task',
      title: null,
      companyName: null,
    });
    await base.db.run(`insert into channel_accounts (channel, plugin, name) values ('email', 'email', 'Z prywatnymi')`);
    await base.db.transaction((tx) =>
      mailDigests(tx, { now: '2030-01-09T10:45:00Z', publicUrl: 'https://nurt.example' }),
    );
    const mails = await base.db.rows<{ address: string; text: string }>(
      'select address, body_text as text from messages',
    );
    const to = (address: string) => mails.find((mail) => mail.address === address)!.text;
    expect(to(users.maria.email)).to.contain('zadanie prywatne').and.not.contain('umowy').and.not.contain('Drew-Pol');
    // What went out by mail is kept, and read by whoever may read messages.
    expect(to(users.anna.email)).to.contain('zadanie prywatne').and.not.contain('umowy').and.not.contain('Drew-Pol');
    await base.db.run('update channel_accounts set active = false');
  });

  it('cannot be put off again and again so that nobody hears of them', async () => {
    await remind({ dueAt: '2030-01-09T12:00:00Z' });
    await show(WEDNESDAY);
    // The bound reckons with the task's deadline; snoozing itself counts from the clock on the wall.
    for (const at of ['2030-01-09T09:30:00Z', '2030-01-09T10:30:00Z', '2030-01-09T11:30:00Z']) {
      const [own] = await listReminders(base.db, anna);
      await base.db.transaction((tx) => snoozeReminder(tx, anna, { id: own!.id, minutes: 10 }));
      expect(await escalate(at)).to.equal(0);
      await base.db.run('update reminders set remind_at = $1 where shown_at is null', [at]);
      await show(at);
    }
    expect(await escalate('2030-01-09T11:59:00Z')).to.equal(0);
    expect(await escalate('2030-01-09T12:00:00Z')).to.equal(1);
    expect(await titlesOf(maria)).to.have.length(1);
  });

  it('wait over the night and the weekend: only working time counts', async () => {
    await remind({ plannedAt: '2030-01-11T15:45:00Z', remindMinutes: [15] });
    // Friday 16:30 in Warsaw: half an hour is left until the office closes at 17:00.
    await show('2030-01-11T15:30:00Z');
    expect(await escalate('2030-01-13T12:00:00Z')).to.equal(0);
    const { escalateAt } = await base.db.one<{ escalateAt: string }>('select escalate_at from reminders');
    expect(new Date(escalateAt).getUTCDay()).to.equal(1);
    expect(await escalate(escalateAt)).to.equal(1);
  });

  it('count the hours of whoever is reminded, where they are their own (rule 34)', async () => {
    const works = (hours: object | null) =>
      base.db.run('update users set hours = $2 where id = $1', [users.anna.id, hours && JSON.stringify(hours)]);
    const goesOnAt = async () => {
      await base.db.run('delete from tasks');
      await remind();
      await show(WEDNESDAY);
      return (await base.db.one<{ at: string }>('select escalate_at as at from reminders')).at;
    };
    // Wednesday is half an hour, then nothing until Saturday.
    await works({ '3': [['08:00', '10:30']], '6': [['09:00', '12:00']] });
    expect(await goesOnAt()).to.equal('2030-01-12T08:30:00.000Z');
    await base.db.run(`update users set time_zone = 'Europe/London' where id = $1`, [users.anna.id]);
    expect(await goesOnAt(), 'on her own clock').to.equal('2030-01-09T10:00:00.000Z');
    await base.db.run('update users set time_zone = null where id = $1', [users.anna.id]);
    await addAbsence(base.db, anna, { fromOn: '2030-01-12', toOn: '2030-01-12' });
    expect(await goesOnAt(), 'she is away on Saturday').to.equal('2030-01-16T07:30:00.000Z');
    await works(null);
    expect(await goesOnAt()).to.equal('2030-01-09T10:00:00.000Z');
  });

  it('wait until whoever is away without a substitute is back', async () => {
    await addAbsence(base.db, anna, { fromOn: '2030-01-09', toOn: '2030-01-10' });
    await addAbsence(base.db, anna, { fromOn: '2030-01-11', toOn: '2030-01-11' });
    await remind();
    await show(WEDNESDAY);
    // The office opens on Monday at eight.
    expect(await base.db.one('select escalate_at as at from reminders')).to.deep.equal({
      at: '2030-01-14T08:00:00.000Z',
    });
  });

  it('go on of everybody, however many absences somebody has written down', async () => {
    await base.db.run(
      `insert into absences (user_id, from_on, to_on, created_by)
       select $1, '2030-01-01', '9999-12-31', 'system:test' from generate_series(1, 8000)`,
      [users.anna.id],
    );
    for (let n = 0; n < 30; n++) await remind({ title: `Telefon ${n}` });
    const pawels = await createTask(base.db, pawel, {
      type: 'call',
      title: 'Druga',
      plannedAt: '2030-01-09T09:15:00Z',
      remindMinutes: [15],
    });
    await base.db.transaction(async (tx) => {
      await tx.run(`set local statement_timeout = '5s'`);
      await showDueReminders(tx, WEDNESDAY);
    });
    const { at } = await base.db.one<{ at: string }>('select escalate_at as at from reminders where task_id = $1', [
      pawels.id,
    ]);
    expect(at).to.equal('2030-01-09T10:00:00.000Z');
  });

  it('of absences that have not ended somebody writes down only so many', async () => {
    await base.db.run(
      `insert into absences (user_id, from_on, to_on, created_by)
       select $1, '2030-01-01', '2030-01-02', 'system:test' from generate_series(1, 199)`,
      [users.anna.id],
    );
    const { id } = await addAbsence(base.db, anna, { fromOn: '2030-03-01', toOn: '2030-03-01' });
    const more = { fromOn: '2030-03-02', toOn: '2030-03-02' };
    expect(await refusedAs(addAbsence(base.db, anna, more))).to.equal('absence.too_many');
    await removeAbsence(base.db, anna, id);
    await base.db.run(`update absences set from_on = '2020-01-01', to_on = '2020-01-02'`);
    await addAbsence(base.db, anna, more);
  });

  it('go to the substitute of somebody who is away first', async () => {
    await addAbsence(base.db, anna, { fromOn: '2030-01-07', toOn: '2030-01-12', substituteId: users.pawel.id });
    await remind();
    await show(WEDNESDAY);
    await escalate('2030-01-09T10:00:00Z');
    expect(await titlesOf(pawel)).to.have.length(1);
    expect(await titlesOf(maria)).to.deep.equal([]);
  });

  it('pass over a substitute and a superior who are switched off', async () => {
    await addAbsence(base.db, anna, { fromOn: '2030-01-07', toOn: '2030-01-12', substituteId: users.pawel.id });
    const off = [users.pawel.id, users.maria.id];
    await remind();
    await show(WEDNESDAY);
    await base.db.run('update users set active = false where id = any($1::uuid[])', [off]);
    try {
      expect(await escalate('2030-01-09T10:00:00Z')).to.equal(1);
      const told = await base.db.rows<{ userId: string; level: string }>(
        'select user_id, level from reminders where root_id is not null',
      );
      expect(told).to.deep.equal([{ userId: users.jan.id, level: 'administrator' }]);
    } finally {
      await base.db.run('update users set active = true where id = any($1::uuid[])', [off]);
    }
  });

  it('acknowledged anywhere are acknowledged everywhere, with who and when as the proof', async () => {
    const { id } = await remind();
    await show(WEDNESDAY);
    await escalate('2030-01-09T10:00:00Z');
    const [gone] = await listReminders(base.db, maria);
    expect(await acknowledgeReminders(base.db, maria, [gone!.id])).to.equal(1);
    expect(await titlesOf(anna)).to.deep.equal([]);
    expect(await escalate('2030-01-09T15:00:00Z')).to.equal(0);
    const names = (await tracesOf(base.db, id)).map(({ acknowledgedByName }) => acknowledgedByName);
    expect(names).to.deep.equal([users.maria.name, users.maria.name]);
  });

  it('of others are not acknowledged by guessing their ids', async () => {
    await remind();
    await show(WEDNESDAY);
    const [own] = await listReminders(base.db, anna);
    expect(await acknowledgeReminders(base.db, pawel, [own!.id])).to.equal(0);
    expect(await titlesOf(anna)).to.have.length(1);
  });

  it('of a finished task neither stay nor go on', async () => {
    const { id } = await remind();
    await show(WEDNESDAY);
    await completeTask(base.db, anna, { id, outcome: 'talked', answers: {}, note: '' });
    expect(await titlesOf(anna)).to.deep.equal([]);
    expect(await escalate('2030-01-09T12:00:00Z')).to.equal(0);
  });

  describe('by mail', () => {
    const mail = (now: string) =>
      base.db.transaction((tx) => mailDigests(tx, { now, publicUrl: 'https://nurt.example' }));
    const outgoing = () =>
      base.db.rows<{ address: string; subject: string; bodyText: string }>(
        `select m.address, m.subject, m.body_text from messages m join effects e on e.key = m.effect_key
         where e.state = 'planned' order by m.created_at, m.id`,
      );
    before(() =>
      base.db.run(
        `insert into channel_accounts (channel, plugin, name, sender_address) values ('email', 'email', 'Poczta', 'nurt@nurt.example')`,
      ),
    );

    it('one digest tells of all that nobody has acknowledged, and how late each was', async () => {
      await remind();
      await remind({ title: 'Wysłać cennik' });
      await show('2030-01-09T12:00:00Z');
      expect(await mail('2030-01-09T12:20:00Z')).to.equal(0);
      expect(await mail('2030-01-09T12:30:00Z')).to.equal(1);
      const [digest] = await outgoing();
      expect(digest).to.include({ address: users.anna.email });
      expect(digest!.subject).to.equal('Nurt: niepotwierdzone przypomnienia: 2, spóźnione: 2');
      expect(digest!.bodyText).to.match(
        /Wysłać cennik · Drew-Pol.*spóźnione o 3 h\nhttps:\/\/nurt\.example\/admin\/tasks\//,
      );
    });

    it('goes out once, and at most once an hour', async () => {
      await remind();
      await show(WEDNESDAY);
      await mail('2030-01-09T09:30:00Z');
      await remind({ title: 'Druga', plannedAt: '2030-01-09T09:30:00Z' });
      await show('2030-01-09T09:31:00Z');
      expect(await mail('2030-01-09T10:05:00Z')).to.equal(0);
      expect(await mail('2030-01-09T10:31:00Z')).to.equal(1);
      expect(await mail('2030-01-09T12:00:00Z')).to.equal(0);
      expect(await outgoing()).to.have.length(2);
    });

    it('not to somebody who has switched it off', async () => {
      await base.db.run(`update users set preferences = '{ "reminderMail": "off" }' where id = $1`, [users.anna.id]);
      await remind();
      await show(WEDNESDAY);
      expect(await mail('2030-01-09T10:00:00Z')).to.equal(0);
      await base.db.run(`update users set preferences = '{}' where id = $1`, [users.anna.id]);
    });
  });
});
