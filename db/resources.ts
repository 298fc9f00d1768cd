/** Cars, rooms and equipment: which there are, and for which work they are booked. Never twice at the same time. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';

export type Resource = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'car' | 'room' | 'equipment';
};

/** What can be booked. */
export async function listResources(tx: Tx, viewer: Viewer): Promise<Resource[]> {
  demand(viewer, 'task.read');
  return tx.rows<Resource>('select id, name, kind from resources where active order by kind, name');
}

export type TaskBooking = { readonly id: string; readonly resourceIds: readonly string[] };

/** Books these for a task that is being made: all of them, or none and says which is taken by whom. */
export async function bookForNew(tx: Tx, viewer: Viewer, { id, resourceIds }: TaskBooking): Promise<void> {
  if (resourceIds.length === 0) return;
  const wanted = [...new Set(resourceIds)];
  await writeBookings(tx, viewer, { id, resourceIds: wanted });
  const changes = { resourceIds: [[], wanted] as const };
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'task', recordId: id, verb: 'book', changes });
}

/** Gives up what is booked for a task beside these. */
export async function releaseOthers(tx: Tx, { id, resourceIds }: TaskBooking): Promise<void> {
  await tx.run('delete from bookings where task_id = $1 and resource_id <> all($2::uuid[])', [id, resourceIds]);
}

/** Books of these what is not booked yet, at the time that the task has by now; or says which is taken by whom. */
export async function writeBookings(tx: Tx, viewer: Viewer, { id, resourceIds }: TaskBooking): Promise<void> {
  if (resourceIds.length === 0) return;
  await demandFreeResources(tx, viewer, { id, resourceIds });
  await tx.run(
    `insert into bookings (task_id, resource_id, during, created_by)
     select t.id, r.id, tstzrange(t.planned_at, t.planned_at + make_interval(mins => t.duration_minutes)), $3
     from tasks t, resources r where t.id = $1 and r.id = any($2::uuid[]) and r.active on conflict (task_id, resource_id) do nothing`,
    [id, resourceIds, actorText(actorOf(viewer))],
  );
}

/** Books again what a dropped task gave up, as far as it is free. Answers what is not, by whom it is taken. */
export async function bookAgain(tx: Tx, viewer: Viewer, id: string): Promise<Said[]> {
  const actor = actorOf(viewer);
  const given = await tx.rows<{ resourceId: string }>(
    'delete from released_bookings where task_id = $1 returning resource_id',
    [id],
  );
  if (given.length === 0) return [];
  const wanted = given.map(({ resourceId }) => resourceId);
  // What somebody else has booked meanwhile is theirs: the constraint of the table leaves it out.
  const booked = await tx.rows<{ resourceId: string }>(
    `insert into bookings (task_id, resource_id, during, created_by)
     select t.id, r.id, tstzrange(t.planned_at, t.planned_at + make_interval(mins => t.duration_minutes)), $3
     from tasks t, resources r where t.id = $1 and t.planned_at is not null and r.id = any($2::uuid[]) and r.active
     on conflict do nothing returning resource_id`,
    [id, wanted, actorText(actor)],
  );
  const resourceIds = booked.map(({ resourceId }) => resourceId);
  const changes = { resourceIds: [[], resourceIds] as const };
  if (resourceIds.length > 0) await recordAudit(tx, { actor, noun: 'task', recordId: id, verb: 'book', changes });
  const left = wanted.filter((one) => !resourceIds.includes(one));
  const taken = await takenOf(tx, viewer, { id, resourceIds: left });
  const retired = await tx.rows<{ name: string }>(
    'select name from resources where id = any($1::uuid[]) and not active order by name',
    [left],
  );
  return [...taken.map(saidTaken), ...retired.map(saidRetired)];
}

/** Names what is taken, until when and by whom; the constraint of the table is the last word when two book at once. */
async function demandFreeResources(tx: Tx, viewer: Viewer, { id, resourceIds }: TaskBooking): Promise<void> {
  const { timed } = await tx.one<{ timed: boolean }>(
    'select planned_at is not null as timed from tasks where id = $1',
    [id],
  );
  if (!timed) throw untimed();
  const [taken] = await takenOf(tx, viewer, { id, resourceIds });
  if (taken) throw resourceTaken(taken);
}

type Taken = {
  readonly name: string;
  readonly who: string | null;
  readonly from: string;
  readonly to: string;
};

/** Which of these other work holds at the time of the task: each once, by the first that holds it. */
async function takenOf(tx: Tx, viewer: Viewer, { id, resourceIds }: TaskBooking): Promise<Taken[]> {
  return tx.rows<Taken>(
    `select name, who, to_char(lower(during) at time zone $3, 'HH24:MI') as from,
       to_char(upper(during) at time zone $3, 'HH24:MI') as to
     from (select distinct on (r.id) r.name, u.name as who, b.during
       from bookings b join resources r on r.id = b.resource_id join tasks o on o.id = b.task_id left join users u on u.id = o.owner_id
         join tasks t on t.id = $1
       where b.resource_id = any($2::uuid[]) and b.task_id <> $1
         and b.during && tstzrange(t.planned_at, t.planned_at + make_interval(mins => t.duration_minutes))
       order by r.id, lower(b.during)) held
     order by lower(during), name`,
    [id, resourceIds, viewer.timeZone],
  );
}

function saidTaken({ name, who, from, to }: Taken): Said {
  return {
    pl: `„${name}” jest już w tym czasie zajęte (${from}–${to}${who ? `, ${who}` : ''}), więc nie wróciło do zadania.`,
    en: `"${name}" is taken by now (${from}–${to}${who ? `, ${who}` : ''}), so it has not come back to the task.`,
  };
}

function saidRetired({ name }: { readonly name: string }): Said {
  return {
    pl: `„${name}” nie jest już do rezerwacji, więc nie wróciło do zadania.`,
    en: `"${name}" can be booked no more, so it has not come back to the task.`,
  };
}

function resourceTaken({ name, who, from, to }: Taken): DomainError {
  return new DomainError(
    'resource.taken',
    {
      pl: `„${name}” jest w tym czasie zajęte (${from}–${to}${who ? `, ${who}` : ''}). Wybierz inny czas albo inny zasób.`,
      en: `"${name}" is taken at that time (${from}–${to}${who ? `, ${who}` : ''}). Choose another time or another resource.`,
    },
    'resourceIds',
  );
}

function untimed(): DomainError {
  return new DomainError(
    'resource.no_time',
    {
      pl: 'Zasób rezerwuje się na godzinę. Nadaj zadaniu początek i zarezerwuj jeszcze raz.',
      en: 'A resource is booked for a time. Give the task a start and book again.',
    },
    'resourceIds',
  );
}
