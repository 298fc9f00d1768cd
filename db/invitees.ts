/** Who takes part in a task, as far as invitations go. */
import { demand, may, type Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';
import type { Answer } from './invitation-answers.ts';
import { visible } from './scope.ts';
import { findTask } from './task-rows.ts';

/** Somebody who takes part, and whether they can be written to. */
export type Invitee = {
  readonly userId: string | null;
  readonly personId: string | null;
  readonly name: string;
  /** Null: nothing can be sent. */
  readonly address: string | null;
  /** What they answered; null for who has not been invited. */
  readonly answer: Answer | null;
};

/** As it is shown: the addresses of people of customers whom the viewer does not see are left out. */
export type SeenInvitee = Invitee & { readonly hasAddress: boolean };

/** Who takes part in a task, with what they answered: for whoever looks at it. */
export async function readInvitees(tx: Tx, viewer: Viewer, taskId: string): Promise<SeenInvitee[]> {
  const invitees = await inviteesOf(tx, viewer, taskId);
  const ids = invitees.flatMap(({ personId }) => personId ?? []);
  const seen = await seenPeople(tx, viewer, ids);
  return invitees.map((one) => ({
    ...one,
    address: one.personId === null || seen.has(one.personId) ? one.address : null,
    hasAddress: one.address !== null,
  }));
}

async function seenPeople(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0 || !may(viewer, 'company.read')) return new Set();
  const rows = await tx.rows<{ id: string }>(
    `select p.id from people p where p.id = any($1::uuid[]) and ${visible('people', viewer, 'p')}`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Who takes part in a task, with what they answered and the addresses that mail goes to. */
export async function inviteesOf(tx: Tx, viewer: Viewer, taskId: string): Promise<Invitee[]> {
  demand(viewer, 'task.read');
  await findTask(tx, viewer, taskId);
  return tx.rows<Invitee>(
    `select w.*, case when i.told ->> 'method' = 'REQUEST' then i.answer end as answer
     from tasks t cross join lateral (${PARTICIPANTS}) w
     left join invitations i on i.task_id = $1 and i.user_id is not distinct from w.user_id
       and i.person_id is not distinct from w.person_id where t.id = $1 order by w.person_id is not null, w.name`,
    [taskId],
  );
}

/** Of the task `t` its owner, our people and the customer's; a person's own address comes first. */
export const PARTICIPANTS = `
  select u.id as user_id, null::uuid as person_id, u.name, u.email as address
  from (select t.owner_id as id union select user_id from task_users where task_id = t.id) ours
    join users u on u.id = ours.id and u.active
  union all
  select null, p.id, concat_ws(' ', p.first_name, p.last_name), (select c.value from contact_points c
    where c.person_id = p.id and c.kind = 'email' and c.state = 'good' order by c.is_main desc, c.id limit 1)
  from (select t.person_id as id union select person_id from task_people where task_id = t.id) theirs
    join people p on p.id = theirs.id and p.deleted_at is null`;
