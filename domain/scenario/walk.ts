/** What one call of `advance` carries along while it works: a draft of the run, and what is to be written. */
import type { Actor } from '../actor.ts';
import type { Calendars } from '../calendar/compile.ts';
import { zoneOf } from '../calendar/compile.ts';
import { localDate } from '../calendar/zone.ts';
import { addSpan } from '../calendar/add-span.ts';
import type { Moment } from '../conditions/check.ts';
import type { Plan } from './plan.ts';
import { Stuck } from './stuck.ts';
import type {
  Effect,
  EffectKey,
  Facts,
  Input,
  Instant,
  Json,
  Run,
  RunEvent,
  SpanRule,
  StepId,
  Token,
} from './shapes.ts';

/** Everything besides version, run and inputs that an answer of `advance` depends on. */
export type Context = {
  readonly now: Instant;
  readonly calendars: Calendars;
  /** Facts of the subject, loaded once per batch. Answers and visits of the run are added by `advance`. */
  readonly facts: Facts;
  /** Of every effect of this run: 1 an operator's own, 2 procedures, 3 campaigns. */
  readonly priority: 1 | 2 | 3;
  /** End of the campaign's stage: messages expire then. */
  readonly stageEndsAt?: Instant;
  /** Zone of dates and calendar days, e.g. `Europe/Warsaw`. */
  readonly zone: string;
  /** Who moves the run when nobody's input does. */
  readonly by: Actor;
  /** A freeze covers the run: control inputs are heard, everything else and time wait (engine rule 14). */
  readonly frozen?: boolean;
};

/** A token on its way to its next step. */
export type Hop = { readonly tokenId: number; readonly to: StepId; readonly way: string };

/** Why things move just now; stands in the history. */
export type Cause = { readonly by: Actor; readonly input?: Input };

export type Walk = {
  readonly plan: Plan;
  readonly context: Context;
  /** A copy of the run; its tokens, answers, forks and kept inputs are replaced, never changed in place. */
  readonly run: Run;
  readonly effects: Effect[];
  readonly events: RunEvent[];
  readonly taken: number[];
  readonly postponed: { key: EffectKey; until: Instant }[];
  /** Hops still to make; the last one first, so that a branch is followed to its end before the next one. */
  readonly ahead: Hop[];
  /** Since the last input or timer. */
  hops: number;
  cause: Cause;
  /** What `set` steps have written in this call, as facts. */
  written: Record<string, Json> | null;
};

const MOST_TOKENS = 50;

export function setOut(plan: Plan, run: Run, context: Context): Walk {
  return {
    plan,
    context,
    run: { ...run, tokens: run.tokens.slice(), visits: { ...run.visits }, forks: { ...run.forks } },
    effects: [],
    events: [],
    taken: [],
    postponed: [],
    ahead: [],
    hops: 0,
    cause: { by: context.by },
    written: null,
  };
}

/** Adds a line to the history: where it happened (nothing for what concerns the whole run), and why. */
export function tell(walk: Walk, kind: RunEvent['kind'], told: Told = {}): void {
  const { at, ...why } = told;
  tellAt(walk, [kind, at], why);
}
type Told = { readonly at?: Place | undefined; readonly way?: string; readonly text?: string };
type Place = { readonly step: StepId; readonly visit: number };

/** As `tell`, with a reason that may be kept as it is. */
export function tellAt(
  walk: Walk,
  [kind, place]: readonly [RunEvent['kind'], Place | undefined],
  why: RunEvent['why'],
): void {
  const { by, input } = walk.cause;
  walk.events.push({
    at: walk.context.now,
    step: place === undefined ? null : place.step,
    visit: place === undefined ? 0 : place.visit,
    kind,
    why: input === undefined ? why : { ...why, input: input.seq },
    by,
  });
}

export function go(walk: Walk, tokenId: number, [to, way]: readonly [to: StepId, way: string]): void {
  walk.ahead.push({ tokenId, to, way });
}

export function tokenOf(run: Run, id: number): Token | undefined {
  const { tokens } = run;
  for (let i = 0; i < tokens.length; i++) if (tokens[i]!.id === id) return tokens[i];
  return undefined;
}

export function putToken(run: Run, token: Token): void {
  const { tokens } = run;
  for (let i = 0; i < tokens.length; i++)
    if (tokens[i]!.id === token.id) {
      tokens[i] = token;
      return;
    }
}

export function addToken(walk: Walk, { step, visit, forks }: Pick<Token, 'step' | 'visit' | 'forks'>): Token {
  const { run, context } = walk;
  if (run.tokens.length >= MOST_TOKENS) throw new Stuck('tokens', step);
  const token: Token = { id: run.nextToken++, step, visit, enteredAt: context.now, before: context.now, forks };
  run.tokens.push(token);
  return token;
}

export function removeToken(run: Run, id: number): void {
  run.tokens = run.tokens.filter((token) => token.id !== id);
}

/** Takes back the effect that the token still waits for (engine rule 8). The token stays. */
export function withdraw(walk: Walk, token: Token, why: string): void {
  const key = token.wait?.key;
  if (key === undefined) return;
  walk.effects.push({ kind: 'withdraw', key, why });
  tell(walk, 'withdrawn', { at: token, text: why });
  const { key: _settled, ...wait } = token.wait!;
  putToken(walk.run, { ...token, wait });
}

/** Takes a token away with everything that it had asked for. */
export function dropToken(walk: Walk, token: Token, why: string): void {
  withdraw(walk, token, why);
  removeToken(walk.run, token.id);
}

/** When a span from `from` on is over; `times` -1 reckons back. */
export function spanFrom({ context }: Walk, from: Instant, [rule, times]: readonly [SpanRule, 1 | -1]): Instant {
  if (rule.unit === 'calendar days')
    return addSpan(context.calendars, from, { ...rule, count: rule.count * times, zone: context.zone });
  return addSpan(context.calendars, from, times === 1 ? rule : { ...rule, count: -rule.count });
}

/** All that a condition may read now: facts of the subject, what was just set, answers and visits of the run. */
export function factsNow({ context, run, written }: Walk): Facts {
  const facts: Record<string, Json> = { ...context.facts, ...written };
  for (const [field, answer] of Object.entries(run.answers)) facts[`answers.${field}`] = answer;
  for (const [step, count] of Object.entries(run.visits)) facts[`run.visits.${step}`] = count;
  return facts;
}

export function momentNow({ context }: Walk): Moment {
  const zone = zoneOf(context.calendars, context.zone);
  return { now: context.now, today: localDate(zone, context.now) };
}
