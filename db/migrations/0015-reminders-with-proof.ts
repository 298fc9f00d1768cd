import type { Tx } from '../database.ts';

/** Who has taken note of a reminder and when, to whom it went on when nobody did, and what went out as a digest. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table reminders
      add column acknowledged_by uuid references users,
      -- The reminder that this one carries on: it was not taken note of in time.
      add column root_id uuid references reminders on delete cascade,
      add column level text not null default 'own' check (level in ('own', 'substitute', 'superior', 'administrator')),
      -- When it goes on, in the recipient's working time; null: it never does.
      add column escalate_at timestamptz,
      add column escalated_at timestamptz,
      add column mailed_at timestamptz,
      add column version integer not null default 1;
    create index reminders_escalating on reminders (escalate_at) where acknowledged_at is null and escalated_at is null;
    create index reminders_root on reminders (root_id) where root_id is not null;
    create index reminders_acknowledged_by on reminders (acknowledged_by) where acknowledged_by is not null;
    create index reminders_to_mail on reminders (user_id) where acknowledged_at is null and mailed_at is null;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    delete from reminders where root_id is not null;
    alter table reminders drop column version, drop column mailed_at, drop column escalated_at, drop column escalate_at,
      drop column level, drop column root_id, drop column acknowledged_by;
  `);
}
