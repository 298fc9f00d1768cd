/** One cell of a sheet as it was read. Dates are wall-clock times kept as UTC; a time without a day is a text: `08:30`. */
export type Cell = string | number | boolean | Date | CellTrouble | null;

/** A cell whose value the file does not have: an Excel error, or a formula that was saved without its result. */
export type CellTrouble = { readonly trouble: string };

/** More columns than that are not read. */
export const mostColumns = 300;

/** One row; `number` counts from 1 as the spreadsheet shows it. Cells may be fewer than columns. */
export type SheetRow = {
  readonly number: number;
  readonly cells: readonly Cell[];
  /** How many columns beyond those that are read this row goes on. */
  readonly leftOut?: number;
};

export function isTrouble(cell: Cell | undefined): cell is CellTrouble {
  return typeof cell === 'object' && cell !== null && !(cell instanceof Date);
}

/** The cell as a person would type it: the text that is parsed, shown and given back. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell === 'boolean') return cell ? 'TAK' : 'NIE';
  if (cell instanceof Date)
    return cell
      .toISOString()
      .replace('T00:00:00.000Z', '')
      .replace(/:00\.000Z$/, '')
      .replace('T', ' ');
  // A formula that was saved without its result: there is nothing to show but that.
  return cell.trouble === 'not calculated' ? '=…' : cell.trouble;
}

/** Fifteen significant digits as Excel keeps them, so that 0.1 + 0.2 is 0.3; never with an exponent for whole numbers. */
function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  return String(Number(value.toPrecision(15)));
}
