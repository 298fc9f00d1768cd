/** Parts that the panel cannot see itself: the worker says in `jobs` when it was there, and when Temporal last answered it. */
import type { Db } from './database.ts';

/** How long a part may be silent before it counts as away. */
const SILENCE = "interval '1 minute'";

/** The worker is there; `temporalTrouble` is why Temporal did not answer it just now. */
export async function noteWorker(db: Db, temporalTrouble: string | null): Promise<void> {
  await db.run(
    `insert into jobs as j (name, done_through, last_error)
     values ('worker', now(), null), ('temporal', case when $1::text is null then now() else '-infinity' end, left($1, 500))
     on conflict (name) do update set done_through = greatest(j.done_through, excluded.done_through),
       last_error = excluded.last_error, updated_at = now()`,
    [temporalTrouble],
  );
}

/** An outbox that has waited so long says that nothing is carried out. */
const LATE_SECONDS = 60;

export type Seen = {
  /** Within a minute. */
  readonly worker: boolean;
  /** By the worker, within a minute. */
  readonly temporal: boolean;
  /** No periodic job has failed or complained at its last turn. */
  readonly jobs: boolean;
  /** Nothing has waited in the outbox so long that the worker or Temporal must be away. */
  readonly outbox: boolean;
  /** Seconds that the oldest row of the outbox has been waiting; 0 where none waits. */
  readonly outboxAge: number;
};

/** What can be known of the parts from PostgreSQL. */
export async function seenParts(db: Db): Promise<Seen> {
  const seen = (name: string) =>
    `exists (select 1 from jobs where name = '${name}' and last_error is null and done_through > now() - ${SILENCE})`;
  const parts = await db.one<Omit<Seen, 'outbox'>>(
    `select ${seen('worker')} as worker, ${seen('temporal')} as temporal,
       not exists (select 1 from jobs where last_error is not null and name not in ('worker', 'temporal')) as jobs,
       coalesce(floor(extract(epoch from now() - (select min(available_at) from outbox where available_at < now()))), 0)::int
         as outbox_age`,
  );
  return { ...parts, outbox: parts.outboxAge < LATE_SECONDS };
}
