import type { Tx } from '../database.ts';

/** Indexes in the orders in which lists are read: each holds the id, so that any page is as near as the first. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index companies_city on companies (city collate "pl-x-icu", id) where deleted_at is null;
    create index companies_postcode on companies (postcode, id) where deleted_at is null;
    create index companies_turnover on companies (turnover_minor, id) where deleted_at is null;
    create index companies_owner_page on companies (owner_id, id) where deleted_at is null;
    create index people_last_name on people (last_name collate "pl-x-icu", id) where deleted_at is null;
    create index people_created on people (created_at, id);
    create index tasks_moment on tasks (moment, id);
    create index tasks_deadline on tasks (deadline, id);
    -- Not in any order, but what a restricted viewer's tasks and "has an open task of the type" are gathered by.
    create index tasks_closed on tasks (created_at, id) where state in ('withdrawn', 'cancelled');
    create index tasks_queue on tasks (queue, id) where owner_id is null;
    create index tasks_type_open on tasks (type, company_id) where state = 'open';
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop index companies_city, companies_postcode, companies_turnover, companies_owner_page, people_last_name, people_created,
      tasks_moment, tasks_deadline, tasks_queue, tasks_type_open, tasks_closed;
  `);
}
