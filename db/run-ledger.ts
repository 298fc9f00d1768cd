/** The ledger of effects: what runs wanted, from the moment it is planned. What becomes of it is in `effects.ts`. */
import type { PlannedEffect } from '../domain/scenario/shapes.ts';
import type { Tx } from './database.ts';
import { instant, type RunRow } from './run-rows.ts';

/** An effect of one kind, with the run that wants it. */
export type Wanted<Kind extends PlannedEffect['kind']> = {
  readonly row: RunRow;
  readonly effect: Extract<PlannedEffect, { kind: Kind }>;
};

/** Rows of the ledger for planned effects. */
export type LedgerRow = {
  readonly row: RunRow;
  readonly effect: PlannedEffect;
  readonly state: 'planned' | 'refused';
  readonly params?: unknown;
  readonly reason?: string;
  readonly notBefore?: string | null;
  readonly channelAccountId?: string | null;
  readonly domain?: string | null;
};

/** Writes planned and refused effects into the ledger. */
export async function enterLedger(tx: Tx, rows: readonly LedgerRow[], now: string): Promise<void> {
  if (rows.length === 0) return;
  await tx.prepared(
    'enter-ledger',
    `insert into effects (key, run_id, kind, state, step, visit, params, priority, company_id, campaign_id, stage_id,
       participant_id, channel_account_id, domain, not_before, expires_at, reason, epoch, planned_at, settled_at)
     select u.*, coalesce((select epoch from installation), 1), $18, case when u.state = 'refused' then $18::timestamptz end
     from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[], $7::jsonb[], $8::smallint[],
       $9::uuid[], $10::uuid[], $11::uuid[], $12::uuid[], $13::uuid[], $14::text[], $15::timestamptz[],
       $16::timestamptz[], $17::text[])
       u(key, run_id, kind, state, step, visit, params, priority, company_id, campaign_id, stage_id, participant_id,
         account_id, domain, not_before, expires_at, reason)`,
    [
      rows.map(({ effect }) => effect.key),
      rows.map(({ row }) => row.id),
      rows.map(({ effect }) => effect.kind),
      rows.map(({ state }) => state),
      rows.map(({ effect }) => effect.step),
      rows.map(({ effect }) => effect.visit),
      rows.map(({ params }) => JSON.stringify(params ?? {})),
      rows.map(({ effect }) => effect.priority),
      rows.map(({ row }) => row.companyId),
      rows.map(({ row }) => row.campaignId),
      rows.map(({ row }) => row.stageId),
      rows.map(({ row }) => row.participantId),
      rows.map(({ channelAccountId }) => channelAccountId ?? null),
      rows.map(({ domain }) => domain ?? null),
      rows.map(({ effect, notBefore }) => notBefore ?? instant(effect.notBefore ?? null)),
      rows.map(({ effect }) => instant(effect.expiresAt ?? null)),
      rows.map(({ reason }) => reason ?? null),
      now,
    ],
  );
}
