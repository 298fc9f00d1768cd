/**
 * What a scenario, a run of it, and what goes into and comes out of a run look like. All of it is JSON.
 * Instants are epoch milliseconds (UTC); dates are `YYYY-MM-DD` in the organisation's zone.
 * The exact rules are in `README.md` beside this file.
 */
import type { Actor } from '../actor.ts';
import type { Condition } from '../conditions/shapes.ts';

export type StepId = string;
export type Instant = number;
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** `run:step:visit`: names an effect for ever. */
export type EffectKey = string;

/** Key of a fork on the tokens that it made: `run:step:visit` of the fork itself. */
export type ForkKey = string;

export type RefKind = 'company' | 'person' | 'case' | 'invoice' | 'visit' | 'participant';
export type Ref = { readonly kind: RefKind; readonly id: string };

/** A span in one unit; the three are never mixed. Working ones are reckoned in the named calendar, or the organisation's. */
export type SpanRule =
  | { readonly unit: 'working days'; readonly count: number; readonly calendar?: string }
  | { readonly unit: 'working hours'; readonly count: number; readonly calendar?: string }
  | { readonly unit: 'calendar days'; readonly count: number }
  | { readonly unit: 'minutes'; readonly count: number };

/** For whom a task is. */
export type Assignee =
  | { readonly to: 'user'; readonly userId: string }
  | { readonly to: 'role'; readonly role: string }
  | { readonly to: 'owner' }
  | { readonly to: 'queue'; readonly queue: string };

/** A way out of a task that an operator chooses. */
export type Outcome = {
  readonly code: string;
  readonly name: { readonly pl: string; readonly en: string };
  readonly next: StepId;
  /** An outcome such as "call back" asks for a date; the answer `nextAt` may then be read by a later wait. */
  readonly asks?: 'date' | 'note';
};

export type FormField = {
  readonly id: string;
  readonly name: { readonly pl: string; readonly en: string };
  readonly kind: 'text' | 'long text' | 'number' | 'date' | 'choice' | 'yes/no';
  readonly required?: boolean;
  readonly choices?: readonly { readonly code: string; readonly name: { readonly pl: string; readonly en: string } }[];
};

/** Something that may happen to the subject while a run waits. `match` narrows by equality of facts of the event. */
export type EventPattern = {
  readonly event: string;
  readonly match?: { readonly [fact: string]: Json };
  readonly next: StepId;
};

type Drawn = { readonly name?: string; readonly color?: string; readonly at?: readonly [number, number] };

export type TaskStep = Drawn & {
  readonly kind: 'task';
  readonly title: string;
  /** Code of the task type, e.g. `call`. */
  readonly type: string;
  readonly assignee: Assignee;
  readonly priority?: 'low' | 'normal' | 'high';
  /** Text (with merge fields) that the operator reads out. */
  readonly script?: string;
  readonly form?: readonly FormField[];
  readonly checklist?: readonly string[];
  readonly outcomes: readonly Outcome[];
  /** Deadline, reckoned from entering the step. */
  readonly due?: SpanRule;
  /** Where the run goes when the deadline passes. Without it the task stays open, overdue. */
  readonly timeout?: StepId;
  /** Where it goes when the task is closed without an outcome, e.g. the call is not allowed. Not drawn: `timeout`, else the token ends. */
  readonly refused?: StepId;
  readonly remindBefore?: readonly SpanRule[];
  /** Purpose for the governor when the task is a contact, e.g. `marketing`. */
  readonly purpose?: string;
  readonly mostVisits?: number;
};

export type MessageStep = Drawn & {
  readonly kind: 'message';
  readonly channel: string;
  /** Code of a template; its purpose decides which consent is asked. */
  readonly template: string;
  /** Within allowed hours unless `atOnce`. */
  readonly atOnce?: boolean;
  readonly expires?: SpanRule;
  /** Ways that are not drawn fall to `next`. `refused`: no address, no consent, suppressed, over the cap. */
  readonly failed?: StepId;
  readonly refused?: StepId;
  readonly next: StepId;
  readonly mostVisits?: number;
};

export type WaitStep = Drawn & {
  readonly kind: 'wait';
  readonly for?: SpanRule;
  /** A date fact, plus or minus a span; a date that has passed takes `past`. */
  readonly until?: { readonly fact: string; readonly plus?: SpanRule; readonly minus?: SpanRule };
  readonly on?: readonly EventPattern[];
  /** How far back an event that nobody had claimed still counts. Default `before`: since the step before this one was entered. */
  readonly since?: 'before' | 'start' | 'now';
  /** When the span or the date is over. */
  readonly next: StepId;
  readonly past?: StepId;
  readonly mostVisits?: number;
};

export type BranchStep = Drawn & {
  readonly kind: 'branch';
  readonly when: readonly { readonly if: Condition; readonly next: StepId; readonly name?: string }[];
  readonly else: StepId;
};

export type SplitStep = Drawn & {
  readonly kind: 'split';
  /** Shares are weights; they need not add up to 100. */
  readonly shares: readonly { readonly weight: number; readonly next: StepId; readonly name?: string }[];
};

export type ForkStep = Drawn & { readonly kind: 'fork'; readonly to: readonly StepId[] };
export type JoinStep = Drawn & { readonly kind: 'join'; readonly need: number | 'all' | 'any'; readonly next: StepId };

export type SetStep = Drawn & {
  readonly kind: 'set';
  /** Field of the subject's company, e.g. `class`, `ownerId`, or an own field `own.<code>`. */
  readonly field: string;
  readonly value: Json;
  readonly next: StepId;
};

export type NotifyStep = Drawn & {
  readonly kind: 'notify';
  readonly whom: Assignee;
  readonly text: { readonly pl: string; readonly en: string };
  readonly next: StepId;
};

export type MilestoneStep = Drawn & {
  readonly kind: 'milestone';
  readonly code: string;
  readonly next: StepId;
};

export type EndStep = Drawn & {
  readonly kind: 'end';
  readonly result: 'success' | 'failure' | 'neutral';
  readonly reason?: string;
  /** Ends only the token that came here; without it the whole run ends and the rest is withdrawn. */
  readonly only?: 'token';
};

/** Typed and validated, but not yet interpreted: publishing refuses them with a sentence that says so. */
export type BookStep = Drawn & {
  readonly kind: 'book';
  readonly people: readonly Assignee[];
  readonly resources: readonly string[];
  readonly duration: SpanRule;
  readonly within: SpanRule;
  readonly noneFree: StepId;
  readonly next: StepId;
};
export type EffectStep = Drawn & {
  readonly kind: 'effect';
  readonly effect: string;
  readonly params: Json;
  readonly failed?: StepId;
  readonly next: StepId;
};
export type StartStep = Drawn & {
  readonly kind: 'start';
  readonly scenario: string;
  readonly subject: 'same' | RefKind;
  readonly wait: boolean;
  readonly next: StepId;
};

export type Step =
  | TaskStep
  | MessageStep
  | WaitStep
  | BranchStep
  | SplitStep
  | ForkStep
  | JoinStep
  | SetStep
  | NotifyStep
  | MilestoneStep
  | EndStep
  | BookStep
  | EffectStep
  | StartStep;

/** A published scenario: data, hashed, immutable, at most 64 KB. */
export type Version = {
  readonly schema: 1;
  readonly start: StepId;
  readonly steps: Readonly<Record<StepId, Step>>;
};

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
  /** What chance is hashed over: scenario or campaign id (rule 12). */
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
        keyof Drawn | 'kind' | 'timeout' | 'refused' | 'due' | 'mostVisits' | 'outcomes' | 'remindBefore'
      > & {
        readonly outcomes: readonly Omit<Outcome, 'next'>[];
        readonly dueAt: Instant | null;
        readonly remindAt: readonly Instant[];
      };
    }
  | {
      readonly kind: 'message';
      readonly params: { readonly channel: string; readonly template: string; readonly atOnce: boolean };
    }
  /** Done in the same transaction; belong to nobody and are never withdrawn (rule 5). */
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
