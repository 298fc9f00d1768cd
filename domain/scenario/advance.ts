/**
 * The one interpreter of scenarios. Pure and total: for every published version, run and inputs it answers, and its
 * arguments are never changed. The rules it follows, by number, are in `README.md` beside this file.
 */
import { fireOldest, hear } from './claim.ts';
import { control } from './control.ts';
import { follow } from './enter.ts';
import { planOf } from './plan.ts';
import type { Input, Instant, Move, Run, Version } from './shapes.ts';
import { whyStuck } from './stuck.ts';
import { addToken, go, setOut, tell, tellAt, type Context, type Walk } from './walk.ts';

export { begin } from './begin.ts';
export type { Context } from './walk.ts';

/** What has to be written after a run was given these inputs at `context.now`. Inputs may come in any order; `seq` counts. */
// eslint-disable-next-line max-params -- the four are named in the design and stand for four different lives
export function advance(version: Version, run: Run, inputs: readonly Input[], context: Context): Move {
  const given = { version, run, context, inputs: inputs.length > 1 ? inputs.toSorted(bySeq) : inputs };
  const move = playAll(given);
  if (move.run.state !== 'stuck') return move;
  // A repair or a cancel that came with the input that broke need not wait for the next call.
  const left = given.inputs.filter(({ seq }) => !move.taken.includes(seq));
  if (left.every(({ kind }) => kind !== 'control')) return move;
  return joined(run, move, advance(version, move.run, left, context));
}

/** Which tokens wait for which events: what `run_waits` holds. */
export function waitsOf(run: Run, version: Version): { token: number; event: string }[] {
  if (run.state !== 'running') return [];
  return run.tokens.flatMap((token) => {
    const step = version.steps[token.step];
    if (step?.kind !== 'wait' || !step.on) return [];
    return [...new Set(step.on.map(({ event }) => event))].map((event) => ({ token: token.id, event }));
  });
}

function playAll(given: Given): Move {
  const first = play(given, Infinity);
  return answer(given.run, first.broke ? stuckAt(given, first.broke) : first.walk);
}

function joined({ rev }: Run, first: Move, second: Move): Move {
  return {
    run: second.run === first.run ? first.run : { ...second.run, rev: rev + 1 },
    effects: [...first.effects, ...second.effects],
    events: [...first.events, ...second.events],
    taken: [...first.taken, ...second.taken],
    postponed: [...first.postponed, ...second.postponed],
  };
}

type Given = {
  readonly version: Version;
  readonly run: Run;
  readonly context: Context;
  readonly inputs: readonly Input[];
};
type Break = { readonly after: number; readonly error: unknown; readonly input?: Input };
type Played = { readonly walk: Walk; readonly broke?: Break };

/**
 * Does everything in order, as so many whole acts: the start, each input, each timer. An act that breaks ends it there,
 * with the draft in pieces. `most` stops before that act: what was whole can be had again without it, so that nothing
 * needs to be copied for the rare case.
 */
function play(given: Given, most: number): Played {
  const walk = setOut(planOf(given.version), given.run, given.context);
  const acts = orderOf(given);
  let done = 0;
  for (const input of acts) {
    if (input !== START && isPassedBy(walk, input)) continue;
    if (done === most) return { walk };
    try {
      act(walk, input, given.inputs);
    } catch (error) {
      return { walk, broke: input === START ? { after: done, error } : { after: done, error, input } };
    }
    done++;
  }
  return outOfTime(walk, done, most);
}

/** Timers that are due, the oldest first (engine rule 3). */
function outOfTime(walk: Walk, before: number, most: number): Played {
  const { frozen, now } = walk.context;
  if (frozen) return { walk };
  for (let done = before; done !== most; done++) {
    walk.hops = 0;
    walk.cause = { by: walk.context.by };
    try {
      if (!fireOldest(walk, now)) return { walk };
    } catch (error) {
      return { walk, broke: { after: done, error } };
    }
  }
  return { walk };
}

const START = null;
type Act = Input | typeof START;
const startAlone: readonly Act[] = [START];

/** Controls of a stuck or frozen run come first, and thaws always: what waits for time must know it before it is asked. */
function orderOf({ run, inputs, context }: Given): readonly Act[] {
  if (inputs.length === 0) return startAlone;
  const urgent = run.state === 'stuck' || context.frozen === true;
  const first = (input: Input) => input.kind === 'control' && (urgent || input.what === 'thaw');
  return [...inputs.filter(first), START, ...inputs.filter((input) => !first(input))];
}

/** Skipped by a person, or waiting until the run is repaired or thawed. */
function isPassedBy({ run, context, taken }: Walk, input: Input): boolean {
  if (taken.includes(input.seq)) return true;
  return input.kind !== 'control' && run.state !== 'ended' && (run.state === 'stuck' || context.frozen === true);
}

function act(walk: Walk, input: Act, all: readonly Input[]): void {
  walk.hops = 0;
  walk.cause = input === START ? { by: walk.context.by } : { by: input.by, input };
  if (input === START) return start(walk);
  if (input.kind === 'control') {
    control(walk, input);
    if (input.what === 'resume' && input.how.do === 'skip') skip(walk, input.how.seq, all);
  } else hear(walk, input);
  walk.taken.push(input.seq);
}

function start(walk: Walk): void {
  const { run, plan, context } = walk;
  if (run.nextToken > 0 || run.state !== 'running' || context.frozen) return;
  const { start: first } = plan.version;
  tellAt(walk, ['started', undefined], {});
  const token = addToken(walk, { step: first, visit: 0, forks: [] });
  go(walk, token.id, [first, 'start']);
  follow(walk);
}

function skip(walk: Walk, seq: number, all: readonly Input[]): void {
  if (!all.some((input) => input.seq === seq) || walk.taken.includes(seq)) return;
  walk.taken.push(seq);
  tell(walk, 'ignored', { text: `skipped ${seq}` });
}

/** The run as it was before the act that broke, waiting for a person (engine rule 1). */
function stuckAt(given: Given, { after, error, input }: Break): Walk {
  const { walk } = play(given, after);
  const { run } = walk;
  run.state = 'stuck';
  run.stuckWhy = whyStuck(error);
  walk.cause = input ? { by: input.by, input } : { by: given.context.by };
  // A repair that breaks is done with; any other input waits until it is skipped or tried again.
  if (input?.kind === 'control') walk.taken.push(input.seq);
  tell(walk, 'stuck', { at: run.tokens[0], text: run.stuckWhy });
  return walk;
}

function answer(before: Run, { run, effects, events, taken, postponed }: Walk): Move {
  // A repair that failed in the same way leaves a line; nothing at all leaves the run as it is.
  if (events.length === 0 && taken.length === 0 && effects.length === 0)
    return { run: before, effects, events, taken, postponed };
  run.rev = before.rev + 1;
  run.dueAt = run.state === 'running' ? earliest(run) : null;
  return { run, effects, events, taken, postponed };
}

function earliest({ tokens }: Run): Instant | null {
  let due: Instant | null = null;
  for (const { wait } of tokens) if (wait?.until !== undefined && (due === null || wait.until < due)) due = wait.until;
  return due;
}

function bySeq(a: Input, b: Input): number {
  return a.seq - b.seq;
}
