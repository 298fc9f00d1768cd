/**
 * Decides how the rows of a page are found. Rows are looked at in the order of the list as long as hits are dense enough for
 * the page to be near; where they are not, all hits are gathered and sorted. How dense they are is seen in the first rows:
 * to count hits, or to ask the planner, is dearer or wrong.
 */
import type { Way } from './find.ts';
import { partsFrom, placeOf, type Part, type Stretch } from './order.ts';

/** A found row: its sort values as `k0`, `k1` …, its cells as `v0`, `v1` …; the rest is what its way of finding tells. */
export type Found = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly version: number;
  readonly part: Part;
  readonly seen?: number;
  readonly fits?: boolean;
};
export type Read = (stretch: Stretch, way: Way) => Promise<Found[]>;

/** Rows that are looked at before anything is known of how dense hits are. */
const firstLook = 500;
/** And again, where gathering takes long: the hits may have no index of their own, or be very many. */
const secondLook = 2_500;
/** So many hits tell how dense they are. */
const telling = 5;
/** Rows that are looked at in all: about what gathering takes. */
const mostLooked = { quick: 6_000, long: 30_000 };

type Density = { readonly looked: number; readonly hits: number; readonly left: number };

/** The rows of all parts as the planner finds them, one part after the other. */
export async function planned(start: Stretch, read: Read): Promise<Found[]> {
  const found: Found[] = [];
  for (const part of partsFrom(start.keys, start.after)) {
    const limit = start.limit - found.length;
    if (limit <= 0) break;
    const after = part === start.part ? start.after : undefined;
    found.push(...(await read({ ...start, part, after, limit }, { by: 'plan' })));
  }
  return found;
}

/** The rows that are near, else all hits gathered. `isQuick`: to gather them takes no longer than to look at some thousands. */
export async function nearOrGathered(
  start: Stretch,
  { read, isQuick }: { readonly read: Read; readonly isQuick: () => Promise<boolean> },
): Promise<Found[]> {
  const found: Found[] = [];
  let at = start;
  let seen = { looked: 0, hits: 0 };
  let most = firstLook;
  while (most > 0) {
    const rows = await read(at, { by: 'walk', most });
    const hits = rows.filter(({ fits }) => fits);
    found.push(...hits);
    const left = start.limit - found.length;
    const last = rows.at(-1);
    const isCut = last?.seen === most;
    if (left <= 0 || (!isCut && isLastPart(at))) return found;
    at = { ...at, limit: left, ...(isCut ? { after: placeOf(last!, at.keys) } : { part: 'empty', after: undefined }) };
    seen = isCut ? { looked: seen.looked + most, hits: seen.hits + hits.length } : { looked: 0, hits: 0 };
    most = isCut ? nextLook({ ...seen, left }, await isQuick()) : firstLook;
  }
  return [...found, ...(await read(at, { by: 'gather' }))];
}

/** How many rows to look at next; 0 where hits are too rare for that. */
function nextLook({ looked, hits, left }: Density, isQuick: boolean): number {
  // In whole steps: a statement that comes again is prepared.
  const enough = hits < telling ? Infinity : Math.ceil((1.5 * left * looked) / hits / firstLook) * firstLook;
  if (looked + enough <= mostLooked[isQuick ? 'quick' : 'long']) return enough;
  return !isQuick && looked < secondLook ? secondLook : 0;
}

function isLastPart({ keys, part }: Stretch): boolean {
  return part === 'empty' || !keys[0]!.nullable;
}
