import { reasonCode } from '../reasons.ts';
import { fingerprint } from '../fingerprint.ts';
import { agreedHour, waitOf } from './dates.ts';
import { wayOf } from './event-way.ts';
import { arrive, endRun, endToken } from './leave.ts';
import type { PlannedStep } from './plan.ts';
import type {
  BranchStep,
  EndStep,
  ForkStep,
  Instant,
  MessageStep,
  RunResult,
  SplitStep,
  StepId,
  TaskStep,
  Token,
  WaitStep,
} from './shapes.ts';
import { Stuck } from './stuck.ts';
import {
  addToken,
  factsNow,
  go,
  momentNow,
  putToken,
  removeToken,
  spanFrom,
  tell,
  tellAt,
  tokenOf,
  type Walk,
} from './walk.ts';

const MOST_HOPS = 100;
const MOST_MESSAGES = 5;
const UNDO_MS = 10_000;
/** So long before an agreed hour its task reminds. */
const SHORTLY_MS = 10 * 60_000;
const WEEK = { unit: 'calendar days', count: 7 } as const;

/** Follows every token that is on its way until all of them wait or have ended. */
export function follow(walk: Walk): void {
  while (walk.ahead.length > 0 && walk.run.state === 'running') {
    const hop = walk.ahead.pop()!;
    // A loser of a join may have been withdrawn before its turn.
    const token = tokenOf(walk.run, hop.tokenId);
    if (token) enter(walk, token, hop);
  }
}

function enter(walk: Walk, from: Token, { to, way }: { to: StepId; way: string }): void {
  const { run, plan, context } = walk;
  if (++walk.hops > MOST_HOPS) throw new Stuck('spins', to);
  const planned = plan.steps.get(to);
  if (!planned) throw new Stuck('no-step', to);
  if (run.closed && waits(planned)) return endToken(walk, from, stageClosed);
  const visit = (run.visits[to] ?? 0) + 1;
  if (visit > planned.mostVisits) throw new Stuck('visits', to, visit - 1);
  run.visits[to] = visit;
  const { id, enteredAt: before, forks } = from;
  const token: Token = { id, step: to, visit, enteredAt: context.now, before, forks };
  putToken(run, token);
  tellAt(walk, ['entered', token], { way });
  begin(walk, token, planned);
}

/** What a closed stage leaves a run with. */
export const stageClosed: RunResult = { result: 'neutral', reason: reasonCode('stage closed') };

function waits({ step: { kind } }: PlannedStep): boolean {
  return kind === 'task' || kind === 'message' || kind === 'wait';
}

function begin(walk: Walk, token: Token, planned: PlannedStep): void {
  const { step } = planned;
  switch (step.kind) {
    case 'task':
      return askForTask(walk, token, planned as PlannedStep & { step: TaskStep });
    case 'message':
      return askForMessage(walk, token, step);
    case 'wait':
      return beginWait(walk, token, step);
    case 'branch':
      return go(walk, token.id, branchWay(walk, step, planned));
    case 'split':
      return go(walk, token.id, splitWay(walk, token.step, step));
    case 'fork':
      return divide(walk, token, step);
    case 'join':
      return arrive(walk, token);
    case 'set':
      walk.effects.push({ ...effectOf(walk, token), kind: 'set', params: { field: step.field, value: step.value } });
      walk.written = { ...walk.written, [`company.${step.field}`]: step.value };
      return go(walk, token.id, [step.next, 'next']);
    case 'notify':
      walk.effects.push({ ...effectOf(walk, token), kind: 'notify', params: { whom: step.whom, text: step.text } });
      return go(walk, token.id, [step.next, 'next']);
    case 'milestone':
      tell(walk, 'milestone', { at: token, text: step.code });
      return go(walk, token.id, [step.next, 'next']);
    case 'end':
      return end(walk, token, step);
    default:
      throw new Stuck('cannot-run', token.step, step.kind);
  }
}

function effectOf({ run, context }: Walk, { step, visit }: Token) {
  return { key: `${run.id}:${step}:${visit}`, step, visit, priority: context.priority };
}

function askForTask(walk: Walk, token: Token, planned: PlannedStep & { step: TaskStep }): void {
  const { due } = planned.step;
  const { now, priority } = walk.context;
  const { step, visit } = token;
  const agreed = agreedHour(walk, planned.step);
  const dueAt = due === undefined ? null : spanFrom(walk, agreed ?? now, [due, 1]);
  const remindAt = remindersOf(walk, planned.step, { agreed, dueAt });
  const key = `${walk.run.id}:${step}:${visit}`;
  const when = agreed === null ? { dueAt, remindAt } : { plannedAt: agreed, dueAt, remindAt };
  walk.effects.push({ key, step, visit, priority, kind: 'task', params: { ...planned.taskParams!, ...when } });
  putToken(walk.run, { ...token, wait: dueAt === null ? { key } : { key, until: dueAt, rule: due! } });
}

type Times = { readonly agreed: Instant | null; readonly dueAt: Instant | null };

/** Ahead of the agreed hour, else of the deadline; of an agreed hour also shortly before it. None that is past already. */
function remindersOf(walk: Walk, { remindBefore = [] }: TaskStep, { agreed, dueAt }: Times): readonly Instant[] {
  const moment = agreed ?? dueAt;
  if (moment === null) return [];
  const asked = remindBefore.map((before) => spanFrom(walk, moment, [before, -1]));
  return (agreed === null ? asked : [...asked, agreed - SHORTLY_MS]).filter((at) => at > walk.context.now);
}

function askForMessage(walk: Walk, token: Token, asked: MessageStep): void {
  const { now, stageEndsAt, priority } = walk.context;
  countMessage(walk, token);
  const rule = asked.expires ?? (stageEndsAt === undefined ? WEEK : undefined);
  const until = rule ? spanFrom(walk, now, [rule, 1]) : stageEndsAt!;
  const { channel, template, atOnce = false } = asked;
  const { step, visit } = token;
  const key = `${walk.run.id}:${step}:${visit}`;
  const params = { channel, template, atOnce };
  const effect = { key, step, visit, priority, kind: 'message', params, expiresAt: until } as const;
  // What follows an operator's outcome can be undone for ten seconds (engine rule 17).
  const isUndoable = walk.cause.input?.kind === 'outcome';
  walk.effects.push(isUndoable ? { ...effect, notBefore: now + UNDO_MS } : effect);
  putToken(walk.run, { ...token, wait: rule ? { key, until, rule } : { key, until } });
}

/** Five messages of one run in a day, no more (engine rule 11). */
function countMessage({ run, context }: Walk, { step }: Token): void {
  const on = dayOf(context.now);
  const count = run.messages.on === on ? run.messages.count + 1 : 1;
  if (count > MOST_MESSAGES) throw new Stuck('messages', step);
  run.messages = { on, count };
}

const DAY = 86_400_000;
let lastDay = { number: NaN, text: '' };

/** The date in UTC; remembered, since thousands of messages are planned on the same day. */
function dayOf(now: Instant): string {
  const number = Math.floor(now / DAY);
  if (number !== lastDay.number) lastDay = { number, text: new Date(now).toISOString().slice(0, 10) };
  return lastDay.text;
}

function beginWait(walk: Walk, token: Token, step: WaitStep): void {
  const { now } = walk.context;
  const found = lookBack(walk, token, step);
  if (found) return go(walk, token.id, found);
  const wait = waitOf(walk, step, step.for && { until: spanFrom(walk, now, [step.for, 1]), rule: step.for });
  if (typeof wait === 'string') return go(walk, token.id, [step.past ?? step.next, wait]);
  putToken(walk.run, { ...token, wait });
}

/** An event that nobody claimed may have come before this wait began (engine rule 2). */
function lookBack({ run, context }: Walk, token: Token, step: WaitStep): readonly [StepId, string] | undefined {
  if (!step.on || run.kept.length === 0) return undefined;
  const since = step.since === 'now' ? context.now : step.since === 'start' ? -Infinity : token.before;
  for (const input of run.kept) {
    const next = input.recordedAt >= since && input.kind === 'happened' ? wayOf(step.on, input) : undefined;
    if (next === undefined || input.kind !== 'happened') continue;
    run.kept = run.kept.filter((other) => other !== input);
    return [next, `happened before: ${input.event}`];
  }
  return undefined;
}

function branchWay(walk: Walk, step: BranchStep, { tests }: PlannedStep): readonly [StepId, string] {
  const facts = factsNow(walk);
  const moment = momentNow(walk);
  const hit = tests.findIndex((test) => test(facts, moment));
  const way = step.when[hit];
  return way ? [way.next, way.name ?? `condition ${hit + 1}`] : [step.else, 'else'];
}

/** Chance is a hash: the same in rehearsal and in life (engine rule 12). */
function splitWay({ run }: Walk, id: StepId, { shares }: SplitStep): readonly [StepId, string] {
  const total = shares.reduce((sum, { weight }) => sum + weight, 0);
  const drawn = fingerprint(`${run.chance}:${run.subject.kind}:${run.subject.id}:${id}`) / 2 ** 53;
  let left = drawn * total;
  const hit = shares.findIndex(({ weight }) => (left -= weight) < 0);
  const at = hit < 0 ? shares.length - 1 : hit;
  return [shares[at]!.next, shares[at]!.name ?? `share ${at + 1}`];
}

function divide(walk: Walk, token: Token, { to }: ForkStep): void {
  const { run } = walk;
  const { key } = effectOf(walk, token);
  run.forks[key] = { of: to.length, came: 0, gone: 0, at: null };
  removeToken(run, token.id);
  const { step, visit } = token;
  const children = to.map(() => addToken(walk, { step, visit, forks: [...token.forks, key] }).id);
  for (let i = to.length - 1; i >= 0; i--) go(walk, children[i]!, [to[i]!, `branch ${i + 1}`]);
}

function end(walk: Walk, token: Token, { result, reason, only }: EndStep): void {
  const ended: RunResult = reason === undefined ? { result } : { result, reason };
  if (only === 'token') return endToken(walk, token, ended);
  removeToken(walk.run, token.id);
  endRun(walk, ended);
}
