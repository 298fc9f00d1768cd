/** A role of its own on the test server, as an administrator of databases gives to a program. */
import { randomBytes } from 'node:crypto';
import { withClient } from '../../ground/postgres.ts';

/** Runs the work with the address as that role sees it; the role and what it owns are gone afterwards. */
export async function asRole(
  server: URL,
  may: 'createdb' | 'nocreatedb',
  work: (url: string, role: string) => Promise<void>,
): Promise<void> {
  const role = `nurt_test_${randomBytes(6).toString('hex')}`;
  const sql = (text: string) => withClient(server.href, (client) => client.query(text));
  await sql(`create role ${role} login ${may} password '${role}'`);
  try {
    await work(Object.assign(new URL(server), { username: role, password: role }).href, role);
  } finally {
    const owned = await withClient(server.href, (client) =>
      client.query<{ name: string }>(
        'select datname as name from pg_database join pg_roles r on r.oid = datdba where rolname = $1',
        [role],
      ),
    );
    for (const { name } of owned.rows) await sql(`drop database if exists "${name}" with (force)`);
    await sql(`drop role ${role}`);
  }
}
