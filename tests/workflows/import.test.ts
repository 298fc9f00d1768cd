import { expect } from 'chai';
import { importActivities } from '../../activities/imports.ts';
import { startImport, undoImport, type ImportCounts, type ImportState } from '../../db/imports.ts';
import { addressOf, taskQueue } from '../../workflows/ids.ts';
import { seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { importer, xlsxOf } from '../support/importing.ts';
import { connectTemporal, type TestTemporal } from '../support/temporal.ts';
import { NUDGE } from '../../workflows/ids.ts';

const by = { kind: 'user', id: users.maria.id } as const;
const installation = 'test-imports';

describe('an import through Temporal', () => {
  let database: TestDatabase;
  let temporal: TestTemporal;
  let files: ReturnType<typeof importer>;
  let crashes = 0;

  before(async () => {
    database = await freshDatabase(6);
    await database.db.transaction(seatCast);
    files = importer(database.db);
    temporal = await connectTemporal();
    const { moveImport } = importActivities({ db: database.db, filesDir: '/nowhere' });
    const activities = {
      async moveImport(work: { importId: string }) {
        const answer = await moveImport(work);
        // The work is committed and the worker dies before it can say so.
        if (crashes-- > 0) throw new Error('killed');
        return answer;
      },
    };
    await temporal.worker({ taskQueue: taskQueue(installation, 'bulk'), activities });
  });
  after(async () => {
    await temporal.close();
    await files.remove();
    await database.drop();
  });

  const follow = async (id: string) => {
    const { workflowType, workflowId, args } = addressOf(installation, `import:${id}`)!;
    const run = await temporal.client.workflow.signalWithStart(workflowType, {
      workflowId,
      taskQueue: taskQueue(installation, 'bulk'),
      args: [...args],
      signal: NUDGE,
    });
    await run.result();
    return database.db.one<{ state: ImportState; counts: ImportCounts }>(
      'select state, counts from imports where id = $1',
      [id],
    );
  };
  const count = async () => (await database.db.one<{ n: number }>('select count(*) as n from companies')).n;

  it('writes every row once though the worker is killed after its commit, and takes all back', async () => {
    const before = await count();
    const rows = Array.from({ length: 2_500 }, (_, i) => [`Firma ${i}`, `a${i}@firma.pl`]);
    await files.lay('klienci.xlsx', await xlsxOf([['Nazwa', 'E-mail'], ...rows]));
    const { id, counts } = await files.analyse('klienci.xlsx');
    expect(counts.new).to.equal(2_500);

    await database.db.transaction((tx) => startImport(tx, by, id));
    crashes = 2;
    const written = await follow(id);
    expect([written.state, written.counts.written]).to.deep.equal(['done', 2_500]);
    expect(await count()).to.equal(before + 2_500);

    await database.db.transaction((tx) => undoImport(tx, by, id));
    crashes = 1;
    const undone = await follow(id);
    expect([undone.state, undone.counts.undone, undone.counts.kept]).to.deep.equal(['undone', 2_500, 0]);
    expect(await count()).to.equal(before);
  });
});
