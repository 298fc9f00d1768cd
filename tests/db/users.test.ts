import { expect } from 'chai';
import { rightsOf, scopeOf } from '../../domain/access.ts';
import type { Viewer } from '../../domain/access.ts';
import type { OpeningHours } from '../../domain/calendar/compile.ts';
import { changePassword, userByPassword } from '../../db/passwords.ts';
import { rememberPreferences } from '../../db/preferences.ts';
import { userById } from '../../db/user-lists.ts';
import { createUser, editUser, viewerById } from '../../db/users.ts';
import type { NewUser, UserEdit } from '../../db/users.ts';
import { seatCast, users } from '../support/cast.ts';
import { listed } from '../support/listed.ts';
import { freshDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { refusal } from '../support/refusal.ts';

const jan: Viewer = {
  userId: users.jan.id,
  name: users.jan.name,
  email: users.jan.email,
  role: 'administrator',
  language: 'pl',
  timeZone: 'Europe/Warsaw',
  rights: rightsOf('administrator'),
  scope: scopeOf('administrator'),
  seesUsers: [users.jan.id],
  queues: [],
};
const actor = { kind: 'user', id: users.jan.id } as const;
const ewa: NewUser = {
  email: 'ewa@nurt.example',
  name: 'Ewa Zając',
  role: 'operator',
  password: 'cztery zwykłe słowa',
};

describe('users', () => {
  let database: TestDatabase;
  before(async () => {
    database = await freshDatabase(4);
    await database.db.transaction(seatCast);
  });
  after(() => database.drop());

  const create = (user: NewUser) => database.db.transaction((tx) => createUser(tx, user, actor));
  const edit = (change: UserEdit) => database.db.transaction((tx) => editUser(tx, change, jan));

  it('log in with the password they were given, and with no other', async () => {
    const id = await create(ewa);
    expect(await userByPassword(database.db, 'EWA@nurt.example', ewa.password!)).to.equal(id);
    expect(await userByPassword(database.db, ewa.email, 'inne hasło tutaj')).to.equal(undefined);
    expect(await userByPassword(database.db, 'nikt@nurt.example', ewa.password!)).to.equal(undefined);
  });

  it('have passwords stored as argon2id', async () => {
    const { passwordHash } = await database.db.one<{ passwordHash: string }>(
      `select password_hash from users where email = $1`,
      [ewa.email],
    );
    expect(passwordHash).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('do not share an address, whatever its case', async () => {
    expect(await refusal(create({ ...ewa, email: 'Anna@Nurt.example' }))).to.include({
      code: 'user.email_taken',
      field: 'email',
    });
    expect(await refusal(create({ ...ewa, email: 'nie adres' }))).to.include({
      code: 'user.email_wrong',
      field: 'email',
    });
  });

  it('cannot log in once they are deactivated, and lose their sessions', async () => {
    await database.db.run(`insert into sessions (sid, sess, expire) values ('s1', $1, now() + interval '1 hour')`, [
      JSON.stringify({ userId: users.pawel.id }),
    ]);
    await edit({ id: users.pawel.id, version: 1, active: false });
    expect(await viewerById(database.db, users.pawel.id)).to.equal(undefined);
    expect(await database.db.rows(`select 1 from sessions where sid = 's1'`)).to.deep.equal([]);
  });

  it('are not overwritten by somebody who saw an older state', async () => {
    await edit({ id: users.anna.id, version: 1, phone: '123' });
    expect((await refusal(edit({ id: users.anna.id, version: 1, phone: '456' }))).code).to.equal('user.changed');
  });

  it('always have an administrator among them', async () => {
    expect(await refusal(edit({ id: users.jan.id, version: 1, role: 'operator' }))).to.include({
      code: 'user.last_administrator',
      field: 'role',
    });
    expect((await refusal(edit({ id: users.jan.id, version: 1, active: false }))).code).to.equal(
      'user.last_administrator',
    );
  });

  it('are never their own superior, however far up', async () => {
    expect(await refusal(edit({ id: users.maria.id, version: 1, superiorId: users.anna.id }))).to.include({
      code: 'user.superior_circle',
      field: 'superiorId',
    });
    expect((await refusal(edit({ id: users.maria.id, version: 1, superiorId: users.maria.id }))).code).to.equal(
      'user.superior_circle',
    );
  });

  it('see themselves first, then their subordinates, and the queues of their teams', async () => {
    const [team] = await database.db.rows<{ id: string }>(
      `insert into teams (code, name) values ('phones', 'Telefony') returning id`,
    );
    await edit({ id: users.maria.id, version: 1, teamIds: [team!.id] });
    const maria = (await viewerById(database.db, users.maria.id))!;
    expect(maria.seesUsers[0]).to.equal(users.maria.id);
    expect(maria.seesUsers).to.include(users.anna.id);
    expect(maria.queues).to.deep.equal(['phones']);
    expect((await viewerById(database.db, users.anna.id))!.seesUsers).to.deep.equal([users.anna.id]);
  });

  it('are put into teams and out of them with a line in the audit', async () => {
    const { db } = database;
    const [first, second] = (
      await db.rows<{ id: string }>(
        `insert into teams (code, name) values ('a', 'Akwizycja'), ('b', 'Biuro') returning id`,
      )
    )
      .map(({ id }) => id)
      .toSorted();
    const id = await create({ ...ewa, email: 'iga@nurt.example', name: 'Iga Mak', teamIds: [first!] });
    await edit({ id, version: 1, teamIds: [second!, first!] });
    await edit({ id, version: 2, phone: '123' });
    await edit({ id, version: 3, teamIds: [] });
    const lines = await db.rows<{ verb: string; teams: unknown }>(
      `select verb, changes -> 'teamIds' as teams from audit where noun = 'user' and record_id = $1 order by at`,
      [id],
    );
    expect(lines).to.deep.equal([
      { verb: 'create', teams: [null, [first]] },
      { verb: 'edit', teams: [[first], [first, second]] },
      { verb: 'edit', teams: null },
      { verb: 'edit', teams: [[first, second], null] },
    ]);
  });

  it('have a time zone of their own, or that of the house (rule 28)', async () => {
    const id = await create({ ...ewa, email: 'zofia@nurt.example', name: 'Zofia Lis', timeZone: 'America/New_York' });
    const zone = async () => (await viewerById(database.db, id))!.timeZone;
    expect(await zone()).to.equal('America/New_York');
    await edit({ id, version: 1, phone: '123' });
    expect(await zone(), 'what is not named stays').to.equal('America/New_York');
    expect(await refusal(edit({ id, version: 2, timeZone: 'Europe/Wąchock' }))).to.include({
      code: 'calendar.unknown_zone',
      field: 'timeZone',
    });
    await edit({ id, version: 2, timeZone: null });
    expect(await zone()).to.equal('Europe/Warsaw');
    const zofia = (await viewerById(database.db, id))!;
    const like = (timeZone: string | null) =>
      database.db.transaction((tx) => rememberPreferences(tx, zofia, { timeZone }));
    await like('asia/tokyo');
    expect(await zone()).to.equal('Asia/Tokyo');
    expect((await refusal(like('Tokio'))).field).to.equal('timeZone');
    await database.db.transaction((tx) => rememberPreferences(tx, zofia, { language: 'en' }));
    expect(await zone()).to.equal('Asia/Tokyo');
    const lines = await database.db.rows<{ changes: object }>(
      `select changes from audit where noun = 'user' and record_id = $1 and changes ? 'timeZone' order by at`,
      [id],
    );
    expect(lines.map(({ changes }) => changes)).to.deep.equal([
      { timeZone: ['America/New_York', null] },
      { timeZone: [null, 'Asia/Tokyo'] },
    ]);
  });

  it('work the hours of the house until an administrator gives them their own (rule 34)', async () => {
    const id = await create({ ...ewa, email: 'irena@nurt.example' });
    const shown = async () => (await userById(database.db, jan, id)).hours;
    expect(await shown()).to.equal(null);
    const hours: OpeningHours = { '1': [['08:00', '12:00']], '6': [['10:00', '13:00']] };
    await edit({ id, version: 1, hours });
    await edit({ id, version: 2, phone: '123' });
    expect(await shown(), 'what is not named stays').to.deep.equal(hours);
    const refused = { code: 'user.never_works', field: 'hours' };
    expect(await refusal(edit({ id, version: 3, hours: { '1': [] } }))).to.include(refused);
    const wrong = { '1': [['12:00', '08:00']] } as unknown as OpeningHours;
    expect((await refusal(edit({ id, version: 3, hours: wrong }))).code).to.equal('calendar.wrong_hours');
    const own = { ...jan, rights: new Set(['task.read', 'task.edit']) } as Viewer;
    const asked = database.db.transaction((tx) => editUser(tx, { id, version: 3, hours: null }, own));
    expect((await refusal(asked)).code).to.equal('right.missing');
    await edit({ id, version: 3, hours: null });
    expect(await shown()).to.equal(null);
    const lines = await database.db.rows<{ changes: object }>(
      `select changes from audit where noun = 'user' and record_id = $1 and changes ? 'hours' order by at`,
      [id],
    );
    expect(lines.map(({ changes }) => changes)).to.deep.equal([{ hours: [null, hours] }, { hours: [hours, null] }]);
  });

  it('are listed with what an administrator may read of them, sorted by what no index holds', async () => {
    const { db } = database;
    await db.run(`update users set last_seen_at = now() - interval '40 days' where id = $1`, [users.anna.id]);
    await db.run(`update users set last_seen_at = now() where id = $1`, [users.jan.id]);
    await db.run(
      `insert into tasks (type, title, owner_id, search_text, created_by, updated_by)
       select 'call', 'Telefon', $1, '', 'system:test', 'system:test' from generate_series(1, 3)`,
      [users.anna.id],
    );
    const seen = async (columns: readonly string[], sort: string) =>
      listed(db, jan, { kind: 'users', columns, sort: [{ field: sort, descending: true }] });
    const [first, second] = await seen(['name', 'lastSeen', 'profiles', 'language'], 'lastSeen');
    expect([first!['name'], second!['name']]).to.deep.equal([users.jan.name, users.anna.name]);
    expect(first).to.deep.include({ profiles: ['administrator'], language: 'pl' });
    const [busiest] = await seen(['name', 'openTasks'], 'openTasks');
    expect(busiest).to.include({ id: users.anna.id, openTasks: 3 });
    const administrators = await listed(db, jan, {
      kind: 'users',
      query: { active: 'yes', profile: 'administrator' },
    });
    expect(administrators.map(({ id }) => id)).to.deep.equal([users.jan.id]);
  });

  it('leave a line in the audit for each change, and never a password', async () => {
    await database.db.transaction((tx) =>
      changePassword(tx, { userId: users.anna.id, password: 'zupełnie nowe hasło' }, actor),
    );
    const lines = await database.db.rows<{ verb: string; changes: object }>(
      `select verb, changes from audit where noun = 'user' and record_id = $1 order by at`,
      [users.anna.id],
    );
    expect(lines).to.deep.equal([
      { verb: 'edit', changes: { phone: [null, '123'] } },
      { verb: 'change password', changes: {} },
    ]);
  });
});
