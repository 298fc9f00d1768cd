/** What the table asks of the server; a page for developers answers it without one. */
import type { ListAsk, ListCount, ListDescription, ListKind, ListPage } from '../../../domain/lists/shapes.ts';
import { call, callQuietly } from '../read.ts';

export type ListSource = {
  readonly kind: ListKind;
  describe(): Promise<ListDescription>;
  rows(ask: ListAsk): Promise<ListPage>;
  /** As `rows`, where the page looks by itself whether there are others. */
  look(ask: ListAsk): Promise<ListPage>;
  count(ask: ListAsk): Promise<ListCount>;
};

const sources = new Map<ListKind, ListSource>();

/** The list of a kind as the server answers it: one and the same for every page, so that what was read of it is found again. */
export function httpSource(kind: ListKind): ListSource {
  const source = sources.get(kind) ?? sourceOf(kind);
  sources.set(kind, source);
  return source;
}

function sourceOf(kind: ListKind): ListSource {
  return {
    kind,
    describe: () => call('GET', `/lists/${kind}`),
    rows: (ask) => call('POST', `/lists/${kind}/rows`, ask),
    look: (ask) => callQuietly('POST', `/lists/${kind}/rows`, ask),
    count: ({ view, search }) => call('POST', `/lists/${kind}/count`, { view, ...(search ? { search } : {}) }),
  };
}
