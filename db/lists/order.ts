/**
 * The order of a list and how it goes on after a row. Rows without the value that a list is sorted by stand at its end,
 * whichever way it is sorted: the list is read in two parts, `filled` and then `empty`, so that each walks its index.
 */
import { DomainError } from '../../domain/domain-error.ts';
import type { View } from '../../domain/lists/shapes.ts';
import type { Params } from '../task-scope.ts';
import type { ListDefinition, Order } from './definition.ts';
import type { Readable } from './readable.ts';

export type SortKey = Order & { readonly descending: boolean };
export type Part = 'filled' | 'empty';
/** The last row that was shown: its part, the texts of its sort values, its id. */
export type Place = { readonly part: Part; readonly values: readonly (string | null)[]; readonly id: string };

/** One part of the list from a place on. */
export type Stretch = {
  readonly keys: readonly SortKey[];
  readonly part: Part;
  readonly after: Place | undefined;
  readonly limit: number;
};

const MOST_KEYS = 4;

/** What the view sorts by, the list's own order where it says nothing. Throws `list.unsortable` for what no index carries. */
export function sortKeys(sort: View['sort'], list: ListDefinition, { fields }: Readable): SortKey[] {
  const wanted = sort.length > 0 ? sort : list.order;
  const keys = wanted.slice(0, MOST_KEYS).flatMap(({ field, descending = false }): SortKey[] => {
    const order = fields.get(field)?.order;
    if (!order) throw unsortable(field);
    const { then, ...first } = order;
    const { needs = [] } = first;
    return [{ ...first, descending }, ...(then ? [{ ...then, nullable: false, needs, descending }] : [])];
  });
  const [first] = keys;
  return first?.computed ? [first] : keys.filter(({ computed }) => !computed);
}

/** The keys that still order a part: of the empty one, the first says nothing more. */
export function keysOf(part: Part, keys: readonly SortKey[]): readonly SortKey[] {
  return part === 'filled' ? keys : keys.slice(1);
}

/** Where a found row stands. */
export function placeOf(
  row: Readonly<Record<string, unknown>> & { readonly id: string; readonly part: Part },
  keys: readonly SortKey[],
): Place {
  const { id, part } = row;
  return { part, id, values: keysOf(part, keys).map((_, at) => (row[`k${at}`] as string | null) ?? null) };
}

/** Which rows belong to the part; undefined for all. */
export function partSql(part: Part, keys: readonly SortKey[]): string | undefined {
  const [first] = keys;
  if (!first?.nullable) return undefined;
  if (first.parts) return first.parts[part];
  return `${first.by} is ${part === 'filled' ? 'not ' : ''}null`;
}

/** The parts that are to be read from a place on. */
export function partsFrom([first]: readonly SortKey[], after: Place | undefined): readonly [Part, ...Part[]] {
  if (!first!.nullable) return ['filled'];
  return after?.part === 'empty' ? ['empty'] : ['filled', 'empty'];
}

/** `order by` over the given expressions, one for each key, and the id. */
export function orderSql(
  expressions: readonly string[],
  keys: readonly SortKey[],
  of: { part: Part; id: string },
): string {
  return [...sortedSql(expressions, keys, of.part), `${of.id}${wayOf(keys)}`].join(', ');
}

/** As `orderSql`, over both parts at once; `filled` says of which one a row is. */
export function orderOfBothSql(
  expressions: readonly string[],
  keys: readonly SortKey[],
  of: { filled: string; id: string },
): string {
  const ids = [`case when ${of.filled} then ${of.id} end${wayOf(keys)}`, `${of.id}${wayOf(keysOf('empty', keys))}`];
  return [`not ${of.filled}`, ...sortedSql(expressions, keys, 'filled'), ...ids].join(', ');
}

function sortedSql(expressions: readonly string[], keys: readonly SortKey[], part: Part): string[] {
  return expressions.flatMap((expression, at) => {
    const { descending, nullable } = keys[at]!;
    const way = descending ? ' desc' : '';
    return nullable && !isFilled(at, part)
      ? [`(${expression} is null)`, `${expression}${way}`]
      : [`${expression}${way}`];
  });
}

/** The rows that come after a place. */
export function afterSql(
  keys: readonly SortKey[],
  place: Place,
  { params, id }: { params: Params; id: string },
): string {
  const idValue = `${params.add(place.id)}::uuid`;
  const ownId = keys[0]?.id ?? id;
  const idSign = isDescending(keys) ? '<' : '>';
  const columns = keys.map((key, at) => ({ ...key, at, value: place.values[at] ?? null }));
  const [only] = columns;
  if (columns.length === 0) return `${id} ${idSign} ${idValue}`;
  if (columns.length === 1 && only!.value !== null && isFilled(0, place.part)) {
    const value = `${params.add(only!.value)}::${only!.cast}`;
    const behind = `(${only!.by}, ${ownId}) ${idSign} (${value}, ${idValue})`;
    // Through another table no index holds both: its own is told where to begin.
    return only!.needs && !only!.id ? `${only!.by} ${idSign}= ${value} and ${behind}` : behind;
  }

  const typed = columns.map((column) =>
    column.value === null ? 'null' : `${params.add(column.value)}::${column.cast}`,
  );
  const same = (at: number) =>
    columns[at]!.value === null ? `${columns[at]!.by} is null` : `${columns[at]!.by} = ${typed[at]}`;
  const beyond = (at: number) => {
    const { by, value, descending, nullable } = columns[at]!;
    if (value === null) return 'false';
    const further = `${by} ${descending ? '<' : '>'} ${typed[at]}`;
    return nullable && !isFilled(at, place.part) ? `(${further} or ${by} is null)` : further;
  };
  if (
    columns.every(
      ({ value, nullable, descending }, at) =>
        value !== null && descending === isDescending(keys) && (!nullable || isFilled(at, place.part)),
    )
  ) {
    const both = columns.map(({ by }) => by).join(', ');
    // Said once without the id, which may be of another table than the index that is told where to begin.
    return `(${both}) ${idSign}= (${typed.join(', ')}) and (${both}, ${id}) ${idSign} (${typed.join(', ')}, ${idValue})`;
  }
  const ways = columns.map((_, at) =>
    [...columns.slice(0, at).map((__, before) => same(before)), beyond(at)].join(' and '),
  );
  ways.push([...columns.map((_, at) => same(at)), `${id} ${idSign} ${idValue}`].join(' and '));
  const anyWay = `(${ways.map((way) => `(${way})`).join(' or ')})`;
  // Said once more for the index, which cannot make anything of the ways.
  return isFilled(0, place.part) && only!.value !== null
    ? `${only!.by} ${only!.descending ? '<=' : '>='} ${typed[0]} and ${anyWay}`
    : anyWay;
}

/** The first key of the filled part has a value in every row. */
function isFilled(at: number, part: Part): boolean {
  return at === 0 && part === 'filled';
}

/** The id goes the way of the first key, so that one index serves both directions. */
function isDescending(keys: readonly SortKey[]): boolean {
  return keys[0]?.descending ?? false;
}

function wayOf(keys: readonly SortKey[]): string {
  return isDescending(keys) ? ' desc' : '';
}

function unsortable(field: string): DomainError {
  return new DomainError(
    'list.unsortable',
    {
      pl: `Tej listy nie da się sortować po polu „${field.slice(0, 60)}”. Wybierz inne pole.`,
      en: `This list cannot be sorted by "${field.slice(0, 60)}". Choose another field.`,
    },
    'sort',
  );
}
