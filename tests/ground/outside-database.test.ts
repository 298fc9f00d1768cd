import { expect } from 'chai';
import { existsSync, writeFileSync } from 'node:fs';
import { get as httpGet, type ClientRequest, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { DomainError } from '../../domain/domain-error.ts';
import { checkDatabase, mayHold } from '../../ground/outside-database.ts';
import { withClient } from '../../ground/postgres.ts';
import { temporalDatabases } from '../../ground/temporal-server.ts';
import { selfSigned } from '../support/certificate.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { asRole } from '../support/outside-role.ts';
import { partsOf, removeHome, start, stop, temporaryHome, type Started } from '../support/started-home.ts';

const right = new URL(process.env['NURT_TEST_DATABASE_URL']!);
const otherwise = (change: Partial<Pick<URL, 'port' | 'password' | 'pathname' | 'hostname'>>) =>
  Object.assign(new URL(right), change).href;

describe('a DATABASE_URL', () => {
  let stranger: Server;

  before(async () => {
    // Something answers there, but no PostgreSQL.
    stranger = createServer((socket) =>
      socket
        .on('error', () => {})
        .end('220 smtp.firma.example ESMTP\r\n')
        .unref(),
    );
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
  });
  after(() => void stranger.close());

  const wrong: readonly (readonly [string, () => string, { pl: RegExp; en: RegExp }])[] = [
    ['where nobody answers', () => otherwise({ port: '1' }), { pl: /nikt tam nie odpowiada/, en: /nobody answers/ }],
    [
      'with a wrong password',
      () => otherwise({ password: 'tajne-haslo' }),
      { pl: /hasło albo użytkownik/, en: /user or the password/ },
    ],
    ['of a database that is not there', () => otherwise({ pathname: '/nie_ma' }), { pl: /takiej bazy/, en: /no such/ }],
    [
      'of a server that is not there',
      () => otherwise({ hostname: 'nie-ma.invalid' }),
      { pl: /znaleźć takiego serwera/, en: /no such server/ },
    ],
    [
      'that leads to something else than PostgreSQL',
      () => otherwise({ port: String((stranger.address() as AddressInfo).port) }),
      { pl: /nie jest PostgreSQL/, en: /is not PostgreSQL/ },
    ],
  ];
  for (const [what, url, said] of wrong)
    it(`${what} gets one sentence that says what to do, without the password`, async () => {
      const error = await checkDatabase(url()).then(
        () => undefined,
        (reason: unknown) => reason as DomainError,
      );
      expect(error).to.be.instanceOf(DomainError);
      expect(error).to.include({ code: 'database.unusable', field: 'DATABASE_URL' });
      expect(error!.said.pl)
        .to.match(said.pl)
        .and.to.match(/Popraw adres albo usuń zmienną/);
      expect(error!.said.en)
        .to.match(said.en)
        .and.to.match(/Correct the address, or remove the variable/);
      for (const text of Object.values(error!.said)) expect(text).to.not.match(/tajne-haslo|\n/);
    });

  it('that is right is taken', () => checkDatabase(right.href));

  it('that is wrong ends the start with that sentence, and nothing has been started', async () => {
    const home = temporaryHome();
    try {
      const started = await start(home, { DATABASE_URL: otherwise({ port: '1' }) });
      expect(await started.exited).to.equal(1);
      expect(started.output()).to.match(/The database of DATABASE_URL .* cannot be used: nobody answers there/);
      expect(existsSync(join(home, 'postgres'))).to.equal(false);
    } finally {
      removeHome(home);
    }
  });

  describe('beside which Temporal keeps its own', () => {
    const names = temporalDatabases(`nurt_test_${process.pid}_`);
    const there = async () =>
      (await sql('select datname from pg_database where datname = any($1) order by 1', [names])).map(
        ({ datname }) => datname,
      );
    afterEach(async () => {
      for (const name of names) await sql(`drop database if exists ${name}`);
    });

    it('holds both once where its role may make databases', () =>
      asRole(right, 'createdb', async (url) => {
        for (const _ of ['made', 'found']) expect(await mayHold(url, names)).to.equal(true);
        expect(await there()).to.deep.equal(names);
      }));

    it('holds none where its role may not, unless they are there already', () =>
      asRole(right, 'nocreatedb', async (url) => {
        await sql(`create database ${names[0]}`);
        expect(await mayHold(url, names)).to.equal(false);
        expect(await there()).to.deep.equal([names[0]]);
        await sql(`create database ${names[1]}`);
        expect(await mayHold(url, names)).to.equal(true);
      }));
  });

  describe('and a certificate carry a start', () => {
    const home = temporaryHome();
    const { cert, key } = selfSigned(['127.0.0.1']);
    let base: TestDatabase;
    let nurt: Started;

    before(async () => {
      const [certPath, keyPath] = [join(home, 'cert.pem'), join(home, 'key.pem')];
      writeFileSync(certPath, cert);
      writeFileSync(keyPath, key);
      base = await freshDatabase(2);
      nurt = await start(home, {
        DATABASE_URL: base.url,
        TEMPORAL_ADDRESS: process.env['NURT_TEST_TEMPORAL_ADDRESS']!,
        TLS_CERT: certPath,
        TLS_KEY: keyPath,
        NURT_TEST_PANEL: 'real',
      });
    });
    after(async () => {
      await stop(nurt);
      await base.drop();
      removeHome(home);
    });

    it('that leaves the home without a PostgreSQL and a Temporal of its own', async () => {
      expect(nurt.output()).to.include('Nurt is running');
      expect(partsOf(home).parts.map(({ name, state }) => `${name}: ${state}`)).to.have.members(
        ['mail', 'worker', 'panel'].map((part) => `${part}: ok`),
      );
      expect(existsSync(join(home, 'postgres'))).to.equal(false);
      const [, email] = /administrator: (\S+),/.exec(nurt.output())!;
      expect(await base.db.maybe('select 1 from users where email = $1', [email])).not.to.equal(undefined);
    });

    it('that serves https with them, at the address it prints, and nothing over http (rule 3)', async () => {
      const address = nurt.address();
      expect(address).to.match(/^https:\/\/127\.0\.0\.1:\d+$/);
      const login = await answered((heard) => httpsGet(`${address}/admin/login`, { ca: cert }, heard));
      expect(login.statusCode).to.equal(200);
      expect(login.headers['content-security-policy']).to.include("default-src 'self'");
      const stranger = await answered((heard) => httpsGet(address, heard)).catch((error: Error) => error.message);
      expect(stranger).to.match(/self-signed certificate/);
      const plain = await answered((heard) => httpGet(address.replace('https', 'http'), heard)).catch(() => 'nothing');
      expect(plain).to.equal('nothing');
    });
  });
});

const sql = (text: string, values: unknown[] = []) =>
  withClient(right.href, async (client) => (await client.query(text, values)).rows as Record<string, unknown>[]);

function answered(ask: (heard: (response: IncomingMessage) => void) => ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    ask((response) => resolve(response.resume())).once('error', reject);
  });
}
