/** Append-only tables are cut by month; each month is there before its first row. */
import type { Tx } from './database.ts';

const tables = ['audit', 'run_events', 'run_moves'] as const;

/** Months ahead of now that are always there. */
const AHEAD = 2;

/** Makes the partitions of this and the next months. Answers the names of new ones. Rows that the default caught are moved. */
export async function makePartitions(tx: Tx): Promise<string[]> {
  const made: string[] = [];
  for (const table of tables) {
    const months = await tx.rows<{ name: string; from: string; to: string }>(
      `select $1 || '_' || to_char(m, 'YYYY_MM') as name, to_char(m, 'YYYY-MM-DD"T"00:00:00"Z"') as from,
         to_char(m + interval '1 month', 'YYYY-MM-DD"T"00:00:00"Z"') as to
       from generate_series(date_trunc('month', now() at time zone 'UTC'),
         date_trunc('month', now() at time zone 'UTC') + make_interval(months => $2), interval '1 month') m
       where to_regclass($1 || '_' || to_char(m, 'YYYY_MM')) is null`,
      [table, AHEAD],
    );
    for (const month of months) {
      await makePartition(tx, table, month);
      made.push(month.name);
    }
  }
  return made;
}

type Month = { readonly name: string; readonly from: string; readonly to: string };

async function makePartition(tx: Tx, table: string, { name, from, to }: Month): Promise<void> {
  // Nobody may write into the default between the moving and the attaching. It is empty unless a month was missed.
  await tx.run(`lock table ${table} in access exclusive mode`);
  await tx.run(`create table ${name} (like ${table} including all excluding identity)`);
  await tx.run(
    `with moved as (delete from ${table}_default where at >= $1 and at < $2 returning *)
     insert into ${name} select * from moved`,
    [from, to],
  );
  await tx.run(`alter table ${table} attach partition ${name} for values from ('${from}') to ('${to}')`);
}
