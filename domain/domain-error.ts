/** The languages in which Nurt speaks to people. */
export type Language = 'pl' | 'en';

/** One sentence in every language. */
export type Said = Readonly<Record<Language, string>>;

/**
 * A broken rule, told to people: what happened, the value, and what to do.
 * `code` is `noun.problem`; programs may rely on it. Everything that is not a DomainError is a defect and stays loud.
 */
export class DomainError extends Error {
  readonly code: string;
  readonly said: Said;
  /** Field of the form or request that the person has to change, if there is one. */
  readonly field?: string;
  /** Where somebody else was quicker: the record as it is now, with its version. */
  now?: Readonly<Record<string, unknown>>;

  constructor(code: string, said: Said, field?: string) {
    super(`${code}: ${said.en}`);
    this.name = 'DomainError';
    this.code = code;
    this.said = said;
    if (field !== undefined) this.field = field;
  }
}

/** What a code is about, as the audit calls it: `own_field.changed` is about an own field. */
export function nounOf(code: string): string {
  return code.split('.')[0]!.replaceAll('_', ' ');
}

/** The same error with the record as it is now: whoever came second is shown both values of what they sent, and chooses. */
export function withNow<Now extends object>(error: DomainError, now: Now): DomainError {
  error.now = now as Readonly<Record<string, unknown>>;
  return error;
}
