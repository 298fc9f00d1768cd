import { DomainError } from '../domain-error.ts';
import { columnName, takesSeveral, type ColumnField } from './fields.ts';
import type { CustomerColumn, FieldOfFile } from './own-columns.ts';

/** A column of the file: its place (from 0), its header as it stands there, and what it is read into. */
export type ImportColumn = { readonly index: number; readonly header: string; readonly field: ColumnField | null };

/** By what a row finds its company. `nothing`: every row is a new company. */
export type JoinBy = 'nip' | 'regon' | 'krs' | 'email' | 'phone' | 'name' | CustomerColumn | 'nothing';

/** What is done with a company that the file knows differently: take the file's values, fill what is empty, leave it. */
export type OnChanged = 'overwrite' | 'fill' | 'skip';

/** What a person decides before the rows are counted. */
export type ImportPlan = {
  readonly sheet: string | null;
  readonly encoding: string | null;
  readonly separator: string | null;
  /** Row of the headers, as the spreadsheet counts; 0: there are none. */
  readonly headerRow: number;
  readonly columns: readonly ImportColumn[];
  readonly joinBy: JoinBy;
  readonly onChanged: OnChanged;
  /** Every company of the file is put into this group. */
  readonly groupId: string | null;
};

/** Throws where a plan cannot be followed: no name, a field read twice, a joining column that is not there. */
export function checkPlan(plan: ImportPlan, own: readonly FieldOfFile[] = []): void {
  const used = plan.columns.flatMap((column) => (column.field ? [column.field] : []));
  if (!used.some((field) => field === 'name' || field === 'person' || field === 'lastName')) {
    throw new DomainError(
      'import.no_name_column',
      {
        pl: `Żadna kolumna nie jest nazwą. Są w pliku: ${headersOf(plan)}. Wskaż, która z nich to nazwa klienta.`,
        en: `No column is the name. The file has: ${headersOf(plan)}. Choose the one that holds the customer's name.`,
      },
      'columns',
    );
  }
  const twice = used.find((field, place) => used.indexOf(field) !== place && !takesSeveral(field));
  if (twice) {
    const name = columnName(twice, own);
    throw new DomainError(
      'import.field_twice',
      {
        pl: `Dwie kolumny są wczytywane do pola „${name.pl}”. Zostaw jedną z nich.`,
        en: `Two columns are read into "${name.en}". Keep one of them.`,
      },
      'columns',
    );
  }
  if (plan.joinBy !== 'nothing' && !used.includes(plan.joinBy)) {
    const name = columnName(plan.joinBy, own);
    throw new DomainError(
      'import.no_joining_column',
      {
        pl: `Kolumna łączenia „${name.pl}” nie jest wskazana. Są w pliku: ${headersOf(plan)}. Wskaż ją albo wybierz inną kolumnę łączenia.`,
        en: `The joining column "${name.en}" is not chosen. The file has: ${headersOf(plan)}. Choose it or join by another column.`,
      },
      'joinBy',
    );
  }
}

function headersOf(plan: ImportPlan): string {
  const headers = plan.columns.map((column) => column.header).filter((header) => header !== '');
  return headers.length > 12 ? `${headers.slice(0, 12).join(', ')}…` : headers.join(', ');
}
