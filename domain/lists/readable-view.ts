import type { Condition } from '../conditions/shapes.ts';
import type { View } from './shapes.ts';

/** What of a list somebody may read and ask. `related` answers for the facts of records beside the row. */
export type Reach = {
  readonly field: (id: string) => boolean;
  readonly sortable: (id: string) => boolean;
  readonly fact: (name: string) => boolean;
  readonly related: (of: string) => ((name: string) => boolean) | undefined;
};

export type ReadableView = {
  readonly view: View;
  /** Ids of fields and names of facts that were left out, each once. */
  readonly dropped: readonly string[];
};

/** A kept view as somebody may run it: what they may not read, and what is gone, is left out and named (rule 14). */
export function readableView(view: View, reach: Reach): ReadableView {
  const dropped = new Set<string>();
  const kept = <Part extends { readonly field: string }>(parts: readonly Part[], may: (id: string) => boolean) =>
    parts.filter(({ field }) => may(field) || void dropped.add(field));
  const columns = kept(view.columns, reach.field);
  const sort = kept(view.sort, reach.sortable);
  const rules = (condition: Condition) => withoutUnreadable(condition, { fact: reach.fact, reach, dropped });
  const condition = view.condition ? rules(view.condition) : null;
  const colours = view.colours.flatMap((colour) => {
    const left = rules(colour.condition);
    return left ? [{ ...colour, condition: left }] : [];
  });
  return { view: { ...view, columns, sort, condition, colours }, dropped: [...dropped] };
}

/** What of a condition somebody may ask; null where it is nothing. */
export function readableCondition(condition: Condition, reach: Reach): Condition | null {
  return withoutUnreadable(condition, { fact: reach.fact, reach, dropped: new Set() });
}

type Dropping = { readonly fact: Reach['fact']; readonly reach: Reach; readonly dropped: Set<string> };

/** Null where nothing is left to ask: an empty group would hold for every row, and its denial for none. */
function withoutUnreadable(condition: Condition, dropping: Dropping): Condition | null {
  if (!('combinator' in condition)) {
    if (dropping.fact(condition.field)) return condition;
    dropping.dropped.add(condition.field);
    return null;
  }
  const fact = condition.of === undefined ? dropping.fact : dropping.reach.related(condition.of);
  if (!fact) {
    dropping.dropped.add(condition.of!);
    return null;
  }
  const rules = condition.rules.flatMap((rule) => withoutUnreadable(rule, { ...dropping, fact }) ?? []);
  return rules.length === 0 && condition.rules.length > 0 ? null : { ...condition, rules };
}
