import type { Tx } from './database.ts';

export type OpportunityStage = {
  readonly code: string;
  readonly namePl: string;
  readonly nameEn: string;
  readonly probability: number;
  readonly color: string;
};

/** The stages an opportunity may come to, in their order. */
export async function opportunityStages(tx: Tx): Promise<OpportunityStage[]> {
  return tx.rows<OpportunityStage>(
    'select code, name_pl, name_en, probability, color from opportunity_stages where active order by position, code',
  );
}

export type LostReason = { readonly code: string; readonly namePl: string; readonly nameEn: string };

/** Why opportunities are lost: the dictionary. */
export async function lostReasons(tx: Tx): Promise<LostReason[]> {
  return tx.rows<LostReason>('select code, name_pl, name_en from lost_reasons where active order by position, code');
}
