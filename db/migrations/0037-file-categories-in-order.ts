import type { Tx } from '../database.ts';

/** Categories of files have a name in both languages and an order, as every dictionary has. `name` is the Polish one. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table file_categories add column name_en text, add column position integer not null default 0;
    update file_categories c set position = n.position, name_en = coalesce(e.name_en, c.name)
    from (select id, row_number() over (order by name) as position from file_categories) n
      left join file_categories f on f.id = n.id
      left join (values ('Umowa', 'Contract'), ('Oferta', 'Offer'), ('Faktura', 'Invoice'), ('Pismo', 'Letter'), ('Zdjęcie', 'Photo'),
        ('Inny', 'Other')) e(name, name_en) on e.name = f.name
    where c.id = n.id;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('alter table file_categories drop column name_en, drop column position');
}
