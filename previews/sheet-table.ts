import type { ShownCell, ShownNumber } from '../domain/files/sheet-preview.ts';
import { cellText, isTrouble, type Cell } from '../domain/import/cell.ts';
import { readWorkbook } from '../sheets/workbook.ts';
import { rowsOf, type RowOf } from '../sheets/xlsx-rows.ts';
import { openZip, type Zip } from '../sheets/zip.ts';
import { MOST_TEXT, type PreviewAnswer, type PreviewOrder } from './shapes.ts';

const MOST_ROWS = 100;
const MOST_COLUMNS = 20;
const MOST_CELL = 200;
/** Cells of the first rows hold the texts that come first. */
const MOST_STRINGS = 20_000;

/** The first sheet that is not hidden, as far as one looks at it; a workbook without one is unreadable. */
export async function sheetTable({ from }: PreviewOrder): Promise<PreviewAnswer> {
  const zip = await openZip(from, 'document');
  try {
    return await tableIn(zip);
  } finally {
    zip.close();
  }
}

async function tableIn(zip: Zip): Promise<PreviewAnswer> {
  const workbook = await readWorkbook(zip, 'document', MOST_STRINGS);
  const open = workbook.sheets.filter(({ isHidden }) => !isHidden);
  const [first] = open;
  if (!first) return { kind: 'none', trouble: 'unreadable' };
  const rows: { number: number; cells: ShownCell[] }[] = [];
  let [cut, left] = [false, MOST_TEXT];
  const stream = await zip.open(first.part);
  reading: for await (const batch of rowsOf(stream, workbook, numberOf)) {
    for (const row of batch) {
      cut ||= row.cells.length > MOST_COLUMNS;
      if (rows.length === MOST_ROWS || left <= 0) {
        cut = true;
        break reading;
      }
      const cells = shown(row);
      left -= JSON.stringify(cells).length;
      rows.push({ number: row.number, cells });
    }
  }
  stream.destroy();
  return { kind: 'table', sheet: first.name, sheets: open.length, rows, cut };
}

function shown({ cells }: RowOf<ShownNumber>): ShownCell[] {
  return cells.slice(0, MOST_COLUMNS).map((cell) => (isNumber(cell) ? cell : shownCell(cell)));
}

function isNumber(cell: Cell | ShownNumber): cell is ShownNumber {
  return typeof cell === 'object' && cell !== null && 'number' in cell;
}

function shownCell(cell: Cell): ShownCell {
  if (cell instanceof Date) {
    const [date = '', time = ''] = cell.toISOString().split('T');
    return time.startsWith('00:00:00') ? { date } : { date, time: time.slice(0, 5) };
  }
  if (typeof cell === 'boolean' || cell === null) return cell;
  const text = isTrouble(cell) ? cellText(cell) : String(cell);
  return text.length > MOST_CELL ? `${text.slice(0, MOST_CELL)}…` : text;
}

/** As the format of the cell says it: decimals, groups of thousands, per cent, and a unit such as "zł". */
function numberOf(number: number, format: string): ShownNumber {
  const [code = ''] = format.split(';');
  const unit = [...code.matchAll(/"([^"]*)"|\[\$([^-\]]*)/g)]
    .map((found) => found[1] ?? found[2] ?? '')
    .join('')
    .trim();
  const digits = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
  if (!/[0#]/.test(digits) || /e[+-]/i.test(digits)) return { number };
  return {
    number,
    decimals: Math.min(10, /\.([0#?]*)/.exec(digits)?.[1]?.length ?? 0),
    ...(/[0#],[0#]/.test(digits) ? { grouped: true } : {}),
    ...(digits.includes('%') ? { percent: true } : {}),
    ...(unit ? { unit: unit.slice(0, 10) } : {}),
  };
}
