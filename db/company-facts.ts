/** What lists of companies are sorted and filtered by is kept by triggers; here it is compared with what it comes from. */
import type { Db } from './database.ts';

export type Reconciled = { readonly companies: number; readonly differed: number };

const pageSize = 5_000;

/**
 * Computes every company's facts again, some thousand at a time in transactions of their own, and mends those that differ:
 * a difference tells of rows that were written past the triggers, such as a restored table.
 */
export async function reconcileCompanyFacts(db: Db): Promise<Reconciled> {
  await db.run(
    `insert into company_facts (company_id) select c.id from companies c
     where not exists (select 1 from company_facts f where f.company_id = c.id) on conflict do nothing`,
  );
  let [companies, differed] = [0, 0];
  let after: string | null = null;
  do {
    const page: Page = await reconcilePage(db, after);
    companies += page.companies;
    differed += page.differed;
    after = page.last;
  } while (after !== null);
  return { companies, differed };
}

type Page = Reconciled & { readonly last: string | null };

async function reconcilePage(db: Db, after: string | null): Promise<Page> {
  return db.transaction(async (tx) => {
    const ids = await tx.rows<{ id: string }>(
      `select company_id as id from company_facts where $1::uuid is null or company_id > $1
       order by company_id limit $2 for no key update`,
      [after, pageSize],
    );
    const differed = await tx.run(RECONCILE, [ids.map(({ id }) => id)]);
    return { companies: ids.length, differed, last: ids.length < pageSize ? null : ids.at(-1)!.id };
  });
}

/** A statement after the lock, so that it sees what was committed while the lock was waited for. */
const RECONCILE = `
  with true_facts as (
    select a.id, (select max(done_at) from tasks where company_id = a.id and state = 'done' and not private) as last_talk_at,
      (select max(coalesce(received_at, sent_at)) from messages where company_id = a.id) as last_message_at,
      o.next_task_at, o.first_deadline_at, o.open_tasks,
      (select nullif(count(*), 0) from runs where company_id = a.id and state <> 'ended') as running_runs
    from unnest($1::uuid[]) a(id) cross join lateral
      (select min(nullif(moment, 'infinity')) as next_task_at, min(deadline) as first_deadline_at, nullif(count(*), 0) as open_tasks
       from tasks where company_id = a.id and state = 'open' and not private) o)
  update company_facts f set last_talk_at = t.last_talk_at, last_message_at = t.last_message_at, next_task_at = t.next_task_at,
    first_deadline_at = t.first_deadline_at, open_tasks = t.open_tasks, running_runs = t.running_runs
  from true_facts t where f.company_id = t.id
    and (f.last_talk_at, f.last_message_at, f.next_task_at, f.first_deadline_at, f.open_tasks, f.running_runs)
      is distinct from (t.last_talk_at, t.last_message_at, t.next_task_at, t.first_deadline_at, t.open_tasks, t.running_runs)`;
