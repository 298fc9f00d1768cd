import { useCallback, useEffect, useRef, useState } from 'react';
import type { ListRow } from '../../../domain/lists/shapes.ts';
import { between, isPicked, nobody, pick, type Picked, type Seen } from './picked.ts';

export type Picking = {
  readonly picked: Picked;
  /** Of all rows that were shown since the list was opened. */
  readonly seen: Seen;
  /** Without `wanted` the row changes sides; with `range` all from the last one go with it. */
  toggle(id: string, wanted: boolean | undefined, range: boolean): void;
  set(picked: Picked): void;
};

/** Chosen rows outlive searching and paging; "all that the view finds" means one question and ends with it. */
export function usePicked(rows: readonly ListRow[], answers: string): Picking {
  const [picked, set] = useState<Picked>(nobody);
  const last = useRef<string>();
  const latest = useRef(rows);
  latest.current = rows;
  const seen = useRef(new Map<string, number>());
  useEffect(() => rows.forEach(({ id, version }) => seen.current.set(id, version)), [rows]);
  useEffect(() => set((old) => (old.is === 'all' ? nobody : old)), [answers]);
  const toggle = useCallback((id: string, wanted: boolean | undefined, range: boolean) => {
    const from = last.current;
    last.current = id;
    set((old) => {
      const inOrder = latest.current.map((row) => row.id);
      const moved = range && from !== undefined ? between(inOrder, from, id) : [id];
      return pick(old, moved, wanted ?? !isPicked(old, id));
    });
  }, []);
  return { picked, seen: seen.current, toggle, set };
}
