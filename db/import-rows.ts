import { may, type Viewer } from '../domain/access.ts';
import type { Remark } from '../domain/import/draft.ts';
import { columnOf, type OwnColumn } from '../domain/import/own-columns.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import type { Tx } from './database.ts';
import { hiddenColumns } from './import-hidden.ts';
import type { Import } from './imports.ts';
import { visible } from './scope.ts';

export type ImportRow = {
  readonly rowNumber: number;
  readonly state: string;
  readonly cells: Readonly<Record<string, unknown>>;
  readonly reasons: readonly Remark[] | null;
  readonly warnings: readonly Remark[] | null;
  readonly companyId: string | null;
  readonly companyName: string | null;
  /** What the amounts of the customer are in. */
  readonly companyCurrency: string | null;
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>> | null;
};

export type RowsAsked = {
  readonly work: Import;
  readonly state: string;
  readonly after: number;
  readonly limit: number;
};

/**
 * Rows of one state in their order; `warned` are those with a warning, whatever their state. Whoever loads customers without
 * reading any is told what the file holds, and not what stands there.
 */
export async function importRows(
  tx: Tx,
  viewer: Viewer,
  { work, state, after, limit }: RowsAsked,
): Promise<ImportRow[]> {
  const reads = may(viewer, 'company.read');
  const condition = state === 'warned' ? 'r.warnings is not null and $2::text is not null' : 'r.state = $2';
  const rows = await tx.rows<ImportRow>(
    `select r.row_number, r.state, r.cells, r.reasons, r.warnings, r.company_id, r.changes, c.name as company_name,
       c.currency as company_currency
     from import_rows r left join companies c on c.id = r.company_id and ${reads ? visible('companies', viewer, 'c') : 'false'}
     where r.import_id = $1 and ${condition} and r.row_number > $3 order by r.row_number limit $4`,
    [work.id, state, after, limit],
  );
  const told = reads ? rows : rows.map(withoutStanding);
  const hidden = await hiddenColumns(tx, viewer, work);
  return hidden.size === 0 ? told : told.map((row) => withoutHidden(row, hidden));
}

function withoutStanding({ changes, ...row }: ImportRow): ImportRow {
  const sent = Object.entries(changes ?? {}).map(([field, [, value]]) => [field, ['…', value] as const]);
  return { ...row, changes: changes && Object.fromEntries(sent) };
}

function withoutHidden(row: ImportRow, hidden: ReadonlyMap<number, OwnColumn>): ImportRow {
  const { own, personOwn, raw, ...cells } = row.cells as Readonly<{
    own?: OwnValues;
    personOwn?: OwnValues;
    raw?: readonly string[];
  }>;
  const closed = new Set<string>(hidden.values());
  const seen = (record: 'company' | 'person', values: OwnValues): OwnValues =>
    Object.fromEntries(Object.entries(values).filter(([code]) => !closed.has(columnOf({ record, code }))));
  const open = (remarks: readonly Remark[] | null) => remarks && remarks.filter(({ column }) => !hidden.has(column));
  return {
    ...row,
    cells: {
      ...cells,
      ...(own ? { own: seen('company', own) } : {}),
      ...(personOwn ? { personOwn: seen('person', personOwn) } : {}),
      ...(raw ? { raw: withoutCells(raw, hidden) } : {}),
    },
    reasons: open(row.reasons),
    warnings: open(row.warnings),
    changes:
      row.changes &&
      Object.fromEntries(
        Object.entries(row.changes).map(([field, values]) => [
          field,
          closed.has(field) ? (['…', '…'] as const) : values,
        ]),
      ),
  };
}

/** A row of the file without what stands in hidden columns. */
export function withoutCells<Cell>(cells: readonly Cell[], hidden: ReadonlyMap<number, OwnColumn>): (Cell | string)[] {
  return cells.map((cell, index) => (hidden.has(index) ? '…' : cell));
}

/** Why each row was not taken (wrong or conflicting), by its number. */
export async function refusedRows(tx: Tx, viewer: Viewer, work: Import): Promise<Map<number, string>> {
  const hidden = await hiddenColumns(tx, viewer, work);
  const rows = await tx.rows<{ rowNumber: number; reasons: readonly Remark[] | null }>(
    `select row_number, reasons from import_rows where import_id = $1 and state in ('wrong', 'conflicting')`,
    [work.id],
  );
  const said = (reasons: readonly Remark[] | null) =>
    (reasons ?? []).filter(({ column }) => !hidden.has(column)).map((reason) => reason[viewer.language]);
  return new Map(rows.map(({ rowNumber, reasons }) => [rowNumber, said(reasons).join(' ')]));
}
