import type { ImportRow } from '../../../db/import-rows.ts';
import type { Import } from '../../../db/imports.ts';

/** An import as the API shows it. */
export type Shown = Omit<Import, 'filePath'>;

/** What each step of the wizard is given. */
export type StepProps = { readonly work: Shown; readonly onChange: () => void };

/** What the amounts of a row are in: before it, and after it. A file that names no currency leaves that of the customer. */
export function currenciesOf({
  changes,
  cells,
  companyCurrency,
}: Pick<ImportRow, 'changes' | 'cells' | 'companyCurrency'>): readonly [was: string, becomes: string] {
  const kept = companyCurrency ?? cells['currency'] ?? 'PLN';
  const [was, becomes] = changes?.['currency'] ?? [kept, kept];
  return [String(was ?? kept), String(becomes ?? kept)];
}
