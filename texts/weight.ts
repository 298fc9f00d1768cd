/** What a text may weigh. Taking it apart looks up the place of each name from the beginning: thousands would take minutes. */
import { Tokenizer, TokenKind } from 'liquidjs';
import type { Said } from '../domain/domain-error.ts';

/** Fields and tags of one text. The fullest letter has a few dozen. */
const mostMarks = 500;
/** Letters inside of all its braces: one tag may hold thousands of names. */
const mostMarkLetters = 20_000;
/** A large newsletter has about five thousand. */
const mostElements = 10_000;

/** What makes a text too heavy to be looked at, with what to do; nothing if it is light. A brace that is not closed throws. */
export function weightProblem(text: string): Said | undefined {
  if (text.split('<', mostElements + 2).length > mostElements + 1) return tooManyElements;
  let [marks, letters] = [0, 0];
  for (const { kind, begin, end } of new Tokenizer(text).readTopLevelTokens()) {
    if (kind === TokenKind.HTML) continue;
    marks++;
    letters += end - begin;
  }
  if (marks > mostMarks) return tooManyMarks;
  return letters > mostMarkLetters ? tooLongMarks : undefined;
}

const tooManyMarks: Said = {
  pl: `Ten tekst ma ponad ${mostMarks} pól i znaczników. Usuń część z nich albo podziel tekst na kilka szablonów.`,
  en: `This text has more than ${mostMarks} fields and tags. Remove some of them or split the text into several templates.`,
};
const tooLongMarks: Said = {
  pl: `Pola i znaczniki tego tekstu mają razem ponad ${mostMarkLetters} znaków. Skróć to, co stoi między klamrami.`,
  en: `The fields and tags of this text have more than ${mostMarkLetters} characters together. Shorten what stands between the braces.`,
};
const tooManyElements: Said = {
  pl: `Ten tekst ma ponad ${mostElements} elementów HTML. Uprość jego układ albo podziel go na kilka szablonów.`,
  en: `This text has more than ${mostElements} HTML elements. Make its layout simpler or split it into several templates.`,
};
