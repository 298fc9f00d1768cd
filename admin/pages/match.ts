import { pages } from './list.ts';
import type { PageEntry } from './list.ts';

/** The page that an address opens, if it is one of ours. */
export function pageAt(address: string): PageEntry | undefined {
  const path = address.split('?')[0]!.replace(/\/+$/, '') || '/';
  return pages.find((entry) => new RegExp(`^${entry.path.replace(/:\w+/g, '[^/]+')}$`).test(path));
}
