/** Small checks of JSON, put together in `step-shapes.ts`. Each says where a value is not what was expected. */
import type { Said } from '../domain-error.ts';

export type Misfit = { readonly path: string; readonly said: Said };
export type Check = (value: unknown, path: string) => readonly Misfit[];

const fine: readonly Misfit[] = [];
const misfit = (path: string, pl: string, en: string): readonly Misfit[] => [
  { path, said: { pl: `potrzebna wartość: ${pl}`, en: `the value must be ${en}` } },
];

export function text(most: number): Check {
  return (value, path) =>
    typeof value === 'string' && value.trim() !== '' && value.length <= most && !value.includes('\0')
      ? fine
      : misfit(path, `tekst, najwyżej ${most} znaków`, `a text of at most ${most} characters`);
}

/** Names that a JavaScript object has anyway would be mistaken for entries. */
const taken = new Set(Object.getOwnPropertyNames(Object.prototype));

export const code: Check = (value, path) =>
  typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/.test(value) && !taken.has(value)
    ? fine
    : misfit(path, 'kod z liter bez znaków polskich, cyfr, „-” i „_”', 'a code of letters, digits, "-" and "_"');

export const json: Check = () => fine;

export const yesNo: Check = (value, path) =>
  typeof value === 'boolean' ? fine : misfit(path, 'true albo false', 'true or false');

export function number({ least, whole = false, most = 1e6 }: { least: number; whole?: boolean; most?: number }): Check {
  const pl = `liczba${whole ? ' całkowita' : ''} od ${least} do ${most}`;
  const en = `a ${whole ? 'whole ' : ''}number from ${least} to ${most}`;
  return (value, path) =>
    typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value))
      ? fine
      : misfit(path, pl, en);
}

export function oneOf(...allowed: readonly (string | number)[]): Check {
  const list = allowed.map((one) => `"${one}"`).join(', ');
  return (value, path) =>
    allowed.includes(value as string) ? fine : misfit(path, `jedno z: ${list}`, `one of: ${list}`);
}

export function either(first: Check, second: Check): Check {
  return (value, path) => {
    const found = first(value, path);
    return found.length === 0 || second(value, path).length === 0 ? fine : found;
  };
}

export function list(check: Check, { least = 0, most = 100 }: { least?: number; most?: number } = {}): Check {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < least || value.length > most)
      return misfit(path, `lista, od ${least} do ${most} pozycji`, `a list of ${least} to ${most} entries`);
    return value.flatMap((one, i) => check(one, `${path}[${i}]`));
  };
}

const notThere: Said = { pl: 'nie ma takiego pola (literówka?)', en: 'is no field (a typing mistake?)' };

/** An object with these fields and no other; those in `maybe` may be absent. */
export function object(must: Readonly<Record<string, Check>>, maybe: Readonly<Record<string, Check>> = {}): Check {
  return (value, path) => {
    if (!isObject(value)) return misfit(path, 'obiekt { … }', 'an object { … }');
    const at = (field: string) => (path === '' ? field : `${path}.${field}`);
    const missing = Object.keys(must)
      .filter((field) => value[field] === undefined)
      .flatMap((field) => [{ path: at(field), said: { pl: 'brakuje go', en: 'is missing' } }]);
    const known = Object.entries(value).flatMap(([field, inner]) => {
      if (inner === undefined) return fine;
      const check = Object.hasOwn(must, field) ? must[field] : Object.hasOwn(maybe, field) ? maybe[field] : undefined;
      return check ? check(inner, at(field)) : [{ path: at(field), said: notThere }];
    });
    return [...missing, ...known];
  };
}

export const anyObject: Check = (value, path) =>
  isObject(value) ? fine : misfit(path, 'obiekt { … }', 'an object { … }');

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
