import type { Tx } from '../database.ts';

/** Addresses of people who were deleted went on being called and written to: they go with them, as they do from now on. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    update contact_points c set removed_from = c.state, state = 'removed', version = c.version + 1, updated_at = p.deleted_at
    from people p
    where p.deleted_at is not null and p.merged_into is null and c.person_id = p.id and c.state <> 'removed';
    update companies c set search_text = plain_text(concat_ws(' ', c.name, c.short_name, c.city, c.nip,
      (select string_agg(p.normalised, ' ' order by p.normalised) from contact_points p where p.company_id = c.id
         and p.kind in ('email', 'phone') and p.state <> 'removed'),
      (select string_agg(concat_ws(' ', e.first_name, e.last_name), ' ' order by e.last_name, e.first_name)
         from people e where e.company_id = c.id and e.deleted_at is null)))
    where c.id in (select p.company_id from people p join contact_points t on t.person_id = p.id
      where p.deleted_at is not null and p.merged_into is null);
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
