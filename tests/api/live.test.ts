import { request as ask } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { expect } from 'chai';
import { announce } from '../../db/live.ts';
import { createTask } from '../../db/tasks.ts';
import { users } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { password, startPanel, type Someone, type TestPanel } from '../support/panel.ts';
import { until } from '../support/until.ts';

describe('news for open pages', () => {
  let panel: TestPanel;
  const open: IncomingMessage[] = [];

  before(async () => {
    panel = await startPanel();
  });
  afterEach(() => open.splice(0).forEach((stream) => stream.destroy()));
  after(() => panel.stop());

  /** The cookie of a new session. */
  const logIn = async (who: Someone): Promise<string> => {
    const answer = await fetch(`${panel.url}/admin/login`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Origin: panel.url,
        'Sec-Fetch-Site': 'same-origin',
      },
      body: new URLSearchParams({ email: users[who].email, password }),
    });
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  };
  const listen = async (cookie: string) => {
    const heard = { text: '', over: false, status: 0 };
    const stream = await new Promise<IncomingMessage>((answered, failed) =>
      ask(`${panel.url}/api/v1/live`, { headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' } }, answered)
        .on('error', failed)
        .end(),
    );
    open.push(stream);
    heard.status = stream.statusCode ?? 0;
    stream.setEncoding('utf8');
    stream.on('data', (part: string) => (heard.text += part));
    stream.on('end', () => (heard.over = true));
    stream.on('error', () => undefined);
    if (heard.status === 200) await until(() => heard.text.includes('event: open'), { what: 'the stream is open' });
    return heard;
  };
  const tell = (who: Someone, id: string) =>
    panel.db.transaction((tx) =>
      announce(tx, { about: 'reminders', to: { userIds: [users[who].id] }, id, version: 2 }),
    );

  it('carry what they are about, id and version, and nothing else, to whom they concern (rule 22)', async () => {
    const [annas, pawels] = await Promise.all([listen(await logIn('anna')), listen(await logIn('pawel'))]);
    await tell('anna', 'r1');
    await until(() => annas.text.includes('r1'), { what: 'Anna hears' });
    expect(annas.text).to.match(/event: news\ndata: \{"about":"reminders","id":"r1","version":2\}\n\n/);
    await tell('pawel', 'r2');
    await until(() => pawels.text.includes('r2'), { what: 'Paweł hears' });
    expect(pawels.text).not.to.include('r1');
  });

  it('reach nobody before the change is committed', async () => {
    const annas = await listen(await logIn('anna'));
    await panel.db
      .transaction(async (tx) => {
        await announce(tx, { about: 'tasks', to: { userIds: [users.anna.id] }, id: 'never' });
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await tell('anna', 'after');
    await until(() => annas.text.includes('after'), { what: 'Anna hears the later one' });
    expect(annas.text).not.to.include('never');
  });

  it('tell the owner of work that somebody else has given them', async () => {
    const annas = await listen(await logIn('anna'));
    const { id } = await createTask(panel.db, viewer('maria'), {
      type: 'call',
      title: 'Dla Anny',
      ownerId: users.anna.id,
    });
    await until(() => annas.text.includes(id), { what: 'Anna hears of the task' });
    expect(annas.text).not.to.include('Dla Anny');
  });

  it('say that a reminder was put off, so that it goes from every page', async () => {
    const { id } = await panel.db.one<{ id: string }>(
      `insert into reminders (user_id, remind_at, shown_at, text_pl, text_en, level, created_by)
       values ($1, now(), now(), 'Oddzwonić', 'Call back', 'own', 'system:test') returning id`,
      [users.anna.id],
    );
    const annas = await listen(await logIn('anna'));
    const anna = await panel.as('anna');
    await anna.post(`/api/v1/reminders/${id}/snooze`).send({ minutes: 10 }).expect(204);
    await until(() => annas.text.includes('"about":"reminders"'), { what: 'Anna hears' });
  });

  it('are for people with a session: nobody else gets a stream', async () => {
    expect((await listen('')).status).to.equal(401);
  });

  it('end when the session ends', async () => {
    const cookie = await logIn('anna');
    const annas = await listen(cookie);
    await fetch(`${panel.url}/admin/logout`, {
      method: 'POST',
      headers: { Cookie: cookie, 'X-Nurt': '1', 'Sec-Fetch-Site': 'same-origin', Origin: panel.url },
    });
    await until(() => annas.over, { what: 'the stream is over' });
    expect(annas.text).to.include('event: end');
  });

  it('end when rights change', async () => {
    const annas = await listen(await logIn('anna'));
    const jan = await panel.as('jan');
    const { body } = await jan.get(`/api/v1/users/${users.anna.id}`).expect(200);
    const { id: _, ...anna } = body as { id: string };
    await jan
      .put(`/api/v1/users/${users.anna.id}`)
      .send({ ...anna, role: 'supervisor', profiles: ['supervisor'] })
      .expect(204);
    await until(() => annas.over, { what: 'the stream is over' });
  });

  it('do not prolong the session, nor does what a page asks by itself (rule 22)', async () => {
    const cookie = await logIn('maria');
    await panel.db.run(
      `update sessions set sess = jsonb_set(sess::jsonb, '{prolongedAt}', '0')::json where sess ->> 'userId' = $1`,
      [users.maria.id],
    );
    const prolonged = async () =>
      (
        await panel.db.one<{ at: string }>(
          `select sess ->> 'prolongedAt' as at from sessions where sess ->> 'userId' = $1`,
          [users.maria.id],
        )
      ).at;
    await listen(cookie);
    const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' };
    await fetch(`${panel.url}/api/v1/reminders`, { headers: { ...headers, 'X-Nurt': 'quiet' } });
    expect(await prolonged()).to.equal('0');
    await fetch(`${panel.url}/api/v1/reminders`, { headers: { ...headers, 'X-Nurt': '1' } });
    expect(await prolonged()).not.to.equal('0');
  });
});
