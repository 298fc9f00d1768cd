import type { Language } from '../domain/domain-error.ts';
import type { Remark } from '../domain/import/draft.ts';
import type { Tx } from './database.ts';

export type ImportRow = {
  readonly rowNumber: number;
  readonly state: string;
  readonly cells: Readonly<Record<string, unknown>>;
  readonly reasons: readonly Remark[] | null;
  readonly warnings: readonly Remark[] | null;
  readonly companyId: string | null;
  readonly companyName: string | null;
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>> | null;
};

export type RowsAsked = {
  readonly importId: string;
  readonly state: string;
  readonly after: number;
  readonly limit: number;
};

/** Rows of one state in their order; `warned` are those with a warning, whatever their state. */
export async function importRows(tx: Tx, { importId, state, after, limit }: RowsAsked): Promise<ImportRow[]> {
  const condition = state === 'warned' ? 'r.warnings is not null and $2::text is not null' : 'r.state = $2';
  return tx.rows<ImportRow>(
    `select r.row_number, r.state, r.cells, r.reasons, r.warnings, r.company_id, r.changes, c.name as company_name
     from import_rows r left join companies c on c.id = r.company_id
     where r.import_id = $1 and ${condition} and r.row_number > $3 order by r.row_number limit $4`,
    [importId, state, after, limit],
  );
}

/** Why each row was not taken (wrong or conflicting), by its number. */
export async function refusedRows(tx: Tx, importId: string, language: Language): Promise<Map<number, string>> {
  const rows = await tx.rows<{ rowNumber: number; reasons: readonly Remark[] | null }>(
    `select row_number, reasons from import_rows where import_id = $1 and state in ('wrong', 'conflicting')`,
    [importId],
  );
  return new Map(
    rows.map(({ rowNumber, reasons }) => [rowNumber, (reasons ?? []).map((reason) => reason[language]).join(' ')]),
  );
}
