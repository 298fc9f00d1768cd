import type { Tx } from '../database.ts';

/** A class of customers may be a part of a campaign's audience. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table campaign_audience drop constraint campaign_audience_kind_check;
    alter table campaign_audience add constraint campaign_audience_kind_check
      check (kind in ('group', 'company', 'person', 'import', 'everyone', 'class'));
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    delete from campaign_audience where kind = 'class';
    alter table campaign_audience drop constraint campaign_audience_kind_check;
    alter table campaign_audience add constraint campaign_audience_kind_check
      check (kind in ('group', 'company', 'person', 'import', 'everyone'));
  `);
}
