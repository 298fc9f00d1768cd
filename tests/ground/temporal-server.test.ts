import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { expect } from 'chai';
import { withClient } from '../../ground/postgres.ts';
import { silent } from '../../ground/say.ts';
import { cacheFolder, findTemporal } from '../../ground/temporal-binaries.ts';
import { prepareTemporalDatabases, temporalDatabases, type TemporalPlace } from '../../ground/temporal-server.ts';

describe("Temporal's databases", () => {
  const server = new URL(process.env['NURT_TEST_DATABASE_URL']!);
  const names = temporalDatabases(`nurt_test_${randomBytes(6).toString('hex')}_`);
  const urls = names.map((name) => Object.assign(new URL(server), { pathname: `/${name}` }).href);
  let place: Omit<TemporalPlace, 'ports'>;

  before(async () => {
    const serverDir = process.env['TEMPORAL_SERVER_DIR'];
    const binaries = await findTemporal({
      cacheFolder: cacheFolder(),
      speaker: silent,
      ...(serverDir ? { serverDir } : {}),
    });
    place = { binaries, databaseUrl: urls[0]!, homeFolder: tmpdir() };
    await onServer((name) => `create database ${name}`);
  });
  after(() => onServer((name) => `drop database if exists ${name} with (force)`));

  const onServer = (statement: (name: string) => string) =>
    withClient(server.href, async (client) => {
      for (const name of names) await client.query(statement(name));
    });
  const ask = async (url: string, sql: string) =>
    withClient(url, async (client) => (await client.query<{ answer: unknown }>(sql)).rows[0]?.answer);
  const version = (url: string) => ask(url, 'select curr_version as answer from schema_version');
  const isMarked = (url: string) => ask(url, `select to_regclass('of_yesterday') is not null as answer`);

  it('are brought up to the server, and one that cannot be is dropped and made anew (rule 9)', async () => {
    await prepareTemporalDatabases(place);
    const versions = await Promise.all(urls.map(version));
    for (const url of urls) await ask(url, 'create table of_yesterday ()');
    // Updates from here on make tables that are there already.
    await ask(urls[0]!, `update schema_version set curr_version = '1.0'`);

    await prepareTemporalDatabases(place);
    expect(await Promise.all(urls.map(version))).to.deep.equal(versions);
    expect(await Promise.all(urls.map(isMarked)), 'the other one is kept').to.deep.equal([false, true]);
    expect(await ask(urls[0]!, 'select count(*)::int as answer from namespaces')).to.equal(0);
  });
});
