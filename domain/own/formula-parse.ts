/**
 * Formulas of own fields: arithmetic, comparison, `&` for joining texts, and a few functions over the fields of one record.
 * A formula knows neither the clock nor other records, so that its stored value stays true until the record changes.
 * Grammar, loosest first: comparison, `&`, `+ -`, `* / %`, minus, value. `,` between two digits is a decimal mark.
 */
import { DomainError, type Said } from '../domain-error.ts';

/** `at` is the place in the text, from 1. */
export type Node =
  | { readonly is: 'value'; readonly value: number | string | boolean; readonly at: number }
  | { readonly is: 'field'; readonly name: string; readonly at: number }
  | { readonly is: 'call'; readonly name: string; readonly of: readonly Node[]; readonly at: number };

type Token = { readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end'; readonly text: string; readonly at: number };

const LONGEST = 2_000;
const MOST_TOKENS = 500;
const MOST_DEPTH = 40;

/** Throws `formula.…` with the place of what is wrong. */
export function parseFormula(text: string): Node {
  if (text.trim() === '') throw formulaError('empty', { pl: 'Wpisz wzór.', en: 'Type in a formula.' });
  if (text.length > LONGEST) throw tooLong();
  const reader = new Reader(tokensOf(text));
  const node = reader.comparison(0);
  reader.demandEnd();
  return node;
}

const pattern =
  /\s+|(\d+(?:[.,]\d+)?)|("(?:[^"\\]|\\.)*"|„[^”]*”)|([\p{L}_][\p{L}\p{N}_.]*)|(<=|>=|<>|!=|[-+*/%&=<>(),;])/uy;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex + 1;
    const found = pattern.exec(text);
    if (!found) throw unreadable(text[at - 1] ?? '', at);
    const [, number, quoted, name, sign] = found;
    if (number) tokens.push({ kind: 'number', text: number.replace(',', '.'), at });
    else if (quoted) tokens.push({ kind: 'text', text: quoted.slice(1, -1).replace(/\\(.)/g, '$1'), at });
    else if (name) tokens.push({ kind: 'name', text: name, at });
    else if (sign) tokens.push({ kind: 'sign', text: sign === '!=' ? '<>' : sign, at });
    if (tokens.length > MOST_TOKENS) throw tooLong();
  }
  return [...tokens, { kind: 'end', text: '', at: text.length + 1 }];
}

/** Goes through the tokens once; each method reads one level of the grammar. */
class Reader {
  private place = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  comparison(depth: number): Node {
    if (depth > MOST_DEPTH) throw tooLong();
    const left = this.level(0, depth);
    const sign = this.take('=', '<>', '<', '<=', '>', '>=');
    return sign ? { is: 'call', name: sign.text, of: [left, this.level(0, depth)], at: sign.at } : left;
  }

  demandEnd(): void {
    const { kind, text, at } = this.next();
    if (kind !== 'end') throw unreadable(text, at);
  }

  private level(which: number, depth: number): Node {
    const signs = levels[which];
    if (!signs) return this.signed(depth);
    let left = this.level(which + 1, depth);
    for (let sign = this.take(...signs); sign; sign = this.take(...signs)) {
      left = { is: 'call', name: sign.text, of: [left, this.level(which + 1, depth)], at: sign.at };
    }
    return left;
  }

  private signed(depth: number): Node {
    if (depth > MOST_DEPTH) throw tooLong();
    const minus = this.take('-');
    return minus ? { is: 'call', name: 'minus', of: [this.signed(depth + 1)], at: minus.at } : this.value(depth);
  }

  private value(depth: number): Node {
    const token = this.next();
    const { kind, text, at } = token;
    if (kind === 'end') throw unfinished(at);
    this.place++;
    if (kind === 'number') return { is: 'value', value: Number(text), at };
    if (kind === 'text') return { is: 'value', value: text, at };
    if (kind === 'name') return this.named(token, depth);
    if (text !== '(') throw unreadable(text, at);
    const inside = this.comparison(depth + 1);
    this.demand(')');
    return inside;
  }

  private named({ text, at }: Token, depth: number): Node {
    const plain = text.toLowerCase();
    if (Object.hasOwn(truths, plain)) return { is: 'value', value: truths[plain]!, at };
    if (!this.take('(')) return { is: 'field', name: text, at };
    const of: Node[] = [];
    if (!this.take(')')) {
      do of.push(this.comparison(depth + 1));
      while (this.take(';', ','));
      this.demand(')');
    }
    return { is: 'call', name: plain, of, at };
  }

  private next(): Token {
    return this.tokens[this.place]!;
  }

  private take(...signs: string[]): Token | undefined {
    const token = this.next();
    if (token.kind !== 'sign' || !signs.includes(token.text)) return undefined;
    this.place++;
    return token;
  }

  private demand(sign: string): void {
    if (this.take(sign)) return;
    const { kind, text, at } = this.next();
    throw kind === 'end' ? unclosed(at) : unreadable(text, at);
  }
}

const levels: readonly (readonly string[])[] = [['&'], ['+', '-'], ['*', '/', '%']];
const truths: Readonly<Record<string, boolean>> = { true: true, false: false, prawda: true, fałsz: false };

export function formulaError(problem: string, said: Said): DomainError {
  return new DomainError(`formula.${problem}`, said, 'formula');
}

function unreadable(text: string, at: number): DomainError {
  return formulaError('unreadable', {
    pl: `Znak ${at}: „${text}” tu nie pasuje. Sprawdź nawiasy i znaki działań.`,
    en: `Character ${at}: "${text}" does not belong here. Check the brackets and the signs.`,
  });
}

function unfinished(at: number): DomainError {
  return formulaError('unfinished', {
    pl: `Wzór urywa się na znaku ${at}. Dopisz brakującą wartość.`,
    en: `The formula breaks off at character ${at}. Add the missing value.`,
  });
}

function unclosed(at: number): DomainError {
  return formulaError('unfinished', {
    pl: `Na znaku ${at} brakuje nawiasu zamykającego.`,
    en: `A closing bracket is missing at character ${at}.`,
  });
}

function tooLong(): DomainError {
  return formulaError('too_long', {
    pl: 'Wzór jest za długi albo za bardzo zagnieżdżony. Podziel go na dwa pola.',
    en: 'The formula is too long or nested too deeply. Split it into two fields.',
  });
}
