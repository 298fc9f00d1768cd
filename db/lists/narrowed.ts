import type { Moment } from '../../domain/conditions/check.ts';
import { narrowedBy, type Query } from '../../domain/lists/narrowing.ts';
import type { ListKind, View } from '../../domain/lists/shapes.ts';

export type Narrowed = {
  readonly kind: ListKind;
  /** The parts of an address; what was typed into a search is `search`, `q` or `words`. */
  readonly query: Query;
  readonly columns?: readonly string[];
  readonly sort?: View['sort'];
  readonly moment: Moment;
};

/** What the parts of an address ask of a list, as the list takes it. */
export function narrowedAsk({ kind, query, columns = [], sort = [], moment }: Narrowed) {
  const condition = narrowedBy(kind, query);
  const isNarrow = condition !== undefined && 'rules' in condition && condition.rules.length > 0;
  const view: View = {
    columns: columns.map((field) => ({ field })),
    sort,
    condition: isNarrow ? condition : null,
    colours: [],
    density: 'dense',
  };
  return { view, moment, search: query['search'] ?? query['q'] ?? query['words'] ?? '' };
}
