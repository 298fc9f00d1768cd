/** How Nurt itself is: what its jobs have done, what waits to be carried out, and how large it has grown. */
import { demand, demandEverybody, type Viewer } from '../domain/access.ts';
import type { Db } from './database.ts';
import { HELD } from './effect-decisions.ts';
import { seenParts, type Seen } from './parts.ts';

export type JobState = {
  readonly name: string;
  /** Up to when it has done its work, ISO. */
  readonly doneThrough: string;
  /** Why it could not, or what it found wrong; for administrators, as it was written. */
  readonly complaint: string | null;
};

/** What waits. Counted to 1,001 at most: more is "more than a thousand". */
export type Waits = {
  /** Wishes of people that Temporal has not heard of yet. */
  readonly outbox: number;
  /** Messages that should have gone out five minutes ago. */
  readonly lateMessages: number;
  readonly doubtful: number;
  readonly held: number;
  readonly stuckRuns: number;
};

export type Sizes = {
  /** Bytes of the whole database. */
  readonly database: number;
  /** The largest tables with their indexes, in bytes; parts of a table count as one. */
  readonly tables: readonly { readonly name: string; readonly bytes: number }[];
  /** People who have a session. */
  readonly sessions: number;
};

export type SystemState = {
  readonly parts: Seen;
  readonly jobs: readonly JobState[];
  readonly waits: Waits;
  readonly sizes: Sizes;
};

const MOST = 1001;

/** Reads it all in four short questions; nothing in it is about a customer. */
export async function readSystemState(db: Db, viewer: Viewer): Promise<SystemState> {
  demand(viewer, 'settings.edit');
  demandEverybody(viewer);
  const [parts, jobs, waits, sizes] = await Promise.all([seenParts(db), readJobs(db), readWaits(db), readSizes(db)]);
  return { parts, jobs, waits, sizes };
}

async function readJobs(db: Db): Promise<JobState[]> {
  return db.rows<JobState>(
    `select name, done_through, last_error as complaint from jobs where name not in ('worker', 'temporal')
     order by last_error is null, name`,
  );
}

async function readWaits(db: Db): Promise<Waits> {
  const count = (from: string) => `(select count(*) from (select 1 from ${from} limit ${MOST}) w)`;
  return db.one<Waits>(
    `select ${count('outbox')} as outbox,
       ${count(`effects where kind = 'message' and state = 'planned' and coalesce(not_before, planned_at) < now() - interval '5 minutes'
         and epoch >= coalesce((select epoch from installation), 1)`)} as late_messages,
       ${count(`effects where kind = 'message' and state = 'unknown'`)} as doubtful,
       ${count(`effects where ${HELD}`)} as held,
       ${count(`runs where state = 'stuck'`)} as stuck_runs`,
  );
}

async function readSizes(db: Db): Promise<Sizes> {
  return db.one<Sizes>(
    `select pg_database_size(current_database()) as database,
       (select count(distinct sess->>'userId')::int from sessions where expire > now()) as sessions,
       (select coalesce(json_agg(t), '[]') from (
          select coalesce(p.relname, c.relname) as name, sum(pg_total_relation_size(c.oid))::float8 as bytes
          from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
            left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
          where c.relkind = 'r' group by 1 order by 2 desc limit 8) t) as tables`,
  );
}
