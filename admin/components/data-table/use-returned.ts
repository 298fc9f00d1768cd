import { useEffect } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { LongWork } from '../../../domain/lists/addresses.ts';
import { call, Refused } from '../read.ts';

/** The work that the address names, as the notice of its end leads to it, and what takes it off the address. */
export function useReturned(work: LongWork): readonly [id: string | undefined, leave: () => void] {
  const [address, setAddress] = useSearchParams();
  const leave = () =>
    setAddress(
      (old) => {
        const rest = new URLSearchParams(old);
        rest.delete(work);
        return rest;
      },
      { replace: true },
    );
  return [address.get(work) ?? undefined, leave];
}

/**
 * Whoever sees an outcome where it stands need not be told of it. Nothing is seen while there is no outcome, nor while the
 * page lies behind others: then the notice rings.
 */
export function useSeen(link: string | undefined, outcome: string | undefined): void {
  useEffect(() => {
    if (link === undefined || outcome === undefined) return;
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener('visibilitychange', look);
      void acknowledge(link);
    };
    document.addEventListener('visibilitychange', look);
    look();
    return () => document.removeEventListener('visibilitychange', look);
  }, [link, outcome]);
}

/** Where that does not reach the server, the notice stays until somebody puts it away. */
async function acknowledge(link: string): Promise<void> {
  try {
    await call('POST', '/reminders/acknowledge', { link });
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
  }
}
