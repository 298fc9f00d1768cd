import type { Tx } from '../database.ts';

/** In which currencies people write amounts down: administrators keep the list. Rows hold the code. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table currencies (
      code text primary key check (code ~ '^[A-Z]{3}$'),
      name_pl text not null, name_en text not null,
      position integer not null default 0,
      active boolean not null default true,
      version integer not null default 1
    );
    insert into currencies (code, name_pl, name_en, position) values
      ('PLN', 'złoty', 'Polish zloty', 1),
      ('EUR', 'euro', 'euro', 2),
      ('USD', 'dolar amerykański', 'US dollar', 3),
      ('GBP', 'funt szterling', 'pound sterling', 4),
      ('CZK', 'korona czeska', 'Czech koruna', 5),
      ('CHF', 'frank szwajcarski', 'Swiss franc', 6);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop table currencies');
}
