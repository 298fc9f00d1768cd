import { literal, Op } from 'sequelize';
import type { ModelAttributeColumnOptions, WhereOptions } from 'sequelize';
import { isUuid } from '../../domain/ids/uuid.ts';

export type Columns = Readonly<Record<string, ModelAttributeColumnOptions>>;
export type Asked = { readonly path: string; readonly value: unknown };

/** Nothing fits: a value of another type finds no row, and PostgreSQL is not asked about it. */
const nothing = literal('false');

/**
 * Conditions of a list's filter, by the type of the column: a partial uuid, an unknown enum or letters in a number are
 * no row, not an error. Throws nothing; the caller has refused columns that the viewer may not read.
 */
export function whereOf(columns: Columns, asked: readonly Asked[]): WhereOptions[] {
  return asked.flatMap(({ path, value }) => {
    const column = columns[path];
    return column ? condition(path, column, value) : [];
  });
}

/** Is there a text among them? Then the trigram index is better than the order's (see `ScopedResource`). */
export function asksText(columns: Columns, asked: readonly Asked[]): boolean {
  return asked.some(({ path }) => ['STRING', 'TEXT'].includes(typeOf(columns[path])));
}

export function typeOf(column: ModelAttributeColumnOptions | undefined): string {
  return column ? (column.type as { constructor: { name: string } }).constructor.name : '';
}

/** What a person typed, as a literal part of a LIKE pattern. */
function likePart(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function condition(name: string, column: ModelAttributeColumnOptions, value: unknown): WhereOptions[] {
  const type = typeOf(column);
  if (type === 'DATE' || type === 'DATEONLY') return span(name, value);
  const values = (Array.isArray(value) ? value : Object.values(listed(value))).map(String).filter((one) => one !== '');
  if (values.length === 0) return [];
  const among = (fitting: readonly unknown[]) => [fitting.length > 0 ? { [name]: { [Op.in]: fitting } } : nothing];
  if (type === 'UUID') return among(values.filter(isUuid));
  if (type === 'BOOLEAN') return among(values.filter((one) => /^(true|false)$/.test(one)).map((one) => one === 'true'));
  if (type === 'ENUM') return among(values.filter((one) => (column.values as string[] | undefined)?.includes(one)));
  if (type === 'INTEGER') return among(values.filter((one) => /^-?\d{1,9}$/.test(one)).map(Number));
  if (type === 'ARRAY') return [{ [name]: { [Op.overlap]: values } }];
  if (type === 'STRING' || type === 'TEXT') {
    return [{ [Op.or]: values.map((one) => ({ [name]: { [Op.iLike]: `%${likePart(one)}%` } })) }];
  }
  // JSON and whatever else: not filtered by forms.
  return [nothing];
}

function listed(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : { 0: value ?? '' };
}

/** From the beginning of the first day up to the end of the last: AdminJS's own "to" loses its last day. */
function span(name: string, value: unknown): WhereOptions[] {
  const { from, to } = (value ?? {}) as { from?: unknown; to?: unknown };
  const start = instant(from);
  const end = instant(to);
  const condition = { ...(start ? { [Op.gte]: start } : {}), ...(end ? { [Op.lt]: new Date(+end + 86_400_000) } : {}) };
  return Reflect.ownKeys(condition).length > 0 ? [{ [name]: condition }] : [];
}

function instant(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const date = new Date(value);
  return Number.isNaN(+date) ? undefined : date;
}
