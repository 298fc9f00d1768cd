import { expect } from 'chai';
import { drawVersion } from '../../../domain/scenario/drawing.ts';
import { pathOf, type Arrival, type DrawnPath } from '../../../domain/scenario/path.ts';
import { shippedScenarios } from '../../../domain/scenario/shipped/list.ts';
import { DAY, drawn, end, hours, monday, outcome, play, task } from '../../support/scenario.ts';

const iso = (at: number) => new Date(at).toISOString();

const version = drawn({
  phone: task({ yes: 'wait', no: 'lost', again: 'again' }),
  again: hours(24, 'phone'),
  wait: hours(48, 'thanks'),
  thanks: task({ ok: 'won' }),
  won: end(),
  lost: end('failure'),
});

describe('the way of a run through its scenario', () => {
  const walked = () => {
    const { at, run, events } = play(version);
    at(0);
    at(1, outcome('r:phone:1', 'again'));
    at(25);
    at(26, outcome('r:phone:2', 'yes'));
    const arrivals = events.flatMap(({ kind, step, visit, at: when, why }): Arrival[] =>
      kind === 'entered' ? [{ runId: 'r', step: step!, visit, at: iso(when), way: why.way ?? null }] : [],
    );
    return { path: pathOf(version, run(), arrivals), run: run(), arrivals };
  };
  const stepOf = (id: string, { steps }: Pick<DrawnPath, 'steps'> = walked().path) =>
    steps.find((step) => step.id === id)!;

  it('says of each step whether it is done, here, ahead or passed over', () => {
    const states = Object.fromEntries(walked().path.steps.map(({ id, state }) => [id, state]));
    expect(states).to.deep.equal({
      ...{ phone: 'done', again: 'done', wait: 'here', thanks: 'ahead', won: 'ahead', lost: 'passed' },
    });
  });

  it('says when the run was there, how often, how long it waits and when it goes on', () => {
    expect(stepOf('phone')).to.include({ visits: 2, at: iso(monday + 25 * 3_600_000) });
    expect(stepOf('wait')).to.include({
      at: iso(monday + 26 * 3_600_000),
      until: iso(monday + 26 * 3_600_000 + 2 * DAY),
    });
    expect(stepOf('thanks').expectedAt).to.equal(stepOf('wait').until);
  });

  it('marks the ways that were taken, and draws those that lead back as such', () => {
    const taken = walked().path.ways.filter((way) => way.taken);
    expect(taken.map(({ from, to, back }) => [from, to, back])).to.deep.equal([
      ['phone', 'wait', false],
      ['phone', 'again', false],
      ['again', 'phone', true],
    ]);
    expect(taken[0]!.names[0]).to.deep.equal({ pl: 'yes', en: 'yes' });
  });

  it('says neither when a task ended that is not for whoever looks, nor by which outcome', () => {
    const { run, arrivals } = walked();
    const { steps, ways } = pathOf(version, { ...run, unseen: new Set(['phone']) }, arrivals);
    const at = (id: string) => stepOf(id, { steps }).at;
    expect([at('phone'), at('wait'), at('again')]).to.deep.equal([null, null, null]);
    expect(ways.filter(({ taken }) => taken).map(({ from, to }) => [from, to])).to.deep.equal([['again', 'phone']]);
  });

  it('of a run that has ended nothing lies ahead, of one that has not begun everything does', () => {
    const run = walked().run;
    const ended = pathOf(version, { ...run, state: 'ended' }, []);
    expect(ended.steps.filter(({ state }) => state === 'ahead')).to.deep.equal([]);
    const fresh = pathOf(version, { state: 'running', tokens: [], visits: {} }, []);
    expect(new Set(fresh.steps.map(({ state }) => state))).to.deep.equal(new Set(['ahead']));
  });

  it('every shipped scenario is drawn downward, no two of its steps on one another', () => {
    for (const { code, graph } of shippedScenarios) {
      const { steps, ways, rows, width } = drawVersion(graph);
      const rowOf = new Map(steps.map(({ id, row }) => [id, row]));
      for (const { from, to, back } of ways)
        if (!back) expect(rowOf.get(from), `${code}: ${from}`).to.be.below(rowOf.get(to)!);
      for (const a of steps)
        for (const b of steps)
          if (a.id < b.id && a.row === b.row) expect(Math.abs(a.x - b.x), `${code}: ${a.id} ${b.id}`).to.be.at.least(1);
      expect(steps.every(({ x, row }) => x >= 0 && x + 1 <= width && row < rows)).to.equal(true);
    }
  });

  it('takes no longer than the steps are many', () => {
    const many = 150;
    const long = drawn(
      Object.fromEntries([
        ...Array.from({ length: many }, (_, i) => [`s${i}`, task({ on: `s${i + 1}`, out: 'e' })] as const),
        [`s${many}`, end()],
        ['e', end()],
      ]),
    );
    const begun = performance.now();
    expect(drawVersion(long).rows).to.equal(many + 1);
    expect(performance.now() - begun).to.be.below(2_000);
  });
});
