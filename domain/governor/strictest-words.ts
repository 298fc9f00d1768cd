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
  const on = {
    kept: newestOf(words.filter(({ side }) => side !== 'merged')),
    merged: newestOf(words.filter(({ side }) => side !== 'kept')),
    both: newestOf(words),
  };
  const inForce = (about: Word, side: 'kept' | 'merged') =>
    about.shared || about.side === side ? on[side](about) : null;
  const strict: StrictWord[] = [];
  const said = new Set<string>();
  for (const about of broadestFirst(words)) {
    if (broader(about).some((key) => said.has(key))) continue;
    const { channel, purpose, personId, pointId } = about;
    const [kept, merged] = [inForce(about, 'kept'), inForce(about, 'merged')];
    const wins = [kept, merged].find((status) => status !== null && status !== 'given');
    if (!wins || ![kept, merged, on.both(about)].includes('given')) continue;
    strict.push({ personId, pointId, channel, purpose, kept, merged, wins });
    said.add(keyOf(personId, pointId));
  }
  return strict;
}

/** One word for each person and address that is named. */
function broadestFirst(words: readonly Word[]): Word[] {
  const named = Map.groupBy(words, ({ personId, pointId }) => keyOf(personId, pointId));
  const breadth = ({ personId, pointId }: About) => Number(personId !== null) + 2 * Number(pointId !== null);
  return [...named.values()].flatMap((same) => same.slice(0, 1)).toSorted((a, b) => breadth(a) - breadth(b));
}

/** The newest word that concerns a person and address. A customer may hold the words of thousands of people: each is looked up. */
function newestOf(words: readonly Word[]): (about: About) => Status | null {
  const newest = new Map<string, { readonly place: number; readonly status: Status }>();
  for (const [place, { personId, pointId, status }] of words.entries()) {
    const key = keyOf(personId, pointId);
    if (!newest.has(key)) newest.set(key, { place, status });
  }
  return (about) => {
    const found = broader(about).flatMap((key) => newest.get(key) ?? []);
    return found.toSorted((a, b) => a.place - b.place)[0]?.status ?? null;
  };
}

/** What a word may be about to concern this person and address: these, or all persons, or all addresses. */
function broader({ personId, pointId }: About): string[] {
  return [...new Set([personId, null].flatMap((person) => [pointId, null].map((point) => keyOf(person, point))))];
}

function keyOf(personId: string | null, pointId: string | null): string {
  return `${personId ?? ''} ${pointId ?? ''}`;
}
