/** Dates that a run waits for: reckoned when a wait begins, and again when the campaign's or the stage's have moved. */
import { zoneOf } from '../calendar/compile.ts';
import { fromLocal } from '../calendar/zone.ts';
import { isDate, readInstant } from '../conditions/check.ts';
import type { DateOfFact, Instant, Json, TaskStep, Token, Wait, WaitStep } from './shapes.ts';
import { factsNow, go, putToken, spanFrom, tell, tokenOf, type Walk } from './walk.ts';

type Span = Required<Pick<Wait, 'until' | 'rule'>>;

/** What ends a wait: its span or its date, whichever is earlier. A date that has passed, or is none, says so instead. */
export function waitOf(walk: Walk, step: WaitStep, span: Span | undefined): Wait | 'past' | 'no date' {
  const date = step.until ? dateOf(walk, step.until) : undefined;
  if (date === null) return 'no date';
  if (date !== undefined && date <= walk.context.now) return 'past';
  const wait = step.on ? { on: step.on } : {};
  if (span && !(date !== undefined && date < span.until)) return { ...wait, ...span };
  return date === undefined ? wait : { ...wait, until: date };
}

/** The hour that was agreed for a task, while it is ahead. */
export function agreedHour(walk: Walk, { planned }: TaskStep): Instant | null {
  const at = planned ? dateOf(walk, planned) : null;
  return at !== null && at > walk.context.now ? at : null;
}

/** What waits for the end of the stage, or for a date of it or its campaign, waits for the new one. */
export function moveDates(walk: Walk): void {
  tell(walk, 'dates moved');
  for (const { id } of walk.run.tokens.slice()) {
    const token = tokenOf(walk.run, id);
    const step = token && walk.plan.steps.get(token.step)?.step;
    if (step?.kind === 'message') moveExpiry(walk, token!);
    else if (step?.kind === 'wait' && step.until) moveWait(walk, token!, step);
  }
}

/** A message with a span of its own keeps it; so does one that waits for a person to say what became of it. */
function moveExpiry(walk: Walk, token: Token): void {
  const { stageEndsAt } = walk.context;
  const { key, rule, until } = token.wait ?? {};
  if (key === undefined || rule || until === undefined || stageEndsAt === undefined || until === stageEndsAt) return;
  putToken(walk.run, { ...token, wait: { ...token.wait, until: stageEndsAt } });
  walk.postponed.push({ key, until: stageEndsAt });
}

function moveWait(walk: Walk, token: Token, step: WaitStep): void {
  const { rule, until } = token.wait ?? {};
  const known = rule && until !== undefined ? { until, rule } : undefined;
  const spanned = step.for && { until: spanFrom(walk, token.enteredAt, [step.for, 1]), rule: step.for };
  const wait = waitOf(walk, step, known ?? spanned);
  if (typeof wait !== 'string') return putToken(walk.run, { ...token, wait });
  if (walk.run.state === 'running') go(walk, token.id, [step.past ?? step.next, wait]);
}

/** The date of a fact with its span; null where the fact holds no date. A bare date begins at local midnight. */
function dateOf(walk: Walk, { fact, plus, minus }: DateOfFact): Instant | null {
  const at = instantOf(walk, factsNow(walk)[fact]);
  if (at === null) return null;
  const later = plus ? spanFrom(walk, at, [plus, 1]) : at;
  return minus ? spanFrom(walk, later, [minus, -1]) : later;
}

function instantOf({ context }: Walk, value: Json | undefined): Instant | null {
  const at = readInstant(value);
  return at !== null && isDate(value) ? fromLocal(zoneOf(context.calendars, context.zone), at) : at;
}
