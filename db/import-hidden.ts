/** What of a file somebody may not read, though they see its import: columns that fill own fields hidden from them. */
import { DomainError } from '../domain/domain-error.ts';
import { codeOfColumn, columnOf, isOwnColumn, recordOfColumn, type OwnColumn } from '../domain/import/own-columns.ts';
import type { ImportPlan } from '../domain/import/plan.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import type { Tx } from './database.ts';
import { ownForViewer } from './own-values.ts';
import type { By } from './scope.ts';

type Planned = { readonly plan: Pick<ImportPlan, 'columns'> };

/** Columns of the file, by their place, that fill own fields which the viewer may not read: with the field of each. */
export async function hiddenColumns(
  tx: Tx,
  viewer: By,
  { plan: { columns } }: Planned,
): Promise<ReadonlyMap<number, OwnColumn>> {
  const own = columns.flatMap(({ index, field }) => (field && isOwnColumn(field) ? [[index, field] as const] : []));
  const seen = new Set<OwnColumn>();
  for (const record of ['company', 'person'] as const) {
    const named = own.filter(([, field]) => recordOfColumn(field) === record);
    const asked: OwnValues = Object.fromEntries(named.map(([, field]) => [codeOfColumn(field), true]));
    const open = await ownForViewer(tx, viewer, { record, own: asked });
    for (const code of Object.keys(open)) seen.add(columnOf({ record, code }));
  }
  return new Map(own.filter(([, field]) => !seen.has(field)));
}

/** Another plan would read a hidden column into a field that they see. Throws `import.columns_hidden`. */
export async function demandEveryColumn(tx: Tx, by: By, planned: Planned): Promise<void> {
  if ((await hiddenColumns(tx, by, planned)).size === 0) return;
  throw new DomainError('import.columns_hidden', {
    pl: 'Ten plik wypełnia pola własne, których nie widzisz, więc nie możesz zmienić wyboru kolumn. Poproś osobę, która wczytała plik.',
    en: 'This file fills own fields that you do not see, so you may not choose its columns anew. Ask whoever loaded the file.',
  });
}
