/** The time that people really worked, beside what their calendars hold (S4-29). */
import { demand, type Viewer } from '../domain/access.ts';
import { watched, type Span } from './calendar.ts';
import type { Tx } from './database.ts';
import { spentMinutes } from './spent-minutes.ts';
import { parameters, visibleTasks } from './task-scope.ts';

/** How long somebody worked on a day. */
export type DayWork = {
  readonly userId: string;
  readonly on: string;
  readonly minutes: number;
  /** How many tasks it comes from: `list=done&who=all&spent=1&ownerId=…` lists exactly these (rule 42). */
  readonly count: number;
};

/**
 * Work times of what these people finished and of the contacts that they recorded, by person and day in the viewer's zone:
 * as written down, else as long as the call was. What has neither, and what the viewer does not see, counts nothing.
 */
export async function calendarWorked(
  tx: Tx,
  viewer: Viewer,
  { from, to, people }: Span & { readonly people: readonly string[] },
): Promise<DayWork[]> {
  demand(viewer, 'task.read');
  const params = parameters();
  return tx.rows<DayWork>(
    `with who as materialized (${watched(people, viewer, params)})
     select t.done_by as user_id, to_char(t.done_at at time zone ${params.add(viewer.timeZone)}, 'YYYY-MM-DD') as on,
       sum(${spentMinutes})::int as minutes, count(*) as count
     from who join tasks t on t.done_by = who.id
     where t.state = 'done' and t.done_at >= ${params.add(from)} and t.done_at < ${params.add(to)}
       and ${spentMinutes} > 0 and ${visibleTasks(viewer, params)}
     group by 1, 2 order by 1, 2`,
    params.list,
  );
}
