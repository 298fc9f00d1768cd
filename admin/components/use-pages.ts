import { useCallback, useEffect, useRef, useState } from 'react';
import { call, Refused } from './read.ts';

type PageOf<Row> = { readonly rows: readonly Row[]; readonly next?: string | null };

export type Pages<Row> = {
  readonly rows: readonly Row[] | undefined;
  /** Reads the next page; undefined when there is none. */
  readonly more: (() => void) | undefined;
  readonly busy: boolean;
  readonly error?: Refused;
  reload(): void;
};

/** The same read to its end, page after page: for a choice in which nothing may be missing. */
export function useAllPages<Row>(path: string): Pick<Pages<Row>, 'rows' | 'error'> {
  const { rows, more, error } = usePages<Row>(path);
  useEffect(() => more?.(), [more]);
  return { rows, ...(error ? { error } : {}) };
}

/**
 * A keyset list: `path` answers `{ rows, next }`; `next` goes back as `after`. It is read anew for another `version`: what the
 * page around it has changed.
 */
export function usePages<Row>(path: string, version = 0): Pages<Row> {
  const [rows, setRows] = useState<readonly Row[]>();
  /** Where the next page of this path begins: that of another path leads nowhere. */
  const [next, setNext] = useState<{ readonly of: string; readonly after: string }>();
  const [busy, setBusy] = useState(true);
  const [error, setError] = useState<Refused>();
  const [round, setRound] = useState(0);
  const latest = useRef(0);

  useEffect(() => {
    const mine = ++latest.current;
    const isGone = () => mine !== latest.current;
    setBusy(true);
    call<PageOf<Row>>('GET', path)
      .then((page) => {
        if (isGone()) return;
        setRows(page.rows);
        setNext(nextOf(path, page));
        setError(undefined);
      })
      .catch((cause: unknown) => {
        if (!isGone() && cause instanceof Refused) setError(cause);
        else if (!isGone()) throw cause;
      })
      .finally(() => !isGone() && setBusy(false));
    return () => {
      latest.current++;
    };
  }, [path, version, round]);

  const after = next?.of === path ? next.after : undefined;
  const more = useCallback(() => {
    if (after === undefined) return;
    // Another filter may be chosen meanwhile: a page of the one before does not belong under it.
    const mine = latest.current;
    const isGone = () => mine !== latest.current;
    setBusy(true);
    const joint = path.includes('?') ? '&' : '?';
    call<PageOf<Row>>('GET', `${path}${joint}after=${encodeURIComponent(after)}`)
      .then((page) => {
        if (isGone()) return;
        setRows((old) => [...(old ?? []), ...page.rows]);
        setNext(nextOf(path, page));
      })
      .catch((cause: unknown) => {
        if (!isGone() && cause instanceof Refused) setError(cause);
        else if (!isGone()) throw cause;
      })
      .finally(() => !isGone() && setBusy(false));
  }, [path, after]);

  const reload = useCallback(() => setRound((n) => n + 1), []);
  return { rows, more: after === undefined ? undefined : more, busy, reload, ...(error ? { error } : {}) };
}

function nextOf<Row>(path: string, { next }: PageOf<Row>) {
  return next ? { of: path, after: next } : undefined;
}
