import type { Tx } from '../database.ts';

/** Campaigns: goal, budget, stages in time, participants. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table campaigns (
      id uuid primary key default uuid7(),
      name text not null check (length(name) between 1 and 200),
      kind text not null default 'marketing' check (kind in ('marketing', 'service', 'collection', 'project', 'visits')),
      description text,
      goal_text text not null default '',
      -- How many of what is counted: participants whose run ended well, replies, finished calls.
      goal_measure text not null default 'success' check (goal_measure in ('success', 'reply', 'call')),
      goal_count integer check (goal_count > 0),
      budget_minor bigint check (budget_minor >= 0),
      currency text not null default 'PLN',
      supervisor_id uuid not null references users,
      legal_entity_id uuid references legal_entities,
      starts_on date not null,
      ends_on date not null,
      state text not null default 'draft'
        check (state in ('draft', 'submitted', 'approved', 'starting', 'running', 'ending', 'ended', 'cancelled')),
      state_reason text,
      -- What becomes of open tasks at the end: people finish them, or they are withdrawn.
      open_work text not null default 'finish' check (open_work in ('finish', 'withdraw')),
      -- Leave out those who take part in another campaign that is under way.
      leave_out_busy boolean not null default false,
      approved_by uuid references users,
      approved_at timestamptz,
      started_at timestamptz,
      ended_at timestamptz,
      -- Cursor of the materialisation, so that a killed one goes on where it was: { after, counted, done }.
      materialised jsonb not null default '{}',
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null,
      check (ends_on >= starts_on)
    );
    create index campaigns_supervisor on campaigns (supervisor_id);
    create index campaigns_state on campaigns (state, starts_on desc);
    create index campaigns_created on campaigns (created_at desc, id desc);

    create table campaign_stages (
      id uuid primary key default uuid7(),
      campaign_id uuid not null references campaigns on delete cascade,
      position integer not null,
      name text not null,
      starts_on date not null,
      ends_on date not null,
      budget_minor bigint check (budget_minor >= 0),
      goal_count integer check (goal_count > 0),
      scenario_version_id uuid references scenario_versions,
      -- What happens to open tasks when the stage closes.
      tasks_on_close text not null default 'finish' check (tasks_on_close in ('finish', 'withdraw')),
      -- Who of the campaign comes into this stage: everyone, those whose last run ended so, or nobody by itself.
      entry text not null default 'everyone' check (entry in ('everyone', 'success', 'failure', 'neutral')),
      state text not null default 'planned' check (state in ('planned', 'open', 'closing', 'closed')),
      -- Everyone who may come in by themselves has a run; false again when participants are added.
      admitted boolean not null default false,
      opened_at timestamptz,
      closed_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null,
      unique (campaign_id, position),
      check (ends_on >= starts_on)
    );
    create index campaign_stages_version on campaign_stages (scenario_version_id);

    -- What the audience is made of; the activity turns it into participants.
    create table campaign_audience (
      id uuid primary key default uuid7(),
      campaign_id uuid not null references campaigns on delete cascade,
      kind text not null check (kind in ('group', 'company', 'person', 'import', 'everyone')),
      ref_id uuid,
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      unique nulls not distinct (campaign_id, kind, ref_id)
    );

    create table participants (
      id uuid primary key default uuid7(),
      campaign_id uuid not null references campaigns on delete cascade,
      company_id uuid not null references companies,
      person_id uuid references people,
      cohort integer not null,
      state text not null default 'waiting' check (state in ('waiting', 'active', 'done', 'left out', 'removed')),
      -- Why left out or removed: 'no address', 'no consent', 'suppressed', ...
      reason text,
      -- Result of the last stage's run.
      result text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      unique nulls not distinct (campaign_id, company_id, person_id)
    );
    create index participants_campaign on participants (campaign_id, state, id);
    create index participants_company on participants (company_id);
    create index participants_person on participants (person_id);

    create table campaign_costs (
      id uuid primary key default uuid7(),
      campaign_id uuid not null references campaigns on delete cascade,
      stage_id uuid references campaign_stages,
      kind text not null default 'cost' check (kind in ('cost', 'revenue')),
      what text not null,
      amount_minor bigint not null check (amount_minor >= 0),
      currency text not null default 'PLN',
      incurred_on date not null,
      created_at timestamptz not null default now(),
      created_by actor_text not null
    );
    create index campaign_costs_campaign on campaign_costs (campaign_id, stage_id);

    alter table runs add foreign key (campaign_id) references campaigns, add foreign key (stage_id) references campaign_stages,
      add foreign key (participant_id) references participants;
    create unique index runs_one_per_stage on runs (participant_id, stage_id) where participant_id is not null;
    alter table tasks add foreign key (campaign_id) references campaigns, add foreign key (stage_id) references campaign_stages,
      add foreign key (run_id) references runs;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    alter table tasks drop constraint tasks_campaign_id_fkey, drop constraint tasks_stage_id_fkey, drop constraint tasks_run_id_fkey;
    alter table runs drop constraint runs_campaign_id_fkey, drop constraint runs_stage_id_fkey, drop constraint runs_participant_id_fkey;
    drop index runs_one_per_stage;
    drop table campaign_costs, participants, campaign_audience, campaign_stages, campaigns;
  `);
}
