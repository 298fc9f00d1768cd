import type { Cell, SheetRow } from '../domain/import/cell.ts';

/** The rows that have a reason: the reason, the row's number, then the cells as they stand in the file. */
export async function* markedRows(
  batches: AsyncIterable<readonly SheetRow[]>,
  reasons: ReadonlyMap<number, string>,
  width: number,
): AsyncGenerator<Cell[]> {
  let left = reasons.size;
  for await (const rows of batches) {
    for (const { number, cells } of rows) {
      const reason = reasons.get(number);
      if (reason === undefined) continue;
      yield [reason, number, ...Array.from({ length: width }, (_, index) => cells[index] ?? null)];
      left--;
    }
    if (left === 0) return;
  }
}
