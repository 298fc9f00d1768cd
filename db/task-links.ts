/** Other records that belong with a task: a task, a message, a campaign, a document. A link gives nobody a sight of the other record. */
import { actorOf, demand, may, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { visibleMessages } from './message-scope.ts';
import { findTask, lockTask } from './task-rows.ts';
import { parameters, visibleTasks } from './task-scope.ts';
import { visibleTransactions } from './transaction-scope.ts';

export const linkNouns = ['task', 'message', 'campaign', 'transaction'] as const;
export type LinkNoun = (typeof linkNouns)[number];

export type TaskLink = { readonly noun: LinkNoun; readonly recordId: string };
/** A linked record by its name. */
export type NamedLink = TaskLink & { readonly title: string; readonly at: string | null };

/** Ties a record to a task, once. Both must be in the viewer's sight. */
export async function linkRecord(db: Db, viewer: Viewer, link: TaskLink & { readonly taskId: string }): Promise<void> {
  demand(viewer, 'task.edit');
  const { taskId, noun, recordId } = link;
  await db.transaction(async (tx) => {
    await lockTask(tx, viewer, taskId);
    const [named] = await namesOf(tx, viewer, [link]);
    if (!named || (noun === 'task' && recordId === taskId)) throw linkUnknown();
    await insertLink(tx, viewer, link);
  });
}

async function insertLink(tx: Tx, viewer: Viewer, link: TaskLink & { readonly taskId: string }): Promise<void> {
  const { taskId, noun, recordId } = link;
  const actor = actorOf(viewer);
  const written = await tx.run(
    'insert into task_links (task_id, noun, record_id, created_by) values ($1, $2, $3, $4) on conflict do nothing',
    [taskId, noun, recordId, actorText(actor)],
  );
  if (written === 0) return;
  const changes = { [`link: ${noun}`]: [null, recordId] as const };
  await recordAudit(tx, { actor, noun: 'task', recordId: taskId, verb: 'link', changes });
}

export type TaskLetter = { readonly taskId: string | null | undefined; readonly messageId: string };

/** Ties a letter to the task that it was written from, if there was one. */
export async function tieTaskLetter(tx: Tx, viewer: Viewer, { taskId, messageId }: TaskLetter): Promise<void> {
  if (taskId) await insertLink(tx, viewer, { taskId, noun: 'message', recordId: messageId });
}

/** A letter that was taken back stands at no task: it was never sent. */
export async function untieTaskLetters(tx: Tx, viewer: Viewer, messageId: string): Promise<void> {
  const tasks = await tx.rows<{ taskId: string }>(
    `delete from task_links where noun = 'message' and record_id = $1 returning task_id`,
    [messageId],
  );
  const changes = { 'link: message': [messageId, null] as const };
  for (const { taskId } of tasks)
    await recordAudit(tx, { actor: actorOf(viewer), noun: 'task', recordId: taskId, verb: 'unlink', changes });
}

/** Takes a record off a task again; the record itself stays. What the viewer does not see they do not take off either. */
export async function unlinkRecord(db: Db, viewer: Viewer, link: TaskLink & { taskId: string }): Promise<void> {
  demand(viewer, 'task.edit');
  const { taskId, noun, recordId } = link;
  await db.transaction(async (tx) => {
    await lockTask(tx, viewer, taskId);
    const [named] = await namesOf(tx, viewer, [link]);
    if (!named) throw linkUnknown();
    const gone = await tx.run('delete from task_links where task_id = $1 and noun = $2 and record_id = $3', [
      taskId,
      noun,
      recordId,
    ]);
    if (gone === 0) return;
    const changes = { [`link: ${noun}`]: [recordId, null] as const };
    await recordAudit(tx, { actor: actorOf(viewer), noun: 'task', recordId: taskId, verb: 'unlink', changes });
  });
}

/** What is tied to a task, from either side, as far as the viewer may see it. */
export async function linksOf(tx: Tx, viewer: Viewer, taskId: string): Promise<NamedLink[]> {
  const links = await tx.rows<TaskLink>(
    `select noun, record_id from task_links where task_id = $1
     union select 'task', task_id from task_links where noun = 'task' and record_id = $1`,
    [taskId],
  );
  return links.length === 0 ? [] : namesOf(tx, viewer, links);
}

/** Records that may be tied to the task: those of its customer that are not tied yet, newest first. */
export async function linkable(tx: Tx, viewer: Viewer, taskId: string): Promise<NamedLink[]> {
  demand(viewer, 'task.read');
  const { companyId } = await findTask(tx, viewer, taskId);
  if (!companyId) return [];
  const params = parameters();
  const company = params.add(companyId);
  const task = params.add(taskId);
  const tasks = `select 'task' as noun, t.id as record_id, t.title, coalesce(t.done_at, t.planned_at, t.due_at, t.created_at) as at
    from tasks t where t.company_id = ${company} and t.id <> ${task} and ${visibleTasks(viewer, params)}
    order by at desc limit 30`;
  const messages = () => `select 'message' as noun, m.id as record_id, coalesce(m.subject, m.address, '') as title,
    coalesce(m.received_at, m.sent_at, m.created_at) as at from messages m where m.company_id = ${company} and ${visibleMessages(viewer, params)} order by at desc limit 30`;
  const documents =
    () => `select 'transaction' as noun, x.id as record_id, coalesce(x.number, x.title, x.external_id) as title,
    x.happened_on::timestamptz as at from transactions x where x.company_id = ${company} and ${visibleTransactions(viewer)}
    order by at desc limit 30`;
  const kinds = [
    tasks,
    ...(may(viewer, 'message.read') ? [messages()] : []),
    ...(may(viewer, 'transaction.read') ? [documents()] : []),
  ];
  return tx.rows<NamedLink>(
    `select * from (${kinds.map((kind) => `(${kind})`).join(' union all ')}) found where not exists (select 1 from task_links l
       where l.task_id = ${task} and l.noun = found.noun and l.record_id = found.record_id) order by at desc limit 60`,
    params.list,
  );
}

async function namesOf(tx: Tx, viewer: Viewer, links: readonly TaskLink[]): Promise<NamedLink[]> {
  const params = parameters();
  const ids = (noun: LinkNoun) => links.filter((link) => link.noun === noun).map(({ recordId }) => recordId);
  const parts = [
    `select 'task' as noun, t.id as record_id, t.title, coalesce(t.done_at, t.planned_at, t.due_at) as at
     from tasks t where t.id = any(${params.add(ids('task'))}::uuid[]) and ${visibleTasks(viewer, params)}`,
  ];
  if (may(viewer, 'message.read')) {
    parts.push(`select 'message', m.id, coalesce(m.subject, m.address, ''), coalesce(m.received_at, m.sent_at, m.created_at)
      from messages m where m.id = any(${params.add(ids('message'))}::uuid[]) and ${visibleMessages(viewer, params)}`);
  }
  if (may(viewer, 'campaign.read')) {
    parts.push(
      `select 'campaign', c.id, c.name, c.created_at from campaigns c where c.id = any(${params.add(ids('campaign'))}::uuid[])`,
    );
  }
  if (may(viewer, 'transaction.read')) {
    parts.push(`select 'transaction', x.id, coalesce(x.number, x.title, x.external_id), x.happened_on::timestamptz
      from transactions x where x.id = any(${params.add(ids('transaction'))}::uuid[]) and ${visibleTransactions(viewer)}`);
  }
  return tx.rows<NamedLink>(`${parts.join(' union all ')} order by at desc nulls last`, params.list);
}

function linkUnknown(): DomainError {
  return new DomainError(
    'task.link_unknown',
    {
      pl: 'Nie ma takiego wpisu albo nie masz do niego dostępu. Wybierz inny z listy.',
      en: 'There is no such record, or you have no access to it. Choose another from the list.',
    },
    'recordId',
  );
}
