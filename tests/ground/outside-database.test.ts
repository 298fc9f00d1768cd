import { expect } from 'chai';
import { existsSync, writeFileSync } from 'node:fs';
import { get as httpGet, type ClientRequest, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { openDatabase } from '../../db/database.ts';
import { migrateUp } from '../../db/migrate.ts';
import { DomainError } from '../../domain/domain-error.ts';
import { checkDatabase, mayHold, whyNot, type FoundDatabase } from '../../ground/outside-database.ts';
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

  describe('of a database that is wrong in kind', () => {
    const name = `nurt_test_${process.pid}_kind`;
    const url = otherwise({ pathname: `/${name}` });
    const inIt = (text: string) => withClient(url, async (client) => (await client.query(text)).rows as unknown[]);
    beforeEach(() => sql(`create database ${name}`));
    afterEach(() => sql(`drop database if exists ${name} with (force)`));

    const tables = async () =>
      (await inIt(`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`))
        .map((row) => (row as { name: string }).name)
        .sort();
    const refusal = (of: string) =>
      checkDatabase(of).then(
        () => undefined,
        (error: unknown) => (error instanceof DomainError ? error : Promise.reject(error as Error)),
      );
    const migrate = async (as: string) => {
      const db = openDatabase(as, { max: 2 });
      await migrateUp(db).finally(() => db.close());
    };

    it('where its role may not create says what to grant; that is enough for the whole schema', () =>
      asRole(right, 'nocreatedb', async (server, role) => {
        const as = Object.assign(new URL(server), { pathname: `/${name}` }).href;
        const refused = await refusal(as);
        expect(refused).to.include({ code: 'database.may_not_create', field: 'DATABASE_URL' });
        expect(refused!.said.pl).to.match(
          /nie może tworzyć tabel w bazie .* Niech administrator bazy wykona w niej: GRANT/,
        );
        expect(refused!.said.en).to.include(`may not create tables`).and.to.include(` TO "${role}";`);
        expect(await tables()).to.deep.equal([]);
        const [, grants] = /: (GRANT .*;) Then start Nurt again/.exec(refused!.said.en)!;
        await inIt(grants!);
        expect(await refusal(as)).to.equal(undefined);
        await migrate(as);
        expect(await tables()).to.include.members(['migrations', 'companies']);
        expect(await refusal(as)).to.equal(undefined);
        await inIt(`drop owned by ${role} cascade`);
      }));

    it('where an administrator added the extensions, the right to the schema alone is enough', () =>
      asRole(right, 'nocreatedb', async (server, role) => {
        const as = Object.assign(new URL(server), { pathname: `/${name}` }).href;
        await inIt(`grant create on schema public to ${role}`);
        expect(await refusal(as)).to.include({ code: 'database.may_not_create' });
        for (const extension of ['pg_trgm', 'unaccent', 'btree_gist']) await inIt(`create extension ${extension}`);
        expect(await refusal(as)).to.equal(undefined);
        await migrate(as);
        await inIt(`drop owned by ${role} cascade`);
      }));

    it('where another program keeps its tables is left as it was, also with migrations of its own', async () => {
      await inIt('create table migrations (id serial primary key, migration text); create table zamowienia (id int)');
      const refused = await refusal(url);
      expect(refused).to.include({ code: 'database.taken', field: 'DATABASE_URL' });
      expect(refused!.said.pl).to.match(/tabele innego programu \(np\. migrations, zamowienia\).* Załóż pustą/);
      expect(refused!.said.en).to.match(
        /tables of another program \(e\.g\. migrations, zamowienia\).* Make an empty one/,
      );
      expect(await tables()).to.deep.equal(['migrations', 'zamowienia']);
    });

    it('where a former start got no further than our table of migrations is taken, unless another program is there', async () => {
      await inIt('create table migrations (name text primary key, applied_at timestamptz not null default now())');
      expect(await refusal(url)).to.equal(undefined);
      await inIt('create table zamowienia (id int)');
      expect((await refusal(url))?.said.en).to.include('(e.g. zamowienia)');
    });

    it('whose migrations another role keeps to itself says that rights are missing', () =>
      asRole(right, 'nocreatedb', async (server) => {
        await inIt('create table migrations (name text primary key, applied_at timestamptz not null default now())');
        const refused = await refusal(Object.assign(new URL(server), { pathname: `/${name}` }).href);
        expect(refused).to.include({ code: 'database.unusable' });
        expect(refused!.said.pl).to.include('ten użytkownik nie ma w niej potrzebnych uprawnień');
        expect(refused!.said.en).to.include('this user lacks the rights it needs there');
      }));

    it('with tables of extensions alone, or in another schema, is empty', async () => {
      await inIt(`create extension pg_trgm; create table ref_sys (id int); alter extension pg_trgm add table ref_sys;
        create schema cron; create table cron.job (id int)`);
      expect(await refusal(url)).to.equal(undefined);
    });

    it('is ours by our migrations, whatever else somebody keeps there', async () => {
      await migrate(url);
      await inIt('create table zamowienia (id int)');
      expect(await refusal(url)).to.equal(undefined);
    });

    it('ends the start with one sentence', async () => {
      await inIt('create table zamowienia (id int)');
      const home = temporaryHome();
      try {
        const started = await start(home, { DATABASE_URL: url });
        expect(await started.exited).to.equal(1);
        expect(started.output()).to.match(/holds tables of another program \(e\.g\. zamowienia\)/);
        expect(started.output()).not.to.match(/\n\s+at /);
        expect(await tables()).to.deep.equal(['zamowienia']);
      } finally {
        removeHome(home);
      }
    });
  });

  it('of a PostgreSQL before 15 gets the version that it is and the one that is needed, before all else', () => {
    const found: FoundDatabase = {
      version: 140_011,
      database: 'nurt',
      role: 'nurt',
      schema: 'public',
      mayCreate: false,
      foreignTables: ['zamowienia'],
    };
    const refused = whyNot(found, 'nurt@db.firma.example:5432/nurt');
    expect(refused).to.include({ code: 'database.too_old', field: 'DATABASE_URL' });
    expect(refused!.said.pl).to.match(/^Baza nurt@db\.firma\.example:5432\/nurt to PostgreSQL 14, a potrzebny jest 15/);
    expect(refused!.said.en).to.match(/ is PostgreSQL 14; 15 or newer is needed\./);
    expect(whyNot({ ...found, version: 150_000, mayCreate: true, foreignTables: [] }, 'db')).to.equal(undefined);
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
