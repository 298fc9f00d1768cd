import { users } from './cast.ts';
import { password, sessionCookie, type Someone, type TestPanel } from './panel.ts';
import type { Asker } from './routes.ts';

/** Somebody with a session, for requests that go without an agent. */
export async function logInAs(panel: TestPanel, who: Someone): Promise<Exclude<Asker, string | undefined>> {
  const form = { email: users[who].email, password };
  const { headers } = await panel.nobody().post('/admin/login').type('form').send(form);
  return { cookie: sessionCookie(headers['set-cookie']) };
}
