/** Cars, rooms and equipment: which there are, and for which work they are booked. Never twice at the same time. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { demandOpen } from '../domain/tasks/state.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { lockTask } from './task-rows.ts';

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

/** Books exactly these for an open task with a time: all of them, or none and says which is taken by whom. */
export async function bookResources(db: Db, viewer: Viewer, booking: TaskBooking): Promise<void> {
  demand(viewer, 'task.edit');
  await db.transaction(async (tx) => {
    const task = await lockTask(tx, viewer, booking.id);
    demandOpen(task);
    await writeBookings(tx, viewer, booking);
  });
}

/** As `bookResources` within the transaction that writes the task. */
export async function writeBookings(tx: Tx, viewer: Viewer, { id, resourceIds }: TaskBooking): Promise<void> {
  const before = await tx.rows<{ resourceId: string }>('select resource_id from bookings where task_id = $1', [id]);
  const had = before.map(({ resourceId }) => resourceId);
  const wanted = [...new Set(resourceIds)];
  if (had.length === wanted.length && had.every((one) => wanted.includes(one))) return;
  await tx.run('delete from bookings where task_id = $1 and resource_id <> all($2::uuid[])', [id, wanted]);
  if (wanted.length > 0) {
    await demandFreeResources(tx, viewer, { id, resourceIds: wanted });
    await tx.run(
      `insert into bookings (task_id, resource_id, during, created_by)
       select t.id, r.id, tstzrange(t.planned_at, t.planned_at + make_interval(mins => t.duration_minutes)), $3
       from tasks t, resources r where t.id = $1 and r.id = any($2::uuid[]) and r.active on conflict (task_id, resource_id) do nothing`,
      [id, wanted, actorText(actorOf(viewer))],
    );
  }
  await recordAudit(tx, {
    actor: actorOf(viewer),
    noun: 'task',
    recordId: id,
    verb: 'book',
    changes: { resourceIds: [had, wanted] },
  });
}

/** Names what is taken, until when and by whom; the constraint of the table is the last word when two book at once. */
async function demandFreeResources(tx: Tx, viewer: Viewer, { id, resourceIds }: TaskBooking): Promise<void> {
  const { timed } = await tx.one<{ timed: boolean }>(
    'select planned_at is not null as timed from tasks where id = $1',
    [id],
  );
  if (!timed) throw untimed();
  const taken = await tx.maybe<{ name: string; who: string | null; from: string; to: string }>(
    `select r.name, u.name as who, to_char(lower(b.during) at time zone $3, 'HH24:MI') as from,
       to_char(upper(b.during) at time zone $3, 'HH24:MI') as to
     from bookings b join resources r on r.id = b.resource_id join tasks o on o.id = b.task_id left join users u on u.id = o.owner_id
       join tasks t on t.id = $1
     where b.resource_id = any($2::uuid[]) and b.task_id <> $1
       and b.during && tstzrange(t.planned_at, t.planned_at + make_interval(mins => t.duration_minutes))
     order by lower(b.during) limit 1`,
    [id, resourceIds, viewer.timeZone],
  );
  if (taken) throw resourceTaken(taken);
}

function resourceTaken({
  name,
  who,
  from,
  to,
}: {
  name: string;
  who: string | null;
  from: string;
  to: string;
}): DomainError {
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
