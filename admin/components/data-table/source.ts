/** What the table asks of the server; a page for developers answers it without one. */
import type { ListAsk, ListCount, ListDescription, ListKind, ListPage } from '../../../domain/lists/shapes.ts';
import { call } from '../read.ts';

export type ListSource = {
  readonly kind: ListKind;
  describe(): Promise<ListDescription>;
  rows(ask: ListAsk): Promise<ListPage>;
  count(ask: ListAsk): Promise<ListCount>;
};

export function httpSource(kind: ListKind): ListSource {
  return {
    kind,
    describe: () => call('GET', `/lists/${kind}`),
    rows: (ask) => call('POST', `/lists/${kind}/rows`, ask),
    count: ({ view, search }) => call('POST', `/lists/${kind}/count`, { view, ...(search ? { search } : {}) }),
  };
}
