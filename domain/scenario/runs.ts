/**
 * A run of a scenario, and what goes into and comes out of it. All of it is JSON.
 * Instants are epoch milliseconds (UTC); dates are `YYYY-MM-DD` in the organisation's zone.
 */
import type { Actor } from '../actor.ts';
import type {
  Assignee,
  Drawn,
  EventPattern,
  Instant,
  Json,
  Outcome,
  Ref,
  SpanRule,
  StepId,
  TaskStep,
} from './steps.ts';

/** `run:step:visit`: names an effect for ever. */
export type EffectKey = string;

/** Key of a fork on the tokens that it made: `run:step:visit` of the fork itself. */
export type ForkKey = string;

/** What a token waits for; whichever comes first ends the wait. */
export type Wait = {
  until?: Instant;
  /** How `until` was reckoned, so that thawing can reckon it again. */
  rule?: SpanRule;
  key?: EffectKey;
  on?: readonly EventPattern[];
};

export type Token = {
  id: number;
  step: StepId;
  visit: number;
  enteredAt: Instant;
  /** When the step before this one was entered: how far back a wait looks for events. */
  before: Instant;
  wait?: Wait;
  forks: readonly ForkKey[];
};

export type RunResult = { readonly result: 'success' | 'failure' | 'neutral'; readonly reason?: string };

export type Run = {
  id: string;
  engine: 1;
  versionId: string;
  /** What chance is hashed over: scenario or campaign id (engine rule 12). */
  chance: string;
  subject: Ref;
  state: 'running' | 'stuck' | 'ended';
  tokens: Token[];
  forks: Record<ForkKey, { of: number; came: number; gone: number; at: StepId | null }>;
  visits: Record<StepId, number>;
  answers: Record<string, Json>;
  /** Events that nobody has claimed yet, the last 50. */
  kept: Input[];
  /** Messages planned on the day `on` (UTC): rule 11 allows five. */
  messages: { on: string; count: number };
  nextToken: number;
  rev: number;
  dueAt: Instant | null;
  /** The campaign's stage has closed: what is open may be finished, nothing new is begun. */
  closed?: true;
  result?: RunResult;
  stuckWhy?: string;
};

/** Something that happened to a run. `seq` gives the order; `occurredAt` is what the outside world says about time. */
export type Input = {
  readonly seq: number;
  readonly recordedAt: Instant;
  readonly occurredAt?: Instant;
  readonly by: Actor;
} & InputWhat;

export type InputWhat =
  | {
      readonly kind: 'outcome';
      readonly key: EffectKey;
      readonly code: string;
      readonly answers: Readonly<Record<string, Json>>;
    }
  | {
      readonly kind: 'settled';
      readonly key: EffectKey;
      readonly as: 'done' | 'failed' | 'refused';
      readonly reason?: string;
    }
  | { readonly kind: 'deferred'; readonly key: EffectKey; readonly until: Instant; readonly reason: string }
  | { readonly kind: 'happened'; readonly event: string; readonly facts: Readonly<Record<string, Json>> }
  | ({ readonly kind: 'control' } & Control);

export type Control =
  | { readonly what: 'cancel'; readonly reason: string }
  /** A freeze is over: it held from `from` to `to`; each wait is set again by its rule. */
  | { readonly what: 'thaw'; readonly from: Instant; readonly to: Instant }
  /** The campaign's stage has closed: `withdraw` its open tasks or let them go on until their deadline. */
  | { readonly what: 'stage closed'; readonly tasks: 'finish' | 'withdraw' }
  /** The stage or the campaign has other dates; `context` holds the new ones. */
  | { readonly what: 'dates moved' }
  /** A person repairs a stuck run. `skip` drops the input with that seq. */
  | {
      readonly what: 'resume';
      readonly how:
        | { readonly do: 'retry' }
        | { readonly do: 'skip'; readonly seq: number }
        | { readonly do: 'move'; readonly tokenId: number; readonly to: StepId }
        | { readonly do: 'end'; readonly result: RunResult };
    };

export type PlannedEffect = {
  readonly key: EffectKey;
  readonly step: StepId;
  readonly visit: number;
  readonly notBefore?: Instant;
  readonly expiresAt?: Instant;
  /** 1 operator's own, 2 procedures, 3 campaigns: lower goes first. */
  readonly priority: 1 | 2 | 3;
} & (
  | {
      readonly kind: 'task';
      readonly params: Omit<
        TaskStep,
        keyof Drawn | 'kind' | 'timeout' | 'refused' | 'planned' | 'due' | 'mostVisits' | 'outcomes' | 'remindBefore'
      > & {
        readonly outcomes: readonly Omit<Outcome, 'next'>[];
        /** The hour that was agreed for it; missing where none was. */
        readonly plannedAt?: Instant;
        readonly dueAt: Instant | null;
        readonly remindAt: readonly Instant[];
      };
    }
  | {
      readonly kind: 'message';
      readonly params: { readonly channel: string; readonly template: string; readonly atOnce: boolean };
    }
  /** Done in the same transaction; belong to nobody and are never withdrawn (engine rule 5). */
  | { readonly kind: 'set'; readonly params: { readonly field: string; readonly value: Json } }
  | {
      readonly kind: 'notify';
      readonly params: { readonly whom: Assignee; readonly text: { readonly pl: string; readonly en: string } };
    }
);

export type Withdrawal = { readonly kind: 'withdraw'; readonly key: EffectKey; readonly why: string };
export type Effect = PlannedEffect | Withdrawal;

/** What people read about a run: one line of its history. */
export type RunEvent = {
  readonly at: Instant;
  readonly step: StepId | null;
  readonly visit: number;
  readonly kind:
    | 'started'
    | 'entered'
    | 'kept'
    | 'ignored'
    | 'overdue'
    | 'deferred'
    | 'withdrawn'
    | 'milestone'
    | 'thawed'
    | 'dates moved'
    | 'stuck'
    | 'resumed'
    | 'ended';
  readonly why: { readonly input?: number; readonly rule?: string; readonly way?: string; readonly text?: string };
  readonly by: Actor;
};

/** The answer of `advance`: everything that has to be written, in one transaction. */
export type Move = {
  readonly run: Run;
  readonly effects: readonly Effect[];
  readonly events: readonly RunEvent[];
  /** `seq` of the inputs that are done with; the others wait. */
  readonly taken: readonly number[];
  /** Open tasks and messages whose deadline has moved, e.g. on thawing: the row of the effect follows. */
  readonly postponed: readonly { readonly key: EffectKey; readonly until: Instant }[];
};

/** Facts that conditions and texts may read, by dotted name (`company.class`), loaded once per batch. */
export type Facts = { readonly [name: string]: Json };
