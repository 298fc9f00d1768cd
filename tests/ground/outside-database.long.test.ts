import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withClient } from '../../ground/postgres.ts';
import { asRole } from '../support/outside-role.ts';
import { partsOf, removeHome, start, stop, temporaryHome } from '../support/started-home.ts';

const server = new URL(process.env['NURT_TEST_DATABASE_URL']!);
const sql = (text: string, values: unknown[] = []) =>
  withClient(server.href, async (client) => (await client.query(text, values)).rows as Record<string, unknown>[]);

describe('a start on an outside PostgreSQL', () => {
  for (const [may, parts, beside] of [
    ['createdb', ['temporal', 'mail', 'worker', 'panel'], ['temporal', 'temporal_visibility']],
    ['nocreatedb', ['postgres', 'temporal', 'mail', 'worker', 'panel'], []],
  ] as const)
    it(`whose role has ${may} keeps Temporal’s databases ${beside.length ? 'there' : 'in the home'}, and Nurt’s there`, () =>
      asRole(server, may, async (url, role) => {
        const home = temporaryHome();
        await sql(`create database ${role} owner ${role}`);
        await withClient(otherDatabase(server.href, role), async (client) => {
          // What only an administrator of databases may add.
          for (const name of ['pg_trgm', 'unaccent', 'btree_gist'])
            await client.query(`create extension if not exists ${name}`);
        });
        const nurt = await start(home, { DATABASE_URL: otherDatabase(url, role) });
        try {
          expect(nurt.output()).to.include('Nurt is running');
          expect(partsOf(home).parts.map(({ name }) => name)).to.have.members(parts);
          expect(existsSync(join(home, 'postgres'))).to.equal(parts[0] === 'postgres');
          const made = await sql('select datname from pg_database where datname like $1 order by 1', [`${role}\\_%`]);
          expect(made.map(({ datname }) => datname)).to.deep.equal(beside.map((name) => `${role}_${name}`));
          await withClient(otherDatabase(url, role), async (client) => {
            expect((await client.query('select 1 from users')).rowCount).to.equal(1);
          });
        } finally {
          await stop(nurt);
          removeHome(home);
        }
      }));
});

function otherDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}
