import { useEffect, useRef, useState } from 'react';
import type { ListAsk, ListRow } from '../../../domain/lists/shapes.ts';
import { useNews as useLiveNews } from '../../live/news.ts';
import { Refused } from '../read.ts';
import type { ListSource } from './source.ts';

const LOOK_MS = 30_000;
const SOON_MS = 400;

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
  const look = async () => {
    if (!ask || document.hidden) return;
    try {
      const { rows } = await source.look({ ...ask, limit: 50 });
      setNews(rows.filter(({ id }) => !known.current.has(id)).length);
    } catch (cause) {
      if (!(cause instanceof Refused)) throw cause;
    }
  };
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    const timer = setInterval(() => void latest.current(), LOOK_MS);
    return () => clearInterval(timer);
  }, [source, ask]);
  // What the server tells of is looked at at once; many at a time once.
  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLiveNews(source.kind, (told) => {
    if (!told) return;
    clearTimeout(soon.current);
    soon.current = setTimeout(() => void latest.current(), SOON_MS);
  });
  useEffect(() => () => clearTimeout(soon.current), []);
  return news;
}
