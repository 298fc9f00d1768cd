import type { Tx } from '../database.ts';

/** Opportunities with their stages, reasons of loss and the history of both; tasks and messages may belong to one. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table opportunity_stages (
      code text primary key,
      name_pl text not null, name_en text not null,
      -- Per cent that an opportunity gets when it comes into the stage.
      probability integer not null check (probability between 0 and 100),
      color text not null default 'accent',
      position integer not null default 0,
      active boolean not null default true,
      version integer not null default 1
    );
    insert into opportunity_stages (code, name_pl, name_en, probability, color, position) values
      ('contact', 'Kontakt', 'Contact', 10, 'accent', 1),
      ('needs', 'Rozpoznanie potrzeb', 'Needs', 25, 'accent', 2),
      ('offer', 'Oferta', 'Offer', 50, 'violet', 3),
      ('negotiation', 'Negocjacje', 'Negotiation', 75, 'orange', 4),
      ('contract', 'Umowa', 'Contract', 90, 'green', 5);

    create table lost_reasons (
      code text primary key,
      name_pl text not null, name_en text not null,
      position integer not null default 0,
      active boolean not null default true,
      version integer not null default 1
    );
    insert into lost_reasons (code, name_pl, name_en, position) values
      ('price', 'Cena', 'Price', 1),
      ('rival', 'Wybrano konkurencję', 'A competitor was chosen', 2),
      ('no-need', 'Brak potrzeby', 'No need', 3),
      ('no-budget', 'Brak budżetu', 'No budget', 4),
      ('delay', 'Odłożone na później', 'Put off', 5),
      ('no-contact', 'Brak kontaktu', 'No contact', 6),
      ('other', 'Inny powód', 'Another reason', 7);

    create table opportunities (
      id uuid primary key default uuid7(),
      name text not null check (length(name) between 1 and 500),
      company_id uuid not null references companies,
      person_id uuid references people,
      owner_id uuid references users,
      stage text not null references opportunity_stages,
      state text not null default 'open' check (state in ('open', 'won', 'lost')),
      value_minor bigint not null default 0 check (value_minor between 0 and 9000000000000000),
      currency text not null default 'PLN' check (currency ~ '^[A-Z]{3}$'),
      probability integer not null check (probability between 0 and 100),
      weighted_minor bigint not null generated always as (round(value_minor::numeric * probability / 100)) stored,
      expected_on date,
      expected_or_never date not null generated always as (coalesce(expected_on, 'infinity')) stored,
      lost_reason text references lost_reasons,
      lost_note text,
      description text,
      -- Since when it stands in its stage.
      stage_since timestamptz not null default now(),
      closed_at timestamptz,
      search_text text not null default '',
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create index opportunities_open on opportunities (expected_or_never, id) where state = 'open';
    create index opportunities_board on opportunities (stage, expected_or_never, id) where state = 'open';
    create index opportunities_owner on opportunities (owner_id, state);
    create index opportunities_company on opportunities (company_id, state);
    create index opportunities_person on opportunities (person_id) where person_id is not null;
    create index opportunities_closed on opportunities (state, closed_at desc, id desc) where state <> 'open';
    create index opportunities_reason on opportunities (lost_reason) where lost_reason is not null;
    create index opportunities_stage on opportunities (stage);
    create index opportunities_search on opportunities using gin (search_text gin_trgm_ops);

    -- Where it has been: one row when it is made, and one for every change of stage, state, value or probability.
    create table opportunity_moves (
      id uuid primary key default uuid7(),
      opportunity_id uuid not null references opportunities on delete cascade,
      at timestamptz not null default now(),
      stage text not null references opportunity_stages,
      state text not null,
      value_minor bigint not null,
      currency text not null,
      probability integer not null,
      actor actor_text not null
    );
    create index opportunity_moves_opportunity on opportunity_moves (opportunity_id, at desc, id desc);
    create index opportunity_moves_stage on opportunity_moves (stage);

    alter table tasks add column opportunity_id uuid references opportunities;
    create index tasks_opportunity on tasks (opportunity_id) where opportunity_id is not null;
    alter table messages add column opportunity_id uuid references opportunities;
    create index messages_opportunity on messages (opportunity_id) where opportunity_id is not null;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    alter table messages drop column opportunity_id;
    alter table tasks drop column opportunity_id;
    drop table opportunity_moves, opportunities, lost_reasons, opportunity_stages;
  `);
}
