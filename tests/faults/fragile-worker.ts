/**
 * The worker of the fault tests: the real one, which in some of its lives kills itself at one chosen point, before or after
 * a commit, between a call and its answer. The seed chooses the first, together with the number of the life those after it.
 * What it has died of stands in `crashes`, a line each.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { DefaultLogger } from '@temporalio/worker';
import type { Activities } from '../../activities/create-activities.ts';
import { workflowBundle } from '../../activities/workflow-bundle.ts';
import { readPartConfig } from '../../config.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { Sender } from '../../plugins/plugin.ts';
import { startWorker } from '../../worker.ts';
import { chance } from './chance.ts';
import { everyPoint, ownPoint, type PointName } from './crash-points.ts';

/** Lives that end at a chosen point; later ones only end when somebody else kills them. */
const FRAGILE_LIVES = 4;

const config = readPartConfig(process.env);
const life = nextLife();
const crashes = join(config.home, 'crashes');
const [chosen, passes] = end();
let left = passes;

const log = (line: string, facts: object = {}) => void process.stderr.write(`${JSON.stringify({ line, ...facts })}\n`);
log('a life begins', { life, ends: left === Infinity ? 'when killed' : `${chosen}, ${left}` });

const worker = await startWorker(config, log, {
  options: { workflowBundle: { code: await shortHistories() }, dataConverter: { payloadCodecs: [dyingCodec()] } },
  db: fragileDb,
  client: fragileClient,
  activities: fragileActivities,
  sending: { ledger: fragileLedger, sender: fragileSender },
});
process.stdout.write('ready\n');
process.on('SIGTERM', () => void worker.stop());
await worker.done.catch(() => process.exit(1));
process.exit(0);

/**
 * Until the seed's own point has been its end, a life tries nothing else, and comes to it early; then comes chance.
 */
function end(): readonly [PointName, number] {
  const seed = String(process.env['NURT_TEST_CRASH']);
  const random = chance(`${seed}:${life}`);
  const own = ownPoint(seed);
  if (own && !existsSync(crashes)) return [own.name, 1 + Math.floor((random.next() * own.most) / 4)];
  const { name, most } = random.pick(everyPoint);
  return [name, life <= FRAGILE_LIVES ? 1 + Math.floor(random.next() * most) : Infinity];
}

function reach(point: PointName): void {
  if (point !== chosen || --left !== 0 || existsSync(join(config.home, 'calm'))) return;
  appendFileSync(crashes, `${point}\n`);
  process.kill(process.pid, 'SIGKILL');
}

/** Pumps continue as new after a few batches already, instead of after hundreds. */
async function shortHistories(): Promise<string> {
  const path = await workflowBundle(join(config.home, 'cache'), new DefaultLogger('ERROR'));
  const usual = readFileSync(path, 'utf8');
  const short = usual.replaceAll(/MOST_EVENTS = 1_?000\b/g, 'MOST_EVENTS = 30');
  if (short === usual) throw new Error('The length of histories is not found in the bundle');
  return short;
}

/**
 * Sees what workflows hand to the server. A pump that continues as new hands over what it was started with: the first time
 * the worker dies right there, when it has decided and the server has not heard.
 */
function dyingCodec(): PayloadCodec {
  const mark = join(config.home, 'continuing');
  return {
    async encode(payloads) {
      if (payloads.some(isPump) && !existsSync(mark)) {
        writeFileSync(mark, '');
        process.kill(process.pid, 'SIGKILL');
      }
      return payloads;
    },
    decode: async (payloads) => payloads,
  };
}

function isPump({ data }: Payload): boolean {
  const text = data ? Buffer.from(data).toString() : '';
  return /^\{"campaignId":"[^"]*","cohort":\d+\}$/.test(text);
}

function nextLife(): number {
  const path = join(config.home, 'lives');
  const number = existsSync(path) ? Number(readFileSync(path, 'utf8')) + 1 : 1;
  writeFileSync(path, String(number));
  return number;
}

function fragileDb(db: Db): Db {
  return {
    ...fragileTx(db),
    pool: db.pool,
    url: db.url,
    close: () => db.close(),
    async transaction(work) {
      const done = await db.transaction(async (tx) => {
        const result = await work(fragileTx(tx));
        reach('before commit');
        return result;
      });
      reach('after commit');
      return done;
    },
  };
}

function fragileTx(tx: Tx): Tx {
  const watched = async <T>(statement: () => Promise<T>): Promise<T> => {
    reach('before statement');
    const result = await statement();
    reach('after statement');
    return result;
  };
  return {
    rows: (sql, params) => watched(() => tx.rows(sql, params)),
    one: (sql, params) => watched(() => tx.one(sql, params)),
    maybe: (sql, params) => watched(() => tx.maybe(sql, params)),
    run: (sql, params) => watched(() => tx.run(sql, params)),
    prepared: (name, sql, params) => watched(() => tx.prepared(name, sql, params)),
    recurring: (sql, params) => watched(() => tx.recurring(sql, params)),
  };
}

/** The ledger of what goes out writes each turn as one statement, which is its own commit. */
function fragileLedger(db: Db): Db {
  return {
    ...db,
    async prepared<Row>(name: string, sql: string, params?: readonly unknown[]) {
      reach('before ledger');
      const result = await db.prepared<Row>(name, sql, params);
      reach('after ledger');
      return result;
    },
  };
}

/** The mail server has taken it, and nobody has written that down yet. */
function fragileSender(sender: Sender): Sender {
  return {
    async send(message) {
      const answer = await sender.send(message);
      reach('mail answered');
      return answer;
    },
    close: () => sender.close(),
  };
}

function fragileClient(client: Client): Client {
  const signalWithStart = client.workflow.signalWithStart.bind(client.workflow);
  client.workflow.signalWithStart = (async (...args: Parameters<typeof signalWithStart>) => {
    reach('before signal');
    const handle = await signalWithStart(...args);
    reach('after signal');
    return handle;
  }) as typeof client.workflow.signalWithStart;
  return client;
}

/** Cohorts are looked at each two seconds: a test cannot wait for the grid of a working day. */
function fragileActivities(activities: Activities): Activities {
  const watched = Object.entries(activities).map(([name, activity]) => [
    name,
    async (input: never) => {
      const answer = (await (activity as (input: never) => Promise<unknown>)(input)) as object | undefined;
      reach('activity answered');
      return name === 'advanceDue' ? { ...answer, gridMs: 2_000 } : answer;
    },
  ]);
  return Object.fromEntries(watched) as Activities;
}
