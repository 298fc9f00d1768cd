/** Work that nobody has taken in time: whoever works off its queue is told once (S2-17). */
import type { Tx } from './database.ts';
import { tellOnce } from './notices.ts';
import { PEOPLE_OF_QUEUE } from './queue-people.ts';
import { STANDS_STILL } from './run-rows.ts';

type Overdue = {
  readonly code: string;
  readonly name: string;
  readonly count: number;
  readonly title: string;
  readonly userIds: readonly string[];
};

export type Period = { readonly from: string; readonly to: string };

/**
 * Tells everybody in the team of a queue how much of it has become overdue in this time; a queue without a team tells the
 * administrators. A deadline that stands still is not over: it moves when its run goes on. A notice that was not acknowledged is
 * renewed; no second one is laid beside it. Answers how many people were told.
 */
export async function tellOfQueues(tx: Tx, { from, to }: Period): Promise<number> {
  const queues = await tx.rows<Overdue>(
    `with late as (select t.queue, count(*) as count, min(case when not t.private then t.title end) as title from tasks t
       where t.state = 'open' and t.owner_id is null and t.queue is not null and t.deadline > $1 and t.deadline <= $2
         and not exists (select 1 from runs r where r.id = t.run_id and ${STANDS_STILL}) group by t.queue)
     select l.queue as code, coalesce(q.name, l.queue) as name, l.count, coalesce(l.title, '') as title,
       ${PEOPLE_OF_QUEUE} as user_ids
     from late l left join teams q on q.code = l.queue order by l.queue`,
    [from, to],
  );
  for (const queue of queues) await tell(tx, queue);
  return queues.reduce((sum, { userIds }) => sum + userIds.length, 0);
}

async function tell(tx: Tx, { code, name, count, title, userIds }: Overdue): Promise<void> {
  const [pl, en] =
    count === 1 && title !== ''
      ? [
          `Minął termin zadania „${title}”, a nikt go nie wziął z kolejki ${name}.`,
          `"${title}" is overdue, and nobody has taken it from the queue ${name}.`,
        ]
      : [
          `Minął termin zadań, których nikt nie wziął z kolejki ${name}: ${count}.`,
          `Tasks in the queue ${name} that became overdue before anybody took them: ${count}.`,
        ];
  const link = `/admin/tasks?list=overdue&queue=${encodeURIComponent(code)}`;
  await tellOnce(tx, { userIds, pl, en, link, by: 'system:reminders' });
}
