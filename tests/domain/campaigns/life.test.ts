import { expect } from 'chai';
import { nextStep, type Life, type LifeStep, type StageLife } from '../../../domain/campaigns/life.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 23, 9);

const stage: StageLife = {
  id: 'first',
  state: 'planned',
  startsAt: now - hour,
  endsAt: now + 10 * day,
  newcomers: false,
  entersByResult: false,
};
const life: Life = {
  state: 'running',
  paused: false,
  finished: false,
  materialised: true,
  endsAt: now + 30 * day,
  openWork: 'finish',
  stages: [stage],
  running: false,
  untold: false,
};
const open: StageLife = { ...stage, state: 'open' };
const closed: StageLife = { ...stage, state: 'closed', endsAt: now - day };

const table: readonly [string, Partial<Life>, LifeStep][] = [
  ['a draft does nothing', { state: 'draft' }, { do: 'stop' }],
  ['an approved campaign waits for its start', { state: 'approved' }, { do: 'stop' }],
  [
    'a starting campaign writes down its audience first',
    { state: 'starting', materialised: false },
    { do: 'materialise' },
  ],
  ['then it begins', { state: 'starting' }, { do: 'begin' }],
  ['a stage opens on its day', {}, { do: 'open', stageId: 'first' }],
  [
    'before that day nothing happens',
    { stages: [{ ...stage, startsAt: now + day }] },
    { do: 'wait', until: now + day },
  ],
  ['an open stage is left alone until its end', { stages: [open] }, { do: 'wait', until: now + 10 * day }],
  [
    'people who were added come into an open stage',
    { stages: [{ ...open, newcomers: true }] },
    { do: 'open', stageId: 'first' },
  ],
  [
    'more of the audience is written down while it runs',
    { materialised: false, stages: [open] },
    { do: 'materialise' },
  ],
  [
    'a stage that results of others let people into is looked at every five minutes',
    { stages: [{ ...open, entersByResult: true }] },
    { do: 'wait', until: now + 5 * 60_000 },
  ],
  [
    'a stage closes when its last day is over',
    { stages: [{ ...open, endsAt: now }] },
    { do: 'close', stageId: 'first' },
  ],
  [
    'a half closed stage is closed to the end',
    { stages: [{ ...stage, state: 'closing' }] },
    { do: 'close', stageId: 'first' },
  ],
  [
    'a stage whose days have passed is not opened',
    { stages: [{ ...stage, endsAt: now - day }] },
    { do: 'skip', stageId: 'first' },
  ],
  [
    'a paused campaign neither opens nor closes a stage',
    { paused: true, stages: [{ ...open, endsAt: now }] },
    { do: 'wait', until: null },
  ],
  ['a paused start waits', { state: 'starting', paused: true, materialised: false }, { do: 'wait', until: null }],
  ['it ends when every stage has closed', { stages: [closed] }, { do: 'wind down' }],
  [
    'it ends when its last day is over',
    { endsAt: now, stages: [closed, { ...open, endsAt: now + day }] },
    { do: 'wind down' },
  ],
  ['an ending campaign closes what is open', { state: 'ending', stages: [open] }, { do: 'close', stageId: 'first' }],
  ['and opens nothing any more', { state: 'ending', stages: [stage] }, { do: 'skip', stageId: 'first' }],
  [
    'people finish what they have begun',
    { state: 'ending', stages: [closed], running: true, untold: true },
    { do: 'wait', until: now + 5 * 60_000 },
  ],
  [
    'or what is open is withdrawn',
    { state: 'ending', openWork: 'withdraw', stages: [closed], running: true, untold: true },
    { do: 'withdraw' },
  ],
  [
    'told runs are waited for',
    { state: 'ending', openWork: 'withdraw', stages: [closed], running: true },
    { do: 'wait', until: now + 5_000 },
  ],
  ['with nobody on the way any more it is over', { state: 'ending', stages: [closed] }, { do: 'finish' }],
  [
    'a cancelled campaign withdraws what is open',
    { state: 'cancelled', running: true, untold: true },
    { do: 'withdraw' },
  ],
  ['a paused one as well', { state: 'cancelled', paused: true, running: true, untold: true }, { do: 'withdraw' }],
  ['and writes down its end', { state: 'cancelled' }, { do: 'finish' }],
  ['once', { state: 'cancelled', finished: true }, { do: 'stop' }],
  ['an ended campaign does nothing', { state: 'ended', finished: true }, { do: 'stop' }],
];

describe('the life of a campaign', () => {
  for (const [title, change, step] of table) {
    it(title, () => expect(nextStep({ ...life, ...change }, now)).to.deep.equal(step));
  }

  it('of several stages the earliest that is due goes first', () => {
    const second = { ...stage, id: 'second' };
    expect(nextStep({ ...life, stages: [{ ...open, endsAt: now - 1 }, second] }, now)).to.deep.equal({
      do: 'close',
      stageId: 'first',
    });
  });

  it('always stops, waits for later, or takes a step that is due', () => {
    for (const [, change] of table) {
      const step = nextStep({ ...life, ...change }, now);
      if (step.do === 'wait' && step.until !== null) expect(step.until).to.be.greaterThan(now);
    }
  });
});
