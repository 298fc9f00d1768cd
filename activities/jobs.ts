import type { Db } from '../db/database.ts';
import { runJob } from '../db/jobs.ts';
import { makePartitions } from '../db/partitions.ts';
import { showDueReminders } from '../db/reminders.ts';
import { sweep, type Swept } from '../db/sweep.ts';
import type { Services } from './services.ts';

export type JobActivities = {
  /** Wakes whoever should have moved a run or sent a message and has not. */
  sweepOverdue(): Promise<Swept>;
  /** Shows reminders whose time has come, late ones with how late they are. */
  showReminders(): Promise<{ readonly shown: number }>;
  /** Makes the next months' partitions of the append-only tables. */
  makePartitions(): Promise<{ readonly made: readonly string[] }>;
};

export function jobActivities({ db, log }: Services): JobActivities {
  return {
    async sweepOverdue() {
      const swept = await marked(db, 'sweep', () => sweep(db));
      if (Object.values(swept).some((count) => count > 0)) log('sweep: woke what was late', swept);
      return swept;
    },
    async showReminders() {
      return runJob(db, 'reminders', async (tx, { to }) => ({ shown: (await showDueReminders(tx, to)).shown }));
    },
    async makePartitions() {
      return runJob(db, 'partitions', async (tx) => ({ made: await makePartitions(tx) }));
    },
  };
}

/** The sweep takes short transactions of its own: the mark is set when it is through. */
async function marked<T>(db: Db, name: string, work: () => Promise<T>): Promise<T> {
  const done = await work();
  await runJob(db, name, async () => undefined);
  return done;
}
