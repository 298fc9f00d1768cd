import { expect } from 'chai';
import { addSpan } from '../../../domain/calendar/add-span.ts';
import { foretell } from '../../../domain/tasks/foretell.ts';
import { shippedScenarios } from '../../../domain/scenario/shipped/list.ts';
import type { PlannedEffect, Version } from '../../../domain/scenario/shapes.ts';
import { calendars, contextAt, DAY, drawn, end, HOUR, monday, outcome, play, task } from '../../support/scenario.ts';

const MINUTE = 60_000;
/** Thursday, 12:30 in Warsaw. */
const nextAt = '2026-11-26T11:30:00Z';
const agreed = Date.parse(nextAt);
const due = { unit: 'working days', count: 2 } as const;
const dueAfter = (at: number) => addSpan(calendars, at, due);

const calls = drawn({
  t: task({ back: 't', none: 't', ok: 'e' }, { planned: { fact: 'answers.nextAt' }, due }),
  e: end(),
});

const taskOf = ({ kind, params }: PlannedEffect) => (kind === 'task' ? params : undefined);

describe('a task with an agreed hour (rule 36, S0-43)', () => {
  it('has no hour before one was agreed', () => {
    const { at, planned } = play(calls);
    at(0);
    expect(taskOf(planned()[0]!))
      .to.include({ dueAt: dueAfter(monday) })
      .and.not.to.have.property('plannedAt');
  });

  it('is made at once for the hour that the operator gave, reminds before it, and is due after it', () => {
    const { at, run, planned } = play(calls);
    at(0);
    at(1, outcome('r:t:1', 'back', { nextAt }));
    const dueAt = dueAfter(agreed);
    expect(taskOf(planned()[1]!)).to.deep.include({ plannedAt: agreed, dueAt, remindAt: [agreed - 10 * MINUTE] });
    expect(run().tokens[0]!.wait).to.include({ key: 'r:t:2', until: dueAt });
  });

  it('keeps reminders of its step, reckoned from the hour, and none that is past', () => {
    const remindBefore = [
      { unit: 'minutes', count: 60 },
      { unit: 'calendar days', count: 9 },
    ] as const;
    const version = drawn({ ...calls.steps, t: { ...calls.steps['t']!, remindBefore } } as Version['steps']);
    const { at, planned } = play(version);
    at(0);
    at(1, outcome('r:t:1', 'back', { nextAt }));
    expect(taskOf(planned()[1]!)?.remindAt).to.deep.equal([agreed - HOUR, agreed - 10 * MINUTE]);
  });

  it('has none once that hour is over, nor where the answer is no date', () => {
    const late = play(calls);
    late.at(0);
    late.at(1, outcome('r:t:1', 'back', { nextAt }));
    late.at((agreed + HOUR - monday) / HOUR, outcome('r:t:2', 'none'));
    const wrong = play(calls);
    wrong.at(0);
    wrong.at(1, outcome('r:t:1', 'back', { nextAt: 'jutro' }));
    for (const { planned } of [late, wrong]) {
      expect(taskOf(planned().at(-1)!))
        .to.be.an('object')
        .and.not.to.have.property('plannedAt');
    }
  });

  it('is foretold with its hour', () => {
    const { at, run } = play(calls);
    at(0);
    const answers = { nextAt };
    const supposed = { version: calls, run: run(), context: contextAt(monday), key: 'r:t:1', outcome: 'back', answers };
    expect(foretell(supposed)).to.deep.equal([
      {
        pl: 'Powstanie zadanie „Telefon” na 26 listopada, 12:30.',
        en: 'It will make the task "Telefon" for 26 November, 12:30.',
      },
    ]);
  });

  for (const { code, graph } of shippedScenarios)
    it(`every call-back of the shipped scenario ${code} is made at once for its hour`, () => {
      const [id] = Object.entries(graph.steps).find(
        ([, step]) => step.kind === 'task' && step.outcomes.some((one) => one.code === 'call-back'),
      )!;
      const { at, planned } = play({ ...graph, start: id });
      at(0);
      at(1, outcome(`r:${id}:1`, 'call-back', { nextAt }));
      expect(planned().at(-1)).to.include({ kind: 'task', key: `r:${id}:2` });
      expect(taskOf(planned().at(-1)!)).to.include({ plannedAt: agreed });
      expect(taskOf(planned().at(-1)!)!.dueAt).to.be.within(agreed, agreed + 10 * DAY);
    });
});
