import type { Step, StepId } from './shapes.ts';

/** Where a step can lead, each way once, with the field that draws it. */
export function waysOf(step: Step): readonly { readonly to: StepId; readonly by: string }[] {
  const way = (by: string, to: StepId | undefined) => (to === undefined ? [] : [{ by, to }]);
  switch (step.kind) {
    case 'task':
      return [
        ...step.outcomes.map(({ code, next }) => ({ by: code, to: next })),
        ...way('timeout', step.timeout),
        ...way('refused', step.refused),
      ];
    case 'message':
      return [...way('next', step.next), ...way('failed', step.failed), ...way('refused', step.refused)];
    case 'wait':
      return [
        ...way('next', step.next),
        ...way('past', step.past),
        ...(step.on ?? []).map(({ event, next }) => ({ by: event, to: next })),
      ];
    case 'branch':
      return [...step.when.map(({ next }, i) => ({ by: `when[${i}]`, to: next })), ...way('else', step.else)];
    case 'split':
      return step.shares.map(({ next }, i) => ({ by: `shares[${i}]`, to: next }));
    case 'fork':
      return step.to.map((to, i) => ({ by: `to[${i}]`, to }));
    case 'end':
      return [];
    case 'book':
      return [...way('next', step.next), ...way('noneFree', step.noneFree)];
    case 'effect':
      return [...way('next', step.next), ...way('failed', step.failed)];
    default:
      return way('next', step.next);
  }
}

/**
 * The ways that something can take. A wait for events alone is never over by time, and only a date can have passed: what is
 * drawn there leads nowhere.
 */
export function takenWaysOf(step: Step): readonly StepId[] {
  if (step.kind !== 'wait') return waysOf(step).map(({ to }) => to);
  const isTimed = step.for !== undefined || step.until !== undefined || step.on === undefined;
  return [
    ...(isTimed ? [step.next] : []),
    ...(step.past !== undefined && step.until ? [step.past] : []),
    ...(step.on ?? []).map(({ next }) => next),
  ];
}

/**
 * Does a token that comes here wait for a person, or for a span that is longer than nothing? Only such a step may hold a
 * loop together (engine rule 11): a date may have passed, an event may have come before.
 */
export function holdsLoop(step: Step): boolean {
  if (step.kind === 'task') return true;
  return step.kind === 'wait' && step.for !== undefined && step.for.count > 0 && step.until === undefined;
}
