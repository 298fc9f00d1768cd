import type { Version } from '../scenario/shapes.ts';
import { stepsInOrder } from './scenario-steps.ts';
import type { FunnelKind, FunnelLine } from './funnel-key.ts';
import type { GoalMeasure } from './shapes.ts';

export type FunnelStage = { readonly id: string; readonly version: Version | null };

/** The set of participants that a goal counts. */
export const goalKey: Readonly<Record<GoalMeasure, string>> = { success: 'success', reply: 'replied', call: 'called' };

/** The way of the participants, derived from the scenarios of the stages: what they can get, answer and be asked. */
export function funnelOf(stages: readonly FunnelStage[]): readonly FunnelLine[] {
  const followed = stages.filter((stage): stage is FunnelStage & { version: Version } => stage.version !== null);
  return [
    { key: 'taking-part', kind: 'taking part' },
    ...followed.flatMap((stage) => stageLines(stage, followed.length > 1)),
    { key: 'success', kind: 'success' },
  ];
}

function stageLines({ id, version }: { id: string; version: Version }, oneOfMany: boolean): FunnelLine[] {
  const lines: FunnelLine[] = oneOfMany ? [{ key: `entered.${id}`, kind: 'entered', stageId: id }] : [];
  let listens = false;
  for (const stepId of stepsInOrder(version)) {
    const step = version.steps[stepId]!;
    const name = step.name === undefined ? {} : { name: step.name };
    const line = (kind: FunnelKind): FunnelLine => ({
      key: `${kind}.${id}.${stepId}`,
      kind,
      stageId: id,
      step: stepId,
      ...name,
    });
    if (step.kind === 'message') lines.push(line('sent'), line('opened'));
    if (step.kind === 'wait' && step.on?.some((one) => one.event === 'reply') && !listens) {
      listens = true;
      lines.push({ key: `replied.${id}`, kind: 'replied', stageId: id });
    }
    if (step.kind === 'task') lines.push({ ...line('done'), name: step.name ?? step.title });
  }
  return lines;
}
