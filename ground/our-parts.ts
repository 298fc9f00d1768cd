/** The parts that are Nurt itself: mail catcher, worker, panel. */
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { publicUrlOf, type Config } from '../config.ts';
import type { Foundation } from './foundation.ts';
import type { Home, Secrets } from './home.ts';
import { keptPorts } from './ports.ts';
import type { PartSpec, Supervisor } from './supervisor.ts';

const root = join(import.meta.dirname, '..');

/** The line by which a part says that it serves. */
const READY = 'ready';

export type PartScripts = { readonly mail: string; readonly worker: string; readonly panel: string };

export const partScripts: PartScripts = {
  mail: join(root, 'ground', 'run-mail-catcher.ts'),
  worker: join(root, 'worker.ts'),
  panel: join(root, 'panel.ts'),
};

export type Starting = {
  readonly env: NodeJS.ProcessEnv;
  readonly config: Config;
  readonly home: Home;
  readonly secrets: Secrets;
  readonly supervisor: Supervisor;
  readonly foundation: Foundation;
  /** Of the panel. */
  readonly port: number;
  readonly scripts: PartScripts;
};

/** Starts them together and answers the panel's address once all are ready. Only the worker waits for Temporal. */
export async function startParts(starting: Starting): Promise<string> {
  const { config, supervisor, port } = starting;
  const publicUrl = config.publicUrl ?? publicUrlOf(config, port);
  const env = environment(starting, publicUrl);
  const [smtpPort] = config.smtpUrl ? [] : await keptPorts(starting.home.run, 'mail', 1);
  await Promise.all([
    smtpPort && supervisor.start(mailPart(starting.scripts.mail, env, smtpPort)),
    // The panel sends nothing itself: without SMTP_URL it knows that the catcher has the mail.
    supervisor.start(panelPart(starting, env)),
    startWorker(starting, smtpPort ? { ...env, SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, NURT_MAIL_CAUGHT: '1' } : env),
  ]);
  return publicUrl;
}

async function startWorker({ supervisor, foundation, scripts }: Starting, env: NodeJS.ProcessEnv): Promise<void> {
  const withTemporal = { ...env, TEMPORAL_ADDRESS: await foundation.temporal };
  const part = nodePart('worker', scripts.worker, withTemporal);
  await supervisor.start({
    ...part,
    args: [...workerFlags, ...part.args],
    wave: 3,
    isReady: async (said) => said(READY),
  });
}

/**
 * While campaigns start, the worker makes batches of rows that live for a moment. V8 would begin with a small heap and look
 * through all of it four times a second, with threads that PostgreSQL could use: with 160 MB from the start participants
 * move a fifth faster. Half of the usual room for young objects keeps the worker under 400 MB all the same.
 */
export const workerFlags: readonly string[] = ['--max-semi-space-size=16', '--initial-old-space-size=160'];

/**
 * Left to itself on a large machine, V8 lets the panel grow by 200 MB before it clears up what answers were made of; and the
 * lower its bound, the sooner it clears up. After 12,000 requests the panel holds 325 MB with 1,024 here and 290 so.
 */
export const panelFlags: readonly string[] = ['--max-semi-space-size=8', '--max-old-space-size=512'];

/** The C library gives each thread a store of its own, of which V8's helpers leave most unused: 20 MB less with two. */
export const panelMemory: NodeJS.ProcessEnv = { MALLOC_ARENA_MAX: '2' };

function panelPart({ config, port, scripts }: Starting, env: NodeJS.ProcessEnv): PartSpec {
  const part = nodePart('panel', scripts.panel, { ...panelMemory, ...env });
  return { ...part, args: [...panelFlags, ...part.args], wave: 3, isReady: () => isAlive(config, port) };
}

/** What a person set, completed by what the start knows. The first administrator's password stays here. */
function environment({ env, config, home, secrets, foundation, port }: Starting, publicUrl: string): NodeJS.ProcessEnv {
  const { NURT_ADMIN_PASSWORD: _password, NODE_CHANNEL_FD: _channel, ...rest } = env;
  return {
    ...rest,
    NURT_HOME: home.folder,
    HOST: config.host,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: foundation.databaseUrl,
    NURT_SECRET_KEY: secrets.secretKey,
    TEMPORAL_NAMESPACE: config.temporal.namespace,
    NURT_LANG: config.language,
    TZ: config.zone,
  };
}

function nodePart(name: string, script: string, env: NodeJS.ProcessEnv): Omit<PartSpec, 'wave' | 'isReady'> {
  return { name, command: process.execPath, args: [script], env, cwd: root, stop: 'TERM:4' };
}

function mailPart(script: string, env: NodeJS.ProcessEnv, port: number): PartSpec {
  return {
    ...nodePart('mail', script, { ...env, NURT_CATCHER_PORT: String(port) }),
    wave: 2,
    isReady: () => listens(port),
  };
}

/** Asks the panel itself; its certificate may be one of our own making. */
function isAlive({ host, tls }: Config, port: number): Promise<boolean> {
  const local = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return new Promise((resolve) => {
    const options = { host: local, port, path: '/healthz', timeout: 2000, rejectUnauthorized: false };
    const asked = (tls ? httpsGet : httpGet)(options, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(false));
  });
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
