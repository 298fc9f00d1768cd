/** What the choice of the next task looks at: a person's own work and that of their queues, as far as it may be begun now. */
import type { Viewer } from '../domain/access.ts';
import { TIMED_MINUTES, type Candidate } from '../domain/tasks/next-task.ts';
import { callHours } from './call-rules.ts';
import type { Tx } from './database.ts';
import { IS_PAUSED } from './paused-tasks.ts';

export type WorkCandidate = Candidate & {
  readonly isCall: boolean;
  /** The person has it open. */
  readonly held: boolean;
};

type Found = Omit<WorkCandidate, 'inHours'> & { readonly zone: string };

/** How many are looked at of each kind: of a person and of each of their queues, those of the nearest moments. */
const LOOKED_AT = 300;

/**
 * The nearest ones, what is set for about now, and what has high priority. What cannot be begun takes no place of what can:
 * paused, put off, open at somebody else's, or a call outside of the customer's hours.
 */
export async function loadCandidates(tx: Tx, viewer: Viewer, now: string): Promise<WorkCandidate[]> {
  const candidates = new Map<string, WorkCandidate>();
  const closed: string[] = [];
  for (;;) {
    const found = await findNearest(tx, viewer, { now, closed });
    const zones = new Set(found.flatMap((task) => (task.isCall ? [task.zone] : [])));
    const hours = zones.size > 0 ? await callHours(tx, zones, now) : new Map<string, boolean>();
    for (const { zone, ...task } of found) {
      candidates.set(task.id, { ...task, inHours: !task.isCall || (hours.get(zone) ?? true) });
    }
    const shut = [...zones].filter((zone) => hours.get(zone) === false);
    if (shut.length === 0 || found.length < LOOKED_AT) return [...candidates.values()];
    // Calls to these zones may have filled the places of other work: it is looked for again without them.
    closed.push(...shut);
  }
}

const IS_CALL = `t.type in (select code from task_types where channel = 'phone')`;
const ZONE = `coalesce((select c.time_zone from companies c where c.id = t.company_id),
  (select i.time_zone from installation i where i.singleton), 'Europe/Warsaw')`;
const MAY_BEGIN = `t.state = 'open' and (t.not_before is null or t.not_before <= $3)
  and (t.leased_by is null or t.leased_by = $1 or t.leased_until <= $3) and not ${IS_PAUSED}
  and ($5::text[] = '{}' or not (${IS_CALL} and ${ZONE} = any($5)))`;

const kinds = [
  'true',
  `t.moment between $3::timestamptz - make_interval(mins => $6) and $3::timestamptz + make_interval(mins => $6)`,
  `t.priority = 'high'`,
] as const;

/** Each is read in the order of an index, so that a long queue costs no more than a short one. */
const nearest = (whose: string, kind: string) =>
  `(select t.id, t.priority, t.planned_at, t.due_at, t.company_id, t.type, t.leased_by, t.leased_until from tasks t
    where ${whose} and ${kind} and ${MAY_BEGIN} order by t.moment, t.id limit $4)`;

const branches = kinds.flatMap((kind) => [
  nearest('t.owner_id = $1', kind),
  `(select n.* from unnest($2::text[]) q(queue), lateral ${nearest('t.queue = q.queue and t.owner_id is null', kind)} n)`,
]);

type Looking = { readonly now: string; readonly closed: readonly string[] };

/** Some of them more than once. `closed`: zones whose calls are left out. */
async function findNearest(tx: Tx, viewer: Viewer, { now, closed }: Looking): Promise<Found[]> {
  return tx.prepared<Found>(
    'work-candidates',
    `select t.id, t.priority, t.planned_at, t.due_at, t.company_id, ${IS_CALL} as is_call,
       coalesce(t.leased_by = $1 and t.leased_until > $3, false) as held, ${ZONE} as zone
     from (${branches.join(' union ')}) t`,
    [viewer.userId, viewer.queues, now, LOOKED_AT, closed, TIMED_MINUTES],
  );
}
