/** Somebody's working day: how far it is, what was finished last, and when it begins and ends where they are. */
import { demand, type Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';

/** The viewer's day as instants: from midnight to midnight in their zone. */
export type Day = { readonly from: string; readonly to: string };

export async function dayOf(tx: Tx, { timeZone }: Pick<Viewer, 'timeZone'>, ahead = 0): Promise<Day> {
  const [row] = await tx.prepared<Day>(
    'day-of',
    `select (date_trunc('day', now() at time zone $1) + make_interval(days => $2)) at time zone $1 as from,
       (date_trunc('day', now() at time zone $1) + make_interval(days => $2 + 1)) at time zone $1 as to`,
    [timeZone, ahead],
  );
  return row!;
}

/** Finished today, of those and what is still to be done today or late; of the types on the home page, or of all. */
export async function progressOfDay(
  tx: Tx,
  viewer: Viewer,
  of: 'home' | 'all' = 'all',
): Promise<{ readonly done: number; readonly of: number }> {
  const { from, to } = await dayOf(tx, viewer);
  const counted = `($4 or type in (select code from task_types where on_home))`;
  const [row] = await tx.prepared<{ done: number; open: number }>(
    'progress-of-day',
    `select (select count(*) from tasks where done_by = $1 and done_at >= $2 and state = 'done' and ${counted}) as done,
       (select count(*) from tasks where owner_id = $1 and state = 'open' and moment < $3 and ${counted}) as open`,
    [viewer.userId, from, to, of === 'all'],
  );
  return { done: row!.done, of: row!.done + row!.open };
}

export type Finished = {
  readonly id: string;
  readonly title: string;
  readonly companyName: string | null;
  readonly outcome: string | null;
  readonly doneAt: string;
  readonly undoable: boolean;
};

/** The last five that the viewer finished: one key away (rule 38). */
export async function lastFinished(tx: Tx, viewer: Viewer): Promise<Finished[]> {
  demand(viewer, 'task.read');
  return tx.rows<Finished>(
    `select t.id, t.title, c.name as company_name, t.outcome, t.done_at,
       not t.is_contact and t.done_at > now() - interval '10 seconds' as undoable
     from tasks t left join companies c on c.id = t.company_id
     where t.done_by = $1 and t.state = 'done' order by t.done_at desc limit 5`,
    [viewer.userId],
  );
}
