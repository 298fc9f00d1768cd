import { expect } from 'chai';
import { draftOf, goneOnWith, typedOf } from '../../admin/pages/work/draft.ts';
import { measuredMinutes, putDown, reopened } from '../../admin/pages/work/work-time.ts';

const nine = Date.parse('2026-11-26T09:00:00Z');
const minutes = (count: number) => nine + count * 60_000;
const unsaid = {
  ...{ taskId: 'one', outcome: 'done', answers: {}, note: '', workMinutes: null, callSeconds: null },
  ...{ noteSeconds: null, noteStartedAt: null, kilometres: null },
};
const sitting = { openedAt: nine, seenAt: null, workSeconds: 0 };

describe('work time (S1-47)', () => {
  it('runs while the task is open, is a minute at least and ten hours at most', () => {
    expect(measuredMinutes(sitting, minutes(0))).to.equal(1);
    expect(measuredMinutes(sitting, minutes(25))).to.equal(25);
    expect(measuredMinutes(sitting, minutes(3000))).to.equal(600);
  });

  it('adds up over sittings, and leaves out the time between them', () => {
    const left = { ...sitting, seenAt: minutes(10) };
    const back = reopened(left, minutes(120));
    expect(measuredMinutes(back, minutes(125))).to.equal(15);
    expect(measuredMinutes(reopened({ ...back, seenAt: minutes(125) }, minutes(300)), minutes(301))).to.equal(16);
  });

  it('and kilometres are sent as typed: below zero is refused, not made zero', () => {
    const draft = draftOf(unsaid, 'Europe/Warsaw', nine);
    expect(typedOf({ ...draft, kilometres: '-5', workMinutes: '-3' }, nine)).to.include({
      kilometres: -5,
      workMinutes: -3,
    });
    expect(typedOf({ ...draft, kilometres: '17,6' }, minutes(4))).to.include({ kilometres: 18, workMinutes: 4 });
    expect(typedOf(draft, nine)).to.include({ kilometres: null, workMinutes: 1 });
  });

  it('that was saved goes on where it was taken back, beside all else that was said (rule 38)', () => {
    const draft = draftOf(
      {
        ...{
          taskId: 'one',
          outcome: 'call-later',
          answers: { offer: 'A', nextAt: '2030-12-03T13:05:00.000Z' },
          note: 'Oddzwoni',
        },
        ...{
          workMinutes: 12,
          callSeconds: 95,
          noteSeconds: 7,
          noteStartedAt: '2026-11-26T08:55:00.000Z',
          kilometres: 18,
        },
      },
      'Europe/Warsaw',
      nine,
    );
    expect(draft).to.deep.include({
      outcome: 'call-later',
      answers: { offer: 'A' },
      note: 'Oddzwoni',
      callSeconds: 95,
    });
    expect(draft).to.include({ nextText: '03.12.2030 14:05', nextAt: '2030-12-03T13:05:00.000Z', kilometres: '18' });
    expect(measuredMinutes(draft, minutes(3))).to.equal(15);
    const nothing = { workMinutes: null, callSeconds: null, noteSeconds: null, noteStartedAt: null, kilometres: null };
    const bare = draftOf({ taskId: 'one', outcome: 'done', answers: {}, note: '', ...nothing }, 'Europe/Warsaw', nine);
    expect(bare).to.include({ nextText: '', nextAt: null, kilometres: '', callSeconds: null, noteSeconds: 0 });
  });

  it('of a call goes on over a short way away, and a call of long ago has ended (rule 39)', () => {
    const calling = { ...sitting, callStartedAt: minutes(0), note: 'Oddzwoni' };
    expect(goneOnWith(calling, minutes(30))).to.include({ callStartedAt: minutes(0), note: 'Oddzwoni' });
    expect(goneOnWith(calling, minutes(3 * 60)))
      .to.include({ note: 'Oddzwoni' })
      .and.not.to.have.property('callStartedAt');
  });

  it('of a note runs while it is written, also where its field is never left, and not while one is away (S0-46)', () => {
    const writing = { ...sitting, noteSeconds: 20, noteSince: minutes(1) };
    expect(putDown(writing, minutes(3))).to.include({ noteSeconds: 140, noteSince: null });
    expect(putDown({ ...writing, noteSince: null }, minutes(3)).noteSeconds).to.equal(20);
    const left = { ...writing, seenAt: minutes(2) };
    expect(goneOnWith(left, minutes(60))).to.include({ noteSeconds: 80, noteSince: null });
  });
});
