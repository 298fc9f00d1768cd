/** Scenarios, inputs and clocks at random, for properties. Some of them could not be published: `advance` answers all the same. */
import fc from 'fast-check';
import type { Control, InputWhat, Step, StepId, Version } from '../../domain/scenario/shapes.ts';

const MINUTES = 60;

type Draw = { readonly kind: number; readonly a: number; readonly b: number; readonly c: number };

const draw: fc.Arbitrary<Draw> = fc.record({
  kind: fc.integer({ min: 0, max: 11 }),
  a: fc.nat(1000),
  b: fc.nat(1000),
  c: fc.nat(1000),
});

/** `wild`: ways may lead back anywhere or nowhere, spans may be nothing, joins may stand alone. */
export function randomVersion(wild: boolean): fc.Arbitrary<Version> {
  return fc
    .array(draw, { minLength: 3, maxLength: 12 })
    .map((draws) => ({ schema: 1, start: 's0', steps: stepsOf(draws, wild) }));
}

function stepsOf(draws: readonly Draw[], wild: boolean): Record<StepId, Step> {
  const last = draws.length;
  const steps: Record<StepId, Step> = { [`s${last}`]: { kind: 'end', result: 'success', reason: 'last' } };
  draws.forEach((drawn, i) => {
    const forward = (x: number) => `s${wild && x % 37 === 0 ? 'nowhere' : i + 1 + (x % (last - i))}`;
    const anywhere = (x: number) => `s${x % (last + 1)}`;
    steps[`s${i}`] = stepOf(drawn, { forward, anywhere: wild ? anywhere : forward, wild });
  });
  return steps;
}

type Ways = {
  readonly forward: (x: number) => StepId;
  readonly anywhere: (x: number) => StepId;
  readonly wild: boolean;
};

// eslint-disable-next-line complexity -- a table of kinds
function stepOf({ kind, a, b, c }: Draw, { forward, anywhere, wild }: Ways): Step {
  const said = { pl: 'x', en: 'x' };
  const span = { unit: 'minutes', count: ((c % 48) + (wild ? 0 : 1)) * MINUTES } as const;
  const working = { unit: c % 2 ? 'working days' : 'working hours', count: 1 + (c % 3) } as const;
  switch (kind) {
    case 0:
    case 1:
      return {
        kind: 'task',
        title: 'x',
        type: 'call',
        assignee: { to: 'owner' },
        outcomes: [
          { code: 'yes', name: said, next: forward(a) },
          { code: 'no', name: said, next: anywhere(b) },
        ],
        ...(b % 3 ? { planned: { fact: 'answers.nextAt' } } : {}),
        ...(c % 3 ? { due: c % 2 ? span : working } : {}),
        ...(c % 4 ? { timeout: forward(c) } : {}),
        ...(c % 5 === 0 ? { refused: forward(b) } : {}),
      };
    case 2:
      return {
        kind: 'message',
        channel: 'email',
        template: 'x',
        next: forward(a),
        ...(b % 2 ? { failed: forward(b) } : {}),
        ...(c % 2 ? { expires: span } : {}),
      };
    case 3:
    case 4:
      return {
        kind: 'wait',
        ...(kind === 3 ? { for: c % 3 ? span : working } : {}),
        ...(kind === 4 ? { until: { fact: 'answers.nextAt' }, past: forward(b) } : {}),
        on: [
          { event: 'reply', next: forward(a) },
          { event: 'stage closed', next: forward(b) },
        ],
        since: (['before', 'start', 'now'] as const)[c % 3]!,
        next: anywhere(b),
      };
    case 5:
      return {
        kind: 'branch',
        when: [{ if: { field: 'run.visits.s0', operator: '>', value: c % 4 }, next: forward(a) }],
        else: forward(b),
      };
    case 6:
      return {
        kind: 'split',
        shares: [
          { weight: 1 + (c % 5), next: forward(a) },
          { weight: 2, next: forward(b) },
        ],
      };
    case 7:
      return { kind: 'fork', to: [forward(a), forward(b), ...(c % 2 ? [forward(c)] : [])] };
    case 8:
      return { kind: 'join', need: c % 3 === 0 ? 'any' : c % 3 === 1 ? 'all' : 2, next: forward(a) };
    case 9:
      return { kind: 'set', field: 'class', value: 'A', next: forward(a) };
    case 10:
      return { kind: 'notify', whom: { to: 'owner' }, text: said, next: wild ? anywhere(a) : forward(a) };
    default:
      return { kind: 'end', result: 'neutral', ...(c % 2 ? { only: 'token' as const } : {}) };
  }
}

/** One thing that happens; `pick` chooses among the open effects when the story is played. */
export type Happening = { readonly gap: number; readonly pick: number; readonly what: string; readonly again: boolean };

export const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 60 }),
    pick: fc.nat(1000),
    what: fc.constantFrom(
      ...[
        'yes',
        'yes',
        'no',
        'odd',
        'done',
        'done',
        'failed',
        'refused',
        'reply',
        'reply',
        'noise',
        'later',
        'unknown',
      ],
      ...['thaw', 'dates', 'cancel', 'close', 'retry', 'skip', 'move', 'stray', 'nothing', 'frozen'],
    ),
    again: fc.boolean(),
  }),
  { maxLength: 30 },
);

/** The happening as an input; nothing where it names an effect and none is open. */
export function inputOf(
  { what, pick }: Happening,
  now: number,
  open: readonly string[],
): InputWhat | Control | undefined {
  const key = open[pick % Math.max(1, open.length)];
  const nextAt = new Date(now + ((pick % 5) - 1) * 3_600_000).toISOString();
  if (what === 'reply' || what === 'noise') return { kind: 'happened', event: what, facts: {} };
  if (what === 'stray') return { kind: 'outcome', key: 'r:s0:99', code: 'yes', answers: {} };
  if (what === 'nothing' || what === 'frozen') return undefined;
  const control = controlOf(what, now, pick);
  if (control) return control;
  if (key === undefined) return undefined;
  if (what === 'done' || what === 'failed' || what === 'refused') return { kind: 'settled', key, as: what };
  if (what === 'later' || what === 'unknown')
    return { kind: 'deferred', key, until: now + 3_600_000, reason: what === 'unknown' ? 'unknown' : 'open' };
  return { kind: 'outcome', key, code: what, answers: { nextAt } };
}

function controlOf(what: string, now: number, pick: number): Control | undefined {
  switch (what) {
    case 'thaw':
      return { what: 'thaw', from: now - (pick % 50) * 3_600_000, to: now };
    case 'dates':
      return { what: 'dates moved' };
    case 'cancel':
      return pick % 3 ? undefined : { what: 'cancel', reason: 'cancelled' };
    case 'close':
      return pick % 2 ? undefined : { what: 'stage closed', tasks: pick % 4 ? 'finish' : 'withdraw' };
    case 'retry':
      return { what: 'resume', how: { do: 'retry' } };
    case 'skip':
      return { what: 'resume', how: { do: 'skip', seq: pick % 20 } };
    case 'move':
      return { what: 'resume', how: { do: 'move', tokenId: pick % 4, to: `s${pick % 5}` } };
    default:
      return undefined;
  }
}
