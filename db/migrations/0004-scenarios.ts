import type { Tx } from '../database.ts';

/** Scenarios, their published versions, and the runs that follow them. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table scenarios (
      id uuid primary key default uuid7(),
      code text not null unique,
      name_pl text not null, name_en text not null,
      description_pl text, description_en text,
      subject_kind text not null default 'participant',
      active boolean not null default true,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create table scenario_versions (
      id uuid primary key default uuid7(),
      scenario_id uuid not null references scenarios,
      number integer not null,
      -- Over behaviour only: names, colours and places do not count.
      hash text not null,
      graph jsonb not null,
      engine integer not null default 1,
      published_at timestamptz not null default now(),
      created_by actor_text not null,
      unique (scenario_id, number)
    );
    create function refuse_change() returns trigger language plpgsql as $$
      begin raise exception '% is append-only', tg_table_name using errcode = '23514'; end $$;
    create trigger scenario_versions_immutable before update or delete on scenario_versions
      for each row execute function refuse_change();

    create table runs (
      id uuid primary key,
      kind text not null check (kind in ('participant', 'procedure', 'collection', 'visit')),
      engine integer not null default 1,
      version_id uuid not null references scenario_versions,
      subject_kind text not null,
      subject_id uuid not null,
      company_id uuid references companies,
      person_id uuid references people,
      case_id uuid references cases,
      campaign_id uuid,
      stage_id uuid,
      participant_id uuid,
      cohort integer,
      state text not null default 'running' check (state in ('running', 'stuck', 'ended')),
      result text check (result in ('success', 'failure', 'neutral')),
      result_reason text,
      stuck_why text,
      -- Inputs up to this one broke it when the engine put it aside: they are not tried again until a later one repairs it.
      stuck_seq bigint,
      -- The whole Run of domain/scenario/shapes.ts; null until its first move. json keeps the order of keys, so that
      -- the hash of a move computed again is that of the stored one.
      progress json,
      rev integer not null default 0,
      due_at timestamptz,
      started_at timestamptz not null default now(),
      ended_at timestamptz,
      updated_at timestamptz not null default now(),
      created_by actor_text not null
    );
    create index runs_pump on runs (campaign_id, cohort, due_at) where state = 'running';
    -- Every move of a run is written into all indexes of this table: they are few, and partial where they can be.
    create index runs_due on runs (due_at) where state = 'running' and cohort is null;
    create index runs_stage on runs (stage_id, state, result);
    create index runs_company on runs (company_id);
    create index runs_person on runs (person_id) where person_id is not null;
    create index runs_case on runs (case_id) where case_id is not null;
    create index runs_version on runs (version_id);
    create index runs_subject on runs (subject_kind, subject_id) where participant_id is null;
    create index runs_stuck on runs (updated_at) where state = 'stuck';

    create table run_inputs (
      seq bigint generated always as identity primary key,
      run_id uuid not null references runs,
      campaign_id uuid,
      cohort integer,
      kind text not null check (kind in ('outcome', 'settled', 'deferred', 'happened', 'control')),
      -- Where it comes from and its id there: the same reply twice is one row.
      source text not null,
      source_id text not null,
      -- json, not jsonb: it keeps every character that came in and is only ever read as a whole.
      what json not null,
      occurred_at timestamptz,
      recorded_at timestamptz not null default now(),
      not_before timestamptz,
      actor actor_text not null,
      -- The rev of the run that took it; null while it waits.
      taken_rev integer,
      withdrawn_at timestamptz,
      unique (run_id, source, source_id)
    );
    create index run_inputs_waiting on run_inputs (run_id, seq) where taken_rev is null and withdrawn_at is null;
    create index run_inputs_pump on run_inputs (campaign_id, cohort) where taken_rev is null and withdrawn_at is null;

    -- Who waits for which event of which subject, so that an event finds its runs by an index.
    create table run_waits (
      run_id uuid not null references runs on delete cascade,
      token integer not null,
      event text not null,
      subject_kind text not null,
      subject_id uuid not null,
      primary key (run_id, token, event)
    );
    create index run_waits_event on run_waits (subject_kind, subject_id, event);

    create table run_events (
      id bigint generated always as identity,
      run_id uuid not null,
      at timestamptz not null,
      step text,
      visit integer not null default 0,
      kind text not null,
      why jsonb not null default '{}',
      actor actor_text not null,
      primary key (run_id, id, at)
    ) partition by range (at);
    create table run_events_default partition of run_events default;

    -- All that advance() was given, so that any move can be computed again and explained.
    create table run_moves (
      run_id uuid not null,
      rev integer not null,
      at timestamptz not null,
      input_seqs bigint[] not null,
      taken_seqs bigint[] not null,
      -- The facts that the version's conditions and dates name.
      facts json not null,
      stage_ends_at timestamptz,
      frozen boolean not null default false,
      priority smallint not null,
      zone text not null,
      calendar_version text not null,
      engine integer not null,
      -- Set when the run was put aside by the engine, not by a rule: the reason.
      set_aside text,
      -- Hash of the run that came out; the run that went in is the one of rev - 1.
      run_hash text not null,
      primary key (run_id, rev, at)
    ) partition by range (at);
    create table run_moves_default partition of run_moves default;

    create table freezes (
      id uuid primary key default uuid7(),
      scope_kind text not null check (scope_kind in ('company', 'case', 'campaign', 'legal entity', 'everything')),
      scope_id uuid,
      frozen_from timestamptz not null default now(),
      frozen_to timestamptz,
      reason text,
      created_by actor_text not null,
      ended_by actor_text,
      check ((scope_kind = 'everything') = (scope_id is null))
    );
    create index freezes_open on freezes (scope_kind, scope_id) where frozen_to is null;
    create unique index freezes_one_open on freezes (scope_kind, coalesce(scope_id, '00000000-0000-0000-0000-000000000000')) where frozen_to is null;

    create table working_calendars (
      code text primary key,
      name text not null,
      time_zone text not null default 'Europe/Warsaw',
      -- { "1": [["08:00","16:00"]], ... } by ISO weekday.
      hours jsonb not null,
      holidays text not null default 'PL',
      days_off date[] not null default '{}',
      version integer not null default 1,
      updated_at timestamptz not null default now(),
      updated_by actor_text not null default 'system:setup'
    );
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop table working_calendars, freezes, run_moves, run_events, run_waits, run_inputs, runs, scenario_versions, scenarios;
    drop function refuse_change();
  `);
}
