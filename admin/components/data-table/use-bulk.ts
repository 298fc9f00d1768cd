import type { Bulk } from '../../../domain/lists/actions.ts';
import { call, type Refused } from '../read.ts';
import { useWatched } from './use-watched.ts';

export type WatchedBulk = {
  readonly bulk: Bulk | undefined;
  readonly missing: Refused | undefined;
  /** Takes it back, as far as nobody has come after it. */
  undo(): Promise<void>;
  /** Leaves what has not been done yet. */
  cancel(): Promise<void>;
};

/** An action on many rows, read again for as long as it runs. It runs on the server, whoever looks. */
export function useBulk(id: string): WatchedBulk {
  const {
    value: bulk,
    missing,
    show,
  } = useWatched<Bulk>(`/bulk/${id}`, ({ state }) => state !== 'running' && state !== 'undoing');
  const ask = (what: 'undo' | 'cancel') => async () => show(await call<Bulk>('POST', `/bulk/${id}/${what}`));
  return { bulk, missing, undo: ask('undo'), cancel: ask('cancel') };
}
