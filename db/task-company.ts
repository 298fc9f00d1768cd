/** Whom a task may name: a customer that is there, people who work there, colleagues who still work here. */
import type { Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';
import { reachable } from './scope.ts';

type Customer = { readonly companyId?: string | null | undefined; readonly personId?: string | null | undefined };

/** Throws unless the customer is there for the viewer, with this person where one is named. A person comes with a customer. */
export async function demandCustomer(
  tx: Tx,
  viewer: Viewer,
  { companyId = null, personId = null }: Customer,
): Promise<void> {
  if (!companyId && !personId) return;
  const found = await tx.maybe(
    `select c.id from companies c where c.id = $1 and ${reachable('companies', viewer, 'c')}
     and ($2::uuid is null or exists (select 1 from people p where p.id = $2 and p.company_id = c.id))`,
    [companyId, personId],
  );
  if (!found) throw customerUnknown();
}

type Named = Customer & {
  readonly caretakerId?: string | null | undefined;
  readonly userIds?: readonly string[] | undefined;
  readonly personIds?: readonly string[] | undefined;
};
type There = {
  readonly personId: string | null;
  readonly caretakerId: string | null;
  readonly userIds: readonly string[];
  readonly personIds: readonly string[];
};

/** Of those whom a task names, the ones who are still there. */
export async function stillThere(tx: Tx, named: Named): Promise<There> {
  const { companyId = null, personId = null, caretakerId = null, userIds = [], personIds = [] } = named;
  return tx.one<There>(
    `with colleagues as (select id from users where active and id = any($1::uuid[])),
       theirs as (select id from people where company_id = $2 and deleted_at is null and id = any($3::uuid[]))
     select (select id from theirs where id = $4) as person_id, (select id from colleagues where id = $5) as caretaker_id,
       array(select id from colleagues where id = any($6::uuid[])) as user_ids,
       array(select id from theirs where id = any($7::uuid[])) as person_ids`,
    [[...userIds, caretakerId], companyId, [...personIds, personId], personId, caretakerId, userIds, personIds],
  );
}

/** Throws where one of those who are to take part is not there. */
export async function demandParticipants(tx: Tx, named: Named): Promise<void> {
  const there = await stillThere(tx, named);
  if (there.userIds.length < new Set(named.userIds).size) throw colleagueUnknown();
  if (there.personIds.length < new Set(named.personIds).size) throw customerUnknown('personIds');
}

export type Participants = {
  readonly taskId: string;
  readonly companyId: string | null;
  readonly userIds?: readonly string[] | undefined;
  readonly personIds?: readonly string[] | undefined;
};

/** Writes who takes part; what is undefined stays as it is. */
export async function setParticipants(tx: Tx, { taskId, companyId, userIds, personIds }: Participants): Promise<void> {
  if (userIds) await setUsers(tx, taskId, userIds);
  if (personIds) await setPeople(tx, { taskId, companyId, personIds });
}

async function setUsers(tx: Tx, taskId: string, userIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(userIds)];
  await tx.run('delete from task_users where task_id = $1 and user_id <> all($2::uuid[])', [taskId, wanted]);
  const { known } = await tx.one<{ known: number }>(
    `select count(*) as known from users u where u.id = any($2::uuid[])
       and (u.active or exists (select 1 from task_users p where p.task_id = $1 and p.user_id = u.id))`,
    [taskId, wanted],
  );
  if (known !== wanted.length) throw colleagueUnknown();
  await tx.run(
    'insert into task_users (task_id, user_id) select $1, u from unnest($2::uuid[]) u on conflict do nothing',
    [taskId, wanted],
  );
}

type Visitors = { readonly taskId: string; readonly companyId: string | null; readonly personIds: readonly string[] };

async function setPeople(tx: Tx, { taskId, companyId, personIds }: Visitors): Promise<void> {
  const wanted = [...new Set(personIds)];
  await tx.run('delete from task_people where task_id = $1 and person_id <> all($2::uuid[])', [taskId, wanted]);
  const written = await tx.one<{ known: number }>(
    `select count(*) as known from people p where p.id = any($2::uuid[]) and p.company_id = $1 and p.deleted_at is null`,
    [companyId, wanted],
  );
  if (written.known !== wanted.length) throw customerUnknown('personIds');
  await tx.run(
    'insert into task_people (task_id, person_id) select $1, p from unnest($2::uuid[]) p on conflict do nothing',
    [taskId, wanted],
  );
}

function customerUnknown(field = 'companyId'): DomainError {
  return new DomainError(
    'task.customer_unknown',
    {
      pl: 'Nie ma takiego klienta albo tej osoby u niego. Wybierz klienta z listy.',
      en: 'There is no such customer, or no such person there. Choose the customer from the list.',
    },
    field,
  );
}

function colleagueUnknown(): DomainError {
  return new DomainError(
    'task.colleague_unknown',
    {
      pl: 'Jednej z tych osób już u nas nie ma. Wybierz uczestników z listy jeszcze raz.',
      en: 'One of these people no longer works here. Choose the participants from the list again.',
    },
    'userIds',
  );
}
