import { expect } from 'chai';
import { openDatabase } from '../../db/database.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { ownEnvironment } from '../support/own-environment.ts';
import { refuseInstallation } from '../support/refuse-installation.ts';

describe('the surroundings of the tests', () => {
  let database: TestDatabase;

  before(async () => {
    database = await freshDatabase();
  });
  after(() => database.drop());

  it('hold none of a developer’s settings (rule 1)', () => {
    const env = ownEnvironment({
      PATH: '/bin',
      SMTP_URL: 'smtp://real.example',
      DATABASE_URL: 'postgres://real.example/crm',
      NURT_HOME: '/srv/nurt',
      NURT_EMAIL_PACE: '3',
      NURT_TEST_SEEDS: '2',
      CHROMIUM_PATH: '/usr/bin/chromium',
    });
    expect(env).to.deep.equal({
      PATH: '/bin',
      NURT_TEST_SEEDS: '2',
      CHROMIUM_PATH: '/usr/bin/chromium',
      TZ: 'Europe/Warsaw',
    });
  });

  it('are never a database that holds an installation (rule 1)', async () => {
    await refuseInstallation(database.url);
    const db = openDatabase(database.url, { max: 1 });
    await db.run('insert into installation (id) values (gen_random_uuid())');
    await db.close();
    const error = await refuseInstallation(database.url).catch((e: unknown) => e);
    expect(String(error)).to.include('holds an installation');
  });
});
