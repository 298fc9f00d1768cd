import { expect } from 'chai';
import { addSpan } from '../../../domain/calendar/add-span.ts';
import { waitsOf, type Context } from '../../../domain/scenario/advance.ts';
import type { Version } from '../../../domain/scenario/shapes.ts';
import { explainStuck } from '../../../domain/scenario/stuck.ts';
import {
  calendars,
  DAY,
  drawn,
  end,
  happened,
  HOUR,
  hours,
  mail,
  monday,
  outcome,
  play,
  settled,
  task,
} from '../../support/scenario.ts';

const mailThenWait = drawn({
  m: mail('w'),
  w: hours(72, 'call', { on: [{ event: 'reply', next: 'won' }] }),
  call: task({ ok: 'won' }),
  won: end(),
});

describe('the rules of a run', () => {
  it('a reply that comes while the mail is still going out is not lost (engine rule 2)', () => {
    const { at, run } = play(mailThenWait);
    at(0);
    at(1, happened('reply'));
    at(2, settled('r:m:1', 'done'));
    expect(run().result).to.deep.equal({ result: 'success' });
  });

  it('an event before the step before is not looked back at, unless the wait says since the start (engine rule 2)', () => {
    const steps = (since?: 'start' | 'now') => ({
      a: hours(1, 'b'),
      b: hours(1, 'w'),
      w: hours(9, 'no', { on: [{ event: 'reply', next: 'won' }], ...(since ? { since } : {}) }),
      won: end(),
      no: end('failure'),
    });
    const after = (since?: 'start' | 'now', hour = 0.5) => {
      const { at, run } = play(drawn(steps(since)));
      at(0);
      if (hour > 1) at(1);
      at(hour, happened('reply'));
      at(1.6);
      at(3);
      return run().result?.result;
    };
    expect(after()).to.equal(undefined);
    expect(after('start')).to.equal('success');
    expect(after(undefined, 1.5)).to.equal('success');
    expect(after('now', 1.5)).to.equal(undefined);
  });

  it('an event after a timer that nobody had fired yet finds the wait behind it (engine rule 2)', () => {
    const { at, run } = play(
      drawn({
        a: hours(1, 'b'),
        b: hours(9, 'no', { on: [{ event: 'doc', next: 'won' }] }),
        won: end(),
        no: end('failure'),
      }),
    );
    at(0);
    at(1.5, happened('doc'));
    expect(run().result?.result).to.equal('success');
  });

  it('one event reaches every branch that waits for it, the oldest first (engine rule 2)', () => {
    const branch = (next: string) => hours(9, 'late', { on: [{ event: 'paid', next }] });
    const { at, run, events } = play(
      drawn({
        f: { kind: 'fork', to: ['x', 'y'] },
        x: branch('ex'),
        y: branch('ey'),
        ex: end('success', { only: 'token' }),
        ey: end('success', { only: 'token' }),
        late: end('failure'),
      }),
    );
    at(0);
    at(1, happened('paid'));
    expect(run().state).to.equal('ended');
    expect(events.filter(({ kind }) => kind === 'entered').map(({ step }) => step)).to.deep.equal([
      'f',
      'x',
      'y',
      'ex',
      'ey',
    ]);
  });

  it('only an event whose facts match ends the wait (engine rule 2)', () => {
    const { at, run } = play(
      drawn({
        w: hours(9, 'no', { on: [{ event: 'changed', match: { field: 'class', to: 'A' }, next: 'won' }] }),
        won: end(),
        no: end(),
      }),
    );
    at(0);
    at(1, happened('changed', { field: 'class', to: 'B' }));
    expect(run().state).to.equal('running');
    at(2, happened('changed', { field: 'class', to: 'A' }));
    expect(run().state).to.equal('ended');
  });

  it('only the last fifty unclaimed events are kept (engine rule 2)', () => {
    const { at, run } = play(drawn({ t: task({ ok: 'e' }), e: end() }));
    at(0, ...Array.from({ length: 60 }, (_, i) => happened(`e${i}`)));
    expect(run().kept).to.have.length(50);
    expect(run().kept[0]).to.include({ event: 'e10' });
  });

  it('tokens whose time is over move, the oldest first (engine rule 3)', () => {
    const { at, events } = play(
      drawn({
        f: { kind: 'fork', to: ['x', 'y'] },
        x: hours(2, 'ex'),
        y: hours(1, 'ey'),
        ex: end('success', { only: 'token' }),
        ey: end('success', { only: 'token' }),
      }),
    );
    at(0);
    at(5);
    expect(events.map(({ step }) => step).slice(-3)).to.deep.equal(['ey', 'ex', null]);
  });

  it('a step that is entered late reckons its span from then (engine rule 4)', () => {
    const { at, run } = play(drawn({ a: hours(1, 'm'), m: mail('b'), b: hours(24, 'm2'), m2: mail('e'), e: end() }));
    at(0);
    at(200, settled('nobody', 'done'));
    at(201, settled('r:m:1', 'done'));
    expect(run().dueAt).to.equal(monday + 225 * HOUR);
  });

  it('an effect has the key run:step:visit, and visits only grow (engine rule 5)', () => {
    const { at, planned } = play(drawn({ t: task({ again: 't', ok: 'e' }), e: end() }));
    at(0);
    at(1, outcome('r:t:1', 'again'));
    at(2, outcome('r:t:2', 'again'));
    expect(planned().map(({ key }) => key)).to.deep.equal(['r:t:1', 'r:t:2', 'r:t:3']);
  });

  it('what a step sets is seen by the next branch, and is never withdrawn (engine rule 5)', () => {
    const { at, run, withdrawn } = play(
      drawn({
        s: { kind: 'set', field: 'class', value: 'A', next: 'b' },
        b: {
          kind: 'branch',
          when: [{ if: { field: 'company.class', operator: '=', value: 'A' }, next: 'yes' }],
          else: 'no',
        },
        yes: end(),
        no: end('failure'),
      }),
      { facts: { 'company.class': 'C' } },
    );
    at(0);
    expect(run().result?.result).to.equal('success');
    expect(withdrawn()).to.deep.equal([]);
  });

  it('a message waits for its result, and expires at the end of the stage, else after seven days (engine rule 6)', () => {
    const alone = play(mailThenWait);
    alone.at(0);
    expect(alone.run().dueAt).to.equal(monday + 7 * DAY);
    const inStage = play(mailThenWait, { stageEndsAt: monday + 2 * DAY });
    inStage.at(0);
    expect(inStage.run().dueAt).to.equal(monday + 2 * DAY);
    inStage.at(49);
    expect(inStage.withdrawn()).to.deep.equal([{ key: 'r:m:1', why: 'expired' }]);
  });

  it('ways that are not drawn fall to the next step (engine rule 6)', () => {
    const { at, run } = play(mailThenWait);
    at(0);
    at(1, settled('r:m:1', 'refused', 'no consent'));
    expect(run().tokens[0]?.step).to.equal('w');
  });

  it('a task closed without an outcome takes its way refused, else its timeout, else ends the token', () => {
    const ends = (more: object) => {
      const { at, run } = play(
        drawn({
          t: task({ ok: 'won' }, { due: { unit: 'minutes', count: 60 }, ...more }),
          won: end(),
          r: end('failure'),
          late: end('neutral'),
        }),
      );
      at(0);
      at(0.5, settled('r:t:1', 'refused', 'no consent'));
      return run().result;
    };
    expect(ends({ refused: 'r', timeout: 'late' })).to.deep.equal({ result: 'failure' });
    expect(ends({ timeout: 'late' })).to.deep.equal({ result: 'neutral' });
    expect(ends({})).to.deep.equal({ result: 'neutral', reason: 'refused: no consent' });
  });

  it('an effect that may or may not have happened keeps its token past its expiry (engine rule 7)', () => {
    const { at, run, withdrawn } = play(mailThenWait);
    at(0);
    at(1, { kind: 'deferred', key: 'r:m:1', until: monday, reason: 'unknown' });
    at(24 * 30);
    expect(run().tokens[0]?.step).to.equal('m');
    expect(withdrawn()).to.deep.equal([]);
    at(24 * 31, settled('r:m:1', 'done'));
    expect(run().tokens[0]?.step).to.equal('w');
  });

  it('leaving a step with an open effect withdraws it (engine rule 8)', () => {
    const { at, withdrawn, events } = play(
      drawn({ t: task({ ok: 'e' }, { due: { unit: 'minutes', count: 60 }, timeout: 'e' }), e: end() }),
    );
    at(0);
    at(1);
    expect(withdrawn()).to.deep.equal([{ key: 'r:t:1', why: 'timeout' }]);
    expect(events.map(({ kind }) => kind)).to.deep.equal(['started', 'entered', 'withdrawn', 'entered', 'ended']);
  });

  it('an outcome for a withdrawn task changes nothing and is named in the history (engine rule 8)', () => {
    const { at, run, events } = play(
      drawn({
        t: task({ ok: 'e' }, { due: { unit: 'minutes', count: 60 }, timeout: 'w' }),
        w: hours(9, 'e'),
        e: end(),
      }),
    );
    at(0);
    at(1);
    at(2, outcome('r:t:1', 'ok'));
    expect(run().tokens[0]?.step).to.equal('w');
    expect(events.at(-1)).to.deep.include({ kind: 'ignored', why: { input: 1, text: 'ok' } });
  });

  it('a task that somebody has open puts its timeout off (engine rule 8)', () => {
    const { at, run } = play(
      drawn({
        t: task({ ok: 'e' }, { due: { unit: 'minutes', count: 60 }, timeout: 'late' }),
        late: end('failure'),
        e: end(),
      }),
    );
    at(0);
    at(0.9, { kind: 'deferred', key: 'r:t:1', until: monday + 1.5 * HOUR, reason: 'open' });
    at(1.2);
    expect(run().state).to.equal('running');
    at(1.4, outcome('r:t:1', 'ok'));
    expect(run().result?.result).to.equal('success');
  });

  it('a deadline without a way for it leaves the task open, overdue', () => {
    const { at, run, events } = play(
      drawn({ t: task({ ok: 'e' }, { due: { unit: 'minutes', count: 60 } }), e: end() }),
    );
    at(0);
    at(2);
    expect(events.at(-1)?.kind).to.equal('overdue');
    expect(run()).to.include({ state: 'running', dueAt: null });
    at(3, outcome('r:t:1', 'ok'));
    expect(run().state).to.equal('ended');
  });

  it('an end ends the run and withdraws the rest, unless it is only for its token (engine rule 10)', () => {
    const forked = (only?: 'token') =>
      drawn({
        f: { kind: 'fork', to: ['t', 'e'] },
        t: task({ ok: 'z' }),
        e: end('failure', only ? { only } : {}),
        z: end(),
      });
    const whole = play(forked());
    whole.at(0);
    expect(whole.run().result?.result).to.equal('failure');
    expect(whole.withdrawn()).to.deep.equal([{ key: 'r:t:1', why: 'ended' }]);
    const single = play(forked('token'));
    single.at(0);
    expect(single.run().state).to.equal('running');
    single.at(1, outcome('r:t:1', 'ok'));
    expect(single.run().result?.result).to.equal('success');
  });

  it('chance is a hash of campaign, subject and step: the same every time (engine rule 12)', () => {
    const version = drawn({
      s: {
        kind: 'split',
        shares: [
          { weight: 1, next: 'a' },
          { weight: 3, next: 'b' },
        ],
      },
      a: end(),
      b: end('failure'),
    });
    const first = play(version);
    const second = play(version);
    first.at(0);
    second.at(50);
    expect(first.run().result).to.deep.equal(second.run().result);
  });

  it('a message after an operator’s outcome waits ten seconds, so that it can be undone (engine rule 17)', () => {
    const { at, planned } = play(drawn({ t: task({ send: 'm' }), m: mail('e'), e: end() }));
    at(0);
    at(1, outcome('r:t:1', 'send'));
    expect(planned()[1]).to.include({ kind: 'message', notBefore: monday + HOUR + 10_000 });
  });

  it('a call-back waits until the date that the operator typed, then asks for the call again', () => {
    const { at, run, planned } = play(
      drawn({ t: task({ back: 'w' }), w: { kind: 'wait', until: { fact: 'answers.nextAt' }, next: 't' } }),
    );
    at(0);
    at(1, outcome('r:t:1', 'back', { nextAt: '2026-11-26T11:30:00Z' }));
    expect(run().dueAt).to.equal(Date.UTC(2026, 10, 26, 11, 30));
    at(24 * 4);
    expect(planned().map(({ key }) => key)).to.deep.equal(['r:t:1', 'r:t:2']);
  });

  it('a bare date begins at local midnight; one that has passed or is missing takes its way past (engine rule 11)', () => {
    const version = drawn({
      w: {
        kind: 'wait',
        until: { fact: 'case.dueOn', minus: { unit: 'calendar days', count: 1 } },
        next: 'e',
        past: 'p',
      },
      e: end(),
      p: end('neutral'),
    });
    const dated = play(version, { facts: { 'case.dueOn': '2026-12-01' } });
    dated.at(0);
    expect(dated.run().dueAt).to.equal(Date.UTC(2026, 10, 29, 23));
    for (const facts of [{ 'case.dueOn': '2026-11-02' }, {}]) {
      const over = play(version, { facts });
      over.at(0);
      expect(over.run().result?.result).to.equal('neutral');
    }
  });

  it('says which tokens wait for which events', () => {
    const { at, run } = play(mailThenWait);
    at(0);
    expect(waitsOf(run(), mailThenWait)).to.deep.equal([]);
    at(1, settled('r:m:1', 'done'));
    expect(waitsOf(run(), mailThenWait)).to.deep.equal([{ token: 0, event: 'reply' }]);
  });

  it('answers with the same run when there was nothing to do', () => {
    const { at, run } = play(mailThenWait);
    at(0);
    const before = run();
    expect(at(1).run).to.equal(before);
  });

  it('reminders come before the deadline, and none that is past already', () => {
    const { at, planned } = play(
      drawn({
        t: task(
          { ok: 'e' },
          {
            due: { unit: 'working days', count: 2 },
            remindBefore: [
              { unit: 'working hours', count: 1 },
              { unit: 'calendar days', count: 9 },
            ],
          },
        ),
        e: end(),
      }),
    );
    at(0);
    const dueAt = addSpan(calendars, monday, { unit: 'working days', count: 2 });
    expect(planned()[0]?.params).to.deep.include({ dueAt, remindAt: [dueAt - HOUR] });
  });

  it('why a run is stuck is told in both languages', () => {
    expect(explainStuck('visits|call|20')).to.deep.equal({
      pl: 'Krok „call” był już odwiedzony 20 razy, więcej nie wolno. Przenieś przebieg do innego kroku albo zakończ go.',
      en: 'The step "call" has been visited 20 times already, which is the limit. Move the run to another step or end it.',
    });
  });

  describe('when a stage is moved in time', () => {
    const dates = (endsIn: number, facts: Record<string, string> = {}) => ({
      stageEndsAt: monday + endsIn * HOUR,
      facts,
    });
    /** Moves the stage and tells the run so. */
    const playInStage = (version: Version, first: Partial<Context>) => {
      const around = { ...first };
      const { at, run } = play(version, around);
      at(0);
      return { at, run, move: (hour: number, to: Partial<Context>) => at(hour, moved(Object.assign(around, to))) };
    };
    const moved = (_to: object) => ({ what: 'dates moved' }) as const;

    it('a message that expires with it expires then, one with a span of its own keeps it', () => {
      for (const [expires, until] of [
        [undefined, 200],
        [{ unit: 'minutes', count: 60 * 50 }, 50],
      ] as const) {
        const version = drawn({ m: mail('won', expires ? { expires } : {}), won: end() });
        const { run, move } = playInStage(version, dates(100));
        const { postponed } = move(1, dates(200));
        expect(run().tokens[0]!.wait!.until).to.equal(monday + until * HOUR);
        expect(postponed).to.deep.equal(expires ? [] : [{ key: 'r:m:1', until: monday + 200 * HOUR }]);
      }
    });

    it('a message whose stage now ends earlier expires earlier, and its run goes on then', () => {
      const { at, run, move } = playInStage(
        drawn({ m: mail('won', { failed: 'no' }), won: end(), no: end('failure') }),
        dates(100),
      );
      move(1, dates(10));
      at(11);
      expect(run().result).to.deep.equal({ result: 'failure' });
    });

    it('a wait until a date of it is set again, and goes past where the new one is over', () => {
      const version = drawn({
        w: { kind: 'wait', until: { fact: 'stage.endsOn' }, next: 'won', past: 'late' },
        won: end(),
        late: end('failure'),
      });
      const { run, move } = playInStage(version, dates(0, { 'stage.endsOn': '2026-11-30' }));
      move(1, dates(0, { 'stage.endsOn': '2026-12-07' }));
      expect(run().tokens[0]!.wait!.until).to.equal(Date.UTC(2026, 11, 6, 23));
      move(48, dates(0, { 'stage.endsOn': '2026-11-24' }));
      expect(run().result).to.deep.equal({ result: 'failure' });
    });

    it('a span that ends before the date still ends the wait', () => {
      const version = drawn({
        w: { kind: 'wait', for: { unit: 'minutes', count: 600 }, until: { fact: 'stage.endsOn' }, next: 'won' },
        won: end(),
      });
      const { run, move } = playInStage(version, dates(0, { 'stage.endsOn': '2026-11-30' }));
      move(1, dates(0, { 'stage.endsOn': '2026-12-07' }));
      expect(run().tokens[0]!.wait).to.include({ until: monday + 10 * HOUR });
    });
  });
});
