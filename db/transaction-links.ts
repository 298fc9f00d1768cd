/** Tasks and messages that may be tied to a document. */
import { may, type Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';
import { visibleMessages } from './message-scope.ts';
import type { NamedLink } from './task-links.ts';
import { parameters, visibleTasks } from './task-scope.ts';
import { findTransaction } from './transaction-scope.ts';

/** Those of the same customer that are not tied to it yet, the newest first. */
export async function linkableTo(tx: Tx, viewer: Viewer, id: string): Promise<NamedLink[]> {
  const { companyId } = await findTransaction(tx, viewer, { id });
  const params = parameters();
  const company = `${params.add(companyId)}::uuid`;
  const which = `${params.add(id)}::uuid`;
  const tasks = () =>
    `select 'task' as noun, t.id as record_id, t.title, coalesce(t.done_at, t.planned_at, t.due_at, t.created_at) as at from tasks t
     where t.company_id = ${company} and ${visibleTasks(viewer, params)} and not exists (
       select 1 from task_links l where l.task_id = t.id and l.noun = 'transaction' and l.record_id = ${which})
     order by at desc limit 30`;
  const messages = () =>
    `select 'message' as noun, m.id as record_id, coalesce(m.subject, m.address, '') as title,
       coalesce(m.received_at, m.sent_at, m.created_at) as at from messages m
     where m.company_id = ${company} and ${visibleMessages(viewer, params)} and not exists (
       select 1 from message_links l where l.message_id = m.id and l.noun = 'transaction' and l.record_id = ${which})
     order by at desc limit 30`;
  const kinds = [...(may(viewer, 'task.read') ? [tasks()] : []), ...(may(viewer, 'message.read') ? [messages()] : [])];
  if (kinds.length === 0) return [];
  return tx.rows<NamedLink>(
    `select * from (${kinds.map((kind) => `(${kind})`).join(' union all ')}) found order by at desc limit 40`,
    params.list,
  );
}
