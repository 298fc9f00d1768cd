/** The worker says every few seconds that it is there, and whether Temporal answers it. */
import type { Client } from '@temporalio/client';
import { noteWorker } from '../db/parts.ts';
import type { Services } from './services.ts';

export type Beating = Pick<Services, 'db' | 'log'> & { readonly client: Client };

const EVERY_MS = 15_000;
const ANSWER_MS = 5_000;

/** Beats now and then on. Answers how to stop it: a beat under way is waited for. */
export function startHeartbeat(beating: Beating): { stop(): Promise<void> } {
  let last = beatQuietly(beating);
  const timer = setInterval(() => {
    last = last.then(() => beatQuietly(beating));
  }, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await last;
    },
  };
}

/** PostgreSQL away: nobody could read the beat anyway. */
function beatQuietly(beating: Beating): Promise<void> {
  return beatOnce(beating).catch((error: unknown) => beating.log('heartbeat: not written', { error: String(error) }));
}

/** Asks Temporal and writes down both. */
export async function beatOnce({ db, client }: Omit<Beating, 'log'>): Promise<void> {
  const trouble = await client
    .withDeadline(Date.now() + ANSWER_MS, () => client.workflowService.getSystemInfo({}))
    .then(
      () => null,
      (error: unknown) => String(error),
    );
  await noteWorker(db, trouble);
}
