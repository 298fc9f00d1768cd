import { useEffect, useSyncExternalStore } from 'react';
import { useLocation } from 'react-router-dom';
import { useNews } from '../live/news.ts';
import { peek, Refused } from '../components/read.ts';
import type { Room } from '../pages/list.ts';

export type Count = { readonly of: number; readonly hot: boolean };
export type Counts = Partial<Readonly<Record<Room, Count>>>;

const MINUTE = 60_000;
let counts: Counts = {};
const listeners = new Set<() => void>();

/** The numbers of the menu, as they were last read. */
export function useCounts(): Counts {
  return useSyncExternalStore(
    (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    () => counts,
  );
}

/** Reads them at every change of page and each minute while the page is looked at. The frame calls it once. */
export function useFreshCounts(): void {
  const { pathname } = useLocation();
  useEffect(() => void readCounts(), [pathname]);
  useNews('tasks', () => void readCounts());
  useEffect(() => {
    const timer = setInterval(() => void (document.hidden ? undefined : readCounts()), MINUTE);
    return () => clearInterval(timer);
  }, []);
}

async function readCounts(): Promise<void> {
  try {
    counts = await peek<Counts>('/me/counts');
  } catch (error) {
    // Without a connection the old numbers stay; the page itself says what is wrong.
    if (!(error instanceof Refused)) throw error;
  }
  for (const listen of listeners) listen();
}
