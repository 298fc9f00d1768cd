/** Whose word about contact counts where two cards of the same become one (rule 26). */

export type Status = 'given' | 'refused' | 'withdrawn';

/** Whom and which address a word is about, as they are on the card that stays; null: all of them. */
type About = { readonly personId: string | null; readonly pointId: string | null };

/** What was said for one channel and purpose. */
export type Word = About & {
  /** The card that it stands on; of two persons of one firm the word of the firm is on both. */
  readonly side: 'kept' | 'merged' | 'both';
  /** What it is about is there on both cards. */
  readonly shared: boolean;
  readonly channel: 'email' | 'phone';
  readonly purpose: string;
  readonly status: Status;
};

/** What was in force on each card; null: nothing, or it is not there. */
export type StrictWord = About & {
  readonly channel: 'email' | 'phone';
  readonly purpose: string;
  readonly kept: Status | null;
  readonly merged: Status | null;
  readonly wins: Status;
};

/**
 * Where a refusal was in force on one card, and the other agreed or the newest word of both together would: the refusal has to
 * be said again. What is said for a whole firm or person is not said again for each of their addresses. `words`: the newest
 * first.
 */
export function strictestWords(words: readonly Word[]): StrictWord[] {
  const questions = Map.groupBy(words, ({ channel, purpose }) => JSON.stringify([channel, purpose]));
  return [...questions.values()].flatMap(strictestOf);
}

function strictestOf(words: readonly Word[]): StrictWord[] {
  const strict: StrictWord[] = [];
  for (const about of broadestFirst(words)) {
    if (strict.some((one) => concerns(one, about))) continue;
    const { channel, purpose, personId, pointId } = about;
    const [kept, merged] = [inForce(words, about, 'kept'), inForce(words, about, 'merged')];
    const wins = [kept, merged].find((status) => status !== null && status !== 'given');
    const agreed = [kept, merged, newest(words, about)].includes('given');
    if (wins && agreed) strict.push({ personId, pointId, channel, purpose, kept, merged, wins });
  }
  return strict;
}

/** One word for each person and address that is named. */
function broadestFirst(words: readonly Word[]): Word[] {
  const named = Map.groupBy(words, ({ personId, pointId }) => JSON.stringify([personId, pointId]));
  const breadth = ({ personId, pointId }: About) => Number(personId !== null) + 2 * Number(pointId !== null);
  return [...named.values()].flatMap((same) => same.slice(0, 1)).toSorted((a, b) => breadth(a) - breadth(b));
}

function inForce(words: readonly Word[], about: Word, side: 'kept' | 'merged'): Status | null {
  const isThere = about.shared || about.side === side;
  return isThere
    ? newest(
        words.filter((word) => word.side === side || word.side === 'both'),
        about,
      )
    : null;
}

function newest(words: readonly Word[], about: About): Status | null {
  return words.find((word) => concerns(word, about))?.status ?? null;
}

function concerns(word: About, { personId, pointId }: About): boolean {
  return (word.personId ?? personId) === personId && (word.pointId ?? pointId) === pointId;
}
