import type { Import } from '../../../db/imports.ts';

/** An import as the API shows it. */
export type Shown = Omit<Import, 'filePath'>;

/** What each step of the wizard is given. */
export type StepProps = { readonly work: Shown; readonly onChange: () => void };
