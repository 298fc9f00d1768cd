import { useMemo } from 'react';
import type { ListAsk, ListDescription, ListField } from '../../../domain/lists/shapes.ts';
import { wholeOnly } from './condition-tree.ts';
import type { Looking } from './use-view.ts';

const nothing: readonly string[] = [];

/** What is asked of the server: only conditions that are filled in, and the fields that rows need beside their columns. */
export function useAsk({ view, search }: Looking, alsoReads: readonly string[] = nothing): ListAsk {
  return useMemo(() => {
    const shown = view.columns.map(({ field }) => field);
    const columns = [
      ...view.columns,
      ...alsoReads.filter((field) => !shown.includes(field)).map((field) => ({ field })),
    ];
    const typed = search.trim();
    return { view: { ...view, columns, condition: wholeOnly(view.condition) }, ...(typed ? { search: typed } : {}) };
  }, [view, search, alsoReads]);
}

/** The fields of the columns, in their order; a column whose field is gone is left out. */
export function useShownFields(
  { fields }: ListDescription,
  columns: Looking['view']['columns'],
  canEdit: boolean,
): readonly ListField[] {
  return useMemo(() => {
    const byId = new Map(fields.map((field) => [field.id, field]));
    return columns.flatMap(({ field }) => {
      const found = byId.get(field);
      return found ? [canEdit ? found : { ...found, editable: false }] : [];
    });
  }, [fields, columns, canEdit]);
}
