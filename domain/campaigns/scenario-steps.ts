import type { MessageStep, Step, StepId, TaskStep, Version } from '../scenario/shapes.ts';

/** Where each step leads, drawn ways first to last. */
function waysOut(step: Step): readonly StepId[] {
  switch (step.kind) {
    case 'task':
      return [...step.outcomes.map((outcome) => outcome.next), ...present(step.timeout), ...present(step.refused)];
    case 'message':
      return [step.next, ...present(step.failed), ...present(step.refused)];
    case 'branch':
      return [...step.when.map((one) => one.next), step.else];
    case 'split':
      return step.shares.map((share) => share.next);
    case 'fork':
      return step.to;
    case 'end':
      return [];
    default:
      return stepsNamedIn(step);
  }
}

/** Steps in the order in which a run comes to them: breadth first from the start, each once. */
export function stepsInOrder(version: Version): readonly StepId[] {
  const seen = new Set<StepId>([version.start]);
  // A Set keeps the order of insertion, and its iteration sees what is added on the way.
  for (const id of seen) {
    const step = version.steps[id];
    for (const next of step ? waysOut(step) : []) if (version.steps[next]) seen.add(next);
  }
  return [...seen].filter((id) => version.steps[id]);
}

/** A step by which people are reached. */
export type ContactStep = { readonly id: StepId; readonly step: MessageStep | TaskStep };

/**
 * The contacts by which a run may begin: those that lie before any other. Where one has a way of its own for
 * people who may not be reached by it, the contacts on that way count as well, because the scenario provides for them.
 */
export function openingContacts(version: Version): readonly ContactStep[] {
  const found: ContactStep[] = [];
  const seen = new Set<StepId>();
  const ahead: StepId[] = [version.start];
  for (let id = ahead.shift(); id !== undefined; id = ahead.shift()) {
    const step = version.steps[id];
    if (!step || seen.has(id)) continue;
    seen.add(id);
    if (step.kind === 'message' || step.kind === 'task') {
      found.push({ id, step });
      if (step.refused !== undefined && !(step.kind === 'message' && step.refused === step.next))
        ahead.push(step.refused);
    } else ahead.push(...waysOut(step));
  }
  return found;
}

function present(id: StepId | undefined): readonly StepId[] {
  return id === undefined ? [] : [id];
}

/** The other kinds name their ways in these fields only. */
function stepsNamedIn(step: Step): readonly StepId[] {
  const fields = step as Readonly<Record<string, unknown>>;
  const events = Array.isArray(fields['on'])
    ? (fields['on'] as readonly { next: StepId }[]).map((one) => one.next)
    : [];
  const single = ['next', 'timeout', 'past', 'noneFree', 'failed'].map((name) => fields[name]);
  return [...events, ...single.filter((id): id is StepId => typeof id === 'string')];
}
