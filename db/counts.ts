import { may } from '../domain/access.ts';
import type { Viewer } from '../domain/access.ts';
import type { Db } from './database.ts';
import { reachableEffects } from './message-scope.ts';
import { IS_OVERDUE } from './paused-tasks.ts';
import { parameters } from './task-scope.ts';

/** How many wait, and whether some are urgent; capped, so that it costs little at any size. */
export type Waiting = { readonly of: number; readonly hot: boolean };

/** Numbers of the menu, within what the viewer sees: own open tasks for today or before, doubtful sends. */
export async function countsFor(db: Db, viewer: Viewer): Promise<Record<string, Waiting>> {
  const [today, doubtful] = await Promise.all([ownTasks(db, viewer), doubtfulSends(db, viewer)]);
  return { today, ...(doubtful.of > 0 ? { messages: doubtful } : {}) };
}

async function ownTasks(db: Db, viewer: Viewer): Promise<Waiting> {
  if (!may(viewer, 'task.read')) return { of: 0, hot: false };
  const { userId, timeZone } = viewer;
  const [found] = await db.prepared<{ due: number; late: number }>(
    'menu_tasks',
    `select count(*) as due, count(*) filter (where late) as late
     from (select ${IS_OVERDUE} as late from tasks t
           where t.owner_id = $1 and t.state = 'open' and t.moment < (date_trunc('day', now() at time zone $2) + interval '1 day') at time zone $2
           limit 1000) mine`,
    [userId, timeZone],
  );
  return { of: found!.due, hot: found!.late > 0 };
}

async function doubtfulSends(db: Db, viewer: Viewer): Promise<Waiting> {
  if (!may(viewer, 'message.settle')) return { of: 0, hot: false };
  const params = parameters();
  const found = await db.one<{ of: number }>(
    `select count(*) as of from (
       select 1 from effects e where e.state = 'unknown' and ${reachableEffects(viewer, params)} limit 1000) doubtful`,
    params.list,
  );
  return { of: found.of, hot: found.of > 0 };
}
