/** Of a title and of who paid no more is read: nobody writes more, and all of it is looked through. */
export const MOST_TITLE = 2_000;
export const MOST_REFERENCE = 200;

/** One line of a bank statement, whatever file it came in. */
export type BankLine = {
  /** `YYYY-MM-DD`, as the bank booked it. */
  readonly on: string;
  /** What came in is positive, what went out negative. */
  readonly amountMinor: number;
  readonly currency: string;
  readonly title: string;
  /** Who paid, as the bank names them. */
  readonly party: string;
  /** Their account, as an IBAN; null where the bank does not say. */
  readonly account: string | null;
  /** The bank's own number of the line, where it has one. */
  readonly reference: string;
};

/** A line that could not be read: its number in the file, so that a person finds it. */
export type UnreadLine = { readonly number: number; readonly text: string };
export type Statement = {
  readonly lines: readonly BankLine[];
  readonly unread: readonly UnreadLine[];
  /** Of how many lines the file does not say the currency: they are in the one that was said beside it. */
  readonly assumed: number;
};
