import type { Tx } from '../database.ts';
import { by } from './insert.ts';

/** Overdue invoices are talked about: the next task and the last message of the customer are tied to the oldest one. */
export async function chaseInvoices(tx: Tx): Promise<void> {
  await tx.run(
    `with owed as (
       select distinct on (company_id) id, company_id from transactions
       where kind = 'invoice' and open_minor > 0 and due_on < current_date order by company_id, due_on, id),
     tasks_about as (
       insert into task_links (task_id, noun, record_id, created_by)
       select t.id, 'transaction', o.id, $1 from owed o join lateral (
         select id from tasks where company_id = o.company_id and state = 'open' order by moment, id limit 1) t on true)
     insert into message_links (message_id, noun, record_id, created_by)
     select m.id, 'transaction', o.id, $1 from owed o join lateral (
       select id from messages where company_id = o.company_id order by created_at desc, id desc limit 1) m on true`,
    [by],
  );
}
