/** Which rows are chosen: some by their ids, or all that the view finds but a few. */
import type { ListAsk, Selection } from '../../../domain/lists/shapes.ts';

export type Picked =
  | { readonly is: 'some'; readonly ids: ReadonlySet<string> }
  | { readonly is: 'all'; readonly except: ReadonlySet<string> };

export const nobody: Picked = { is: 'some', ids: new Set() };
export const everybody: Picked = { is: 'all', except: new Set() };

export function isPicked(picked: Picked, id: string): boolean {
  return picked.is === 'some' ? picked.ids.has(id) : !picked.except.has(id);
}

/** Takes these rows in or leaves them out. */
export function pick(picked: Picked, ids: readonly string[], wanted: boolean): Picked {
  if (picked.is === 'some') return { is: 'some', ids: changed(picked.ids, ids, wanted) };
  return { is: 'all', except: changed(picked.except, ids, !wanted) };
}

/** Takes in all rows that have been read, beside those of other searches, or leaves them out; "all" ends with that. */
export function pickRead(picked: Picked, ids: readonly string[], wanted: boolean): Picked {
  return wanted || picked.is === 'some' ? pick(picked, ids, wanted) : nobody;
}

function changed(set: ReadonlySet<string>, ids: readonly string[], inside: boolean): ReadonlySet<string> {
  const next = new Set(set);
  for (const id of ids) {
    if (inside) next.add(id);
    else next.delete(id);
  }
  return next;
}

/** The rows from one to the other, both included, in the order of the list: for a click with Shift. */
export function between(ids: readonly string[], from: string, to: string): readonly string[] {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)];
  if (a < 0 || b < 0) return [to];
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** How many are chosen; undefined when nobody knows how many the view finds. */
export function countOf(picked: Picked, found: number | undefined): number | undefined {
  if (picked.is === 'some') return picked.ids.size;
  return found === undefined ? undefined : Math.max(0, found - picked.except.size);
}

/** The version in which each row was shown last. */
export type Seen = ReadonlyMap<string, number>;

/** As the API wants it; with the versions that were seen, where the action needs them. */
export function selectionOf(picked: Picked, ask: ListAsk, seen?: Seen): Selection {
  const versions = seen && Object.fromEntries([...seen].filter(([id]) => isPicked(picked, id)));
  const asSeen = versions ? { versions } : {};
  if (picked.is === 'some') return { ids: [...picked.ids], ...asSeen };
  const { after: _, limit: __, ...all } = ask;
  return { all, except: [...picked.except], ...asSeen };
}
