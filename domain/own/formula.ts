import type { Said } from '../domain-error.ts';
import { functionOf, type FormulaFunction, type Value, type ValueType } from './formula-functions.ts';
import { formulaError, parseFormula, type Node } from './formula-parse.ts';

export type { Value, ValueType } from './formula-functions.ts';

/** The type of a field that a formula may name; undefined where there is none. */
export type FieldTypes = (name: string) => ValueType | undefined;

export type Formula = {
  readonly gives: ValueType;
  /** Names of the fields that it reads. */
  readonly reads: ReadonlySet<string>;
  /** What comes of it for one record; `problem` says why nothing can. */
  readonly reckon: (fields: Readonly<Record<string, Value>>) => Reckoned;
};
export type Reckoned = { readonly value: Value } | { readonly problem: Said };

/** Reads a formula and checks the types of everything in it. Throws `formula.…` with the place. */
export function compileFormula(text: string, types: FieldTypes): Formula {
  const node = parseFormula(text);
  const reads = new Set<string>();
  const gives = typeOf(node, (name) => {
    reads.add(name);
    return types(name);
  });
  return { gives, reads, reckon: (fields) => reckoned(node, fields) };
}

/** Names of the fields that a formula reads, whether or not there are such. Throws `formula.…` as above. */
export function fieldsIn(text: string): ReadonlySet<string> {
  const names = (node: Node): string[] => {
    if (node.is === 'call') return node.of.flatMap(names);
    return node.is === 'field' ? [node.name] : [];
  };
  return new Set(names(parseFormula(text)));
}

function typeOf(node: Node, types: FieldTypes): ValueType {
  if (node.is === 'value') return typeOfValue(node.value);
  if (node.is === 'field') {
    const type = types(node.name);
    if (!type) throw unknownField(node.name, node.at);
    return type;
  }
  const known = functionOf(node.name);
  if (!known) throw unknownFunction(node.name, node.at);
  demandCount(node, known);
  const { takes, gives } = known;
  let same: ValueType | undefined;
  node.of.forEach((part, place) => {
    const wanted = takes[Math.min(place, takes.length - 1)]!;
    const type = typeOf(part, types);
    if (wanted === 'any') return;
    if (wanted === 'same') same ??= type;
    const expected = wanted === 'same' ? same! : wanted;
    if (type !== expected) throw wrongType({ name: node.name, at: part.at, type, expected });
  });
  return gives === 'same' ? same! : gives;
}

function demandCount(node: Extract<Node, { is: 'call' }>, { takes, more, optional = 0 }: FormulaFunction): void {
  const count = node.of.length;
  if (count >= takes.length - optional && (more || count <= takes.length)) return;
  throw formulaError('wrong_count', {
    pl: `Znak ${node.at}: „${node.name}” potrzebuje innej liczby wartości (${takes.length}). Oddziel je średnikami.`,
    en: `Character ${node.at}: "${node.name}" needs another number of values (${takes.length}). Separate them by semicolons.`,
  });
}

function typeOfValue(value: number | string | boolean): ValueType {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'yes/no' : 'text';
}

function reckoned(node: Node, fields: Readonly<Record<string, Value>>): Reckoned {
  const value = valueOf(node, fields);
  if (typeof value === 'number' && !Number.isFinite(value)) return { problem: divided };
  return { value };
}

function valueOf(node: Node, fields: Readonly<Record<string, Value>>): Value {
  if (node.is === 'value') return node.value;
  if (node.is === 'field') return fields[node.name] ?? null;
  const { reckon, withNothing } = functionOf(node.name)!;
  const values = node.of.map((part) => valueOf(part, fields));
  if (!withNothing && values.includes(null)) return null;
  return reckon(...values);
}

const divided: Said = {
  pl: 'Wynik nie jest liczbą: wzór dzieli przez zero.',
  en: 'The result is no number: the formula divides by zero.',
};

const names: Readonly<Record<ValueType, Said>> = {
  number: { pl: 'liczba', en: 'a number' },
  text: { pl: 'tekst', en: 'a text' },
  date: { pl: 'data', en: 'a date' },
  'yes/no': { pl: 'tak/nie', en: 'yes or no' },
};

type Mismatch = { name: string; at: number; type: ValueType; expected: ValueType };

function wrongType({ name, at, type, expected }: Mismatch) {
  return formulaError('wrong_type', {
    pl: `Znak ${at}: „${name}” potrzebuje tu wartości „${names[expected].pl}”, a to jest „${names[type].pl}”.`,
    en: `Character ${at}: "${name}" needs ${names[expected].en} here, and this is ${names[type].en}.`,
  });
}

function unknownField(name: string, at: number) {
  return formulaError('unknown_field', {
    pl: `Znak ${at}: nie ma pola „${name}”. Wybierz pole z listy obok; tekst ujmij w cudzysłów.`,
    en: `Character ${at}: there is no field "${name}". Choose one of the list beside; put texts into quotation marks.`,
  });
}

function unknownFunction(name: string, at: number) {
  return formulaError('unknown_function', {
    pl: `Znak ${at}: nie ma funkcji „${name}”.`,
    en: `Character ${at}: there is no function "${name}".`,
  });
}
