import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openHome } from '../../ground/home.ts';
import { migrations } from '../../db/migrations/list.ts';
import { noteDatabase } from '../../ground/running-database.ts';
import { gatherCrowd, mailAndCall, seatMail } from '../support/campaign.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const root = join(import.meta.dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** Started as `npm run` starts them, in the home of a Nurt whose database they find there. */
describe('a command beside a running Nurt', () => {
  let test: TestDatabase;
  let home: string;

  before(async () => {
    test = await freshDatabase();
    home = mkdtempSync(join(tmpdir(), 'nurt-test-'));
    noteDatabase(openHome(home).run, test.url);
  });
  after(async () => {
    rmSync(home, { recursive: true });
    await test.drop();
  });

  const known = async () =>
    (await test.db.rows<{ name: string }>('select name from migrations')).map(({ name }) => name);

  it('npm run migrate -- down takes the last change of the schema back, npm run migrate makes it again', async () => {
    const names = migrations.map(({ name }) => name);
    const last = names.at(-1)!;
    expect(await run('migrate', 'down')).to.deep.equal({ code: 0, said: `Taken back: ${last}\n` });
    expect(await known()).to.have.members(names.slice(0, -1));
    expect(await run('migrate')).to.deep.equal({ code: 0, said: `Applied: ${last}\n` });
    expect(await known()).to.have.members(names);
  });

  it('npm run rebuild-workflows wakes every campaign, cohort and run that there should be', async () => {
    await test.db.transaction(async (tx) => {
      await seatCast(tx);
      await seatMail(tx);
    });
    const { campaignId } = await gatherCrowd(test.db, { count: 4, cohorts: 2, version: mailAndCall });
    await test.db.run('delete from outbox');
    const { code, said } = await run('rebuild-workflows');
    const woken = (await test.db.rows<{ target: string }>('select target from outbox')).map(({ target }) => target);
    expect(woken).to.include.members([`campaign:${campaignId}`, `pump:${campaignId}:0`, `pump:${campaignId}:1`]);
    expect({ code, said }).to.deep.equal({
      code: 0,
      said: `Woken: ${woken.length}. The worker takes them up as soon as it runs.\n`,
    });
  });

  it('without a database to be found says which variable is missing, and ends with 1', async () => {
    rmSync(join(home, 'run'), { recursive: true });
    const { code, said } = await run('rebuild-workflows');
    expect(code).to.equal(1);
    expect(said)
      .to.include('DATABASE_URL')
      .and.not.to.match(/\n\s+at /);
  });

  /** What `npm run` does: the line of package.json, with this Node. */
  function run(name: string, ...args: string[]): Promise<{ code: number; said: string }> {
    const [, ...line] = scripts[name]!.split(' ');
    const { PATH, HOME, XDG_CACHE_HOME } = process.env;
    const env = { PATH, HOME, ...(XDG_CACHE_HOME ? { XDG_CACHE_HOME } : {}), NURT_HOME: home, NURT_LANG: 'en' };
    return new Promise((resolve) =>
      execFile(process.execPath, [...line, ...args], { cwd: root, env }, (error, out, complaint) =>
        resolve({ code: error ? Number(error.code) : 0, said: out + complaint }),
      ),
    );
  }
});
