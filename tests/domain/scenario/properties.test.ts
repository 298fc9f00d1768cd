import { expect } from 'chai';
import fc from 'fast-check';
import { advance, type Context } from '../../../domain/scenario/advance.ts';
import type { Input, Move, Run, Version } from '../../../domain/scenario/shapes.ts';
import { checkForks } from '../../../domain/scenario/check-forks.ts';
import { checkGraph } from '../../../domain/scenario/check-graph.ts';
import { contextAt, given, HOUR, monday, newRun } from '../../support/scenario.ts';
import { happenings, inputOf, randomVersion, type Happening } from '../../support/random-scenario.ts';

type Step = { readonly before: Run; readonly inputs: readonly Input[]; readonly context: Context; readonly move: Move };
type Story = { readonly version: Version; readonly steps: readonly Step[]; readonly run: Run };

/** Plays the happenings one after another; what is not taken is given again, as the database does. */
function tell(version: Version, script: readonly Happening[]): Story {
  let run = newRun();
  let now = monday;
  let waiting: Input[] = [];
  const steps: Step[] = [];
  const open = new Set<string>();
  const go = (frozen: boolean) => {
    const context = contextAt(now, frozen ? { frozen } : {});
    const move = advance(version, run, waiting, context);
    steps.push({ before: run, inputs: waiting, context, move });
    waiting = waiting.filter(({ seq }) => !move.taken.includes(seq));
    for (const effect of move.effects) {
      if (effect.kind === 'withdraw') open.delete(effect.key);
      else if (effect.kind === 'task' || effect.kind === 'message') open.add(effect.key);
    }
    run = move.run;
  };
  go(false);
  script.forEach((happening, i) => {
    now += (happening.gap * HOUR) / 4;
    const what = inputOf(happening, now, [...open]);
    if (what) waiting = [...waiting, given(i, now, what)];
    go(happening.what === 'frozen');
  });
  return { version, steps, run };
}

/** Holds `check` against stories of tame and wild scenarios. */
function always(check: (story: Story) => void): void {
  for (const wild of [false, true])
    fc.assert(
      fc.property(randomVersion(wild), happenings, (version, script) => check(tell(version, script))),
      { numRuns: 700 },
    );
}

describe('every run of every scenario', () => {
  it('gets an answer, and a stuck one says why (engine rule 1)', () => {
    always(({ steps }) => {
      for (const { before, move } of steps) {
        expect(move.run.stuckWhy ?? '', 'a defect').not.to.match(/^defect/);
        if (move.run.state === 'stuck' && before.state !== 'stuck')
          expect(move.events.some(({ kind }) => kind === 'stuck')).to.equal(true);
      }
    });
  });

  it('leaves its arguments as they are, and answers the same again', () => {
    always(({ version, steps }) => {
      for (const { before, inputs, context, move } of steps) {
        const told = JSON.stringify([version, before, inputs, context.facts]);
        const again = advance(version, before, inputs, context);
        expect(JSON.stringify([version, before, inputs, context.facts])).to.equal(told);
        expect(again).to.deep.equal(move);
      }
    });
  });

  it('never uses the key of an effect twice (engine rule 5)', () => {
    always(({ steps }) => {
      const keys = steps.flatMap(({ move }) =>
        move.effects.flatMap(({ kind, key }) => (kind === 'withdraw' ? [] : [key])),
      );
      expect(new Set(keys).size).to.equal(keys.length);
    });
  });

  it('withdraws only what is open, and its tokens wait for exactly what is open (engine rules 6 and 8)', () => {
    always(({ steps }) => {
      const open = new Set<string>();
      for (const { inputs, move } of steps) {
        for (const effect of move.effects) {
          if (effect.kind === 'withdraw') expect(open.delete(effect.key), effect.key).to.equal(true);
          else if (effect.kind === 'task' || effect.kind === 'message') open.add(effect.key);
          for (const input of settling(inputs, move)) open.delete(input);
        }
        for (const input of settling(inputs, move)) open.delete(input);
        const held = move.run.tokens.flatMap(({ wait }) => (wait?.key === undefined ? [] : [wait.key]));
        expect([...open].sort()).to.deep.equal(held.sort());
      }
    });
  });

  it('has a token while it is running, and none when it has ended', () => {
    always(({ steps }) => {
      for (const { move, context } of steps) {
        const { state, tokens, nextToken } = move.run;
        if (state === 'running' && !(context.frozen && nextToken === 0)) expect(tokens.length).to.be.greaterThan(0);
        if (state === 'ended') expect(tokens).to.deep.equal([]);
      }
    });
  });

  it('is due when the first of its tokens is, and never waits for what has passed (engine rule 3)', () => {
    always(({ steps }) => {
      for (const { move, context } of steps) {
        if (move.run.state !== 'running' || context.frozen) continue;
        const dues = move.run.tokens.flatMap(({ wait }) => (wait?.until === undefined ? [] : [wait.until]));
        expect(move.run.dueAt).to.equal(dues.length > 0 ? Math.min(...dues) : null);
        for (const due of dues) expect(due).to.be.greaterThan(context.now);
      }
    });
  });

  it('counts its moves, one for each that changed something', () => {
    always(({ steps }) => {
      for (const { before, move } of steps) {
        if (move.run === before) expect([...move.taken, ...move.events, ...move.effects]).to.deep.equal([]);
        else expect(move.run.rev).to.equal(before.rev + 1);
      }
    });
  });

  it('comes out the same when its stored moves are computed again', () => {
    always(({ version, steps, run }) => {
      let again = newRun();
      for (const { inputs, context } of steps) {
        // As it comes back from the database: as JSON.
        const stored = JSON.parse(JSON.stringify({ again, inputs, version })) as {
          again: Run;
          inputs: Input[];
          version: Version;
        };
        again = advance(stored.version, stored.again, stored.inputs, context).run;
      }
      expect(JSON.parse(JSON.stringify(again))).to.deep.equal(JSON.parse(JSON.stringify(run)));
    });
  });

  it('gives the same in whatever order its inputs are handed over', () => {
    always(({ version, steps }) => {
      for (const { before, inputs, context, move } of steps)
        expect(advance(version, before, inputs.toReversed(), context)).to.deep.equal(move);
    });
  });

  it('withdraws everything when it is cancelled, whatever its state', () => {
    always(({ version, run }) => {
      if (run.state === 'ended') return;
      const cancel = given(999, monday, { what: 'cancel', reason: 'enough' });
      const held = run.tokens.flatMap(({ wait }) => (wait?.key === undefined ? [] : [wait.key]));
      const move = advance(version, run, [cancel], contextAt(monday + 999 * HOUR));
      expect(move.run.state).to.equal('ended');
      expect(move.effects.map(({ key }) => key).sort()).to.deep.equal(held.sort());
    });
  });
});

describe('a scenario that may be published', () => {
  it('never meets two joins, a way that leads nowhere, or a loop that spins (engine rules 9 and 11)', () => {
    let published = 0;
    fc.assert(
      fc.property(randomVersion(true), happenings, (version, script) => {
        if (checkGraph(version).length > 0 || checkForks(version).length > 0) return;
        published++;
        // A person may move a token to anywhere: that is not the scenario's doing.
        const { steps } = tell(
          version,
          script.filter(({ what }) => what !== 'move'),
        );
        for (const { move } of steps)
          expect(move.run.stuckWhy ?? '').not.to.match(/^(spins|no-step|two-joins|tokens|cannot-run)/);
      }),
      { numRuns: 6000 },
    );
    expect(published, 'scenarios that passed').to.be.greaterThan(50);
  });
});

/** Keys of the effects that inputs of this move have closed; one that was skipped or ignored closes nothing. */
function settling(inputs: readonly Input[], { taken, events }: Move): string[] {
  const skipped = (seq: number) =>
    events.some(({ kind, why }) => kind === 'ignored' && (why.text === `skipped ${seq}` || why.input === seq));
  return inputs.flatMap((input) =>
    (input.kind === 'outcome' || input.kind === 'settled') && taken.includes(input.seq) && !skipped(input.seq)
      ? [input.key]
      : [],
  );
}
