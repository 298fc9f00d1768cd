import type { Changed, Untold } from '../../db/invitations.ts';
import { call, Refused } from './read.ts';

let ask: ((meetings: readonly Untold[]) => void) | undefined;

/**
 * After a change by hand: where people were invited and do not know of it yet, it is asked whether they are told (rule 32).
 * The question stands over whatever page comes next.
 */
export async function askParticipants(changed: Changed): Promise<void> {
  try {
    const { meetings } = await call<{ meetings: readonly Untold[] }>('POST', '/tasks/untold', changed);
    if (meetings.length > 0) ask?.(meetings);
  } catch (error) {
    // The change itself is saved; whoever may not read the invitations has nobody to tell.
    if (!(error instanceof Refused)) throw error;
  }
}

/** The frame draws the question. Answers what ends it. */
export function whenAsked(draw: (meetings: readonly Untold[]) => void): () => void {
  ask = draw;
  return () => {
    ask = undefined;
  };
}
