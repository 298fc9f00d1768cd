/** Records that were looked at last in this tab of the browser; they go when one logs out. */
import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';
import type { IconName } from '../components/icon.tsx';
import { roomOf } from './rooms.ts';

export type Recent = { readonly to: string; readonly icon: IconName; readonly label: string };

const PLACE = 'nurt.recent';
const MOST = 8;
/** A page names itself when its record has come. */
const NAMED_MS = 1_500;

export function recentRecords(): readonly Recent[] {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE) ?? '[]') as Recent[];
  } catch {
    return [];
  }
}

/** Remembers each record whose page stays open for a moment. The frame calls it once. */
export function useRecentRecords(): void {
  const { pathname } = useLocation();
  useEffect(() => {
    if (!/\/[0-9a-f-]{36}$/.test(pathname)) return;
    const timer = setTimeout(() => {
      const icon = roomOf(pathname);
      const label = document.title.replace(/ · Nurt$/, '');
      if (!icon || !label) return;
      const others = recentRecords().filter(({ to }) => to !== pathname);
      sessionStorage.setItem(PLACE, JSON.stringify([{ to: pathname, icon, label }, ...others].slice(0, MOST)));
    }, NAMED_MS);
    return () => clearTimeout(timer);
  }, [pathname]);
}
