/** Work that comes again as people see it: one rule with its days. All that there is stands in a list (`lists/kinds/recurrences.ts`). */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import type { Day } from '../domain/recurrence/days.ts';
import { readRule } from '../domain/recurrence/rule.ts';
import { sayRule } from '../domain/recurrence/say.ts';
import type { Tx } from './database.ts';
import { UNTOUCHED } from './made-days.ts';
import { FAILED, RECURRENCE_COLUMNS, type Recurrence } from './recurrence-days.ts';
import { parameters, type Params } from './task-scope.ts';

export type RecurrenceShown = Pick<
  Recurrence,
  | 'id'
  | 'rule'
  | 'startsOn'
  | 'endsOn'
  | 'localTime'
  | 'timeZone'
  | 'holidays'
  | 'shortMonth'
  | 'whenAway'
  | 'endedAt'
  | 'version'
> & {
  readonly said: Said;
  /** How many of its tasks are still to come and go with it when it ends: those that nobody has touched. */
  readonly untouched: number;
  readonly days: readonly {
    readonly day: Day;
    readonly state: 'made' | 'skipped' | 'missed';
    readonly reason: string | null;
    readonly taskId: string | null;
    readonly taskState: string | null;
  }[];
};

/** The rule with its last and next days: what was done, left out, missed. */
export async function readRecurrence(tx: Tx, viewer: Viewer, id: string): Promise<RecurrenceShown> {
  demand(viewer, 'task.read');
  const {
    task: _,
    ownerId: __,
    companyId: ___,
    madeThrough: ____,
    ...shown
  } = await findRecurrence(tx, viewer, { id, lock: '' });
  const days = await tx.rows<RecurrenceShown['days'][number]>(
    `select * from (
       (select to_char(d.day, 'YYYY-MM-DD') as day, d.state, d.reason, t.id as task_id, t.state as task_state
        from recurrence_days d left join tasks t on t.recurrence_id = d.recurrence_id and t.recurs_on = d.day
        where d.recurrence_id = $1 and d.day < current_date order by d.day desc limit 8)
       union
       (select to_char(d.day, 'YYYY-MM-DD'), d.state, d.reason, t.id, t.state
        from recurrence_days d left join tasks t on t.recurrence_id = d.recurrence_id and t.recurs_on = d.day
        where d.recurrence_id = $1 and d.day >= current_date order by d.day limit 8)
       union
       (select to_char(d.day, 'YYYY-MM-DD'), d.state, d.reason, null, null
        from recurrence_days d where d.recurrence_id = $1 and d.reason = '${FAILED}' limit 1)) near order by day`,
    [id],
  );
  const { untouched } = await tx.one<{ untouched: number }>(
    `select count(*)::int as untouched from tasks t where t.recurrence_id = $1 and t.recurs_on >= current_date and ${UNTOUCHED}`,
    [id],
  );
  return { ...shown, said: sayRule(readRule(shown.rule), shown.localTime), untouched, days };
}

type Finding = { readonly id: string; readonly lock: '' | 'for update of r' };

/** The rule, if the viewer sees it. Throws `recurrence.not_found`. */
export async function findRecurrence(tx: Tx, viewer: Viewer, { id, lock }: Finding): Promise<Recurrence> {
  const params = parameters();
  const found = await tx.maybe<Recurrence>(
    `select ${RECURRENCE_COLUMNS} from recurrences r where r.id = ${params.add(id)} and ${seenRecurrences(viewer, params)} ${lock}`,
    params.list,
  );
  if (found) return found;
  throw new DomainError('recurrence.not_found', {
    pl: 'Nie ma takiego powtarzania albo nie masz do niego dostępu.',
    en: 'There is no such recurrence, or you have no access to it.',
  });
}

/** The condition under which a recurrence `r` is there for somebody: whoever owns it, oversees its owner, or sees everything; a private one as its tasks: whom it concerns alone (rule 35). */
export function seenRecurrences(viewer: Viewer, params: Params): string {
  const me = params.add(viewer.userId);
  const actor = params.add(actorText(actorOf(viewer)));
  return `${inScope(viewer, actor, params)}
    and (r.task -> 'private' is distinct from 'true' or ${me}::text in (r.owner_id::text, r.task ->> 'caretakerId')
      or r.created_by in (${actor}, 'user:' || ${me}::text) or r.task -> 'userIds' ? ${me}::text)`;
}

function inScope({ scope, seesUsers, queues }: Viewer, actor: string, params: Params): string {
  if (scope === 'all') return 'true';
  return `(r.owner_id = any(${params.add(seesUsers)}::uuid[]) or r.created_by = ${actor}
    or r.task ->> 'queue' = any(${params.add(queues)}::text[]))`;
}
