/** What an hour of work and a kilometre cost: reports of cases reckon with it. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import type { WorkRates } from '../domain/cases/cost.ts';
import { changesBetween, recordAudit } from './audit.ts';
import { demandCurrency, usualCurrency } from './currencies.ts';
import type { Tx } from './database.ts';

export type KnownRates = WorkRates & { readonly currency: string };

/** For whoever keeps the settings. */
export async function readWorkRates(tx: Tx, viewer: Viewer): Promise<KnownRates> {
  demand(viewer, 'settings.edit');
  return knownRates(tx);
}

/** In the currency in which they were said; in the usual one as long as nothing is. */
export async function knownRates(tx: Tx): Promise<KnownRates> {
  return (await saidRates(tx)) ?? { hourMinor: null, kilometreMinor: null, currency: await usualCurrency(tx) };
}

async function saidRates(tx: Tx): Promise<KnownRates | undefined> {
  const found = await tx.maybe<{ rates: KnownRates | null }>(
    `select settings -> 'workRates' as rates from installation`,
  );
  return found?.rates ?? undefined;
}

/** The currency stands in the form beside the amounts: it is kept with them whatever the usual one has become. */
export async function changeWorkRates(tx: Tx, viewer: Viewer, rates: KnownRates): Promise<void> {
  demand(viewer, 'settings.edit');
  const before = await knownRates(tx);
  const { hourMinor, kilometreMinor, currency } = rates;
  const changes = changesBetween(before, { hourMinor, kilometreMinor, currency });
  if (Object.keys(changes).length === 0) return;
  await demandCurrency(tx, { chosen: currency, before: (await saidRates(tx))?.currency });
  const isSaid = hourMinor !== null || kilometreMinor !== null;
  const { id } = await tx.one<{ id: string }>(
    `update installation set settings = settings || jsonb_build_object('workRates', $1::jsonb) returning id`,
    [isSaid ? JSON.stringify({ hourMinor, kilometreMinor, currency }) : 'null'],
  );
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'installation', recordId: id, verb: 'edit', changes });
}
