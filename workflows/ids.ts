/**
 * The one place where ids of workflows, schedules and task queues are made. Each carries the installation's id, so that
 * two installations on one Temporal never meet.
 */
import type { TargetKind } from '../domain/target.ts';

/** A workflow that a target of the outbox names: what is started when it does not run, and woken when it does. */
export type Addressed = {
  readonly workflowType: string;
  readonly workflowId: string;
  readonly queue: Queue;
  readonly args: readonly [Readonly<Record<string, string | number>>];
};

/** `now`: single runs, what an operator waits for. `bulk`: cohorts, imports, sending. */
export type Queue = 'now' | 'bulk';

export function taskQueue(installationId: string, queue: Queue): string {
  return `nurt-${installationId}-${queue}`;
}

export function workflowId(installationId: string, target: string): string {
  return `nurt-${installationId}:${target}`;
}

export function scheduleId(installationId: string, job: string): string {
  return `nurt-${installationId}:job:${job}`;
}

/** Name of a plugin's periodic job, among the jobs and schedules of the house. */
export function jobOfPlugin(id: string): string {
  return `plugin:${id}`;
}

/** Name of the one signal. */
export const NUDGE = 'nudge';

export const targets = {
  campaign: (campaignId: string) => `campaign:${campaignId}`,
  pump: (campaignId: string, cohort: number) => `pump:${campaignId}:${cohort}`,
  run: (runId: string) => `run:${runId}`,
  dispatch: (accountId: string) => `dispatch:${accountId}`,
  import: (importId: string) => `import:${importId}`,
  bulk: (bulkId: string) => `bulk:${bulkId}`,
  export: (exportId: string) => `export:${exportId}`,
  shape: 'shape:all',
} as const satisfies Record<TargetKind, unknown>;

/** The workflow behind a target. Undefined for a target that this program does not know. */
export function addressOf(installationId: string, target: string): Addressed | undefined {
  const [kind, id, part] = target.split(':');
  if (!kind || !id) return undefined;
  const known = (workflowsOf as Readonly<Record<string, Begin>>)[kind]?.(id, part);
  return known && { ...known, workflowId: workflowId(installationId, target) };
}

type Begin = (id: string, part?: string) => Omit<Addressed, 'workflowId'>;

const workflowsOf: Readonly<Record<TargetKind, Begin>> = {
  campaign: (campaignId) => ({ workflowType: 'campaign', queue: 'bulk', args: [{ campaignId }] }),
  pump: (campaignId, cohort) => ({
    workflowType: 'pump',
    queue: 'bulk',
    args: [{ campaignId, cohort: Number(cohort) }],
  }),
  run: (runId) => ({ workflowType: 'procedure', queue: 'now', args: [{ runId }] }),
  dispatch: (accountId) => ({ workflowType: 'dispatch', queue: 'bulk', args: [{ accountId }] }),
  shape: () => ({ workflowType: 'shaping', queue: 'bulk', args: [{}] }),
  bulk: (bulkId) => ({ workflowType: 'bulk', queue: 'now', args: [{ bulkId }] }),
  export: (exportId) => ({ workflowType: 'exporting', queue: 'bulk', args: [{ exportId }] }),
  import: (importId) => ({ workflowType: 'importing', queue: 'bulk', args: [{ importId }] }),
};
