import { reasonCode } from '../reasons.ts';
import { wayOf } from './event-way.ts';
import { follow, stageClosed } from './enter.ts';
import { endToken } from './leave.ts';
import type { Input, Instant, StepId, Token } from './shapes.ts';
import { Stuck } from './stuck.ts';
import { go, putToken, tell, tokenOf, withdraw, type Walk } from './walk.ts';

type Happened = Extract<Input, { kind: 'happened' }>;
type Keyed = Extract<Input, { kind: 'outcome' | 'settled' | 'deferred' }>;

const MOST_KEPT = 50;

/** Gives an input to whom it concerns; if nobody takes it, timers that were due by then go first (engine rule 2). */
export function hear(walk: Walk, input: Happened | Keyed): void {
  while (!claim(walk, input)) {
    if (fireOldest(walk, input.recordedAt)) continue;
    const { run } = walk;
    if (input.kind !== 'happened' || run.state !== 'running') return tell(walk, 'ignored', { text: nameOf(input) });
    run.kept = [...run.kept, input].slice(-MOST_KEPT);
    return tell(walk, 'kept', { text: input.event });
  }
}

function nameOf(input: Happened | Keyed): string {
  if (input.kind === 'happened') return input.event;
  return input.kind === 'outcome' ? input.code : input.kind;
}

function claim(walk: Walk, input: Happened | Keyed): boolean {
  if (walk.run.state !== 'running') return false;
  if (input.kind === 'happened') return claimEvent(walk, input);
  const token = walk.run.tokens.find((other) => other.wait?.key === input.key);
  if (!token) return false;
  if (input.kind === 'outcome') takeOutcome(walk, token, input);
  else if (input.kind === 'settled') takeSettled(walk, token, input);
  else putOff(walk, token, input);
  follow(walk);
  return true;
}

/** Every token that waits for it moves, the oldest first. */
function claimEvent(walk: Walk, input: Happened): boolean {
  const { run, plan } = walk;
  const waiting: { token: Token; next: StepId }[] = [];
  for (const token of run.tokens) {
    const step = plan.steps.get(token.step)?.step;
    const next = step?.kind === 'wait' && step.on && token.wait ? wayOf(step.on, input) : undefined;
    if (next !== undefined) waiting.push({ token, next });
  }
  waiting.sort((a, b) => a.token.enteredAt - b.token.enteredAt || a.token.id - b.token.id);
  for (const { token, next } of waiting) {
    // One that moved first may have withdrawn the others.
    if (tokenOf(run, token.id) !== token) continue;
    go(walk, token.id, [next, `happened: ${input.event}`]);
    follow(walk);
  }
  return waiting.length > 0;
}

function takeOutcome(walk: Walk, token: Token, { code, answers }: Extract<Input, { kind: 'outcome' }>): void {
  const { run, plan } = walk;
  const next = plan.steps.get(token.step)?.ways.get(code);
  if (next === undefined) throw new Stuck('no-outcome', token.step, code);
  run.answers = { ...run.answers, ...answers };
  go(walk, token.id, [next, `outcome: ${code}`]);
}

function takeSettled(walk: Walk, token: Token, { as, reason }: Extract<Input, { kind: 'settled' }>): void {
  const step = walk.plan.steps.get(token.step)?.step;
  const way = reason === undefined ? as : `${as}: ${reason}`;
  if (step?.kind === 'message') return go(walk, token.id, [step[as as 'failed' | 'refused'] ?? step.next, way]);
  if (step?.kind !== 'task') throw new Stuck('no-step', token.step);
  // Closed without an outcome: the call was not allowed, or a person dropped it.
  const next = step.refused ?? step.timeout;
  if (next !== undefined) go(walk, token.id, [next, way]);
  else endToken(walk, token, { result: 'neutral', reason: way });
}

/**
 * A task that somebody has open puts its timeout off (engine rule 8). A message that may or may not have gone out waits for a
 * person without any deadline (engine rule 7); one that is only sent later keeps its expiry.
 */
function putOff(walk: Walk, token: Token, { until, reason }: Extract<Input, { kind: 'deferred' }>): void {
  const { step } = token;
  tell(walk, 'deferred', { at: token, text: reason });
  const { until: was, ...wait } = token.wait!;
  if (reason === 'unknown') putToken(walk.run, { ...token, wait });
  else if (walk.plan.steps.get(step)?.step.kind === 'task' && was !== undefined && until > was)
    putToken(walk.run, { ...token, wait: { ...wait, until } });
}

/** Moves the token whose time ran out first, if any has by `limit` (engine rule 3). */
export function fireOldest(walk: Walk, limit: Instant): boolean {
  if (walk.run.state !== 'running') return false;
  const token = oldestDue(walk.run.tokens, limit);
  if (!token) return false;
  runOut(walk, token);
  follow(walk);
  return true;
}

function oldestDue(tokens: readonly Token[], limit: Instant): Token | undefined {
  let oldest: Token | undefined;
  for (const token of tokens) {
    const until = token.wait?.until;
    if (until === undefined || until > limit) continue;
    const first = oldest?.wait?.until;
    if (first === undefined || until < first || (until === first && token.id < oldest!.id)) oldest = token;
  }
  return oldest;
}

function runOut(walk: Walk, token: Token): void {
  const step = walk.plan.steps.get(token.step)?.step;
  if (step?.kind === 'wait') return go(walk, token.id, [step.next, 'time']);
  if (step?.kind === 'message') {
    withdraw(walk, token, reasonCode('expired'));
    return go(walk, token.id, [step.failed ?? step.next, 'expired']);
  }
  if (step?.kind !== 'task') throw new Stuck('no-step', token.step);
  if (step.timeout !== undefined) {
    withdraw(walk, token, reasonCode('timeout'));
    return go(walk, token.id, [step.timeout, 'timeout']);
  }
  if (walk.run.closed) {
    withdraw(walk, token, reasonCode('stage closed'));
    return endToken(walk, token, stageClosed);
  }
  const { until: _over, rule: _rule, ...wait } = token.wait!;
  putToken(walk.run, { ...token, wait });
  tell(walk, 'overdue', { at: token });
}
