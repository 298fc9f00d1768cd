import { useEffect, useState } from 'react';
import { peek, Refused } from '../read.ts';

const LOOK_MS = 700;
/** There is no such work, it is not the viewer's, or that is no id of any. */
const MISSING: ReadonlySet<number> = new Set([400, 403, 404]);

type Watched<T> = {
  readonly value: T | undefined;
  /** It is not there, or not the viewer's. */
  readonly missing: Refused | undefined;
  /** What an action has just answered counts until the next look. */
  show(value: T): void;
};

/** Work that runs on the server, whoever looks: `path` is read again until `isOver` says so. */
export function useWatched<T>(path: string, isOver: (value: T) => boolean): Watched<T> {
  const [value, setValue] = useState<T>();
  const [missing, setMissing] = useState<Refused>();
  const over = missing !== undefined || (value !== undefined && isOver(value));
  useEffect(() => {
    if (over) return;
    let gone = false;
    const look = async () => {
      try {
        const fresh = await peek<T>(path);
        if (!gone) setValue(fresh);
      } catch (cause) {
        if (!(cause instanceof Refused)) throw cause;
        // The next look may find the server again; what is not there stays away.
        if (!gone && MISSING.has(cause.status)) setMissing(cause);
      }
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [path, over]);
  return { value, missing, show: setValue };
}
