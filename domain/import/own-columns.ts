/** How columns of a file that are read into own fields are named. */
import type { OwnField, ReadableField } from '../own/shapes.ts';

/** How a plan names an own field of customers. */
export type CustomerColumn = `own.${string}`;
/** How it names an own field of customers, or of the person that a row names. */
export type OwnColumn = CustomerColumn | `person.own.${string}`;

/** A field that a column may be read into. */
export type FieldOfFile = ReadableField & Pick<OwnField, 'record'>;

export function isOwnColumn(field: string): field is OwnColumn {
  return isCustomerColumn(field.replace(/^person\./, ''));
}

/** Rows find their customer by these alone. */
export function isCustomerColumn(field: string): field is CustomerColumn {
  return /^own\.[a-z][a-z0-9_]{0,59}$/.test(field);
}

export function columnOf({ record, code }: Pick<FieldOfFile, 'record' | 'code'>): OwnColumn {
  return record === 'person' ? `person.own.${code}` : `own.${code}`;
}

export function recordOfColumn(column: OwnColumn): 'company' | 'person' {
  return column.startsWith('person.') ? 'person' : 'company';
}

export function codeOfColumn(column: OwnColumn): string {
  return column.slice(column.lastIndexOf('.') + 1);
}
