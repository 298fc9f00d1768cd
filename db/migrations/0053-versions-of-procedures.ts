import type { Tx } from '../database.ts';

/**
 * Which runs go on in a version is known for participants of a campaign by their stage: only other runs are found by their
 * version. A move of a participant writes one index less.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    drop index runs_version;
    create index runs_version on runs (version_id) where campaign_id is null;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop index runs_version;
    create index runs_version on runs (version_id);
  `);
}
