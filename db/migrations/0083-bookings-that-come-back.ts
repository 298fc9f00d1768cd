import type { Tx } from '../database.ts';

/** What was booked for a task that was dropped, so that it is booked again when the task comes back. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table released_bookings (
      task_id uuid not null references tasks on delete cascade,
      resource_id uuid not null references resources on delete cascade,
      primary key (task_id, resource_id)
    );
    create index released_bookings_resource on released_bookings (resource_id);

    create or replace function bookings_follow_task() returns trigger language plpgsql as $$
    begin
      if new.state in ('withdrawn', 'cancelled') then
        with gone as (delete from bookings where task_id = new.id returning task_id, resource_id)
          insert into released_bookings select task_id, resource_id from gone on conflict do nothing;
      elsif new.planned_at is null then
        delete from bookings where task_id = new.id;
      else
        update bookings set during = tstzrange(new.planned_at, new.planned_at + make_interval(mins => new.duration_minutes))
          where task_id = new.id;
      end if;
      return null;
    end $$;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    create or replace function bookings_follow_task() returns trigger language plpgsql as $$
    begin
      if new.planned_at is null or new.state in ('withdrawn', 'cancelled') then
        delete from bookings where task_id = new.id;
      else
        update bookings set during = tstzrange(new.planned_at, new.planned_at + make_interval(mins => new.duration_minutes))
          where task_id = new.id;
      end if;
      return null;
    end $$;
    drop table released_bookings;
  `);
}
