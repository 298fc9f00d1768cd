import { demand, type Viewer } from '../../domain/access.ts';
import { DomainError } from '../../domain/domain-error.ts';
import type { View } from '../../domain/lists/shapes.ts';
import { parameters } from '../task-scope.ts';
import { listConditionSql } from './condition.ts';
import type { FieldDefinition, ListDefinition } from './definition.ts';
import { sortKeys } from './order.ts';
import { readableBy, type Readable } from './readable.ts';

/** Throws `list.…` or `condition.…` unless the viewer could run the view as it is. */
export function demandView(viewer: Viewer, list: ListDefinition, view: View): void {
  demand(viewer, list.right);
  const readable = readableBy(viewer, list);
  for (const { field } of view.columns) fieldNamed(field, readable);
  sortKeys(view.sort, list, readable);
  const conditions = [...(view.condition ? [view.condition] : []), ...view.colours.map(({ condition }) => condition)];
  for (const condition of conditions)
    listConditionSql(condition, {
      list,
      readable,
      viewer,
      params: parameters(),
      needs: new Set(),
      mode: 'row',
      moment: { now: 0, today: '2026-01-01' },
    });
}

/** A field that the viewer may read. Throws `list.field_unknown`. */
export function fieldNamed(id: string, { fields }: Readable): FieldDefinition {
  const field = fields.get(id);
  if (field) return field;
  throw new DomainError(
    'list.field_unknown',
    {
      pl: `Na tej liście nie ma pola „${id.slice(0, 60)}” albo nie masz do niego dostępu. Usuń kolumnę z widoku.`,
      en: `This list has no field "${id.slice(0, 60)}", or you may not read it. Take the column out of the view.`,
    },
    'columns',
  );
}
