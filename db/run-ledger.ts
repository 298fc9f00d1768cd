/** The ledger of effects: what runs wanted, from the moment it is planned. What becomes of it is in `effects.ts`. */
import type { Instant, PlannedEffect } from '../domain/scenario/shapes.ts';
import { instants, integers, jsonbs, smallints, texts, uuids } from './columns.ts';
import type { Tx } from './database.ts';
import type { RunRow } from './run-rows.ts';

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
  readonly notBefore?: Instant | null;
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
      texts(rows.map(({ effect }) => effect.key)),
      uuids(rows.map(({ row }) => row.id)),
      texts(rows.map(({ effect }) => effect.kind)),
      texts(rows.map(({ state }) => state)),
      texts(rows.map(({ effect }) => effect.step)),
      integers(rows.map(({ effect }) => effect.visit)),
      jsonbs(rows.map(({ params }) => JSON.stringify(params ?? {}))),
      smallints(rows.map(({ effect }) => effect.priority)),
      uuids(rows.map(({ row }) => row.companyId)),
      uuids(rows.map(({ row }) => row.campaignId)),
      uuids(rows.map(({ row }) => row.stageId)),
      uuids(rows.map(({ row }) => row.participantId)),
      uuids(rows.map(({ channelAccountId }) => channelAccountId ?? null)),
      texts(rows.map(({ domain }) => domain ?? null)),
      instants(rows.map(({ effect, notBefore }) => notBefore ?? effect.notBefore ?? null)),
      instants(rows.map(({ effect }) => effect.expiresAt ?? null)),
      texts(rows.map(({ reason }) => reason ?? null)),
      now,
    ],
  );
}
