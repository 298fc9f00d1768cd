import { ValidationError } from 'adminjs';
import type { PropertyErrors } from 'adminjs';
import type { ModelAttributeColumnOptions } from 'sequelize';
import { typeOf } from './where.ts';
import type { Columns } from './where.ts';

export type Typed = Readonly<Record<string, unknown>>;

/**
 * What a form sent, as values of the columns that it may write: nothing typed is null, not 0 and not ''. Other fields are
 * dropped. Throws AdminJS's ValidationError with a key of `messages` per field.
 */
export function formValues(
  columns: Columns,
  writable: readonly string[],
  sent: Readonly<Record<string, unknown>>,
): Typed {
  const values: Record<string, unknown> = {};
  const errors: PropertyErrors = {};
  for (const name of writable) {
    const column = columns[name];
    if (!column || !(name in sent)) continue;
    const read = valueOf(column, sent[name]);
    if ('problem' in read) errors[name] = { message: read.problem };
    else values[name] = read.value;
  }
  if (Object.keys(errors).length > 0) throw new ValidationError(errors);
  return values;
}

/** Columns of a new record that must be given and are not. */
export function demandRequired(columns: Columns, writable: readonly string[], values: Typed): void {
  const missing = writable.filter((name) => isRequired(columns[name]) && (values[name] ?? null) === null);
  if (missing.length === 0) return;
  throw new ValidationError(Object.fromEntries(missing.map((name) => [name, { message: 'required' }])));
}

type Read = { readonly value: unknown } | { readonly problem: string };

function valueOf(column: ModelAttributeColumnOptions, sent: unknown): Read {
  const type = typeOf(column);
  if (type === 'BOOLEAN') return { value: sent === true || sent === 'true' };
  if (sent === null || sent === undefined || sent === '') {
    return isRequired(column) ? { problem: 'required' } : { value: null };
  }
  const text = String(sent).trim();
  if (type === 'INTEGER') return /^-?\d{1,9}$/.test(text) ? { value: Number(text) } : { problem: 'notNumber' };
  if (type === 'ENUM')
    return ((column.values ?? []) as string[]).includes(text) ? { value: text } : { problem: 'notListed' };
  if (type === 'STRING') return ofLength(text, 500, column);
  if (type === 'TEXT') return ofLength(text, 20_000, column);
  return { problem: 'notHere' };
}

function ofLength(text: string, most: number, column: ModelAttributeColumnOptions): Read {
  if (text.length > most) return { problem: 'tooLong' };
  if (text === '') return isRequired(column) ? { problem: 'required' } : { value: null };
  return text.includes('\0') ? { problem: 'notHere' } : { value: text };
}

function isRequired(column: ModelAttributeColumnOptions | undefined): boolean {
  return column?.allowNull === false && typeOf(column) !== 'BOOLEAN';
}
