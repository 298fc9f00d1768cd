import type { Tx } from '../database.ts';

/** Channel accounts, templates, messages, and the ledger of everything that goes out. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table channel_accounts (
      id uuid primary key default uuid7(),
      channel text not null,
      plugin text not null,
      name text not null,
      sender_name text,
      sender_address text,
      legal_entity_id uuid references legal_entities,
      settings jsonb not null default '{}',
      per_hour integer not null default 100000,
      per_domain_per_hour integer not null default 100000,
      connections integer not null default 5,
      active boolean not null default true,
      -- Set when the far side refuses for a while: nothing is claimed before.
      paused_until timestamptz,
      paused_because text,
      -- Refusals of the whole account in a row: each makes the next pause longer.
      refusals integer not null default 0,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null default 'system:setup',
      updated_by actor_text not null default 'system:setup'
    );
    create index channel_accounts_channel on channel_accounts (channel) where active;

    create table templates (
      id uuid primary key default uuid7(),
      code text not null unique,
      name text not null,
      channel text not null default 'email',
      -- Decides which consent is asked: 'marketing', 'service', 'invoice', 'demand', 'visit reminder'.
      purpose text not null,
      active boolean not null default true,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create table template_versions (
      id uuid primary key default uuid7(),
      template_id uuid not null references templates,
      number integer not null,
      language text not null default 'pl',
      subject text not null default '',
      body_html text,
      body_text text not null default '',
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      unique (template_id, number)
    );
    create trigger template_versions_immutable before update or delete on template_versions
      for each row execute function refuse_change();
    create table attachments (
      id uuid primary key default uuid7(),
      template_version_id uuid references template_versions,
      message_id uuid,
      file_name text not null,
      media_type text not null,
      bytes bigint not null,
      sha256 text not null,
      path text not null,
      created_at timestamptz not null default now(),
      created_by actor_text not null
    );
    create index attachments_template on attachments (template_version_id);
    create index attachments_message on attachments (message_id);

    -- The ledger: every effect that a run or a person wanted, and what became of it.
    create table effects (
      key text collate "C" primary key,
      run_id uuid references runs,
      kind text not null check (kind in ('task', 'message')),
      state text not null default 'planned'
        check (state in ('planned', 'doing', 'done', 'failed', 'unknown', 'refused', 'withdrawn')),
      step text, visit integer,
      params jsonb not null default '{}',
      priority smallint not null default 2,
      company_id uuid,
      campaign_id uuid,
      stage_id uuid,
      participant_id uuid,
      channel_account_id uuid references channel_accounts,
      -- Domain of the address: pace is kept per domain.
      domain text,
      not_before timestamptz,
      expires_at timestamptz,
      attempt integer not null default 0,
      lease_until timestamptz,
      -- Fencing token: rises with every claim; a slow sender with an old one cannot write its result.
      fence bigint not null default 0,
      -- Withdrawn while it was being done: it finishes and is marked.
      withdrawn_while_doing boolean not null default false,
      provider_ref text,
      reason text,
      epoch integer not null default 1,
      planned_at timestamptz not null default now(),
      settled_at timestamptz,
      settled_by actor_text
    );
    create index effects_to_send on effects (channel_account_id, priority, coalesce(not_before, '-infinity'::timestamptz), key)
      where state = 'planned' and kind = 'message';
    create index effects_expiring on effects (channel_account_id, expires_at) where state = 'planned' and kind = 'message';
    create index effects_doing on effects (lease_until) where state = 'doing';
    create index effects_unknown on effects (planned_at) where state = 'unknown';
    -- Lists of what went out and what did not; the pace of an account; which of our mails an answer belongs to.
    create index effects_settled on effects (state, settled_at desc, key) include (channel_account_id, domain)
      where kind = 'message' and state in ('done', 'failed');
    create index effects_provider on effects (provider_ref) where provider_ref is not null;
    create index effects_run on effects (run_id) where run_id is not null;
    create index effects_campaign on effects (campaign_id, stage_id, kind, state);

    -- The ways between states. A condition of the trigger, so that a function is called only to refuse.
    create function refuse_effect_state() returns trigger language plpgsql as $$
      begin raise exception 'effect % cannot go from % to %', old.key, old.state, new.state using errcode = '23514'; end $$;
    create trigger effects_transition before update of state on effects for each row
      when (old.state <> new.state and old.state || ' to ' || new.state <> all (array[
        'planned to doing', 'planned to refused', 'planned to withdrawn', 'planned to failed',
        'doing to done', 'doing to failed', 'doing to unknown', 'doing to planned', 'doing to refused',
        'unknown to done', 'unknown to failed', 'unknown to planned'])
        and (new.kind <> 'task' or old.state || ' to ' || new.state <> 'planned to done'))
      execute function refuse_effect_state();

    -- Within a step of a campaign an address gets one message: the first run that comes takes the address.
    create table address_claims (
      campaign_id uuid not null,
      stage_id uuid not null,
      step text not null,
      address text not null,
      run_id uuid not null,
      primary key (campaign_id, stage_id, step, address)
    );

    create table messages (
      id uuid primary key default uuid7(),
      effect_key text collate "C" unique references effects,
      direction text not null check (direction in ('in', 'out')),
      channel text not null,
      channel_account_id uuid references channel_accounts,
      company_id uuid references companies,
      person_id uuid references people,
      contact_point_id uuid references contact_points,
      case_id uuid references cases,
      campaign_id uuid,
      stage_id uuid,
      run_id uuid,
      in_reply_to uuid references messages,
      template_version_id uuid references template_versions,
      purpose text,
      address text,
      subject text,
      body_text text,
      body_html text,
      -- Message-ID of an incoming mail; that of an outgoing one is the provider_ref of its effect.
      external_id text,
      sent_at timestamptz,
      received_at timestamptz,
      opened_at timestamptz,
      search_text text not null default '',
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create index messages_company on messages (company_id, created_at desc);
    create index messages_person on messages (person_id) where person_id is not null;
    create index messages_point on messages (contact_point_id) where contact_point_id is not null;
    create index messages_case on messages (case_id) where case_id is not null;
    create index messages_campaign on messages (campaign_id, stage_id) where campaign_id is not null;
    create index messages_run on messages (run_id) where run_id is not null;
    create index messages_external on messages (external_id) where external_id is not null;
    create index messages_created on messages (created_at desc, id desc);
    create index messages_in on messages (created_at desc, id desc) where direction = 'in';
    create index messages_reply on messages (in_reply_to) where in_reply_to is not null;
    -- Writing down that a mail went out touches no index of this table: the update stays in its page.
    alter table messages set (fillfactor = 85);

    -- What the merge fields of a mail said when it went out: with the version of its template, the mail as it was.
    create table sent_mails (
      message_id uuid primary key,
      merged jsonb not null
    );

    -- Reserved contacts: what the frequency cap counts. One per effect; a refused or withdrawn one gives it back.
    create table touches (
      effect_key text collate "C" primary key references effects,
      company_id uuid not null references companies,
      channel text not null,
      purpose text not null,
      at timestamptz not null
    );
    create index touches_company on touches (company_id, at);

    create table governor_rules (
      singleton boolean primary key default true check (singleton),
      -- The rule book: quiet hours, cap, purposes that need consent (domain/governor/rule-book.ts).
      book jsonb not null,
      version integer not null default 1,
      updated_at timestamptz not null default now(),
      updated_by actor_text not null default 'system:setup'
    );

    -- One-click unsubscribe; the token is the key of the message with an HMAC.
    create table unsubscribes (
      id uuid primary key default uuid7(),
      message_id uuid references messages,
      address text not null,
      purpose text not null,
      at timestamptz not null default now()
    );
    create index unsubscribes_message on unsubscribes (message_id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop table unsubscribes, governor_rules, touches, sent_mails, messages, address_claims, effects, attachments, template_versions, templates, channel_accounts;
    drop function refuse_effect_state();
  `);
}
