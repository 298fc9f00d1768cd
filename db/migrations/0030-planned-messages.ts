import type { Tx } from '../database.ts';

/**
 * What a message costs when it is planned. As in the ledger, what can never fail is not checked: its effect is written in
 * the same transaction or locked, and neither effects nor messages are ever deleted. Nothing asks for the messages of a
 * run by an index: they are found through their effects. And whether money is being collected from the customer, which
 * hardly ever it is, is answered by an index that is all but empty; that of all runs led to rows that had to be read to be
 * passed over, a sixth of what the governor's facts cost.
 */
const checks = [
  ['effect_key', 'effects (key)'],
  ['in_reply_to', 'messages (id)'],
] as const;

export async function up(tx: Tx): Promise<void> {
  for (const [column] of checks) await tx.run(`alter table messages drop constraint messages_${column}_fkey`);
  await tx.run(`
    drop index messages_run;
    create index runs_collection on runs (company_id) where kind = 'collection' and state <> 'ended';
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop index runs_collection;
    create index messages_run on messages (run_id) where run_id is not null;
  `);
  for (const [column, target] of checks) {
    const name = `messages_${column}_fkey`;
    // Not checked under the lock that adding needs; checked afterwards, while others write.
    await tx.run(`alter table messages add constraint ${name} foreign key (${column}) references ${target} not valid`);
    await tx.run(`alter table messages validate constraint ${name}`);
  }
}
