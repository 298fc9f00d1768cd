import { expect } from 'chai';
import { startSmtpSink, type Behaviour, type SmtpSink } from '../support/smtp-sink.ts';
import { quiet } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { chance, type Chance } from './chance.ts';
import { expectWhole, gather, hasten, isCaughtUp, isSettled, liveOn, pause, picture, type Gathered } from './crowd.ts';
import { setStage, type PartName, type Stage } from './stage.ts';

const PARTICIPANTS = 2_000;
/** Participants beyond this number share an address with an earlier one. */
const ADDRESSES = 1_900;
/** One whose worker dies in the middle of a move stands still for half a minute: the others go on under fire. */
const COHORTS = 8;
const CALM_MS = 240_000;
/** The sweep comes each minute. */
const SWEEP_MS = 60_000;
/** Each is killed once, then whichever the seed picks. */
const EVERY_PART: readonly PartName[] = ['worker', 'postgres', 'temporal', 'panel'];

const seeds = Array.from({ length: Number(process.env['NURT_TEST_SEEDS'] ?? 1) }, (_, n) => `seed ${n + 1}`);
/** How long everything dies: enough for each part to be hit, longer where many seeds are asked for. */
const FAULTS_MS = seeds.length > 1 ? 45_000 : 25_000;
describe('2,000 participants under way', () => {
  for (const seed of seeds)
    it(`survive whatever dies (${seed})`, async function () {
      this.timeout(FAULTS_MS + CALM_MS + 120_000);
      quiet();
      const stage = await setStage(seed);
      const sink = await startSmtpSink({ keep: false });
      let left: readonly unknown[];
      try {
        await play(stage, sink, chance(seed));
      } finally {
        left = await stage.close();
        await sink.close();
      }
      expect(left, 'processes that outlive the house').to.deep.equal([]);
    });
});

async function play(stage: Stage, sink: SmtpSink, random: Chance): Promise<void> {
  const { db } = stage;
  sink.behave(unreliable(random));
  const crowd = await gather(db, { count: PARTICIPANTS, addresses: ADDRESSES, cohorts: COHORTS });
  await stage.raise(sink.url);
  const world = liveOn(db, crowd, random);

  const parts = random.next() < 0.5 ? EVERY_PART : EVERY_PART.toReversed();
  const hit = new Set<PartName>();
  const end = Date.now() + FAULTS_MS;
  while (Date.now() < end) {
    await pause(1_500 + random.next() * 3_000);
    stage.kill(parts.find((part) => !hit.has(part) && hit.add(part)) ?? random.pick([...parts, 'worker']));
  }
  stage.calm();
  const caughtUpIn = await catchUp(stage, crowd);
  await until(
    () =>
      hasten(db)
        .then(() => isSettled(db, crowd))
        .catch(() => false),
    {
      within: CALM_MS,
      what: 'every run has ended or waits for a person',
    },
  ).catch(async (error: Error) => {
    throw new Error(`${error.message}: ${JSON.stringify(await picture(db, crowd))}`);
  });
  await world.stop();
  expect(stage.diedContinuing(), 'a worker died while its pump continued as new').to.equal(true);
  if (process.env['NURT_TEST_TELL'])
    console.log(JSON.stringify({ ...(await picture(db, crowd)), deaths: deathsOf(stage), caughtUpIn }));
  await expectWhole(db, crowd, sink);
}

/** What was due, or lay in the inbox of a run, when everything was up again, is moved until the next sweep has been. */
async function catchUp({ db, isUp }: Stage, crowd: Gathered): Promise<number> {
  const clock = () => db.one<{ now: string }>('select now() as now');
  const { now } = await until(() => isUp() && clock().catch(() => false as const), {
    within: CALM_MS,
    what: 'every part is up',
  });
  await until(() => isCaughtUp(db, crowd, now).catch(() => false), {
    within: SWEEP_MS,
    what: 'all that was due when everything was up again has been moved',
  });
  return Date.now() - Date.parse(now);
}

function deathsOf(stage: Stage): Record<string, number> {
  return Object.fromEntries(EVERY_PART.map((part) => [part, stage.deathsOf(part)]));
}

/** A connection that is cut before the final dot may be tried again; one cut after it leaves a doubt. */
function unreliable(random: Chance): (to: string) => Behaviour {
  const fates = new Map<string, Behaviour>();
  return (to) => {
    let fate = fates.get(to);
    if (!fate) {
      const drawn = random.next();
      fate = drawn < 0.01 ? { cut: 'data' } : drawn < 0.015 ? { cut: 'dot' } : 'accept';
      fates.set(to, fate);
      // Only the first try of an address meets its fate before the dot.
      if (fate !== 'accept' && 'cut' in fate && fate.cut === 'data')
        setTimeout(() => fates.set(to, 'accept'), 3_000).unref();
    }
    return fate;
  };
}
