/** How wide each column is drawn. */
import type { FieldType, ListField } from '../../../domain/lists/shapes.ts';
import { NARROWEST } from './view-draft.ts';

const usual: Readonly<Record<FieldType, number>> = {
  text: 180,
  number: 96,
  money: 128,
  percent: 88,
  date: 124,
  instant: 148,
  'yes/no': 96,
  choice: 128,
  many: 180,
  user: 196,
  reference: 200,
};

/** Only words have a use for more room. */
const stretches: readonly FieldType[] = ['text', 'many', 'reference', 'user'];

type Drawn = { readonly field: ListField; readonly width?: number };

/**
 * A width that somebody has dragged stays; the others start from their usual one and share the room that is left, so that
 * a list fills a large screen. None shrinks: what does not fit is scrolled to. The last number is the room after the last.
 */
export function widthsFor(
  columns: readonly Drawn[],
  room: number,
  titleField: string,
): { widths: number[]; rest: number } {
  const start = columns.map(({ field, width }) => width ?? Math.max(NARROWEST, usualWidth(field, titleField)));
  const left = Math.max(0, room - sum(start));
  const shares = columns.map(({ field, width }) => shareOf(field, width, titleField));
  const whole = sum(shares);
  if (whole === 0) return { widths: start, rest: left };
  const widths = start.map((width, i) => Math.floor(width + (left * shares[i]!) / whole));
  return { widths, rest: room > sum(widths) ? room - sum(widths) : 0 };
}

function usualWidth(field: ListField, titleField: string): number {
  return field.width ?? (field.id === titleField ? 280 : usual[field.type]);
}

function shareOf(field: ListField, width: number | undefined, titleField: string): number {
  if (width !== undefined) return 0;
  if (field.id === titleField) return 3;
  return stretches.includes(field.type) ? 1 : 0.25;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((whole, one) => whole + one, 0);
}
