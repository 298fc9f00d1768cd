/** The whole of Nurt as `npm start` brings it up: PostgreSQL, Temporal, mail catcher, worker and panel in a home of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultRuleBook } from '../../domain/governor/rule-book.ts';
import { ask, removeHome, temporaryHome } from './started-home.ts';
import { until } from './until.ts';

export const administrator = { email: 'szefowa@nurt.example', password: 'cztery zwykłe słowa' } as const;

export type Nurt = {
  readonly url: string;
  readonly home: string;
  /** Asks the database. */
  ask<Row>(sql: string): Promise<Row[]>;
  /** Every mail that the catcher holds, oldest first. */
  mails(): Promise<readonly { readonly to: readonly string[]; readonly subject: string }[]>;
  stop(): Promise<void>;
};

/** Starts it and lets people be contacted at any hour: the story may be told at night. */
export async function startNurt(env: NodeJS.ProcessEnv = {}): Promise<Nurt> {
  const home = temporaryHome();
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'start.ts')], {
    env: {
      ...process.env,
      NURT_HOME: home,
      NURT_LANG: 'pl',
      PORT: '',
      NURT_ADMIN_EMAIL: administrator.email,
      NURT_ADMIN_PASSWORD: administrator.password,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  await until(() => /Zatrzymanie:|To stop it/.test(said) || child.exitCode !== null, { within: 110_000 });
  const url = /http:\/\/\S+/.exec(said)?.[0];
  if (!url) throw new Error(`Nurt did not start:\n${said}`);
  const book = JSON.stringify({ ...defaultRuleBook, hours: {} });
  await ask(
    home,
    `insert into governor_rules (book) values ('${book}') on conflict (singleton) do update set book = excluded.book`,
  );
  return {
    url,
    home,
    ask: (sql) => ask(home, sql),
    mails: () => mailsOf(home),
    async stop() {
      await ended(child);
      removeHome(home);
    },
  };
}

async function mailsOf(home: string) {
  const folder = join(home, 'mail');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(
      async (name) =>
        JSON.parse(await readFile(join(folder, name), 'utf8')) as { to: readonly string[]; subject: string },
    ),
  );
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.kill('SIGINT');
  return gone;
}
