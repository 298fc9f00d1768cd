import type { CaseStage } from '../../../db/case-stages.ts';
import type { CasePage } from '../../../db/case-page.ts';

/** What every part of the page is given. */
export type CaseParts = {
  readonly found: CasePage;
  readonly stages: readonly CaseStage[];
  readonly onChange: () => void;
};
