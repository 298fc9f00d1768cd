/** Tasks, messages and documents come into a case and leave it. A record has at most one home case, which passes rights on. */
import { actorOf, demand, may, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { audienceOf, sightBetween, type Sight } from './audience.ts';
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
  /** Parts of the task, which go along. */
  readonly parts: number;
};

/** Who would gain and who would lose sight of it. Asks the same rights as the move. */
export async function previewMove(tx: Tx, viewer: Viewer, move: CaseMove): Promise<MovePreview> {
  const moved = await movedBy(tx, viewer, move);
  const { from } = await demandCaseMove(tx, viewer, { from: moved.caseId, to: move.caseId });
  if (move.kind === 'transaction' && move.caseId) await demandSameCustomer(tx, move.id, move.caseId);
  const { parts } =
    move.kind === 'task'
      ? await tx.one<{ parts: number }>(`${FAMILY} select count(*) - 1 as parts from family`, [move.id])
      : { parts: 0 };
  return {
    ...(await sightOf(tx, { moved, move })),
    title: moved.title,
    from: from ? { id: from.id, number: from.number, name: from.name } : null,
    parts,
  };
}

/** Moves it; a task takes its parts along. The viewer needs the right to add to both cases. */
export async function moveToCase(db: Db, viewer: Viewer, move: CaseMove): Promise<Sight> {
  return db.transaction(async (tx) => {
    const moved = await movedBy(tx, viewer, move);
    if (moved.caseId === move.caseId) return { gains: [], loses: [] };
    await demandCaseMove(tx, viewer, { from: moved.caseId, to: move.caseId });
    if (move.kind === 'transaction' && move.caseId) await demandSameCustomer(tx, move.id, move.caseId);
    const sight = await sightOf(tx, { moved, move });
    const actor = actorOf(viewer);
    const family = move.kind === 'task' ? `${FAMILY} ` : '';
    const which = move.kind === 'task' ? 'id in (select id from family)' : 'id = $1';
    const rows = await tx.rows<{ id: string }>(
      `${family}update ${tables[move.kind]} set case_id = $2, ${move.kind === 'transaction' ? 'case_by_hand = $2::uuid is not null, ' : ''}version = version + 1, updated_at = now(), updated_by = $3
       where ${which} returning id`,
      [move.id, move.caseId, actorText(actor)],
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

/** A task and its parts, however deep. */
const FAMILY = `with recursive family (id, depth) as (
  select $1::uuid, 0 union select t.id, f.depth + 1 from tasks t join family f on t.parent_id = f.id where f.depth < 20)`;

type Moved = {
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
      `select t.title, t.case_id, t.private, t.owner_id, t.queue, array_remove(array[t.owner_id, t.caretaker_id, t.done_by]
         || array(select user_id from task_users p where p.task_id = t.id), null)::text[] as users from tasks t
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
      `select coalesce(number, title, external_id) as title, case_id, false as private, null as owner_id, null as queue,
         '{}'::text[] as users from transactions where id = $1`,
      [id],
    );
  }
  const found = await tx.maybe<Moved>(
    `select coalesce(m.subject, m.address, '') as title, m.case_id, false as private, null as owner_id, null as queue,
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

type Both = { readonly moved: Moved; readonly move: CaseMove };

/** Messages are everyone's who may read messages, and documents follow their customer: no case hides or shows them. */
async function sightOf(tx: Tx, { moved, move }: Both): Promise<Sight> {
  if (move.kind !== 'task' || moved.private) return { gains: [], loses: [] };
  const held = { users: moved.users, queue: moved.ownerId ? null : moved.queue };
  const before = await audienceOf(tx, { ...held, caseId: moved.caseId });
  const after = await audienceOf(tx, { ...held, caseId: move.caseId });
  return sightBetween(before, after);
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
