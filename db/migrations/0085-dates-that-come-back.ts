import type { Tx } from '../database.ts';

/** A date that is deleted stays with the days that it has brought: brought back, it finds them itself. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    -- A column without a default: no row is written anew.
    alter table important_dates add column deleted_at timestamptz;
    drop index important_dates_of_person;
    create unique index important_dates_of_person on important_dates (person_id, kind) where kind <> 'date' and deleted_at is null;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    delete from important_dates where deleted_at is not null;
    drop index important_dates_of_person;
    create unique index important_dates_of_person on important_dates (person_id, kind) where kind <> 'date';
    alter table important_dates drop column deleted_at;
  `);
}
