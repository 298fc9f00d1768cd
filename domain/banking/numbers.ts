/** Numbers of documents in what people write: looked up by runs of words, so that a title takes no longer than it is long. */

type Numbered = { readonly number: string };
type Token = { readonly text: string; readonly start: number; readonly end: number };

/** Numbers have no more parts than that; what is longer is not looked for. */
const MOST_PARTS = 16;
const MOST_LETTERS = 60;
/** A bare short number would be found in anything. */
const LEAST_LETTERS = 4;
/** So many documents of the same number say nothing. */
const MOST_FOUND = 20;

/** What answers which of these documents a title names: `FV/2026/11/1` is also `fv 2026-11-1`, but not `FV/2026/11/12`. */
export function numbersIn<One extends Numbered>(documents: readonly One[]): (title: string) => One[] {
  const byKey = new Map<string, { readonly ends: ReadonlySet<number>; readonly one: One }[]>();
  for (const one of documents) {
    const parts = tokensOf(one.number.toUpperCase()).map(({ text }) => text);
    const key = parts.join('');
    if (key.length < LEAST_LETTERS || key.length > MOST_LETTERS || parts.length > MOST_PARTS) continue;
    const same = byKey.get(key);
    if (same) same.push({ ends: endsOf(parts), one });
    else byKey.set(key, [{ ends: endsOf(parts), one }]);
  }
  return (title) => {
    const found = new Set<One>();
    for (const { key, parts } of runsOf(title, byKey)) {
      const ends = [...endsOf(parts)];
      for (const same of byKey.get(key)!.slice(0, MOST_FOUND))
        // What the title parts, the number parts too: `FV/1/12` is not `FV/11/2`.
        if (ends.every((end) => same.ends.has(end))) found.add(same.one);
      if (found.size >= MOST_FOUND) break;
    }
    return [...found];
  };
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/\p{L}+|\p{N}+/gu)].map(({ 0: found, index }) => ({
    ...{ text: found, start: index, end: index + found.length },
  }));
}

/** Where each part ends in all of them written as one. */
function endsOf(parts: readonly string[]): ReadonlySet<number> {
  let end = 0;
  return new Set(parts.map((part) => (end += part.length)));
}

type Run = { readonly key: string; readonly parts: readonly string[] };

/** Words that stand side by side, as many as a number may have, where they make one that is known and no date. */
function* runsOf(title: string, known: ReadonlyMap<string, unknown>): Generator<Run> {
  const text = title.toUpperCase();
  const tokens = tokensOf(text);
  for (const [from, first] of tokens.entries()) {
    // In the middle of a word no number begins.
    if (tokens[from - 1]?.end === first.start) continue;
    let key = '';
    for (let to = from; to < tokens.length && to < from + MOST_PARTS; to++) {
      const last = tokens[to]!;
      key += last.text;
      if (key.length > MOST_LETTERS) break;
      const next = tokens[to + 1];
      if (!known.has(key) || (next?.start === last.end && /^\p{N}/u.test(next.text))) continue;
      if (isDateIn(text.slice(first.start, last.end), tokens[from - 1]?.text)) continue;
      yield { key, parts: tokens.slice(from, to + 1).map(({ text }) => text) };
    }
  }
}

const dotted =
  /^(?:(?:\d{1,2}[.-])?\d{1,2}[.-](?:19|20)\d\d|\d{1,2}[.-]\d{1,2}[.-]\d\d|20\d\d[.-]\d{1,2}(?:[.-]\d{1,2})?)$/;
const stroked = /^(?:\d{1,2}\/\d{1,2}\/(?:\d\d|20\d\d)|20\d\d\/\d{1,2}\/\d{1,2})$/;
const dayWords: ReadonlySet<string | undefined> = new Set(['DNIA', 'DNIU', 'DN', 'DATA', 'DATE', 'DATED']);

/** With strokes it is a date only where the word before says so. */
function isDateIn(written: string, before: string | undefined): boolean {
  return dotted.test(written) || (dayWords.has(before) && stroked.test(written));
}
