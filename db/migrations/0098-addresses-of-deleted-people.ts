import type { Tx } from '../database.ts';

/** Addresses of people who were deleted went on being called and written to: they go with them, as they do from now on. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    update contact_points c set removed_from = c.state, state = 'removed', version = c.version + 1, updated_at = p.deleted_at
    from people p
    where p.deleted_at is not null and p.merged_into is null and c.person_id = p.id and c.state <> 'removed';
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    update contact_points c set state = coalesce(c.removed_from, 'good'), removed_from = null, version = c.version + 1
    from people p
    where p.deleted_at is not null and p.merged_into is null and c.person_id = p.id and c.state = 'removed'
      and c.updated_at = p.deleted_at;
  `);
}
