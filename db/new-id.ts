import { randomUUID } from 'node:crypto';

/** A UUIDv7 (RFC 9562): sorts by the millisecond in which it was made. `now` is epoch milliseconds. */
export function newId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  // A random one has its chance in the same places, and its own digit where the version stands.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
