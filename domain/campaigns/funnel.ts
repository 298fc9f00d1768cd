import type { Version } from '../scenario/shapes.ts';
import { stepsInOrder } from './scenario-steps.ts';

/**
 * One line of the funnel. Its `key` names a set of participants, and the list of participants understands the same key:
 * the number and the rows behind it come from one definition (`db/campaign-funnel.ts`).
 */
export type FunnelLine = {
  readonly key: string;
  readonly kind: FunnelKind;
  readonly stageId?: string;
  readonly step?: string;
  /** Name of the step as its author gave it. */
  readonly name?: string;
};

export type FunnelKind = 'taking part' | 'entered' | 'sent' | 'opened' | 'replied' | 'done' | 'success';

export type FunnelStage = { readonly id: string; readonly version: Version | null };

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

/** Reads a key back. Answers nothing for one that no funnel has: such an address was typed by hand. */
export function readFunnelKey(key: string): FunnelLine | undefined {
  const [kind, stageId, ...rest] = key.split('.');
  const step = rest.join('.');
  if (kind === 'taking-part' && !stageId) return { key, kind: 'taking part' };
  if (kind === 'success' && !stageId) return { key, kind };
  if ((kind === 'entered' || kind === 'replied') && stageId) return { key, kind, stageId };
  if ((kind === 'sent' || kind === 'opened' || kind === 'done') && stageId && step) return { key, kind, stageId, step };
  return undefined;
}
