import type { Assignee, Step, Version } from './shapes.ts';

/** Codes of the queues whose people this version gives work or notices to. */
export function queuesOf({ steps }: Pick<Version, 'steps'>): readonly string[] {
  const codes = Object.values(steps).flatMap((step) => {
    const whom = receiverOf(step);
    return whom?.to === 'queue' ? [whom.queue] : [];
  });
  return [...new Set(codes)];
}

function receiverOf(step: Step): Assignee | undefined {
  if (step.kind === 'task') return step.assignee;
  return step.kind === 'notify' ? step.whom : undefined;
}
