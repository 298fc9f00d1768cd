import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Db } from '../../db/database.ts';
import { countHeld, decideHeld } from '../../db/effect-decisions.ts';
import { unmuteInstallation } from '../../db/installation.ts';
import { openHome } from '../../ground/home.ts';
import { identify } from '../../ground/identity.ts';
import { copyDatabase, freshDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { removeHome, temporaryHome } from '../support/started-home.ts';
import { until } from '../support/until.ts';
import { chance } from './chance.ts';
import { expectWhole, gather, hasten, isSettled, liveOn, picture, type Gathered } from './crowd.ts';

const PARTICIPANTS = 2_000;
const ADDRESSES = 1_900;
/** Mails that are out when the original dies. */
const OUT = 80;
const KEY = 'f'.repeat(64);

describe('an installation that goes on in a copy of its database', () => {
  const homes: string[] = [];
  const workers: ChildProcess[] = [];
  after(async () => {
    for (const worker of workers) await killed(worker);
    homes.forEach(removeHome);
  });

  it('starts muted; once it may send again everything is whole, and nothing has gone out twice', async function () {
    this.timeout(300_000);
    const sink = await startSmtpSink({ keep: false });
    const original = await freshDatabase();
    const crowd = await gather(original.db, { count: PARTICIPANTS, addresses: ADDRESSES, cohorts: 2 });
    const first = liveOn(original.db, crowd, chance('original'));
    sink.behave({ slowMs: 20 });
    const lost = await raise(newHome(), { database: original.url, smtp: sink.url });
    await until(() => sink.received.length >= OUT, { within: 60_000, what: 'mails go out' });
    await killed(lost);
    await first.stop();
    const copy = await copyDatabase(original);
    await original.drop();
    const { db } = copy;
    const before = sink.received.length;
    const halfWay = await picture(db, crowd);
    expect(halfWay.effects['planned'], JSON.stringify(halfWay)).to.be.greaterThan(0);

    const home = newHome();
    const config = { zone: 'Europe/Warsaw', language: 'pl' } as const;
    const { mutedBecause } = await identify({ db, home: openHome(home), secretKey: KEY, config });
    expect(mutedBecause).to.include('której ten folder nie zna');
    await raise(home, { database: copy.url, smtp: sink.url });
    const second = liveOn(db, crowd, chance('copy'));
    await settled(db, crowd, areAllHeld);
    expect(sink.received.length, 'mails of a muted copy').to.equal(before);

    const jan = viewer('jan');
    await db.transaction((tx) => unmuteInstallation(tx, jan));
    expect(await countHeld(db, jan)).to.be.greaterThan(0);
    await decideHeld(db, jan, 'send');
    await settled(db, crowd, isSettled);
    await second.stop();
    await expectWhole(db, crowd, sink);
    if (process.env['NURT_TEST_TELL'])
      console.log(JSON.stringify({ halfWay, before, after: await picture(db, crowd) }));
    for (const worker of workers) await killed(worker);
    await copy.drop();
    await sink.close();
  });

  function newHome(): string {
    const home = temporaryHome();
    homes.push(home);
    // Its worker dies when it is killed, at no chosen point.
    for (const mark of ['calm', 'continuing']) writeFileSync(join(home, mark), '');
    return home;
  }

  /** A worker in a Temporal that has never heard of the installation. */
  async function raise(home: string, { database, smtp }: { database: string; smtp: string }): Promise<ChildProcess> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'fragile-worker.ts')], {
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        TZ: 'Europe/Warsaw',
        NURT_HOME: home,
        PORT: '3000',
        PUBLIC_URL: 'http://127.0.0.1:3000',
        DATABASE_URL: database,
        NURT_SECRET_KEY: KEY,
        TEMPORAL_ADDRESS: process.env['NURT_TEST_TEMPORAL_ADDRESS'],
        TEMPORAL_NAMESPACE: `nurt-copy-${randomBytes(4).toString('hex')}`,
        SMTP_URL: smtp,
        MAIL_FROM: 'Nurt <nurt@nurt.example>',
        NURT_TEST_CRASH: 'calm',
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    workers.push(child);
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    await until(() => said.includes('ready'), { within: 90_000, what: 'the worker is ready' });
    return child;
  }
});

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.kill('SIGKILL');
  await gone;
}

async function settled(db: Db, crowd: Gathered, is: (db: Db, crowd: Gathered) => Promise<boolean>): Promise<void> {
  await until(() => hasten(db).then(() => is(db, crowd)), { within: 120_000 }).catch(async (error: Error) => {
    throw new Error(`${error.message}: ${JSON.stringify(await picture(db, crowd))}`);
  });
}

/** Each run has ended, or waits for a mail that does not go or that somebody has to decide about. */
async function areAllHeld(db: Db, { campaignId }: Gathered): Promise<boolean> {
  const { open, lying } = await db.one<{ open: number; lying: number }>(
    `select (select count(*) from runs r where r.campaign_id = $1 and r.state <> 'ended' and not exists (
         select 1 from effects e where e.run_id = r.id and e.kind = 'message' and e.state in ('planned', 'unknown'))) as open,
       (select count(*) from run_inputs where campaign_id = $1 and taken_rev is null and withdrawn_at is null) as lying`,
    [campaignId],
  );
  return open === 0 && lying === 0;
}
