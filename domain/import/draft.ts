import type { Said } from '../domain-error.ts';
import type { FieldOfFile, OwnColumn } from './own-columns.ts';
import type { Naming } from './references.ts';

/** What a row says about a company; what is empty in the file is not there. Kept as JSON and read by SQL under these names. */
export type Draft = {
  name?: string;
  shortName?: string;
  nip?: string;
  regon?: string;
  krs?: string;
  street?: string;
  postcode?: string;
  city?: string;
  website?: string;
  class?: string;
  industry?: string;
  ownerId?: string;
  turnoverMinor?: number;
  currency?: string;
  notes?: string;
  emails?: string[];
  phones?: string[];
  firstName?: string;
  lastName?: string;
  position?: string;
  personEmails?: string[];
  personPhones?: string[];
  consents?: DraftConsent[];
  consentOn?: string;
  /** Values of own fields by code: of the customer, and of the person. */
  own?: Record<string, unknown>;
  personOwn?: Record<string, unknown>;
  /** Records that own fields lead to, until they are found. */
  named?: Naming[];
};

/** `said` is what stood in the cell: the evidence. */
export type DraftConsent = {
  readonly channel: 'any' | 'email' | 'phone';
  readonly status: 'given' | 'refused';
  readonly said: string;
};

/** Why a cell was refused, or what is odd about it; `column` is its place from 0, -1 for the whole row. */
export type Remark = Said & { readonly column: number };

/** A row after reading: its draft, what makes it wrong, what is only worth a look. */
export type RowReading = {
  readonly draft: Draft;
  readonly problems: readonly Remark[];
  readonly warnings: readonly Remark[];
};

/**
 * What reading a row needs beside the plan. `owners`: ids by e-mail and by plain name, null for one that several have.
 * `today`: `YYYY-MM-DD`.
 */
export type ReadingContext = {
  readonly owners: ReadonlyMap<string, string | null>;
  readonly today: string;
  /** Codes of the currencies that are offered; without them any will do. */
  readonly currencies?: readonly string[];
  /** Codes of industries by what they are called, in small letters. */
  readonly industries?: ReadonlyMap<string, string>;
  /** Own fields by the columns that are read into them. */
  readonly own?: ReadonlyMap<OwnColumn, FieldOfFile>;
};
