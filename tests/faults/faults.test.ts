import { expect } from 'chai';
import { givePasswords } from '../support/panel.ts';
import { startSmtpSink, type Behaviour, type SmtpSink } from '../support/smtp-sink.ts';
import { quiet } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { chance, type Chance } from './chance.ts';
import { everyPoint, ownPoint, type PointName } from './crash-points.ts';
import { expectWhole, gather, hasten, isCaughtUp, isSettled, liveOn, pause, picture, type Gathered } from './crowd.ts';
import { lostOutcomes, workInPanel } from './panel-work.ts';
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

/** The seed's own crash point comes first of all, when nothing else dies: it is met however slow the machine is. */
const OWN_POINT_MS = 90_000;

/** `NURT_TEST_SEED=3` plays that one alone. */
const { NURT_TEST_SEED: one, NURT_TEST_SEEDS: many = '1' } = process.env;
const seeds = one ? [`seed ${one}`] : Array.from({ length: Number(many) }, (_, n) => `seed ${n + 1}`);
/** How long everything dies: enough for each part to be hit, longer where many seeds are asked for. */
const FAULTS_MS = seeds.length > 1 ? 45_000 : 25_000;

describe('2,000 participants under way', () => {
  const metPoints = new Set<PointName>();

  for (const seed of seeds)
    it(`survive whatever dies (${seed})`, async function () {
      this.timeout(OWN_POINT_MS + FAULTS_MS + CALM_MS + 120_000);
      quiet();
      const stage = await setStage(seed);
      const sink = await startSmtpSink({ keep: false });
      let left: readonly unknown[];
      try {
        await play(seed, stage, sink);
        stage.crashes().forEach((point) => metPoints.add(point));
      } finally {
        left = await stage.close();
        await sink.close();
      }
      expect(left, 'processes that outlive the house').to.deep.equal([]);
    });

  if (seeds.length >= everyPoint.length)
    it('have been left by workers that died at each of the named points', () => {
      expect([...metPoints]).to.have.members(everyPoint.map(({ name }) => name));
    });
});

async function play(seed: string, stage: Stage, sink: SmtpSink): Promise<void> {
  const { db } = stage;
  const random = chance(seed);
  sink.behave(unreliable(random));
  const crowd = await gather(db, { count: PARTICIPANTS, addresses: ADDRESSES, cohorts: COHORTS });
  await givePasswords(db);
  await stage.raise(sink.url);
  const world = liveOn(db, crowd, random);
  const panelWork = workInPanel(stage.url);
  const own = ownPoint(seed)!.name;
  await until(() => stage.crashes().includes(own), { within: OWN_POINT_MS, what: `a worker dies: ${own}` });

  const parts = random.next() < 0.5 ? EVERY_PART : EVERY_PART.toReversed();
  const hit = new Set<PartName>();
  const end = Date.now() + FAULTS_MS;
  while (Date.now() < end || hit.size < parts.length) {
    await pause(1_500 + random.next() * 3_000);
    const part = parts.find((part) => !hit.has(part)) ?? random.pick([...parts, 'worker']);
    if (stage.kill(part)) hit.add(part);
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
  const finished = await panelWork.stop();
  if (process.env['NURT_TEST_TELL'])
    console.log(
      JSON.stringify({
        ...(await picture(db, crowd)),
        deaths: deathsOf(stage),
        crashes: stage.crashes(),
        cuts: countsOf(sink.cuts),
        caughtUpIn,
        finished: finished.length,
      }),
    );
  await expectFaults(stage, sink);
  expect(finished.length, 'calls finished in the panel while everything died').to.be.above(0);
  expect(await lostOutcomes(db, finished), 'outcomes that the panel has said are kept').to.deep.equal([]);
  await expectWhole(db, crowd, sink);
}

/** What the seed had planned has happened: else all would be whole because nothing had gone wrong. */
async function expectFaults(stage: Stage, sink: SmtpSink): Promise<void> {
  expect(stage.diedContinuing(), 'a worker died while its pump continued as new').to.equal(true);
  for (const [part, deaths] of Object.entries(deathsOf(stage))) expect(deaths, `deaths of ${part}`).to.be.above(0);
  const { data = 0, dot = 0 } = countsOf(sink.cuts);
  expect(data, 'connections cut in the middle of a mail').to.be.above(0);
  expect(dot, 'connections cut after the final dot').to.be.above(0);
  const { doubts } = await stage.db.one<{ doubts: number }>(
    `select count(*) as doubts from effects where state = 'unknown'`,
  );
  expect(doubts, 'each mail that was cut after its final dot waits for a person').to.be.at.least(dot);
}

function countsOf(cuts: SmtpSink['cuts']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const place of cuts) counts[place] = (counts[place] ?? 0) + 1;
  return counts;
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

/**
 * A connection that is cut before the final dot may be tried again; one cut after it leaves a doubt. Of a hundred
 * addresses one meets the first, of two hundred one the second; the seed says which.
 */
function unreliable(random: Chance): (to: string) => Behaviour {
  const [atData, atDot] = [Math.floor(random.next() * 100), Math.floor(random.next() * 200)];
  const cutOnce = new Map<number, number>();
  return (to) => {
    const number = Number(/firma(\d+)/.exec(to)?.[1]);
    if (number % 200 === atDot) return { cut: 'dot' };
    if (number % 100 !== atData) return 'accept';
    // Only the first tries of an address meet their fate.
    if (!cutOnce.has(number)) cutOnce.set(number, Date.now());
    return Date.now() - cutOnce.get(number)! < 3_000 ? { cut: 'data' } : 'accept';
  };
}
