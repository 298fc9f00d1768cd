import type { Tx } from '../database.ts';

/** Things that are booked and never shared in time, and calendar addresses of teams and of such things. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table resources (
      id uuid primary key default uuid7(),
      name text not null unique,
      kind text not null default 'equipment' check (kind in ('car', 'room', 'equipment')),
      note text,
      active boolean not null default true,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );

    create table bookings (
      task_id uuid not null references tasks on delete cascade,
      resource_id uuid not null references resources,
      during tstzrange not null check (not isempty(during)),
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      primary key (task_id, resource_id),
      exclude using gist (resource_id with =, during with &&)
    );

    -- A booking stands and falls with its task, whoever moves or drops it. The condition keeps all other updates free of it.
    create function bookings_follow_task() returns trigger language plpgsql as $$
    begin
      if new.planned_at is null or new.state in ('withdrawn', 'cancelled') then
        delete from bookings where task_id = new.id;
      else
        update bookings set during = tstzrange(new.planned_at, new.planned_at + make_interval(mins => new.duration_minutes))
          where task_id = new.id;
      end if;
      return null;
    end $$;
    create trigger tasks_bookings after update of planned_at, duration_minutes, state on tasks for each row
      when (old.planned_at is distinct from new.planned_at or old.duration_minutes <> new.duration_minutes
        or (old.state <> new.state and new.state in ('withdrawn', 'cancelled')))
      execute function bookings_follow_task();

    alter table calendar_feeds
      add column team_id uuid references teams on delete cascade,
      add column resource_id uuid references resources on delete cascade,
      -- Codes of the task types that are in it; null for all that belong into calendars.
      add column types text[],
      add check (team_id is null or resource_id is null);
    create index calendar_feeds_team on calendar_feeds (team_id) where team_id is not null;
    create index calendar_feeds_resource on calendar_feeds (resource_id) where resource_id is not null;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    delete from calendar_feeds where team_id is not null or resource_id is not null;
    alter table calendar_feeds drop column types, drop column resource_id, drop column team_id;
    drop trigger tasks_bookings on tasks;
    drop function bookings_follow_task();
    drop table bookings, resources;
  `);
}
