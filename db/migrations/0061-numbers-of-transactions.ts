import type { Tx } from '../database.ts';

/** An invoice of this very number is found also where a thousand others contain it. */
export async function up(tx: Tx): Promise<void> {
  await tx.run('create index transactions_number on transactions (plain_text(number))');
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index transactions_number');
}
