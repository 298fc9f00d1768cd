import { may, type CaseLevel, type Viewer } from '../domain/access.ts';
import { ownCaseIds } from './case-scope.ts';

/** Collects the parameters of a statement that is put together from parts. */
export type Params = { readonly list: unknown[]; add(value: unknown): string };

export function parameters(): Params {
  const list: unknown[] = [];
  return {
    list,
    add(value) {
      list.push(value);
      return `$${list.length}`;
    },
  };
}

/**
 * The condition under which the viewer sees the task `t`: everything, or what is theirs and their subordinates' (to do,
 * looked after, done, taken part in), what lies in their teams' queues, and what belongs to a case that they have at `level`
 * (rule 23). A private one is seen by whom it concerns alone (rule 35). Each way is a comparison that an index answers, so
 * that a restricted viewer's tasks are gathered from a million by all of them at once.
 *
 * Without `task.read` nobody sees any, whatever they asked for: a case and an opportunity show their tasks as well. Verbs ask
 * at the level `add`, and demand their own right before.
 */
export function visibleTasks(viewer: Viewer, params: Params, level: CaseLevel = 'read'): string {
  if (level === 'read' && !may(viewer, 'task.read')) return 'false';
  return `${notPrivate(viewer, params)} and ${inScope(viewer, params, level)}`;
}

/** Of a private task `t`: its owner, who looks after it, who takes part, and who wrote it down. */
export function notPrivate({ userId }: Viewer, params: Params): string {
  const me = params.add(userId);
  return `(not t.private or ${me}::uuid in (t.owner_id, t.caretaker_id, t.done_by) or t.created_by = 'user:' || ${me}::uuid
    or t.id in (select p.task_id from task_users p where p.user_id = ${me}::uuid))`;
}

function inScope(viewer: Viewer, params: Params, level: CaseLevel): string {
  if (viewer.scope === 'all') return 'true';
  const users = params.add(viewer.seesUsers);
  const queues = params.add(viewer.queues);
  const cases = ownCaseIds(viewer, params, level);
  return `(t.owner_id = any(${users}::uuid[]) or t.caretaker_id = any(${users}::uuid[]) or t.done_by = any(${users}::uuid[])
    or (t.owner_id is null and t.queue = any(${queues}::text[]))
    or t.id = any(array(select p.task_id from task_users p where p.user_id = any(${users}::uuid[])))
    ${cases ? `or t.case_id = any(${cases})` : ''})`;
}
