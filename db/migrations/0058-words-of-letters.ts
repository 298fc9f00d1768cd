import type { Tx } from '../database.ts';

/** A letter that somebody wrote by hand is found by its own words, as what came in is. What runs send stays without. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    update messages set search_text = plain_text(concat_ws(' ', subject, address, left(body_text, 1000)))
      where direction = 'out' and run_id is null and company_id is not null and subject is not null and search_text = '';
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    update messages set search_text = '' where direction = 'out' and run_id is null and search_text <> '';
  `);
}
