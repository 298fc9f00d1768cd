/**
 * What a row of the outbox can wake. Each kind has a workflow (`workflows/ids.ts`), and PostgreSQL alone knows which of its
 * kind there should be (`db/sweep.ts`): both lists are complete or do not compile.
 */
export type TargetKind = 'campaign' | 'pump' | 'run' | 'dispatch' | 'import' | 'bulk' | 'export' | 'shape';

/** `campaign:<id>`, `pump:<campaignId>:<cohort>`, `run:<id>`, `dispatch:<accountId>`, `shape:all` … */
export type Target = `${TargetKind}:${string}`;
