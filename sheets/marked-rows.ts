import type { Cell, SheetRow } from '../domain/import/cell.ts';

export type Marking = {
  /** By the number of the row. */
  readonly reasons: ReadonlyMap<number, string>;
  /** Columns that the reader may not see. */
  readonly hidden: ReadonlyMap<number, string>;
  readonly width: number;
};

/** The rows that have a reason: the reason, the row's number, then the cells as they stand in the file. */
export async function* markedRows(
  batches: AsyncIterable<readonly SheetRow[]>,
  { reasons, hidden, width }: Marking,
): AsyncGenerator<Cell[]> {
  let left = reasons.size;
  for await (const rows of batches) {
    for (const { number, cells } of rows) {
      const reason = reasons.get(number);
      if (reason === undefined) continue;
      yield [
        reason,
        number,
        ...Array.from({ length: width }, (_, index) => (hidden.has(index) ? '…' : (cells[index] ?? null))),
      ];
      left--;
    }
    if (left === 0) return;
  }
}
