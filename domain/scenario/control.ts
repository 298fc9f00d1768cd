import { reasonCode } from '../reasons.ts';
import { addWorkingTime, workedBetween } from '../calendar/add-span.ts';
import { calendarOf } from '../calendar/compile.ts';
import { moveDates } from './dates.ts';
import { follow, stageClosed } from './enter.ts';
import { endRun, endToken } from './leave.ts';
import type { Control, Input, Instant, SpanRule, Step, Token } from './shapes.ts';
import { Stuck } from './stuck.ts';
import { wayOf } from './event-way.ts';
import { go, putToken, tell, tokenOf, withdraw, type Walk } from './walk.ts';

export type ControlInput = Extract<Input, { kind: 'control' }>;
type Resume = Extract<Control, { what: 'resume' }>['how'];

/** What people and campaigns do to a run itself. None of them waits for a freeze to end or a stuck run to be repaired. */
export function control(walk: Walk, input: ControlInput): void {
  if (walk.run.state === 'ended') return tell(walk, 'ignored', { text: input.what });
  switch (input.what) {
    case 'cancel':
      return endRun(walk, { result: 'neutral', reason: input.reason });
    case 'thaw':
      return thaw(walk, input);
    case 'stage closed':
      return closeStage(walk, input.tasks);
    case 'dates moved':
      moveDates(walk);
      return follow(walk);
    case 'resume':
      return resume(walk, input.how);
  }
}

/** Each wait is set again by its rule; dates do not move (engine rule 14). */
function thaw(walk: Walk, { from, to }: { from: Instant; to: Instant }): void {
  for (const token of walk.run.tokens.slice()) {
    const { until, rule, key } = token.wait ?? {};
    const since = Math.max(from, token.enteredAt);
    // What had run out before the freeze, or was entered after it, has lost nothing.
    if (until === undefined || rule === undefined || until <= since || since >= to) continue;
    const moved = thawed(walk, rule, { until, since, to });
    putToken(walk.run, { ...token, wait: { ...token.wait, until: moved } });
    if (key !== undefined) walk.postponed.push({ key, until: moved });
  }
  tell(walk, 'thawed');
}

/** Working spans gain the frozen working time, the others the elapsed time. */
function thawed(walk: Walk, rule: SpanRule, wait: { until: Instant; since: Instant; to: Instant }): Instant {
  const { until, since, to } = wait;
  if (rule.unit === 'minutes' || rule.unit === 'calendar days') return until + (to - since);
  const calendar = calendarOf(walk.context.calendars, rule.calendar);
  const lost = workedBetween(calendar, since, to);
  return lost === 0 ? until : addWorkingTime(calendar, until, lost);
}

/**
 * Waits that know the event take their way; open tasks may be finished until their deadline, or go; whatever else was under
 * way ends neutral.
 */
function closeStage(walk: Walk, tasks: 'finish' | 'withdraw'): void {
  const { run, plan } = walk;
  run.closed = true;
  if (run.tokens.length === 0) return endRun(walk, stageClosed);
  for (const { id } of run.tokens.slice()) {
    const token = tokenOf(run, id);
    if (!token || run.state === 'ended') continue;
    const step = plan.steps.get(token.step)?.step;
    if (tasks === 'finish' && step && mayBeFinished(step, token)) continue;
    const next = step?.kind === 'wait' && step.on ? wayOf(step.on, { event: 'stage closed', facts: {} }) : undefined;
    if (next !== undefined && run.state === 'running') go(walk, id, [next, 'happened: stage closed']);
    else {
      withdraw(walk, token, reasonCode('stage closed'));
      endToken(walk, tokenOf(run, id)!, stageClosed);
    }
    follow(walk);
  }
}

/** A task whose deadline is not over; one without a deadline for ever. */
function mayBeFinished(step: Step, { wait }: Token): boolean {
  return step.kind === 'task' && (step.due === undefined || wait?.until !== undefined);
}

/**
 * A person repairs a run (engine rule 1). Moving and ending are allowed while it runs as well: after a skipped outcome it may
 * wait for a task that is closed.
 */
function resume(walk: Walk, how: Resume): void {
  const { run } = walk;
  if (run.state === 'running' && how.do !== 'move' && how.do !== 'end')
    return tell(walk, 'ignored', { text: 'resume' });
  run.state = 'running';
  delete run.stuckWhy;
  tell(walk, 'resumed', { way: how.do });
  if (how.do === 'end') return endRun(walk, how.result);
  if (how.do === 'move') move(walk, how);
  // `skip` is seen to by `advance`, which holds the inputs; `retry` needs nothing more.
}

function move(walk: Walk, { tokenId, to }: Extract<Resume, { do: 'move' }>): void {
  const token: Token | undefined = tokenOf(walk.run, tokenId);
  if (!token) throw new Stuck('no-token', tokenId);
  withdraw(walk, token, reasonCode('moved'));
  go(walk, tokenId, [to, 'moved']);
  follow(walk);
}
