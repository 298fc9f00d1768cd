import type { Tx } from '../database.ts';

/** People by month and day of their birth, those of a day by id: a page begins at today. It also finds whose day it is. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index people_birthday_page on people ((extract(month from born_on) * 100 + extract(day from born_on)), id)
      where deleted_at is null;
    drop index people_birthday;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    create index people_birthday on people ((extract(month from born_on) * 100 + extract(day from born_on)))
      where born_on is not null and deleted_at is null;
    drop index people_birthday_page;
  `);
}
