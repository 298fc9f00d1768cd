/** Periodic jobs keep a mark of how far they have worked off their periods, so that an outage leaves no hole. */
import type { Db, Tx } from './database.ts';

/** What a job does for the time from `from` to `to` (ISO). Answers what it did, for the log. */
export type JobWork<T> = (tx: Tx, period: { readonly from: string; readonly to: string }) => Promise<T>;

export type Job<T> = {
  readonly work: JobWork<T>;
  /** What the job has found wrong: stands beside its mark until it finds nothing. */
  readonly complaint: (done: T) => string | null;
};

/**
 * Works off everything since the job's mark, in one transaction with the new mark. Two at once wait for each other. A job
 * that has never run begins now.
 */
export async function runJob<T>(db: Db, name: string, job: JobWork<T> | Job<T>): Promise<T> {
  const { work, complaint } = typeof job === 'function' ? { work: job, complaint: () => null } : job;
  try {
    return await db.transaction(async (tx) => {
      await tx.run(`insert into jobs (name, done_through) values ($1, now()) on conflict do nothing`, [name]);
      const period = await tx.one<{ from: string; to: string }>(
        'select done_through as from, now() as to from jobs where name = $1 for update',
        [name],
      );
      const done = await work(tx, period);
      await tx.run(
        `update jobs set done_through = $2, last_error = left($3, 500), updated_at = now() where name = $1`,
        [name, period.to, complaint(done)],
      );
      return done;
    });
  } catch (error) {
    await db
      .run(`update jobs set last_error = left($2, 500), updated_at = now() where name = $1`, [name, String(error)])
      .catch(() => {});
    throw error;
  }
}

/** Notes that these jobs of plugins are here now; of those that were and are no more nothing is said any longer. */
export async function noteJobsOfPlugins(db: Db, names: readonly string[]): Promise<void> {
  await db.run(
    'insert into jobs (name, done_through) select name, now() from unnest($1::text[]) name on conflict do nothing',
    [names],
  );
  await db.run(`delete from jobs where name like 'plugin:%' and name <> all($1::text[])`, [names]);
}
