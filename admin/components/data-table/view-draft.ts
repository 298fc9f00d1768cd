/** A view while it is being changed: every change answers a new view. */
import type { Condition, Rule } from '../../../domain/conditions/shapes.ts';
import type { View } from '../../../domain/lists/shapes.ts';
import { isSameJson } from '../../../domain/same-json.ts';
import { asGroup } from './condition-tree.ts';

export const NARROWEST = 56;
const WIDEST = 900;

/** Whether both show the same: what stands in a kept view and what is being changed. */
export function isSameView(a: View, b: View): boolean {
  return isSameJson(a, b);
}

/** Puts the column before or after another one; a column that is not in the view yet comes in. */
export function placeColumn(view: View, field: string, place: { beside: string; after: boolean }): View {
  if (field === place.beside) return view;
  const moved = view.columns.find((column) => column.field === field) ?? { field };
  const others = view.columns.filter((column) => column.field !== field);
  const at = others.findIndex((column) => column.field === place.beside);
  if (at < 0) return { ...view, columns: [...others, moved] };
  return { ...view, columns: others.toSpliced(place.after ? at + 1 : at, 0, moved) };
}

/** Moves the column by so many places, within the row of columns. */
export function shiftColumn(view: View, field: string, by: number): View {
  const from = view.columns.findIndex((column) => column.field === field);
  const to = Math.min(view.columns.length - 1, Math.max(0, from + by));
  if (from < 0 || from === to) return view;
  return { ...view, columns: view.columns.toSpliced(from, 1).toSpliced(to, 0, view.columns[from]!) };
}

/** Takes the column out; the last one stays, since a list without columns shows nothing. */
export function withoutColumn(view: View, field: string): View {
  if (view.columns.length < 2) return view;
  return { ...view, columns: view.columns.filter((column) => column.field !== field) };
}

export function addColumn(view: View, field: string): View {
  return view.columns.some((column) => column.field === field)
    ? view
    : { ...view, columns: [...view.columns, { field }] };
}

/** Keeps the width of a column; without one it takes its share of the room again. */
export function withWidth(view: View, field: string, width: number | undefined): View {
  const kept = width === undefined ? undefined : Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
  const columns = view.columns.map((column) =>
    column.field === field ? { field, ...(kept === undefined ? {} : { width: kept }) } : column,
  );
  return { ...view, columns };
}

/** Upwards, downwards, and back to the order of the view; `added` keeps what it is already sorted by. */
export function sortBy(view: View, field: string, added = false): View {
  const now = view.sort.find((one) => one.field === field);
  const others = added ? view.sort.filter((one) => one.field !== field) : [];
  if (!now) return { ...view, sort: [...others, { field }] };
  if (!now.descending) return { ...view, sort: [...others, { field, descending: true }] };
  return { ...view, sort: others };
}

export function withCondition(view: View, condition: Condition | null): View {
  return { ...view, condition };
}

/** Those of its rows that fulfil these rules as well, whatever the view asks by itself. */
export function narrowedTo(view: View, rules: readonly Rule[]): View {
  const tree = asGroup(view.condition);
  const isFlat = tree.combinator === 'and' && !tree.not && tree.of === undefined;
  return { ...view, condition: { combinator: 'and', rules: [...(isFlat ? tree.rules : [tree]), ...rules] } };
}
