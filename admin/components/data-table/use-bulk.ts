import type { Bulk } from '../../../domain/lists/actions.ts';
import { call } from '../read.ts';
import { useWatched } from './use-watched.ts';

export type WatchedBulk = {
  readonly bulk: Bulk | undefined;
  /** Takes it back, as far as nobody has come after it. */
  undo(): Promise<void>;
};

/** An action on many rows, read again for as long as it runs. It runs on the server, whoever looks. */
export function useBulk(id: string): WatchedBulk {
  const { value: bulk, show } = useWatched<Bulk>(
    `/bulk/${id}`,
    ({ state }) => state !== 'running' && state !== 'undoing',
  );
  return { bulk, undo: async () => show(await call<Bulk>('POST', `/bulk/${id}/undo`)) };
}
