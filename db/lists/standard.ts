import type { Condition } from '../../domain/conditions/shapes.ts';
import type { StandardView, View } from '../../domain/lists/shapes.ts';
import { said, type Titles } from './fields.ts';

type Short = {
  readonly columns: readonly string[];
  readonly sort: View['sort'];
  readonly rules?: readonly Condition[];
  readonly colours?: View['colours'];
};

/** A view that comes with Nurt, in few words. */
export function view(id: string, titles: Titles, { columns, sort, rules, colours = [] }: Short): StandardView {
  return {
    id,
    title: said(titles),
    view: {
      columns: columns.map((field) => ({ field })),
      sort,
      condition: rules ? { combinator: 'and', rules } : null,
      colours,
      density: 'roomy',
    },
  };
}
