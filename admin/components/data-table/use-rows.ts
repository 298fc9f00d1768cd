import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ListAsk, ListPage, ListRow } from '../../../domain/lists/shapes.ts';
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

/** The rows that were looked at last: coming back from a record finds them at the same place. */
const leftOf = new WeakMap<ListSource, Loaded & { readonly at: number }>();
const KEPT_MS = 5 * 60_000;

type Arrived = Pick<ListPage, 'rows' | 'next'>;
type Reading = {
  readonly arrives: () => Promise<Arrived>;
  readonly then: (arrived: Arrived) => void;
  /** All that is shown is read once more; what comes behind it waits. */
  readonly isAgain?: boolean;
};

/** Reads a list page by page. Widths and the order of columns change nothing that has to be read again. */
export function useRows(source: ListSource, ask: ListAsk | undefined): Rows {
  const key = useMemo(() => (ask ? keyOf(source.kind, ask) : ''), [source.kind, ask]);
  const [loaded, setLoaded] = useState<Loaded | undefined>(() => (key ? recent(source, key) : undefined));
  const [busy, setBusy] = useState(true);
  const [error, setError] = useState<Refused>();
  const [round, setRound] = useState(0);
  const latest = useRef(0);
  const reading = useRef<string>();
  const again = useRef(false);
  const wantsMore = useRef(false);
  /** Rows that were changed since the list began to be read: what arrives may be older than they are. */
  const changed = useRef(new Set<string>());
  const asked = useRef(ask);
  asked.current = ask;

  const read = useCallback(async ({ arrives, then, isAgain = false }: Reading) => {
    const mine = ++latest.current;
    again.current = isAgain;
    setBusy(true);
    try {
      const arrived = await arrives();
      if (mine !== latest.current) return;
      again.current = false;
      then(arrived);
      setError(undefined);
    } catch (cause) {
      if (!(cause instanceof Refused)) throw cause;
      if (mine === latest.current) setError(cause);
    } finally {
      reading.current = undefined;
      if (mine === latest.current) {
        again.current = false;
        setBusy(false);
      }
    }
  }, []);
  useEffect(() => {
    if (!key) return;
    const before = round === 0 ? recent(source, key) : undefined;
    const since = new Set<string>();
    changed.current = since;
    const then = ({ rows, next }: Arrived) =>
      setLoaded((old) => ({ key, pages: inPages(old?.key === key ? keeping(since, old, rows) : rows), next }));
    if (!before) return void read({ arrives: () => source.rows(asked.current!), then });
    setLoaded(before);
    const shown = before.pages.reduce((sum, { length }) => sum + length, 0);
    void read({ arrives: () => readAgain(source, asked.current!, shown), then, isAgain: true });
  }, [source, key, round, read]);
  useEffect(() => {
    if (loaded) leftOf.set(source, { ...loaded, at: Date.now() });
  }, [source, loaded]);

  const next = loaded?.key === key ? loaded.next : null;
  const more = useCallback(() => {
    if (!next || reading.current === next) return;
    wantsMore.current = again.current;
    if (again.current) return;
    reading.current = next;
    void read({
      arrives: () => source.rows({ ...asked.current!, after: next }),
      then: (page) => setLoaded((old) => old && { ...old, pages: [...old.pages, page.rows], next: page.next }),
    });
  }, [source, next, read]);
  useEffect(() => {
    if (wantsMore.current) more();
  }, [loaded, more]);
  const refresh = useCallback(() => {
    leftOf.delete(source);
    setRound((n) => n + 1);
  }, [source]);
  const change = useCallback((rowId: string, next: (row: ListRow) => ListRow) => {
    changed.current.add(rowId);
    setLoaded(
      (old) =>
        old && {
          ...old,
          pages: old.pages.map((page) =>
            page.some(({ id }) => id === rowId) ? page.map((one) => (one.id === rowId ? next(one) : one)) : page,
          ),
        },
    );
  }, []);
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
  const found = leftOf.get(source);
  return found?.key === key && Date.now() - found.at < KEPT_MS ? found : undefined;
}

/** What arrived, but for the rows that stand there as they were changed since. */
function keeping(changed: ReadonlySet<string>, old: Loaded, arrived: readonly ListRow[]): readonly ListRow[] {
  const kept = new Map(old.pages.flat().flatMap((row) => (changed.has(row.id) ? [[row.id, row] as const] : [])));
  return arrived.map((row) => kept.get(row.id) ?? row);
}

const MOST_AT_ONCE = 200;

/** As many rows as were shown, from the top. */
async function readAgain(source: ListSource, ask: ListAsk, shown: number): Promise<Arrived> {
  const rows: ListRow[] = [];
  let next: string | null = null;
  do {
    const limit = Math.max(1, Math.min(MOST_AT_ONCE, shown - rows.length));
    const page: ListPage = await source.rows({ ...ask, ...(next ? { after: next } : {}), limit });
    rows.push(...page.rows);
    next = page.next;
  } while (next && rows.length < shown);
  return { rows, next };
}

const PAGE = 50;

/** A page is drawn, and left out of the drawing where it is far from the eye, as a whole. */
function inPages(rows: readonly ListRow[]): readonly (readonly ListRow[])[] {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  return Array.from({ length: pages }, (_, i) => rows.slice(i * PAGE, (i + 1) * PAGE));
}

function keyOf(kind: string, { view, search }: ListAsk): string {
  const columns = view.columns.map(({ field }) => field).toSorted();
  const { sort, condition, colours } = view;
  return JSON.stringify([kind, columns, sort, condition, colours, search ?? '']);
}
