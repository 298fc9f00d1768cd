import { readFile } from 'node:fs/promises';
import { ApplicationFailure } from '@temporalio/common';
import { expect } from 'chai';
import { bulkActivities } from '../../activities/bulks.ts';
import { exportActivities } from '../../activities/exports.ts';
import { importActivities } from '../../activities/imports.ts';
import { jobActivities } from '../../activities/jobs.ts';
import { relayOnce } from '../../activities/relay.ts';
import type { Services } from '../../activities/services.ts';
import { momentOf } from '../../api/list-shapes.ts';
import { runBulk } from '../../db/bulk/bulks.ts';
import { moveBulk } from '../../db/bulk/rows-at-work.ts';
import { chooseRows } from '../../db/bulk/selections.ts';
import type { Db } from '../../db/database.ts';
import { requestExport, takeExport } from '../../db/exports.ts';
import { writeNextRows } from '../../db/import-writing.ts';
import { startImport } from '../../db/imports.ts';
import { lists } from '../../db/lists/kinds/list.ts';
import { newId } from '../../db/new-id.ts';
import { NO_ROOM } from '../../domain/disk.ts';
import { taskQueue, targets, workflowId } from '../../workflows/ids.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { importer } from '../support/importing.ts';
import { connectTemporal, type TestTemporal } from '../support/temporal.ts';

const FIRMS = 120;

describe('work whose workflow was lost', () => {
  const installationId = newId();
  const maria = viewer('maria');
  let test: TestDatabase;
  let db: Db;
  let temporal: TestTemporal;
  let files: ReturnType<typeof importer>;
  let filesDir: string;
  /** What writing a file fails with, as after its last try. */
  let trouble: Error | undefined;

  before(async () => {
    test = await freshDatabase(8);
    db = test.db;
    await db.transaction(seatCast);
    await db.run(
      `insert into companies (name, search_text, created_by, updated_by)
       select 'Firma ' || n, 'firma ' || n, 'system:test', 'system:test' from generate_series(1, $1) n`,
      [FIRMS],
    );
    files = importer(db);
    filesDir = await files.folder;
    temporal = await connectTemporal();
    const services = { db, installationId, filesDir, log: () => {} } as unknown as Services;
    const { writeListFile, giveUpExport } = exportActivities(services);
    const activities = {
      ...importActivities(services),
      ...bulkActivities(services),
      ...jobActivities(services),
      giveUpExport,
      async writeListFile(work: { exportId: string }) {
        if (trouble) throw trouble;
        await writeListFile(work);
      },
    };
    for (const queue of ['now', 'bulk'] as const)
      await temporal.worker({ taskQueue: taskQueue(installationId, queue), activities });
  });
  after(async () => {
    await temporal?.close();
    await files.remove();
    await test.drop();
  });
  beforeEach(() => {
    trouble = undefined;
  });

  const view = { columns: [{ field: 'name' }], sort: [], condition: null, colours: [], density: 'roomy' } as const;
  const list = lists.companies;
  const order = () => db.transaction((tx) => requestExport(tx, maria, { list, format: 'csv', view }));
  const relay = () => relayOnce({ db, client: temporal.client, installationId, log: () => {} });
  const ended = (target: string) => temporal.client.workflow.getHandle(workflowId(installationId, target)).result();
  const stateOf = async (table: string, id: string) =>
    (await db.one<{ state: string }>(`select state from ${table} where id = $1`, [id])).state;

  /** Temporal has forgotten them, and some minutes go by until the next sweep. */
  async function loseAndSweep(): Promise<void> {
    await db.run('delete from outbox');
    await db.run(`update imports set updated_at = now() - interval '6 minutes'`);
    for (const table of ['bulks', 'exports'])
      await db.run(`update ${table} set moved_at = now() - interval '6 minutes'`);
    await temporal.client.workflow.execute('sweep', {
      taskQueue: taskQueue(installationId, 'now'),
      workflowId: `sweep-${newId()}`,
    });
    await relay();
  }

  it('an import, a bulk action and an export go on where they were, and do nothing twice', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => `Nowa ${n};nowa${n}@firma.pl`);
    await files.lay('klienci.csv', `Nazwa;E-mail\n${rows.join('\n')}\n`);
    const { id: importId, counts } = await files.analyse('klienci.csv');
    expect(counts.new).to.equal(300);
    await db.transaction((tx) => startImport(tx, { kind: 'user', id: maria.userId }, importId));
    await writeNextRows(db, importId, 100);

    const selection = { all: { view, search: 'firma' }, except: [] };
    const { id: bulkId, count } = await db.transaction((tx) =>
      chooseRows(tx, maria, { list, selection, moment: momentOf(maria) }),
    );
    await db.transaction((tx) => runBulk(tx, maria, { id: bulkId, action: 'change class', answers: { class: 'C' } }));
    await moveBulk(db, bulkId);

    const { id: exportId } = await order();
    await takeExport(db, exportId);

    await loseAndSweep();
    await Promise.all([ended(targets.import(importId)), ended(targets.bulk(bulkId)), ended(targets.export(exportId))]);

    expect(await stateOf('imports', importId)).to.equal('done');
    const { made, names } = await db.one<{ made: number; names: number }>(
      `select count(*) as made, count(distinct name) as names from companies where import_id = $1`,
      [importId],
    );
    expect([made, names]).to.deep.equal([300, 300]);
    const bulk = await db.one<{ state: string; counts: { done: number } }>(
      'select state, counts from bulks where id = $1',
      [bulkId],
    );
    expect([bulk.state, bulk.counts.done]).to.deep.equal(['done', count]);
    const versions = await db.rows(`select 1 from companies where class = 'C' and version <> 2`);
    expect(versions, 'changed once each').to.deep.equal([]);
    expect(await stateOf('exports', exportId)).to.equal('done');
    expect((await readFile(`${filesDir}/exports/${exportId}`, 'utf8')).split('\r\n').length).to.be.greaterThan(FIRMS);
  });

  it('an export that cannot be written fails with a sentence instead of being waited for', async () => {
    trouble = ApplicationFailure.nonRetryable('the disk answers nonsense');
    const { id } = await order();
    await relay();
    await ended(targets.export(id)).catch(() => {});
    const { state, failure } = await db.one<{ state: string; failure: { pl: string } }>(
      'select state, failure from exports where id = $1',
      [id],
    );
    expect([state, failure.pl]).to.deep.equal([
      'failed',
      failure.pl.match(/^Nie udało się zapisać tego pliku.*$/)?.[0],
    ]);
  });

  it('an export that only lacks room waits, and the sweep has it begun again once there is some', async () => {
    trouble = ApplicationFailure.nonRetryable('no room', NO_ROOM);
    const { id } = await order();
    await relay();
    await ended(targets.export(id)).catch(() => {});
    expect(await stateOf('exports', id)).to.equal('waiting');
    trouble = undefined;
    await loseAndSweep();
    await ended(targets.export(id));
    expect(await stateOf('exports', id)).to.equal('done');
  });
});
