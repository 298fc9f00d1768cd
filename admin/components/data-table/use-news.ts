import { useEffect, useRef, useState } from 'react';
import type { ListAsk, ListRow } from '../../../domain/lists/shapes.ts';
import { Refused } from '../read.ts';
import type { ListSource } from './source.ts';

const LOOK_MS = 30_000;

/** How many rows have come to the top of the list since it was read. They are announced, never pushed in (rule 17). */
export function useNews(
  source: ListSource,
  ask: ListAsk | undefined,
  pages: readonly (readonly ListRow[])[] | undefined,
): number {
  const [news, setNews] = useState(0);
  const known = useRef(new Set<string>());
  useEffect(() => {
    known.current = new Set((pages ?? []).flat().map(({ id }) => id));
    setNews(0);
  }, [pages]);
  useEffect(() => {
    if (!ask) return;
    const look = async () => {
      if (document.hidden) return;
      try {
        const { rows } = await source.rows({ ...ask, limit: 50 });
        setNews(rows.filter(({ id }) => !known.current.has(id)).length);
      } catch (cause) {
        if (!(cause instanceof Refused)) throw cause;
      }
    };
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [source, ask]);
  return news;
}
