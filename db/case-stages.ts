import type { Tx } from './database.ts';

export type CaseStage = {
  readonly code: string;
  readonly namePl: string;
  readonly nameEn: string;
  readonly color: string;
};

/** The stages a case may come to, in their order. */
export async function caseStages(tx: Tx): Promise<CaseStage[]> {
  return tx.rows<CaseStage>(
    'select code, name_pl, name_en, color from case_stages where active order by position, code',
  );
}
