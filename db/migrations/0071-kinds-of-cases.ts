import type { Tx } from '../database.ts';

/** Kinds of cases are a dictionary; a case and a project are its first entries. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table case_kinds (
      code text primary key,
      name_pl text not null, name_en text not null,
      color text not null default 'accent',
      position integer not null default 0,
      active boolean not null default true,
      version integer not null default 1
    );
    insert into case_kinds (code, name_pl, name_en, color, position) values
      ('case', 'Sprawa', 'Case', 'accent', 1),
      ('project', 'Projekt', 'Project', 'violet', 2);
    alter table cases drop constraint cases_kind_check,
      add constraint cases_kind_fkey foreign key (kind) references case_kinds;
    create index cases_kind on cases (kind);
  `);
}

/** Cases of kinds that people have added become plain ones. */
export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    update cases set kind = 'case' where kind not in ('case', 'project');
    alter table cases drop constraint cases_kind_fkey,
      add constraint cases_kind_check check (kind in ('case', 'project'));
    drop index cases_kind;
    drop table case_kinds;
  `);
}
