import type { Tx } from '../database.ts';

/** Classes of customers with the conditions by which somebody belongs to them, and who does. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table classes (
      id uuid primary key default uuid7(),
      -- Conditions, lists and programs know the class by it: it never changes.
      code text not null unique check (code ~ '^[a-z][a-z0-9_]{0,59}$'),
      name_pl text not null, name_en text not null,
      color text check (color in ('accent', 'violet', 'green', 'orange', 'red')),
      -- A condition of the list of customers (domain/conditions/shapes.ts).
      condition jsonb not null,
      position integer not null default 0,
      active boolean not null default true,
      -- Why nobody can be asked at present: a field of the condition is gone.
      problem jsonb,
      -- When all customers were asked last.
      classified_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create table class_members (
      class_id uuid not null references classes on delete cascade,
      company_id uuid not null references companies on delete cascade,
      since timestamptz not null default now(),
      primary key (class_id, company_id)
    );
    create index class_members_company on class_members (company_id, class_id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop table class_members, classes');
}
