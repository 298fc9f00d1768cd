import type { ReadingContext } from './draft.ts';
import { columnName } from './fields.ts';
import { isOwnColumn } from './own-columns.ts';
import { targetToFind } from './own-fields.ts';
import type { ImportPlan } from './plan.ts';
import { columnSaid } from './read-row.ts';
import { namingSaid, type NamingSaid } from './references.ts';

/** Of each column that names records: what is said of a cell by which none is found, or several, by the place of the column. */
export type NamingColumns = Readonly<Record<number, NamingSaid>>;

/** The columns of a plan that name records of ours. */
export function namingColumns({ columns }: Pick<ImportPlan, 'columns'>, own: ReadingContext['own']): NamingColumns {
  const said: Record<number, NamingSaid> = {};
  for (const { index, header, field } of columns) {
    const definition = field && isOwnColumn(field) ? own?.get(field) : undefined;
    const target = definition && targetToFind(definition);
    if (!field || !target) continue;
    const { none, several } = namingSaid[target];
    const head = header || columnName(field).pl;
    said[index] = { none: columnSaid(head, none), several: columnSaid(head, several) };
  }
  return said;
}
