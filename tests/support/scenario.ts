/** Plays a scenario in a test: inputs at times, and what came of each. */
import { compileCalendars, type Calendars } from '../../domain/calendar/compile.ts';
import { advance, begin, type Context } from '../../domain/scenario/advance.ts';
import type {
  Control,
  Effect,
  Input,
  InputWhat,
  Instant,
  Move,
  PlannedEffect,
  Run,
  RunEvent,
  Step,
  TaskStep,
  Version,
} from '../../domain/scenario/shapes.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Monday, 23 November 2026, 9:00 in Warsaw. */
export const monday = Date.UTC(2026, 10, 23, 8);
export const calendars: Calendars = compileCalendars([], 2025, 2028);

export function contextAt(now: Instant, more: Partial<Context> = {}): Context {
  const by = { kind: 'run', id: 'r' } as const;
  return { now, calendars, facts: {}, priority: 2, zone: 'Europe/Warsaw', by, ...more };
}

export function newRun(id = 'r'): Run {
  return begin({ id, versionId: 'v', chance: 'c', subject: { kind: 'participant', id } });
}

/** A version of these steps; it starts with the first. */
export function drawn(steps: Readonly<Record<string, Step>>): Version {
  return { schema: 1, start: Object.keys(steps)[0]!, steps };
}

const said = (text: string) => ({ pl: text, en: text });

/** A task with outcomes as `code: next step`. */
export function task(ways: Readonly<Record<string, string>>, more: Partial<TaskStep> = {}): TaskStep {
  const outcomes = Object.entries(ways).map(([code, next]) => ({ code, name: said(code), next }));
  return { kind: 'task', title: 'Telefon', type: 'call', assignee: { to: 'owner' }, outcomes, ...more };
}

export function mail(next: string, more: object = {}): Step {
  return { kind: 'message', channel: 'email', template: 'invitation', next, ...more };
}

export function hours(count: number, next: string, more: object = {}): Step {
  return { kind: 'wait', for: { unit: 'minutes', count: count * 60 }, next, ...more };
}

export function end(result: 'success' | 'failure' | 'neutral' = 'success', more: object = {}): Step {
  return { kind: 'end', result, ...more };
}

export type Played = {
  run(): Run;
  /** Everything that was ever asked for, in order. */
  readonly effects: Effect[];
  readonly events: RunEvent[];
  /** Moves the run so many hours after Monday morning. */
  at(hour: number, ...inputs: readonly (InputWhat | Control)[]): Move;
  planned(): PlannedEffect[];
  withdrawn(): { key: string; why: string }[];
};

export function play(version: Version, surroundings: Partial<Context> = {}): Played {
  let run = newRun();
  let seq = 0;
  let waiting: Input[] = [];
  const effects: Effect[] = [];
  const events: RunEvent[] = [];
  return {
    run: () => run,
    effects,
    events,
    at(hour, ...inputs) {
      const now = monday + hour * HOUR;
      waiting.push(...inputs.map((what) => given(++seq, now, what)));
      const move = advance(version, run, waiting, contextAt(now, surroundings));
      waiting = waiting.filter((input) => !move.taken.includes(input.seq));
      run = move.run;
      effects.push(...move.effects);
      events.push(...move.events);
      return move;
    },
    planned: () => effects.filter((effect): effect is PlannedEffect => effect.kind !== 'withdraw'),
    withdrawn: () =>
      effects.flatMap((effect) => (effect.kind === 'withdraw' ? [{ key: effect.key, why: effect.why }] : [])),
  };
}

export function given(seq: number, recordedAt: Instant, what: InputWhat | Control): Input {
  const whole: InputWhat = 'kind' in what ? what : { kind: 'control', ...what };
  return { seq, recordedAt, by: { kind: 'user', id: 'anna' }, ...whole };
}

export const happened = (event: string, facts = {}): InputWhat => ({ kind: 'happened', event, facts });
export const outcome = (key: string, code: string, answers = {}): InputWhat => ({
  kind: 'outcome',
  key,
  code,
  answers,
});
export const settled = (key: string, as: 'done' | 'failed' | 'refused', reason?: string): InputWhat => ({
  kind: 'settled',
  key,
  as,
  ...(reason === undefined ? {} : { reason }),
});
