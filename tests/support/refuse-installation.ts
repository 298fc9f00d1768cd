import { withClient } from '../../ground/postgres.ts';

/** Tests must never meet a database that people work with. */
export async function refuseInstallation(databaseUrl: string): Promise<void> {
  const holds = await withClient(databaseUrl, async (client) => {
    const table = await client.query(`select to_regclass('installation') as found`);
    return table.rows[0].found !== null && (await client.query('select 1 from installation')).rowCount !== 0;
  });
  if (!holds) return;
  const { host, pathname } = new URL(databaseUrl);
  throw new Error(
    `NURT_TEST_DATABASE_URL names ${host}${pathname}, which holds an installation of Nurt: tests would spoil it. Name another database.`,
  );
}
