import { expect } from 'chai';
import type { Step } from '../../../domain/scenario/shapes.ts';
import { drawn, end, outcome, play, task } from '../../support/scenario.ts';

const joined = (need: number | 'all' | 'any', branches: readonly string[] = ['x', 'y', 'z']) => {
  const steps: Record<string, Step> = { f: { kind: 'fork', to: branches } };
  for (const id of branches) steps[id] = task({ ok: 'j', drop: 'gone' });
  return drawn({
    ...steps,
    j: { kind: 'join', need, next: 'after' },
    gone: end('neutral', { only: 'token' }),
    after: task({ ok: 'e' }),
    e: end(),
  });
};

describe('forks and joins (engine rule 9)', () => {
  it('a join of all waits for every branch', () => {
    const { at, run, planned } = play(joined('all'));
    at(0);
    at(1, outcome('r:x:1', 'ok'));
    at(2, outcome('r:y:1', 'ok'));
    expect(run().tokens.map(({ step }) => step)).to.deep.equal(['z']);
    at(3, outcome('r:z:1', 'ok'));
    expect(run().tokens.map(({ step, forks }) => ({ step, forks }))).to.deep.equal([{ step: 'after', forks: [] }]);
    expect(run().forks).to.deep.equal({});
    expect(planned()).to.have.length(4);
  });

  it('a join of any goes on with the first and withdraws the losers', () => {
    const { at, run, withdrawn } = play(joined('any'));
    at(0);
    at(1, outcome('r:y:1', 'ok'));
    expect(run().tokens.map(({ step }) => step)).to.deep.equal(['after']);
    expect(withdrawn()).to.deep.equal([
      { key: 'r:x:1', why: 'join' },
      { key: 'r:z:1', why: 'join' },
    ]);
  });

  it('a join of n takes fewer when branches have ended', () => {
    const { at, run } = play(joined(2));
    at(0);
    at(1, outcome('r:x:1', 'drop'));
    at(2, outcome('r:y:1', 'drop'));
    at(3, outcome('r:z:1', 'ok'));
    expect(run().tokens.map(({ step }) => step)).to.deep.equal(['after']);
  });

  it('a branch that ends while another waits at the join lets it go on', () => {
    const { at, run } = play(joined('all', ['x', 'y']));
    at(0);
    at(1, outcome('r:x:1', 'ok'));
    at(2, outcome('r:y:1', 'drop'));
    expect(run().tokens.map(({ step }) => step)).to.deep.equal(['after']);
  });

  it('a fork whose branches have all ended ends the run', () => {
    const { at, run } = play(joined('all', ['x', 'y']));
    at(0);
    at(1, outcome('r:x:1', 'drop'));
    at(2, outcome('r:y:1', 'drop'));
    expect(run()).to.deep.include({ state: 'ended', result: { result: 'neutral' } });
  });

  it('forks nest: an inner fork that is gone counts as one gone branch of the outer', () => {
    const { at, run } = play(
      drawn({
        f: { kind: 'fork', to: ['x', 'g'] },
        x: task({ ok: 'j' }),
        g: { kind: 'fork', to: ['p', 'q'] },
        p: end('neutral', { only: 'token' }),
        q: task({ drop: 'gone', ok: 'k' }),
        k: { kind: 'join', need: 'all', next: 'j' },
        gone: end('neutral', { only: 'token' }),
        j: { kind: 'join', need: 'all', next: 'e' },
        e: end(),
      }),
    );
    at(0);
    at(1, outcome('r:q:1', 'drop'));
    expect(run().state).to.equal('running');
    at(2, outcome('r:x:1', 'ok'));
    expect(run().result?.result).to.equal('success');
  });

  it('an outer join that is satisfied withdraws what an inner fork still waits for', () => {
    const { at, run, withdrawn } = play(
      drawn({
        f: { kind: 'fork', to: ['g', 'x'] },
        g: { kind: 'fork', to: ['p', 'q'] },
        p: task({ ok: 'k' }),
        q: task({ ok: 'k' }),
        k: { kind: 'join', need: 'all', next: 'j' },
        x: task({ ok: 'j' }),
        j: { kind: 'join', need: 'any', next: 'after' },
        after: task({ ok: 'e' }),
        e: end(),
      }),
    );
    at(0);
    at(1, outcome('r:p:1', 'ok'));
    at(2, outcome('r:x:1', 'ok'));
    expect(withdrawn().map(({ key }) => key)).to.deep.equal(['r:q:1']);
    expect(run().forks).to.deep.equal({});
    expect(run().tokens.map(({ step }) => step)).to.deep.equal(['after']);
  });

  it('more branches may come to a join than a step may be visited', () => {
    const branches = Array.from({ length: 30 }, (_, i) => `b${i}`);
    const { at, run } = play(joined('all', branches));
    at(0);
    branches.forEach((id, i) => at(i + 1, outcome(`r:${id}:1`, 'ok')));
    expect(run().tokens.map(({ step }) => step)).to.deep.equal(['after']);
  });
});
