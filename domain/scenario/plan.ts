import { catalogueWith, type Catalogue, type Fact, type FactType } from '../conditions/catalogue.ts';
import { compileCondition, type Test } from '../conditions/compile.ts';
import type { FormField, Outcome, PlannedEffect, Step, StepId, TaskStep, Version } from './shapes.ts';

/** A step as the interpreter uses it: everything that can be worked out before any run comes by. */
export type PlannedStep = {
  readonly id: StepId;
  readonly step: Step;
  /** How often one run may come here (engine rule 11). */
  readonly mostVisits: number;
  readonly tests: readonly Test[];
  readonly ways: ReadonlyMap<string, StepId>;
  readonly taskParams: TaskParams | null;
};

type TaskParams = Omit<Extract<PlannedEffect, { kind: 'task' }>['params'], 'plannedAt' | 'dueAt' | 'remindAt'>;

export type Plan = { readonly version: Version; readonly steps: ReadonlyMap<StepId, PlannedStep> };

const VISITS = 20;
const plans = new WeakMap<Version, Plan>();

/** Compiled once per version object. */
export function planOf(version: Version): Plan {
  let plan = plans.get(version);
  if (!plan) plans.set(version, (plan = compile(version)));
  return plan;
}

function compile(version: Version): Plan {
  const catalogue = catalogueOf(version);
  const steps = new Map(Object.entries(version.steps).map(([id, step]) => [id, compileStep(id, step, catalogue)]));
  return { version, steps };
}

function compileStep(id: StepId, step: Step, catalogue: Catalogue): PlannedStep {
  const own = 'mostVisits' in step ? step.mostVisits : undefined;
  return {
    id,
    step,
    // Every branch of a fork comes to its join: arrivals there are no sign of a loop.
    mostVisits: step.kind === 'join' ? Infinity : (own ?? VISITS),
    tests: step.kind === 'branch' ? step.when.map((way) => compileLater(way.if, catalogue)) : [],
    ways: new Map(step.kind === 'task' ? step.outcomes.map((outcome) => [outcome.code, outcome.next]) : []),
    taskParams: step.kind === 'task' ? taskParams(step) : null,
  };
}

/** A condition that does not compile breaks only the run that comes to it, not every run of the version. */
function compileLater(...[condition, catalogue]: Parameters<typeof compileCondition>): Test {
  try {
    return compileCondition(condition, catalogue);
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function taskParams(step: TaskStep): TaskParams {
  const { title, type, assignee, priority, script, form, checklist, purpose } = step;
  return {
    title,
    type,
    assignee,
    outcomes: step.outcomes.map(withoutWay),
    ...(priority === undefined ? {} : { priority }),
    ...(script === undefined ? {} : { script }),
    ...(form === undefined ? {} : { form }),
    ...(checklist === undefined ? {} : { checklist }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}

function withoutWay({ code, name, asks }: Outcome): Omit<Outcome, 'next'> {
  return asks === undefined ? { code, name } : { code, name, asks };
}

const answerTypes: Readonly<Record<FormField['kind'], FactType>> = {
  text: 'text',
  'long text': 'text',
  number: 'number',
  date: 'date',
  choice: 'text',
  'yes/no': 'yes/no',
};

/**
 * What conditions of this version may ask: the known facts and the fields of its own forms, each with its type. With `own`
 * only those own fields.
 */
export function catalogueOf(version: Version, own?: readonly Fact[]): Catalogue {
  const answers = new Map<string, FactType>();
  for (const step of Object.values(version.steps))
    if (step.kind === 'task') for (const field of step.form ?? []) answers.set(field.id, answerTypes[field.kind]);
  return catalogueWith(answers, own);
}
