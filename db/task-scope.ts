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
  return `${notPrivate(viewer, params)} and ${inScope(viewer, params, { level, takesPart: ofAll })}`;
}

/** As `visibleTasks` for a few tasks that were found already: each is looked up, and not all that somebody ever took part in. */
export function visibleFew(viewer: Viewer, params: Params): string {
  if (!may(viewer, 'task.read')) return 'false';
  const scope = { level: 'read', takesPart: ofOne } as const;
  return `${notPrivate(viewer, params, ofOne)} and ${inScope(viewer, params, scope)}`;
}

/** How it is asked whether somebody takes part in the task `t`: `whose` compares their id. */
type TakesPart = (whose: string) => string;
const ofAll: TakesPart = (whose) => `t.id = any(array(select p.task_id from task_users p where p.user_id ${whose}))`;
// Of an `exists` a hash of all that somebody takes part in may be made; of a value that is looked up none is.
const ofOne: TakesPart = (whose) =>
  `coalesce((select true from task_users p where p.task_id = t.id and p.user_id ${whose} limit 1), false)`;
const inSet: TakesPart = (whose) => `t.id in (select p.task_id from task_users p where p.user_id ${whose})`;

/** Of a private task `t`: its owner, who looks after it, who takes part, and who wrote it down. */
export function notPrivate({ userId }: Viewer, params: Params, takesPart: TakesPart = inSet): string {
  const me = params.add(userId);
  return `(not t.private or ${me}::uuid in (t.owner_id, t.caretaker_id, t.done_by) or t.created_by = 'user:' || ${me}::uuid
    or ${takesPart(`= ${me}::uuid`)})`;
}

type Scope = { readonly level: CaseLevel; readonly takesPart: TakesPart };

function inScope(viewer: Viewer, params: Params, { level, takesPart }: Scope): string {
  if (viewer.scope === 'all') return 'true';
  const users = params.add(viewer.seesUsers);
  const queues = params.add(viewer.queues);
  const cases = ownCaseIds(viewer, params, level);
  return `(t.owner_id = any(${users}::uuid[]) or t.caretaker_id = any(${users}::uuid[]) or t.done_by = any(${users}::uuid[])
    or (t.owner_id is null and t.queue = any(${queues}::text[]))
    or ${takesPart(`= any(${users}::uuid[])`)}
    ${cases ? `or t.case_id = any(${cases})` : ''})`;
}
