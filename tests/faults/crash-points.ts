/** Where the worker of the fault tests may end, and where each seed makes sure that it does. */
const points = [
  { name: 'before commit', most: 40 },
  { name: 'after commit', most: 40 },
  { name: 'before statement', most: 400 },
  { name: 'after statement', most: 400 },
  { name: 'before ledger', most: 40 },
  { name: 'after ledger', most: 40 },
  { name: 'mail answered', most: 100 },
  { name: 'activity answered', most: 30 },
  { name: 'before signal', most: 8 },
  { name: 'after signal', most: 8 },
] as const;

/** A point, and at most how often a worker passes it before it ends there. */
type Point = (typeof points)[number];
export type PointName = Point['name'];

export const everyPoint: readonly Point[] = points;

/** As many seeds in a row as there are points have every point; a seed without a number has none of its own. */
export function ownPoint(seed: string): Point | undefined {
  const number = /\d+$/.exec(seed)?.[0];
  return number === undefined ? undefined : points[(Number(number) - 1) % points.length];
}
