/** Tasks, messages and documents come into a case and leave it. A record has at most one home case, which passes rights on. */
import { actorOf, demand, may, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { audienceOf, sightBetween, type Onlooker, type Sight } from './audience.ts';
import { demandCaseMove, ownCaseIds, visibleCases } from './case-scope.ts';
import type { Db, Tx } from './database.ts';
import { visibleMessages } from './message-scope.ts';
import { parameters, visibleTasks } from './task-scope.ts';
import { findTransaction, visibleTransactions } from './transaction-scope.ts';

export const movables = ['task', 'message', 'transaction'] as const;
export type Movable = (typeof movables)[number];
export type CaseMove = {
  readonly kind: Movable;
  readonly id: string;
  /** null: out of its case. */
  readonly caseId: string | null;
};

export type MovePreview = Sight & {
  readonly title: string;
  readonly from: { readonly id: string; readonly number: string; readonly name: string } | null;
  /** Parts of the task that go along: those in the same case that the viewer may change. */
  readonly parts: number;
};

/** Who would gain and who would lose sight of it. Asks the same rights as the move. */
export async function previewMove(tx: Tx, viewer: Viewer, move: CaseMove): Promise<MovePreview> {
  const moved = await movedBy(tx, viewer, move);
  const { from } = await demandCaseMove(tx, viewer, { from: moved.caseId, to: move.caseId });
  if (move.kind === 'transaction' && move.caseId) await demandSameCustomer(tx, move.id, move.caseId);
  const along = await goingAlong(tx, viewer, { moved, move });
  const all = [moved, ...along];
  return {
    ...(await sightOf(tx, { all, move })),
    title: moved.title,
    from: from ? { id: from.id, number: from.number, name: from.name } : null,
    parts: along.length,
  };
}

/** Moves it; a task takes along the parts that are the viewer's to move. The viewer needs the right to add to both cases. */
export async function moveToCase(db: Db, viewer: Viewer, move: CaseMove): Promise<Sight> {
  return db.transaction(async (tx) => {
    const moved = await movedBy(tx, viewer, move);
    if (moved.caseId === move.caseId) return { gains: [], loses: [] };
    await demandCaseMove(tx, viewer, { from: moved.caseId, to: move.caseId });
    if (move.kind === 'transaction' && move.caseId) await demandSameCustomer(tx, move.id, move.caseId);
    const all = [moved, ...(await goingAlong(tx, viewer, { moved, move }))];
    const sight = await sightOf(tx, { all, move });
    const actor = actorOf(viewer);
    const rows = await tx.rows<{ id: string }>(
      `update ${tables[move.kind]} set case_id = $2, ${move.kind === 'transaction' ? 'case_by_hand = $2::uuid is not null, ' : ''}version = version + 1, updated_at = now(), updated_by = $3
       where id = any($1::uuid[]) and case_id is not distinct from $4::uuid returning id`,
      [all.map(({ id }) => id), move.caseId, actorText(actor), moved.caseId],
    );
    for (const { id } of rows)
      await recordAudit(tx, {
        actor,
        noun: move.kind,
        recordId: id,
        verb: 'move',
        changes: { caseId: [moved.caseId, move.caseId] },
      });
    return sight;
  });
}

const tables = { task: 'tasks', message: 'messages', transaction: 'transactions' } as const;

/** What a case has brought is reckoned from the documents of its own customers. */
async function demandSameCustomer(tx: Tx, id: string, caseId: string): Promise<void> {
  const same = await tx.maybe(
    `select 1 from transactions x join cases k on k.id = $2 where x.id = $1 and (k.company_id = x.company_id
       or exists (select 1 from case_companies also where also.case_id = k.id and also.company_id = x.company_id))`,
    [id, caseId],
  );
  if (same) return;
  throw new DomainError('transaction.other_customer', {
    pl: 'Ta sprawa jest innego klienta niż dokument. Wybierz sprawę tego samego klienta.',
    en: 'This case is of another customer than the document. Choose a case of the same customer.',
  });
}

type Moved = {
  readonly id: string;
  readonly title: string;
  readonly caseId: string | null;
  /** A private task is seen by whom it concerns alone, in whatever case it is. */
  readonly private: boolean;
  readonly ownerId: string | null;
  readonly users: readonly string[];
  readonly queue: string | null;
};

/** The record, if the viewer may change it by itself or through the case in which it is. */
async function movedBy(tx: Tx, viewer: Viewer, { kind, id }: CaseMove): Promise<Moved> {
  const params = parameters();
  if (kind === 'task') {
    demand(viewer, 'task.edit');
    const found = await tx.maybe<Moved>(
      `select ${TASK} from tasks t
       where t.id = ${params.add(id)}::uuid and ${visibleTasks(viewer, params, 'add')} for no key update`,
      params.list,
    );
    if (found) return found;
    throw new DomainError('task.not_found', {
      pl: 'Nie ma takiego zadania albo nie możesz go zmieniać. Wróć do listy zadań.',
      en: 'There is no such task, or you may not change it. Go back to the list of tasks.',
    });
  }
  demand(viewer, 'case.edit');
  if (kind === 'transaction') {
    await findTransaction(tx, viewer, { id, lock: true });
    return tx.one<Moved>(
      `select id, coalesce(number, title, external_id) as title, case_id, false as private, null as owner_id, null as queue,
         '{}'::text[] as users from transactions where id = $1`,
      [id],
    );
  }
  const found = await tx.maybe<Moved>(
    `select m.id, coalesce(m.subject, m.address, '') as title, m.case_id, false as private, null as owner_id, null as queue,
       '{}'::text[] as users
     from messages m where m.id = ${params.add(id)}::uuid and ${visibleMessages(viewer, params)} for no key update of m`,
    params.list,
  );
  if (found) return found;
  throw new DomainError('message.not_found', {
    pl: 'Nie ma takiej wiadomości. Wróć do listy i wybierz inną.',
    en: 'There is no such message. Go back to the list and choose another.',
  });
}

const TASK = `t.id, t.title, t.case_id, t.private, t.owner_id, t.queue, array_remove(array[t.owner_id, t.caretaker_id, t.done_by]
  || array(select user_id from task_users p where p.task_id = t.id), null)::text[] as users`;

/**
 * The parts of a task that follow it, however deep: those in its case that the viewer may change. A part that is not
 * theirs or lies in another case stays where it is, and what hangs on it stays with it: nobody opens a task to
 * themselves by moving what it is a part of.
 */
async function goingAlong(
  tx: Tx,
  viewer: Viewer,
  { moved, move }: { readonly moved: Moved; readonly move: CaseMove },
): Promise<Moved[]> {
  if (move.kind !== 'task') return [];
  const params = parameters();
  return tx.rows<Moved>(
    `with recursive family (id, depth) as (
       select ${params.add(moved.id)}::uuid, 0
       union select t.id, f.depth + 1 from tasks t join family f on t.parent_id = f.id
       where f.depth < 20 and t.case_id is not distinct from ${params.add(moved.caseId)}::uuid
         and ${visibleTasks(viewer, params, 'add')})
     select ${TASK} from tasks t where t.id in (select id from family where depth > 0) order by t.id`,
    params.list,
  );
}

/** Messages are everyone's who may read messages, and documents follow their customer: no case hides or shows them. */
async function sightOf(
  tx: Tx,
  { all, move }: { readonly all: readonly Moved[]; readonly move: CaseMove },
): Promise<Sight> {
  if (move.kind !== 'task') return { gains: [], loses: [] };
  const gains = new Map<string, Onlooker>();
  const loses = new Map<string, Onlooker>();
  for (const { caseId, ...held } of heldApart(all)) {
    const before = await audienceOf(tx, { ...held, caseId });
    const sight = sightBetween(before, await audienceOf(tx, { ...held, caseId: move.caseId }));
    for (const one of sight.gains) gains.set(one.id, one);
    for (const one of sight.loses) loses.set(one.id, one);
  }
  return { gains: [...gains.values()], loses: [...loses.values()] };
}

/** By whom open tasks are held, each such set of people once: parts are mostly held as the whole is. */
function heldApart(all: readonly Moved[]): Pick<Moved, 'users' | 'queue' | 'caseId'>[] {
  const held = all
    .filter((one) => !one.private)
    .map(({ users, ownerId, queue, caseId }) => ({ users: users.toSorted(), queue: ownerId ? null : queue, caseId }));
  return [...new Map(held.map((one) => [JSON.stringify(one), one])).values()];
}

/** The case that a task, a message or a document belongs to, if the viewer sees both. */
export async function homeCase(
  tx: Tx,
  viewer: Viewer,
  { kind, id }: Omit<CaseMove, 'caseId'>,
): Promise<CasePick | null> {
  demand(viewer, `${kind}.read`);
  const params = parameters();
  const row = params.add(id);
  const seen =
    kind === 'task' ? visibleTasks(viewer, params) : kind === 'transaction' ? visibleTransactions(viewer, 't') : 'true';
  const found = await tx.maybe<CasePick>(
    `select k.id, k.number, k.name from ${tables[kind]} t join cases k on k.id = t.case_id
     where t.id = ${row}::uuid and ${seen} and ${visibleCases(viewer, params)}`,
    params.list,
  );
  return found ?? null;
}

export type CasePick = { readonly id: string; readonly number: string; readonly name: string };

export type PickAsked = {
  readonly search: string;
  readonly companyId?: string | undefined;
  /** `customer`: no cases of others, for what goes into none of theirs. */
  readonly only?: 'customer' | undefined;
};

/** Open cases that the viewer may add to, by what is typed; those of the same customer first. At most twenty. */
export async function casesToAddTo(
  tx: Tx,
  viewer: Viewer,
  { search, companyId, only }: PickAsked,
): Promise<CasePick[]> {
  if (!may(viewer, 'case.read')) return [];
  const params = parameters();
  const own = ownCaseIds(viewer, params, 'add');
  const company = `${params.add(companyId ?? null)}::uuid`;
  const theirs = `(k.company_id = ${company} or exists (select 1 from case_companies also where also.case_id = k.id and also.company_id = ${company}))`;
  const words = search.trim().replace(/[\\%_]/g, '\\$&');
  return tx.rows<CasePick>(
    `select k.id, k.number, k.name from cases k
     where k.state = 'open' and ${only ? theirs : 'true'} and ${own ? `k.id = any(${own})` : 'true'}
       and k.search_text like '%' || plain_text(${params.add(words)}) || '%'
     order by (k.company_id = ${company}) desc nulls last, k.due_or_never, k.id limit 20`,
    params.list,
  );
}
