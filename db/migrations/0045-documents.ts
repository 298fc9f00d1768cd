import type { Tx } from '../database.ts';

const before = {
  file_links: ['company', 'person', 'case', 'task', 'message', 'campaign', 'stage', 'opportunity'],
  task_links: ['task', 'message', 'campaign'],
} as const;

/** Documents of customers are records that files, tasks and messages belong to. */
export async function up(tx: Tx): Promise<void> {
  for (const [table, nouns] of Object.entries(before)) await allow(tx, table, [...nouns, 'transaction']);
  await tx.run(`
    create table message_links (
      message_id uuid not null references messages on delete cascade,
      noun text not null check (noun in ('transaction')),
      record_id uuid not null,
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      primary key (message_id, noun, record_id)
    );
    create index message_links_record on message_links (noun, record_id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop table message_links');
  for (const [table, nouns] of Object.entries(before)) {
    await tx.run(`delete from ${table} where noun = 'transaction'`);
    await allow(tx, table, nouns);
  }
}

/** Checked after the rows that are there, so that nobody waits for it. */
async function allow(tx: Tx, table: string, nouns: readonly string[]): Promise<void> {
  const name = `${table}_noun_check`;
  await tx.run(`alter table ${table} drop constraint ${name}`);
  await tx.run(`alter table ${table} add constraint ${name} check (noun in ('${nouns.join("', '")}')) not valid`);
  await tx.run(`alter table ${table} validate constraint ${name}`);
}
