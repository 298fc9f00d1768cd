/** What of a list is written into a spreadsheet: cells that keep their type, headers and formats. */
import { DateTime } from 'luxon';
import type { Language, Said } from '../domain-error.ts';
import type { Cell } from '../import/cell.ts';
import type { ListField } from './shapes.ts';

export type Written = { readonly language: Language; readonly zone: string };

/** One column of the file. `isFree`: text that people may have typed, which a spreadsheet might take for a formula. */
export type ExportColumn = {
  readonly header: string;
  readonly format?: string;
  readonly isFree: boolean;
  readonly cell: (value: unknown) => Cell;
};

/** What is written by its type, whatever was typed: every other cell may hold words of people, also the name of a choice. */
const typedCells: ReadonlySet<ListField['type']> = new Set(['number', 'percent', 'money', 'date', 'instant', 'yes/no']);

/** The columns of a field: money has its currency beside it. */
export function exportColumns(field: ListField, written: Written): ExportColumn[] {
  const header = field.title[written.language];
  const plain = { header, isFree: !typedCells.has(field.type) };
  switch (field.type) {
    case 'number':
    case 'percent':
      return [{ ...plain, cell: numberOf }];
    case 'money':
      return [
        { ...plain, format: '#,##0.00', cell: (value) => amountOf(value) },
        { header: `${header}: ${written.language === 'pl' ? 'waluta' : 'currency'}`, isFree: false, cell: currencyOf },
      ];
    case 'date':
      return [
        { ...plain, format: 'yyyy-mm-dd', cell: (value) => (isText(value) ? new Date(`${value}T00:00:00Z`) : null) },
      ];
    case 'instant':
      return [{ ...plain, format: 'yyyy-mm-dd hh:mm', cell: (value) => wallClock(value, written.zone) }];
    case 'yes/no':
      return [{ ...plain, cell: (value) => yesOrNo(value, written.language) }];
    case 'choice':
    case 'many':
      return [{ ...plain, cell: (value) => labelOf(value, field, written.language) }];
    default:
      return [{ ...plain, cell: (value) => textOf(value, written.language) }];
  }
}

function numberOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isNaN(number) ? String(value) : number;
}

function amountOf(value: unknown): Cell {
  const { minor } = (value ?? {}) as { minor?: number };
  return typeof minor === 'number' ? minor / 100 : null;
}

function currencyOf(value: unknown): Cell {
  return ((value ?? {}) as { currency?: string }).currency ?? null;
}

/** The time that the clock on the wall shows: a spreadsheet knows no zones. */
function wallClock(value: unknown, zone: string): Cell {
  if (!isText(value)) return null;
  return DateTime.fromISO(value).setZone(zone).startOf('minute').setZone('utc', { keepLocalTime: true }).toJSDate();
}

function yesOrNo(value: unknown, language: Language): Cell {
  if (typeof value !== 'boolean') return null;
  if (language === 'pl') return value ? 'tak' : 'nie';
  return value ? 'yes' : 'no';
}

function labelOf(value: unknown, field: ListField, language: Language): Cell {
  if (Array.isArray(value)) return value.map((one) => labelOf(one, field, language)).join('; ');
  if (!isText(value)) return textOf(value, language);
  return field.choices?.find((choice) => choice.value === value)?.label[language] ?? value;
}

function textOf(value: unknown, language: Language): Cell {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((one) => String(textOf(one, language) ?? '')).join('; ');
  if (typeof value !== 'object') return String(value);
  const named = value as { name?: unknown } & Partial<Said>;
  return String(named.name ?? named[language] ?? '');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
