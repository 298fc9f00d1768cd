import { expect } from 'chai';
import { stageSpans } from '../../../domain/cases/stage-spans.ts';

const life = { createdAt: '2026-11-01T08:00:00Z', closedAt: null, stage: 'doing' };

describe('the stages of a case in time', () => {
  it('follow one another from its beginning to now, or to its end', () => {
    const moves = [
      { at: '2026-11-05T08:00:00Z', from: 'new', to: 'doing' },
      { at: '2026-11-09T08:00:00Z', from: 'doing', to: 'waiting' },
    ];
    const spans = [
      { stage: 'new', from: life.createdAt, to: moves[0]!.at },
      { stage: 'doing', from: moves[0]!.at, to: moves[1]!.at },
    ];
    const last = { stage: 'waiting', from: moves[1]!.at };
    expect(stageSpans(life, moves)).to.deep.equal([...spans, { ...last, to: null }]);
    const closedAt = '2026-11-20T08:00:00Z';
    expect(stageSpans({ ...life, closedAt }, moves).at(-1)).to.deep.equal({ ...last, to: closedAt });
  });

  it('are one where it never moved, and one where it was moved to where it stood', () => {
    const whole = [{ stage: 'doing', from: life.createdAt, to: null }];
    expect(stageSpans(life, [])).to.deep.equal(whole);
    expect(stageSpans(life, [{ at: '2026-11-05T08:00:00Z', from: null, to: 'doing' }])).to.deep.equal(whole);
  });
});
