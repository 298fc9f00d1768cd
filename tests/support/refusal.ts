/** How work is refused: by which broken rule, and with which words. Anything else that goes wrong fails the test. */
import { DomainError } from '../../domain/domain-error.ts';

/** The refusal of this work; fails if it is done. */
export async function refusal(work: Promise<unknown>): Promise<DomainError> {
  const error = await brokenRule(work);
  if (!error) throw new Error('It was not refused');
  return error;
}

/** The code of the refusal, or `nothing` if the work is done. */
export async function refusedAs(work: Promise<unknown>): Promise<string> {
  return (await brokenRule(work))?.code ?? 'nothing';
}

async function brokenRule(work: Promise<unknown>): Promise<DomainError | undefined> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  return undefined;
}
