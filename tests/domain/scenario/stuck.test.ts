import { expect } from 'chai';
import {
  drawn,
  end,
  happened,
  hours,
  mail,
  outcome,
  play,
  settled,
  task,
  HOUR,
  monday,
} from '../../support/scenario.ts';

const storm = drawn({ t: task({ again: 't', ok: 'e' }), e: end() });

describe('a run that breaks a rule', () => {
  it('spins no more than a hundred steps without waiting (engine rule 11)', () => {
    const { at, run, effects } = play(
      drawn({ a: { kind: 'milestone', code: 'a', next: 'b' }, b: { kind: 'milestone', code: 'b', next: 'a' } }),
    );
    at(0);
    expect(run()).to.include({ state: 'stuck', stuckWhy: 'visits|a|20' });
    expect(effects).to.deep.equal([]);
  });

  it('visits a step twenty times at most, more where the step allows it (engine rule 11)', () => {
    const turns = (version = storm) => {
      const { at, run, planned } = play(version);
      at(0);
      for (let i = 1; i <= 30 && run().state === 'running'; i++) at(i, outcome(`r:t:${i}`, 'again'));
      return planned().length;
    };
    expect(turns()).to.equal(20);
    expect(turns(drawn({ t: task({ again: 't', ok: 'e' }, { mostVisits: 25 }), e: end() }))).to.equal(25);
  });

  it('sends five messages a day at most (engine rule 11)', () => {
    const { at, run, planned } = play(drawn({ m: mail('w'), w: hours(1, 'm') }));
    at(0);
    for (let i = 1; i <= 10; i++) {
      at(i * 1.01, settled(`r:m:${i}`, 'done'));
      at(i * 1.01 + 1.005);
    }
    expect(planned()).to.have.length(5);
    expect(run().stuckWhy).to.equal('messages|m');
  });

  it('has fifty tokens at most (engine rule 11)', () => {
    const to = Array.from({ length: 60 }, () => 't');
    const { at, run } = play(drawn({ f: { kind: 'fork', to }, t: task({ ok: 'e' }, { mostVisits: 100 }), e: end() }));
    at(0);
    expect(run().stuckWhy).to.match(/^tokens/);
  });

  it('is as it was before the input that broke it, keeps what came before, and leaves that input waiting (engine rule 1)', () => {
    const version = drawn({ a: task({ ok: 'b' }), b: task({ ok: 'e' }), e: end() });
    const { at, run, events } = play(version);
    at(0);
    const move = at(1, outcome('r:a:1', 'ok'), outcome('r:b:1', 'unheard-of'), happened('reply'));
    expect(move.taken).to.deep.equal([1]);
    expect(move.effects.map((effect) => effect.key)).to.deep.equal(['r:b:1']);
    expect(run()).to.include({ state: 'stuck', stuckWhy: 'no-outcome|b|unheard-of', dueAt: null });
    expect(run().tokens[0]).to.include({ step: 'b' });
    expect(events.at(-1)?.kind).to.equal('stuck');
  });

  it('leaves every other input waiting until it is repaired (engine rule 1)', () => {
    const { at, run } = play(storm);
    at(0);
    at(1, outcome('r:t:1', 'unheard-of'));
    const before = run();
    expect(at(2, happened('reply')).run).to.equal(before);
  });

  it('goes on when the person skips the input (engine rule 1)', () => {
    const { at, run } = play(storm);
    at(0);
    at(1, outcome('r:t:1', 'unheard-of'));
    at(2, outcome('r:t:1', 'ok'), { what: 'resume', how: { do: 'skip', seq: 1 } });
    expect(run().result?.result).to.equal('success');
    expect(run()).not.to.have.property('stuckWhy');
  });

  it('is stuck again when tried again with the same input, and says so (engine rule 1)', () => {
    const { at, run, events } = play(storm);
    at(0);
    at(1, outcome('r:t:1', 'unheard-of'));
    const { taken } = at(2, { what: 'resume', how: { do: 'retry' } });
    expect(taken).to.deep.equal([2]);
    expect(run().state).to.equal('stuck');
    expect(events.slice(-2).map(({ kind }) => kind)).to.deep.equal(['resumed', 'stuck']);
  });

  it('is moved to another step, its open effect withdrawn (engine rule 1)', () => {
    const { at, run, withdrawn } = play(drawn({ t: task({ ok: 'e' }), o: task({ ok: 'e' }), e: end() }));
    at(0);
    at(1, outcome('r:t:1', 'unheard-of'));
    at(2, { what: 'resume', how: { do: 'move', tokenId: 0, to: 'o' } });
    expect(withdrawn()).to.deep.equal([{ key: 'r:t:1', why: 'moved' }]);
    // The offending outcome names the task that is gone: it is heard now and changes nothing.
    expect(run()).to.deep.include({ state: 'running' });
    expect(run().tokens[0]?.step).to.equal('o');
  });

  it('can be moved by a person after its outcome was skipped, though it runs (engine rule 1)', () => {
    const { at, run } = play(storm);
    at(0);
    at(1, outcome('r:t:1', 'unheard-of'));
    at(2, { what: 'resume', how: { do: 'skip', seq: 1 } });
    expect(run().state).to.equal('running');
    at(3, { what: 'resume', how: { do: 'move', tokenId: 0, to: 'e' } });
    expect(run().state).to.equal('ended');
  });

  it('stays stuck when it is moved to a step that does not exist, and the repair is done with (engine rule 1)', () => {
    const { at, run } = play(storm);
    at(0);
    at(1, outcome('r:t:1', 'unheard-of'));
    const { taken } = at(2, { what: 'resume', how: { do: 'move', tokenId: 0, to: 'nowhere' } });
    expect(taken).to.deep.equal([2]);
    expect(run()).to.include({ state: 'stuck', stuckWhy: 'no-step|nowhere' });
    expect(run().tokens[0]?.wait?.key).to.equal('r:t:1');
  });

  it('is ended by a person (engine rule 1)', () => {
    const { at, run, withdrawn } = play(storm);
    at(0);
    at(1, outcome('r:t:1', 'unheard-of'));
    at(2, { what: 'resume', how: { do: 'end', result: { result: 'neutral', reason: 'given up' } } });
    expect(run()).to.deep.include({ state: 'ended', result: { result: 'neutral', reason: 'given up' } });
    expect(withdrawn().map(({ key }) => key)).to.deep.equal(['r:t:1']);
  });

  it('is cancelled in the same call in which it broke', () => {
    const { at, run } = play(storm);
    at(0);
    const { taken } = at(1, outcome('r:t:1', 'unheard-of'), { what: 'cancel', reason: 'campaign cancelled' });
    expect(run().state).to.equal('ended');
    expect(taken).to.deep.equal([2, 1]);
  });

  it('may break in its first step, and starts when tried again', () => {
    const version = drawn({
      w: { kind: 'wait', for: { unit: 'working days', count: 1, calendar: 'none' }, next: 'e' },
      e: end(),
    });
    const { at, run } = play(version);
    at(0);
    expect(run()).to.include({ state: 'stuck', nextToken: 0 });
    expect(run().stuckWhy).to.match(/^said\|Nie ma kalendarza/);
    at(1, { what: 'resume', how: { do: 'retry' } });
    expect(run().state).to.equal('stuck');
  });

  it('does not run kinds of steps that are not interpreted yet', () => {
    const { at, run } = play(drawn({ x: { kind: 'effect', effect: 'invoice', params: {}, next: 'e' }, e: end() }));
    at(0);
    expect(run().stuckWhy).to.equal('cannot-run|x|effect');
  });
});

describe('a frozen run', () => {
  const working = drawn({ w: { kind: 'wait', for: { unit: 'working days', count: 3 }, next: 'e' }, e: end() });

  it('hears nothing and lets no time pass, but is cancelled at once (engine rule 14)', () => {
    const { at, run } = play(drawn({ w: hours(1, 'e', { on: [{ event: 'reply', next: 'e' }] }), e: end() }), {
      frozen: true,
    });
    at(0);
    expect(run().nextToken).to.equal(0);
    const { taken } = at(1, happened('reply'), { what: 'cancel', reason: 'ended' });
    expect(run().state).to.equal('ended');
    expect(taken).to.deep.equal([2, 1]);
  });

  it('gains the frozen working time for working spans (engine rule 14)', () => {
    const { at, run } = play(working);
    at(0);
    // Frozen from Tuesday 9:00 to Thursday 9:00: two working days of eight hours.
    at(72, { what: 'thaw', from: monday + 24 * HOUR, to: monday + 72 * HOUR });
    expect(new Date(run().dueAt!).toISOString()).to.equal('2026-11-30T08:00:00.000Z');
  });

  it('gains nothing for a frozen weekend in working time, and the elapsed time in calendar time (engine rule 14)', () => {
    const weekend = { what: 'thaw', from: monday + 5 * 24 * HOUR, to: monday + 6 * 24 * HOUR } as const;
    const inDays = (unit: 'working days' | 'calendar days') => {
      const { at, run } = play(drawn({ w: { kind: 'wait', for: { unit, count: 10 }, next: 'e' }, e: end() }));
      at(0);
      const before = run().dueAt!;
      at(6 * 24, weekend);
      return run().dueAt! - before;
    };
    expect(inDays('working days')).to.equal(0);
    expect(inDays('calendar days')).to.equal(24 * HOUR);
  });

  it('leaves dates where they are, and takes past ones on thawing (engine rule 14)', () => {
    const { at, run } = play(drawn({ w: { kind: 'wait', until: { fact: 'case.dueOn' }, next: 'e' }, e: end() }), {
      facts: { 'case.dueOn': '2026-11-25' },
    });
    at(0);
    at(24 * 10, { what: 'thaw', from: monday + HOUR, to: monday + 24 * 10 * HOUR });
    expect(run().state).to.equal('ended');
  });

  it('is thawed before an event that came meanwhile lets timers fire (engine rule 14)', () => {
    const { at, run } = play(working);
    at(0);
    const to = monday + 24 * 8 * HOUR;
    at(24 * 8, happened('unrelated'), { what: 'thaw', from: monday + HOUR, to });
    expect(run().state).to.equal('running');
  });

  it('moves the deadline of its open task and says so (engine rule 14)', () => {
    const { at } = play(drawn({ t: task({ ok: 'e' }, { due: { unit: 'minutes', count: 600 } }), e: end() }));
    at(0);
    const { postponed } = at(5, { what: 'thaw', from: monday + HOUR, to: monday + 4 * HOUR });
    expect(postponed).to.deep.equal([{ key: 'r:t:1', until: monday + 13 * HOUR }]);
  });
});

describe('a run whose stage closes', () => {
  const calls = drawn({ t: task({ ok: 'won', again: 'w' }), w: hours(24, 't'), won: end() });

  it('may finish its open task and win, but begins nothing new', () => {
    const won = play(calls);
    won.at(0);
    won.at(1, { what: 'stage closed', tasks: 'finish' });
    expect(won.run().state).to.equal('running');
    won.at(2, outcome('r:t:1', 'ok'));
    expect(won.run().result?.result).to.equal('success');
    const again = play(calls);
    again.at(0);
    again.at(1, { what: 'stage closed', tasks: 'finish' });
    again.at(2, outcome('r:t:1', 'again'));
    expect(again.run().result).to.deep.equal({ result: 'neutral', reason: 'stage closed' });
  });

  it('loses its open task at its deadline, or at once where that is over', () => {
    const due = drawn({ t: task({ ok: 'e' }, { due: { unit: 'minutes', count: 120 } }), e: end() });
    const inTime = play(due);
    inTime.at(0);
    inTime.at(1, { what: 'stage closed', tasks: 'finish' });
    expect(inTime.run()).to.include({ state: 'running', dueAt: monday + 2 * HOUR });
    inTime.at(2);
    const late = play(due);
    late.at(0);
    late.at(3);
    late.at(4, { what: 'stage closed', tasks: 'finish' });
    for (const { run, withdrawn } of [inTime, late]) {
      expect(run().result).to.deep.equal({ result: 'neutral', reason: 'stage closed' });
      expect(withdrawn()).to.deep.equal([{ key: 'r:t:1', why: 'stage closed' }]);
    }
  });

  it('loses its open task where the stage says so, and ends neutral', () => {
    const { at, run, withdrawn } = play(calls);
    at(0);
    at(1, { what: 'stage closed', tasks: 'withdraw' });
    expect(run().result).to.deep.equal({ result: 'neutral', reason: 'stage closed' });
    expect(withdrawn()).to.deep.equal([{ key: 'r:t:1', why: 'stage closed' }]);
  });

  it('takes the way that a wait has drawn for it', () => {
    const { at, run } = play(
      drawn({
        w: hours(99, 'e', { on: [{ event: 'stage closed', next: 'kept' }] }),
        e: end(),
        kept: end('success', { reason: 'kept' }),
      }),
    );
    at(0);
    at(1, { what: 'stage closed', tasks: 'finish' });
    expect(run().result).to.deep.equal({ result: 'success', reason: 'kept' });
  });
});
