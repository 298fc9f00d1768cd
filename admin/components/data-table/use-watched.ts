import { useEffect, useState } from 'react';
import { call, Refused } from '../read.ts';

const LOOK_MS = 700;

type Watched<T> = {
  readonly value: T | undefined;
  /** What an action has just answered counts until the next look. */
  show(value: T): void;
};

/** Work that runs on the server, whoever looks: `path` is read again until `isOver` says so. */
export function useWatched<T>(path: string, isOver: (value: T) => boolean): Watched<T> {
  const [value, setValue] = useState<T>();
  const over = value !== undefined && isOver(value);
  useEffect(() => {
    if (over) return;
    let gone = false;
    const look = async () => {
      try {
        const fresh = await call<T>('GET', path);
        if (!gone) setValue(fresh);
      } catch (cause) {
        // The next look may find the server again.
        if (!(cause instanceof Refused)) throw cause;
      }
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [path, over]);
  return { value, show: setValue };
}
