import { DomainError } from '../domain/domain-error.ts';
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

/** Throws `case.stage_unknown` for one that is not in the dictionary, or is switched off. */
export async function demandStage(tx: Tx, stage: string): Promise<void> {
  if (await tx.maybe('select 1 from case_stages where code = $1 and active', [stage])) return;
  throw new DomainError(
    'case.stage_unknown',
    {
      pl: `Nie ma etapu sprawy „${stage}”. Wybierz etap z listy.`,
      en: `There is no stage of cases "${stage}". Choose a stage from the list.`,
    },
    'stage',
  );
}
