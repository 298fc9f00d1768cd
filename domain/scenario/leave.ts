import { reasonCode } from '../reasons.ts';
import { dropToken, removeToken, tellAt, type Walk } from './walk.ts';
import type { ForkKey, RunResult, Token } from './shapes.ts';
import { Stuck } from './stuck.ts';

/** Ends the run and withdraws what is still open (engine rule 10). */
export function endRun(walk: Walk, result: RunResult): void {
  const { run } = walk;
  for (const token of run.tokens) dropToken(walk, token, result.reason ?? reasonCode('ended'));
  walk.ahead.length = 0;
  run.tokens = [];
  run.forks = {};
  run.kept = [];
  run.state = 'ended';
  run.result = result;
  if (run.stuckWhy !== undefined) delete run.stuckWhy;
  const { reason: text } = result;
  tellAt(walk, ['ended', undefined], text === undefined ? { way: result.result } : { way: result.result, text });
}

/** Ends one token; the run ends with the last one (engine rules 9 and 10). */
export function endToken(walk: Walk, token: Token, result: RunResult): void {
  removeToken(walk.run, token.id);
  branchGone(walk, token.forks, result);
}

/** A token has come to a join: it waits there, or goes on behind it as one (engine rule 9). */
export function arrive(walk: Walk, token: Token): void {
  const { run } = walk;
  const key = token.forks.at(-1);
  const fork = key === undefined ? undefined : run.forks[key];
  if (key === undefined || fork === undefined) {
    leaveJoin(walk, token);
    return;
  }
  if (fork.at !== null && fork.at !== token.step) throw new Stuck('two-joins', token.step);
  run.forks[key] = { ...fork, came: fork.came + 1, at: token.step };
  removeToken(run, token.id);
  weigh(walk, key, token);
}

function branchGone(walk: Walk, forks: readonly ForkKey[], result: RunResult): void {
  const { run } = walk;
  const key = forks.at(-1);
  if (key === undefined) {
    if (run.tokens.length === 0) endRun(walk, result);
    return;
  }
  const outer = forks.slice(0, -1);
  const fork = run.forks[key];
  if (!fork) return branchGone(walk, outer, result);
  const gone = fork.gone + 1;
  run.forks[key] = { ...fork, gone };
  if (gone < fork.of) {
    weigh(walk, key, { forks });
    return;
  }
  delete run.forks[key];
  branchGone(walk, outer, result);
}

/** Has the join of this fork what it needs? Then the losers are withdrawn and one token goes on behind it. */
function weigh(walk: Walk, key: ForkKey, { forks }: Pick<Token, 'forks'>): void {
  const { run } = walk;
  const { of, came, gone, at } = run.forks[key]!;
  const join = at === null ? undefined : walk.plan.steps.get(at)?.step;
  if (join?.kind !== 'join' || came === 0 || came < needed(join.need, of - gone)) return;
  for (const token of run.tokens.filter((other) => other.forks.includes(key)))
    dropToken(walk, token, reasonCode('join'));
  const outer = forks.slice(0, -1);
  delete run.forks[key];
  for (const inner of Object.keys(run.forks))
    if (!outer.includes(inner) && !run.tokens.some((token) => token.forks.includes(inner))) delete run.forks[inner];
  // It goes on in place of those that came: their number is free, so 50 tokens cannot be exceeded here.
  const { nextToken: id } = run;
  const { now } = walk.context;
  run.nextToken++;
  const joined = { id, step: at!, visit: run.visits[at!] ?? 0, enteredAt: now, before: now, forks: outer };
  run.tokens.push(joined);
  leaveJoin(walk, joined);
}

function needed(need: number | 'all' | 'any', left: number): number {
  return need === 'all' ? left : Math.min(need === 'any' ? 1 : need, left);
}

function leaveJoin(walk: Walk, token: Token): void {
  const join = walk.plan.steps.get(token.step)!.step;
  if (join.kind === 'join') walk.ahead.push({ tokenId: token.id, to: join.next, way: 'joined' });
}
