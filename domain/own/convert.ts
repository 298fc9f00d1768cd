/** Values of a field as another kind would hold them. */
import type { Cell } from '../import/cell.ts';
import { readOwnCell } from '../import/own-fields.ts';
import type { ReadableField } from './shapes.ts';

/** Kinds whose values are ids or worked out: nothing becomes one of them, and they become nothing else. */
const fixed: readonly ReadableField['kind'][] = ['reference', 'file', 'formula'];

/** Whether values of one kind may become values of the other at all. */
export function isConvertible(from: ReadableField['kind'], to: ReadableField['kind']): boolean {
  return !fixed.includes(from) && !fixed.includes(to);
}

const nobody = { owners: new Map<string, string>(), today: '9999-12-31' };

/** The value as the new field would hold it; undefined where it cannot. */
export function converted(from: ReadableField, to: ReadableField, value: unknown): unknown {
  const read = readOwnCell({ field: to, cell: asTyped(from, to, value), context: nobody });
  return 'value' in read && read.value !== null ? read.value : undefined;
}

/** As people would have typed it into the new field; an amount keeps its currency where that is asked for. */
function asTyped({ kind, options, choices = [] }: ReadableField, to: ReadableField, value: unknown): Cell {
  const labelOf = (code: unknown) => choices.find((choice) => choice.value === code)?.label.pl ?? String(code);
  if (kind === 'money' && typeof value === 'number') {
    if (to.kind === 'number') return value / 100;
    return `${(value / 100).toFixed(2)} ${options.currency ?? 'PLN'}`;
  }
  if (kind === 'choice' || kind === 'many') return [value].flat().map(labelOf).join('; ');
  if (typeof value === 'boolean') return to.kind === 'number' ? Number(value) : value ? 'tak' : 'nie';
  return typeof value === 'number' ? value : String(value);
}
