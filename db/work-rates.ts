/** What an hour of work and a kilometre cost: reports of cases reckon with it. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import type { WorkRates } from '../domain/cases/cost.ts';
import { changesBetween, recordAudit } from './audit.ts';
import { usualCurrency } from './currencies.ts';
import type { Tx } from './database.ts';

export type KnownRates = WorkRates & { readonly currency: string };

/** For whoever keeps the settings. */
export async function readWorkRates(tx: Tx, viewer: Viewer): Promise<KnownRates> {
  demand(viewer, 'settings.edit');
  return knownRates(tx);
}

/** In the currency that was the usual one when they were said. */
export async function knownRates(tx: Tx): Promise<KnownRates> {
  const found = await tx.maybe<{ rates: KnownRates | null }>(
    `select settings -> 'workRates' as rates from installation`,
  );
  return found?.rates ?? { hourMinor: null, kilometreMinor: null, currency: await usualCurrency(tx) };
}

export async function changeWorkRates(tx: Tx, viewer: Viewer, rates: WorkRates): Promise<void> {
  demand(viewer, 'settings.edit');
  const { currency: _, ...before } = await knownRates(tx);
  const changes = changesBetween(before, rates);
  if (Object.keys(changes).length === 0) return;
  const { id } = await tx.one<{ id: string }>(
    `update installation set settings = settings || jsonb_build_object('workRates', $1::jsonb) returning id`,
    [JSON.stringify({ ...rates, currency: await usualCurrency(tx) })],
  );
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'installation', recordId: id, verb: 'edit', changes });
}
