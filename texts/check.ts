/** Whether a text can be filled in: every field known, every tag closed. Problems carry line and column. */
import type { Said } from '../domain/domain-error.ts';
import { standardBook, type FieldBook } from './fields.ts';
import { allowedTags, engineFor, type Escaping } from './liquid.ts';
import { weightProblem } from './weight.ts';

export type TextProblem = {
  readonly code: 'template.unknown_field' | 'template.syntax' | 'template.too_heavy';
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly said: Said;
};

/** A mistyped name is compared with every known one: whoever mistyped more than that corrects the first ones first. */
const mostCompared = 20;

/**
 * Everything that is wrong with a text, in the order of its places; nothing if it can be filled in. It is filled in once:
 * one that takes more time or memory than a letter may would else fail at each of its recipients.
 */
export function problemsOf(text: string, escaping: Escaping = 'none', book: FieldBook = standardBook): TextProblem[] {
  const engine = engineFor(escaping, 'pl');
  try {
    const heavy = weightProblem(text);
    if (heavy) return [{ code: 'template.too_heavy', line: 1, column: 1, said: heavy }];
    const parsed = engine.parse(text);
    const { globals } = engine.analyzeSync(parsed, { partials: false });
    const unknown = Object.values(globals)
      .flat()
      .map((used) => ({ path: pathOf(used.segments as unknown[]), at: used.location }))
      .filter(({ path }) => path === undefined || !book.isKnown(path))
      .sort((a, b) => a.at.row - b.at.row || a.at.col - b.at.col)
      .map(({ path, at }, order) => {
        const near = path && order < mostCompared ? book.nearest(path) : undefined;
        return unknownField({ path, near }, at.row, at.col);
      });
    if (unknown.length === 0) engine.renderSync(parsed, book.examples());
    return unknown;
  } catch (error) {
    return [syntaxProblem(error as Error)];
  }
}

/** Names of the fields that a text uses; of one too heavy to be taken apart, kept from an earlier time, every word. */
export function fieldsOf(text: string): ReadonlySet<string> {
  if (weightProblem(text)) return new Set(text.match(/[a-zA-Z][\w.]*/g));
  const engine = engineFor('none', 'pl');
  const { globals } = engine.analyzeSync(engine.parse(text), { partials: false });
  const paths = Object.values(globals)
    .flat()
    .map((used) => pathOf(used.segments as unknown[]));
  return new Set(paths.filter((path) => path !== undefined));
}

/** Undefined where a name is reckoned at the time of sending, so that nobody can know it. */
function pathOf(segments: readonly unknown[]): string | undefined {
  return segments.every((segment) => typeof segment === 'string') ? segments.join('.') : undefined;
}

type Unknown = { readonly path: string | undefined; readonly near: string | undefined };

function unknownField({ path, near }: Unknown, line: number, column: number): TextProblem {
  const name = path ?? '[…]';
  return {
    code: 'template.unknown_field',
    line,
    column,
    said: {
      pl: `Nie ma pola „${name}” (wiersz ${line}, znak ${column}). ${near ? `Może chodziło o „${near}”.` : 'Wybierz pole z listy.'}`,
      en: `There is no field "${name}" (line ${line}, column ${column}). ${near ? `Did you mean "${near}"?` : 'Choose a field from the list.'}`,
    },
  };
}

function syntaxProblem(error: Error & { token?: { getPosition?: () => readonly [number, number] } }): TextProblem {
  const [line, column] = error.token?.getPosition?.() ?? [1, 1];
  if (/limit exceeded/.test(error.message)) return tooHeavy(line, column);
  const what = error.message.replace(/, line:\d+, col:\d+$/, '');
  const tag = /^tag "([^"]*)" not found/.exec(what)?.[1];
  const filter = /^undefined filter: (.*)$/.exec(what)?.[1];
  return {
    code: 'template.syntax',
    line,
    column,
    said: {
      pl: `${inPolish(what, tag, filter)} (wiersz ${line}, znak ${column}).`,
      en: `${tag ? `The tag "${tag}" is not available here; use ${allowedTags[0]}, unless, case or assign` : filter ? `There is no filter "${filter}"` : `The text cannot be read: ${what}`} (line ${line}, column ${column}).`,
    },
  };
}

function tooHeavy(line: number, column: number): TextProblem {
  return {
    code: 'template.too_heavy',
    line,
    column,
    said: {
      pl: `Wypełnienie tego tekstu trwa za długo albo zajmuje za dużo pamięci (wiersz ${line}, znak ${column}). Uprość go.`,
      en: `Filling in this text takes too long or too much memory (line ${line}, column ${column}). Make it simpler.`,
    },
  };
}

function inPolish(what: string, tag?: string, filter?: string): string {
  if (tag) return `Znacznik „${tag}” nie jest tu dostępny; użyj if, unless, case albo assign`;
  if (filter) return `Nie ma filtru „${filter}”`;
  if (/not closed/.test(what)) return 'Pole albo znacznik nie jest zamknięty; dopisz }} albo {% endif %}';
  return `Nie da się odczytać tekstu: ${what}`;
}
