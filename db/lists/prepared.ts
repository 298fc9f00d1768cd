import { fingerprint } from '../../domain/fingerprint.ts';

/** Every connection keeps the plans of what is prepared until it ends: so many are worth their memory. */
const mostNames = 60;
/** From the so many-th time on a text is worth preparing: it belongs to a view that somebody works with. */
const worthIt = 3;
const mostCounted = 500;

const names = new Map<string, string>();
const counted = new Map<number, number>();

/**
 * The name under which to prepare a statement that was put together for one request: planning it takes longer than running
 * it. Only for statements whose plan is good for any parameters. Undefined for a text that does not come again and again.
 */
export function nameToPrepare(sql: string): string | undefined {
  const known = names.get(sql);
  if (known || names.size === mostNames) return known;
  const key = fingerprint(sql);
  const times = (counted.get(key) ?? 0) + 1;
  counted.delete(key);
  counted.set(key, times);
  if (counted.size > mostCounted) counted.delete(counted.keys().next().value!);
  if (times < worthIt) return undefined;
  const name = `list-${names.size}`;
  names.set(sql, name);
  return name;
}
