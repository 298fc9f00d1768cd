import { expect } from 'chai';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { muteInstallation, readInstallation } from '../../db/installation.ts';
import { openHome, readSecrets } from '../../ground/home.ts';
import { beat, identify } from '../../ground/identity.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { removeHome, temporaryHome } from '../support/started-home.ts';

const config = { zone: 'Europe/Warsaw', language: 'pl' } as const;
const secretKey = 'k'.repeat(64);

describe('the identity of an installation', () => {
  let database: TestDatabase;
  let folder: string;

  before(async () => {
    database = await freshDatabase();
  });
  after(() => database.drop());

  beforeEach(async () => {
    folder = temporaryHome();
    await database.db.run('delete from installation');
  });
  afterEach(() => removeHome(folder));

  const begin = (home = openHome(folder)) => identify({ db: database.db, home, secretKey, config });
  const row = () => readInstallation(database.db);

  it('is made with the first start and agrees at the next', async () => {
    const first = await begin();
    expect(first).to.include({ isNew: true, mutedBecause: null });
    expect(await begin()).to.deep.equal({ id: first.id, isNew: false, mutedBecause: null });
  });

  it('a database without its home starts muted, and what was planned before waits (epoch)', async () => {
    const { id } = await begin();
    rmSync(join(folder, 'installation.json'));
    expect((await begin()).mutedBecause).to.include('nie zna');
    expect(await row()).to.include({ id, epoch: 2 });
  });

  it('a home with the database of another installation starts muted (epoch)', async () => {
    await begin();
    await database.db.run('update installation set id = gen_random_uuid()');
    expect((await begin()).mutedBecause).to.include('różnych instalacji');
  });

  it('a database restored from a backup of five minutes ago starts muted (epoch)', async () => {
    await begin();
    const home = openHome(folder);
    await beat(database.db, home);
    const { pulse } = (await row())!;
    await beat(database.db, home);
    await database.db.run('update installation set pulse = $1', [pulse]);
    expect((await begin()).mutedBecause).to.include('kopii zapasowej');
  });

  it('a crash between the two halves of a beat is no reason to mute', async () => {
    await begin();
    const home = openHome(folder);
    await beat(database.db, home);
    const fails = { ...database.db, run: () => Promise.reject(new Error('cut')) };
    await beat(fails, home).catch(() => {});
    expect((await begin()).mutedBecause).to.equal(null);
    await beat(database.db, home);
    expect((await begin()).mutedBecause).to.equal(null);
  });

  it('a home that was copied as a whole finds itself elsewhere and starts muted (epoch)', async () => {
    await begin();
    const copy = join(folder, '..', 'kopia');
    cpSync(folder, copy, { recursive: true });
    expect((await begin(openHome(copy))).mutedBecause).to.include('skopiowano');
  });

  it('stays muted until a person lets it loose, and then agrees again', async () => {
    await begin();
    rmSync(join(folder, 'installation.json'));
    const { mutedBecause } = await begin();
    expect((await begin()).mutedBecause).to.equal(mutedBecause);
    await database.db.run('update installation set muted_because = null');
    expect((await begin()).mutedBecause).to.equal(null);
  });

  it('another key of secrets than the one it was made with is refused', async () => {
    await begin();
    const wrong = identify({ db: database.db, home: openHome(folder), secretKey: 'x'.repeat(64), config });
    expect(await wrong.catch((e) => e.code)).to.equal('secret_key.other');
  });

  it('muting raises the epoch above both sides and is on record', async () => {
    await begin();
    const epoch = await database.db.transaction((tx) => muteInstallation(tx, 'test', 7));
    expect(epoch).to.equal(8);
    const { because } = await database.db.one<{ because: string }>(
      `select changes -> 'mutedBecause' ->> 1 as because from audit where noun = 'installation' order by at desc limit 1`,
    );
    expect(because).to.equal('test');
  });

  it('secrets are made once, and a key from the environment wins without being stored', () => {
    const home = openHome(folder);
    const first = readSecrets(home);
    expect(readSecrets(home)).to.deep.equal(first);
    expect(readSecrets(home, secretKey).secretKey).to.equal(secretKey);
    expect(readSecrets(home)).to.deep.equal(first);
  });
});
