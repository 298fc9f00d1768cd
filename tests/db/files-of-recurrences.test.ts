import { expect } from 'chai';
import { findFile } from '../../db/file-scope.ts';
import { forgetDeletedFiles, keepFile } from '../../db/files.ts';
import { createOwnField } from '../../db/own-definitions.ts';
import { createRecurrence, editRecurrence, endRecurrence } from '../../db/recurrences.ts';
import { makeDueDays } from '../../db/recurrence-days.ts';
import { editTask } from '../../db/task-edits.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

const anna = viewer('anna');
const maria = viewer('maria');

describe('files in own fields of work that comes again', () => {
  let base: TestDatabase;
  let field: string;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    const title = { pl: 'Wzór protokołu', en: 'Form of the report' };
    const made = { record: 'task', kind: 'file', title } as const;
    field = (await base.db.transaction((tx) => createOwnField(tx, viewer('jan'), made))).code;
  });
  after(() => base.drop());
  beforeEach(() =>
    base.db.run('delete from files; delete from tasks; delete from recurrence_days; delete from recurrences'),
  );

  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  /** Sent in for a form that is not saved yet. */
  const sendIn = async (name: string) => {
    const stored = { name, mediaType: 'text/plain', path: `sciezka/${name}`, bytes: 5, sha256: 'a'.repeat(64) };
    return (await base.db.transaction((tx) => keepFile(tx, anna, { stored, place: undefined }))).id;
  };
  const visit = (file: string) => ({ type: 'visit', title: 'Przegląd maszyn', own: { [field]: file } });
  const set = async (file: string, startsOn = inDays(1)) => {
    const wanted = { rule: 'FREQ=DAILY;INTERVAL=7', startsOn, companyId: companies.drewPol.id, task: visit(file) };
    return (await createRecurrence(base.db, anna, wanted)).id;
  };
  const tasks = () =>
    base.db.rows<{ id: string; hung: boolean }>(
      `select t.id, exists (select 1 from file_links l where l.noun = 'task' and l.record_id = t.id
         and l.file_id::text = t.own ->> $1) as hung from tasks t order by t.recurs_on`,
      [field],
    );
  const places = async () => (await base.db.one<{ n: number }>('select count(*) as n from file_links')).n;
  const forget = async () => {
    await base.db.run(`update files set created_at = now() - interval '8 days'`);
    return base.db.transaction(forgetDeletedFiles);
  };

  it('hang on each of its tasks, so that whoever sees one reads them', async () => {
    const file = await sendIn('protokol.txt');
    await set(file);
    expect((await tasks()).map(({ hung }) => hung)).to.deep.equal(Array<boolean>(13).fill(true));
    expect((await findFile(base.db, maria, { id: file })).name).to.equal('protokol.txt');
    expect(await forget()).to.equal(0);
    await makeDueDays(base.db, `${inDays(7)}T12:00:00.000Z`);
    expect((await tasks())[13]).to.include({ hung: true });
  });

  it('hang on those that are made anew where it is changed, and go from those that are gone', async () => {
    const id = await set(await sendIn('protokol.txt'));
    const [, second] = await tasks();
    await editTask(base.db, anna, { id: second!.id, version: 1, change: { title: 'Przegląd i wymiana ostrzy' } });
    const change = { task: visit(await sendIn('protokol 2.txt')) };
    await editRecurrence(base.db, anna, { id, version: 1, change });
    const now = await tasks();
    expect(now.map(({ hung }) => hung)).to.deep.equal(Array<boolean>(13).fill(true));
    expect(now[1]!.id).to.equal(second!.id);
    expect(await places()).to.equal(13);
  });

  it('are no reason for a task to stay when it ends', async () => {
    const id = await set(await sendIn('protokol.txt'));
    await endRecurrence(base.db, anna, { id, version: 1 });
    expect(await tasks()).to.deep.equal([]);
    expect(await places()).to.equal(0);
  });

  it('are kept until its first day, however far ahead that is, and forgotten with it', async () => {
    const id = await set(await sendIn('protokol.txt'), inDays(120));
    expect(await tasks()).to.deep.equal([]);
    expect(await forget()).to.equal(0);
    await endRecurrence(base.db, anna, { id, version: 1 });
    expect(await forget()).to.equal(1);
  });

  it('that were deleted for good hold no task up', async () => {
    const file = await sendIn('protokol.txt');
    await set(file);
    await base.db.run('delete from files where id = $1', [file]);
    expect(await makeDueDays(base.db, `${inDays(7)}T12:00:00.000Z`)).to.include({ made: 1, failed: 0 });
  });
});
