import type { Tx } from '../database.ts';

/**
 * A campaign writes a message for each participant, and each paid for an index and a foreign key to its contact point: the
 * check locks the contact point, which writes its row anew. Contact points are taken away only where an import is undone,
 * which looks for messages of their company itself; a message keeps its address in words. Readers go by the company.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table messages drop constraint if exists messages_contact_point_id_fkey;
    drop index if exists messages_point;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    create index messages_point on messages (contact_point_id) where contact_point_id is not null;
    update messages m set contact_point_id = null
      where contact_point_id is not null and not exists (select 1 from contact_points p where p.id = m.contact_point_id);
    alter table messages add constraint messages_contact_point_id_fkey
      foreign key (contact_point_id) references contact_points (id) not valid;
    alter table messages validate constraint messages_contact_point_id_fkey;
  `);
}
