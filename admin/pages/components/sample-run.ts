import { pathOf, type Arrival } from '../../../domain/scenario/path.ts';
import type { Version } from '../../../domain/scenario/shapes.ts';
import type { ShownRun } from '../../../db/run-path.ts';

const both = (text: string) => ({ pl: text, en: text });

const version: Version = {
  schema: 1,
  start: 'letter',
  steps: {
    letter: { kind: 'message', name: 'Letter', channel: 'email', template: 'welcome', next: 'call' },
    call: {
      ...{ kind: 'task', name: 'Call', title: 'Call', type: 'call', assignee: { to: 'owner' } },
      outcomes: [
        { code: 'agreed', name: both('Agreed'), next: 'wait' },
        { code: 'later', name: both('Later'), next: 'later' },
        { code: 'no', name: both('No'), next: 'lost' },
      ],
    },
    later: { kind: 'wait', name: 'A day', for: { unit: 'working days', count: 1 }, next: 'call' },
    wait: { kind: 'wait', name: 'A week', for: { unit: 'working days', count: 5 }, next: 'visit' },
    visit: {
      ...{ kind: 'task', name: 'Visit', title: 'Visit', type: 'visit', assignee: { to: 'owner' } },
      outcomes: [{ code: 'done', name: both('Done'), next: 'won' }],
    },
    won: { kind: 'end', name: 'Won', result: 'success' },
    lost: { kind: 'end', name: 'Lost', result: 'failure' },
  },
};

const arrival = (step: string, at: string, way: string): Arrival => ({ runId: 'r', step, visit: 1, at, way });
const arrivals = [
  arrival('letter', '2026-11-23T08:00:00Z', 'start'),
  arrival('call', '2026-11-23T08:05:00Z', 'next'),
  arrival('wait', '2026-11-24T10:20:00Z', 'agreed'),
];
const enteredAt = Date.parse('2026-11-24T10:20:00Z');
const until = Date.parse('2026-12-01T10:20:00Z');
const token = { id: 1, step: 'wait', visit: 1, enteredAt, before: enteredAt, forks: [], wait: { until } };

function sample(state: ShownRun['state']): ShownRun {
  const path = pathOf(version, { state, tokens: [token], visits: { letter: 1, call: 1, wait: 1 } }, arrivals);
  const steps = path.steps.map((step) => ({ ...step, who: step.id === 'call' ? 'Anna Nowak' : null, taskId: null }));
  return {
    ...{
      id: state,
      namePl: 'Odzyskanie klienta',
      nameEn: 'Winning a customer back',
      number: 3,
      scenarioId: '1',
      state,
    },
    ...{ result: null, startedAt: '2026-11-23T08:00:00Z', startedBy: 'Anna Nowak', dueAt: null },
    ...{ alone: true, unsettled: false, endedWhy: null },
    endedAt: state === 'ended' ? '2026-12-01T10:20:00Z' : null,
    path: { ...path, steps },
  };
}

/** A procedure under way, one that has stopped, and one that has ended. */
export const sampleRuns: readonly ShownRun[] = (['running', 'stuck', 'ended'] as const).map(sample);
