import type { Said } from '../domain-error.ts';
import { cellText, isTrouble, type Cell, type SheetRow } from './cell.ts';
import type { Draft, ReadingContext, Remark, RowReading } from './draft.ts';
import { columnName, type ColumnField } from './fields.ts';
import { codeOfColumn, isCustomerColumn } from './own-columns.ts';
import type { ImportColumn, ImportPlan, JoinBy } from './plan.ts';
import { readCell } from './read-cell.ts';

type Used = ImportColumn & { readonly field: ColumnField };

/** Reads the rows of one plan; the plan is looked at once, not for each row. */
export function rowReader(plan: ImportPlan, context: ReadingContext): (row: SheetRow) => RowReading {
  const used = plan.columns.filter((column): column is Used => column.field !== null);

  return ({ cells }) => {
    const draft: Draft = {};
    const problems: Remark[] = [];
    const warnings: Remark[] = [];
    for (const { index, field, header } of used) {
      const cell = cells[index];
      if (isBlank(cell)) continue;
      const refusal = poison(cell) ?? readCell({ cell, index, field, header, draft, context });
      if (!refusal) continue;
      const { warns, ...said } = refusal;
      (warns ? warnings : problems).push({ column: index, ...columnSaid(header || columnName(field).pl, said) });
    }
    if (draft.lastName === undefined && hasPersonOwn(draft)) nobody(draft, warnings);
    if (draft.name === undefined) nameless(draft, problems);
    else if (isTotal(draft)) problems.push(totalSaid);
    return { draft, problems, warnings };
  };
}

/** Whether a row has nothing in it: such rows are passed over. */
export function isEmptyRow(row: SheetRow): boolean {
  return row.cells.every(isBlank);
}

/** The value by which a draft is joined to the register, or undefined where the row has none. */
export function joinKey(draft: Draft, joinBy: JoinBy): string | undefined {
  if (joinBy === 'nothing' || joinBy === 'name') return undefined;
  if (joinBy === 'email') return draft.emails?.[0];
  if (joinBy === 'phone') return draft.phones?.[0];
  if (isCustomerColumn(joinBy)) return ownKey(draft, codeOfColumn(joinBy));
  return draft[joinBy];
}

function ownKey({ own }: Draft, code: string): string | undefined {
  const value = own?.[code];
  return value === undefined ? undefined : String(value);
}

function isBlank(cell: Cell | undefined): cell is null | undefined | '' {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}

// eslint-disable-next-line no-control-regex -- these are what is looked for
const control = /[\u0000-\u0008\u000e-\u001f\u007f]/;

/** PostgreSQL takes no NUL and no half of a surrogate pair; the other control characters are never meant. */
function poison(cell: Cell): (Said & { warns?: boolean }) | undefined {
  if (isTrouble(cell)) return troubleSaid(cell.trouble);
  if (typeof cell !== 'string') return undefined;
  const found = control.exec(cell);
  if (!found && cell.isWellFormed()) return undefined;
  const code = found ? found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0') : 'D800';
  return {
    pl: `tekst zawiera niedozwolony znak (U+${code}). Wpisz wartość od nowa.`,
    en: `the text holds a forbidden character (U+${code}). Type the value again.`,
  };
}

function troubleSaid(trouble: string): Said {
  if (trouble === 'not calculated') {
    return {
      pl: 'formuła nie ma zapisanego wyniku. Otwórz plik w Excelu, zapisz go i wczytaj ponownie, albo pomiń tę kolumnę.',
      en: 'the formula has no saved result. Open the file in Excel, save it and load it again, or leave this column out.',
    };
  }
  return {
    pl: `w komórce jest błąd ${trouble}. Popraw formułę albo wpisz wartość.`,
    en: `the cell holds the error ${trouble}. Repair the formula or type the value.`,
  };
}

/** What is said of a cell, with the column that it stands in. */
export function columnSaid(header: string, said: Said): Said {
  return { pl: `Kolumna „${header}”: ${said.pl}`, en: `Column "${header}": ${said.en}` };
}

/** A private customer may have only the name of a person. */
function nameless(draft: Draft, problems: Remark[]): void {
  const name = [draft.firstName, draft.lastName].filter(Boolean).join(' ');
  if (name !== '') draft.name = name;
  else if (problems.length === 0) {
    problems.push({
      column: -1,
      pl: 'Wiersz nie ma nazwy klienta. Wpisz ją albo usuń wiersz.',
      en: 'The row has no customer name. Type it in or delete the row.',
    });
  }
}

function hasPersonOwn({ personOwn, named = [] }: Draft): boolean {
  return personOwn !== undefined || named.some(({ own }) => own === 'personOwn');
}

/** Fields of a person need somebody whose they are. */
function nobody(draft: Draft, warnings: Remark[]): void {
  delete draft.personOwn;
  const named = draft.named?.filter(({ own }) => own === 'own') ?? [];
  if (named.length > 0) draft.named = named;
  else delete draft.named;
  warnings.push({
    column: -1,
    pl: 'Wiersz nie ma nazwiska osoby, więc jej pola własne są pominięte.',
    en: 'The row has no last name of a person, so the own fields of the person are left out.',
  });
}

/** The last line of a report that sums up the others would become a customer called "RAZEM". */
function isTotal({ name, turnoverMinor: _, currency: __, ...rest }: Draft): boolean {
  return /^(razem|suma|ogółem|łącznie|total|sum|grand total):?$/iu.test(name ?? '') && Object.keys(rest).length === 0;
}

const totalSaid: Remark = {
  column: -1,
  pl: 'To wygląda na wiersz podsumowania. Jeśli to klient, dopisz mu NIP, adres lub telefon.',
  en: 'This looks like a line of totals. If it is a customer, add a NIP, an address or a phone.',
};

/** The first cells of a row as texts, for people to look at. */
export function rowTexts(row: SheetRow, width: number): string[] {
  return row.cells.slice(0, width).map(cellText);
}
