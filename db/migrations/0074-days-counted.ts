import type { Tx } from '../database.ts';

/**
 * How many people share a birthday: of a partial index PostgreSQL takes no statistics, so it guessed twice as many as there
 * are, and read everybody where a viewer who sees all asked for a few weeks.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create statistics people_birthdays on (extract(month from born_on) * 100 + extract(day from born_on)) from people;
    create statistics important_dates_days on (extract(month from falls_on) * 100 + extract(day from falls_on)) from important_dates;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop statistics important_dates_days, people_birthdays');
}
