import { fingerprint } from '../../domain/fingerprint.ts';

/** From the so many-th time on a text is worth preparing: it belongs to a view that somebody works with. */
const worthIt = 3;
const mostCounted = 500;

const counted = new Map<number, number>();

/**
 * Whether a statement that was put together for one request has come so often that it is worth preparing. Only for those
 * whose plan is good for any parameters.
 */
export function comesAgain(sql: string): boolean {
  const key = fingerprint(sql);
  const times = (counted.get(key) ?? 0) + 1;
  counted.delete(key);
  counted.set(key, times);
  if (counted.size > mostCounted) counted.delete(counted.keys().next().value!);
  return times >= worthIt;
}
