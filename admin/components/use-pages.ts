import { useCallback, useEffect, useState } from 'react';
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
  const [next, setNext] = useState<string | null>();
  const [busy, setBusy] = useState(true);
  const [error, setError] = useState<Refused>();
  const [round, setRound] = useState(0);

  useEffect(() => {
    let gone = false;
    setBusy(true);
    call<PageOf<Row>>('GET', path)
      .then((page) => {
        if (gone) return;
        setRows(page.rows);
        setNext(page.next ?? null);
        setError(undefined);
      })
      .catch((cause: unknown) => {
        if (!gone && cause instanceof Refused) setError(cause);
        else if (!gone) throw cause;
      })
      .finally(() => !gone && setBusy(false));
    return () => {
      gone = true;
    };
  }, [path, version, round]);

  const more = useCallback(() => {
    if (!next) return;
    setBusy(true);
    const joint = path.includes('?') ? '&' : '?';
    call<PageOf<Row>>('GET', `${path}${joint}after=${encodeURIComponent(next)}`)
      .then((page) => {
        setRows((old) => [...(old ?? []), ...page.rows]);
        setNext(page.next ?? null);
      })
      .catch((cause: unknown) => {
        if (cause instanceof Refused) setError(cause);
        else throw cause;
      })
      .finally(() => setBusy(false));
  }, [path, next]);

  const reload = useCallback(() => setRound((n) => n + 1), []);
  return { rows, more: next ? more : undefined, busy, reload, ...(error ? { error } : {}) };
}
