import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ListAsk, ListRow } from '../../../domain/lists/shapes.ts';
import { Refused } from '../read.ts';
import type { ListSource } from './source.ts';

export type Rows = {
  /** Page by page, as they were read; undefined while the first is on its way. */
  readonly pages: readonly (readonly ListRow[])[] | undefined;
  readonly hasMore: boolean;
  readonly busy: boolean;
  readonly error?: Refused;
  /** Which question the rows answer: the rows of another one may still stand while these are on their way. */
  readonly answers: string;
  /** Grows when the list is read anew. */
  readonly round: number;
  more(): void;
  refresh(): void;
  /** Puts another self of a row in its place, where it stays until the list is read again. */
  change(id: string, next: (row: ListRow) => ListRow): void;
};

type Loaded = {
  readonly key: string;
  readonly pages: readonly (readonly ListRow[])[];
  readonly next: string | null;
};

/** Lists that were just looked at: coming back from a record finds the same rows at the same place. */
const leftOf = new WeakMap<ListSource, Map<string, Loaded & { readonly at: number }>>();
const KEPT_MS = 5 * 60_000;

/** Reads a list page by page. Widths and the order of columns change nothing that has to be read again. */
export function useRows(source: ListSource, ask: ListAsk | undefined): Rows {
  const key = useMemo(() => (ask ? keyOf(source.kind, ask) : ''), [source.kind, ask]);
  const [loaded, setLoaded] = useState<Loaded | undefined>(() => (key ? recent(source, key) : undefined));
  const [busy, setBusy] = useState(true);
  const [error, setError] = useState<Refused>();
  const [round, setRound] = useState(0);
  const latest = useRef(0);
  const reading = useRef<string>();
  const asked = useRef(ask);
  asked.current = ask;

  const read = useCallback(
    async (after: string | undefined, arrived: (page: { rows: readonly ListRow[]; next: string | null }) => void) => {
      const mine = ++latest.current;
      setBusy(true);
      try {
        const page = await source.rows({ ...asked.current!, ...(after ? { after } : {}) });
        if (mine !== latest.current) return;
        arrived(page);
        setError(undefined);
      } catch (cause) {
        if (!(cause instanceof Refused)) throw cause;
        if (mine === latest.current) setError(cause);
      } finally {
        reading.current = undefined;
        if (mine === latest.current) setBusy(false);
      }
    },
    [source],
  );
  useEffect(() => {
    if (!key) return;
    const before = round === 0 ? recent(source, key) : undefined;
    if (before) {
      setLoaded(before);
      setBusy(false);
      return;
    }
    void read(undefined, ({ rows, next }) => setLoaded({ key, pages: [rows], next }));
  }, [source, key, round, read]);
  useEffect(() => {
    if (!loaded) return;
    const left = leftOf.get(source) ?? new Map<string, Loaded & { readonly at: number }>();
    leftOf.set(source, left.set(loaded.key, { ...loaded, at: Date.now() }));
  }, [source, loaded]);

  const next = loaded?.key === key ? loaded.next : null;
  const more = useCallback(() => {
    if (!next || reading.current === next) return;
    reading.current = next;
    void read(next, (page) => setLoaded((old) => old && { ...old, pages: [...old.pages, page.rows], next: page.next }));
  }, [next, read]);
  const refresh = useCallback(() => {
    leftOf.delete(source);
    setRound((n) => n + 1);
  }, [source]);
  const change = useCallback(
    (changed: string, next: (row: ListRow) => ListRow) =>
      setLoaded(
        (old) =>
          old && {
            ...old,
            pages: old.pages.map((page) =>
              page.some(({ id }) => id === changed) ? page.map((one) => (one.id === changed ? next(one) : one)) : page,
            ),
          },
      ),
    [],
  );
  return {
    pages: loaded?.pages,
    hasMore: next !== null,
    busy,
    answers: loaded?.key ?? '',
    round,
    more,
    refresh,
    change,
    ...(error ? { error } : {}),
  };
}

function recent(source: ListSource, key: string): Loaded | undefined {
  const found = leftOf.get(source)?.get(key);
  return found && Date.now() - found.at < KEPT_MS ? found : undefined;
}

function keyOf(kind: string, { view, search }: ListAsk): string {
  const columns = view.columns.map(({ field }) => field).toSorted();
  const { sort, condition, colours } = view;
  return JSON.stringify([kind, columns, sort, condition, colours, search ?? '']);
}
