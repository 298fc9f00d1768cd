/**
 * The steps of a scenario, and the version that they make. All of it is JSON.
 * The exact rules are in `README.md` beside this file.
 */
import type { Condition } from '../conditions/shapes.ts';

export type StepId = string;
export type Instant = number;
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type RefKind = 'company' | 'person' | 'case' | 'invoice' | 'visit' | 'participant';
export type Ref = { readonly kind: RefKind; readonly id: string };

/** A span in one unit; the three are never mixed. Working ones are reckoned in the named calendar, or the organisation's. */
export type SpanRule =
  | { readonly unit: 'working days'; readonly count: number; readonly calendar?: string }
  | { readonly unit: 'working hours'; readonly count: number; readonly calendar?: string }
  | { readonly unit: 'calendar days'; readonly count: number }
  | { readonly unit: 'minutes'; readonly count: number };

/** The date that a fact holds, plus or minus a span. */
export type DateOfFact = { readonly fact: string; readonly plus?: SpanRule; readonly minus?: SpanRule };

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
  /** An outcome such as "call back" asks for a date; the answer `nextAt` may then be read by a later task or wait. */
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

/** How a step is drawn: does not count for the hash of behaviour. */
export type Drawn = { readonly name?: string; readonly color?: string; readonly at?: readonly [number, number] };

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
  /** The hour that was agreed for it, e.g. `answers.nextAt`; one that is unknown or has passed is none. */
  readonly planned?: DateOfFact;
  /** Deadline, reckoned from the agreed hour, else from entering the step. */
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
  readonly until?: DateOfFact;
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
