import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { jobActivities } from '../../activities/jobs.ts';
import type { Services } from '../../activities/services.ts';
import type { Db } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { advanceDue } from '../../db/runs.ts';
import { gatherCrowd, mailAndCall, seatMail, type Crowd } from '../support/campaign.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('the nightly recomputation', () => {
  let test: TestDatabase;
  let db: Db;
  let crowd: Crowd;
  let logged: string[];

  before(async () => {
    test = await freshDatabase();
    db = test.db;
    await db.transaction(async (tx) => {
      await seatCast(tx);
      await seatMail(tx);
    });
    crowd = await gatherCrowd(db, { count: 5, version: mailAndCall });
    await advanceDue(db, { campaignId: crowd.campaignId, cohort: 0 });
    await db.run(`insert into jobs (name, done_through) values ('recomputation', now() - interval '1 day')`);
  });
  after(() => test.drop());
  beforeEach(() => {
    logged = [];
  });

  const recompute = () =>
    jobActivities({ db, log: (line: string) => void logged.push(line) } as unknown as Services).recomputeMoves();
  const backToYesterday = () => db.run(`update jobs set done_through = now() - interval '1 day'`);
  const mark = () =>
    db.one<{ recent: boolean; lastError: string | null }>(
      `select done_through > now() - interval '1 minute' as recent, last_error from jobs where name = 'recomputation'`,
    );

  it('computes the runs moved since its mark again, finds them the same and moves the mark', async () => {
    expect(await recompute()).to.deep.equal({ checked: 5, wrong: [] });
    expect(await mark()).to.deep.equal({ recent: true, lastError: null });
    expect(logged).to.deep.equal([]);
  });

  it('says a run that comes out differently loudly, and it stands in the jobs until a night finds nothing', async () => {
    const [runId] = crowd.runIds;
    const { hash } = await db.one<{ hash: string }>('select run_hash as hash from run_moves where run_id = $1', [
      runId,
    ]);
    await db.run(`update run_moves set run_hash = 'other' where run_id = $1`, [runId]);
    await backToYesterday();
    expect((await recompute()).wrong).to.deep.equal([runId]);
    expect(await mark()).to.deep.equal({ recent: true, lastError: `runs came out differently: ${runId}` });
    expect(logged).to.have.length(1);

    await db.run('update run_moves set run_hash = $2 where run_id = $1', [runId, hash]);
    await backToYesterday();
    await recompute();
    expect((await mark()).lastError).to.equal(null);
  });
});

describe('uploaded files', () => {
  let test: TestDatabase;
  let db: Db;
  let filesDir: string;

  before(async () => {
    test = await freshDatabase();
    db = test.db;
    await db.transaction(seatCast);
  });
  after(() => test.drop());
  beforeEach(async () => {
    filesDir = await mkdtemp(join(tmpdir(), 'nurt-uploads-'));
    await mkdir(join(filesDir, 'imports'));
  });
  afterEach(() => rm(filesDir, { recursive: true }));

  /** A file of that age, with an import in that state unless it is loose. */
  async function upload(days: number, state?: string): Promise<string> {
    const id = newId();
    const path = join(filesDir, 'imports', id);
    await writeFile(path, 'Nazwa');
    await utimes(path, Date.now() / 1_000, Date.now() / 1_000 - days * 86_400);
    if (state)
      await db.run(
        `insert into imports (id, file_name, file_path, state, updated_at, created_by, updated_by)
         values ($1, 'klienci.csv', 'imports/' || $1::uuid, $2, now() - make_interval(days => $3), 'system:test', 'system:test')`,
        [id, state, days],
      );
    return id;
  }
  const forget = () => jobActivities({ db, filesDir, log: () => {} } as unknown as Services).forgetUploads();
  const files = () => readdir(join(filesDir, 'imports'));
  const isKnown = async (id: string) => (await db.maybe('select 1 from imports where id = $1', [id])) !== undefined;

  it('that nobody has used for seven days go with their imports', async () => {
    const [old, failed, young] = [await upload(8, 'uploaded'), await upload(8, 'failed'), await upload(6, 'ready')];
    expect(await forget()).to.deep.equal({ unused: 2, done: 0, files: 2 });
    expect(await files()).to.deep.equal([young]);
    expect([await isKnown(old), await isKnown(failed), await isKnown(young)]).to.deep.equal([false, false, true]);
  });

  it('go a month after their import was done or undone; the import stays', async () => {
    const [done, undone, lately] = [await upload(31, 'done'), await upload(31, 'undone'), await upload(29, 'done')];
    const busy = await upload(31, 'importing');
    expect(await forget()).to.deep.equal({ unused: 0, done: 2, files: 2 });
    expect(await files()).to.have.members([lately, busy]);
    expect([await isKnown(done), await isKnown(undone)]).to.deep.equal([true, true]);
  });

  it('that belong to no import go after a day, not while they are still on their way', async () => {
    await upload(2);
    const coming = await upload(0);
    expect((await forget()).files).to.equal(1);
    expect(await files()).to.deep.equal([coming]);
  });
});
