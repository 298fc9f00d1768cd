import { useEffect, useState } from 'react';
import type { Bulk } from '../../../domain/lists/actions.ts';
import { call, Refused } from '../read.ts';

const LOOK_MS = 700;

export type WatchedBulk = {
  readonly bulk: Bulk | undefined;
  /** Takes it back, as far as nobody has come after it. */
  undo(): Promise<void>;
};

/** An action on many rows, read again for as long as it runs. It runs on the server, whoever looks. */
export function useBulk(id: string): WatchedBulk {
  const [bulk, setBulk] = useState<Bulk>();
  const isRunning = bulk === undefined || bulk.state === 'running' || bulk.state === 'undoing';
  useEffect(() => {
    if (!isRunning) return;
    let gone = false;
    const look = async () => {
      try {
        const fresh = await call<Bulk>('GET', `/bulk/${id}`);
        if (!gone) setBulk(fresh);
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
  }, [id, isRunning]);
  return { bulk, undo: async () => setBulk(await call<Bulk>('POST', `/bulk/${id}/undo`)) };
}
