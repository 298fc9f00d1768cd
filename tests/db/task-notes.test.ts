import { expect } from 'chai';
import { companyTimeline } from '../../db/company-timeline.ts';
import { notesOf } from '../../db/notes.ts';
import { addTaskNote } from '../../db/task-notes.ts';
import { createTask } from '../../db/tasks.ts';
import { workScreen } from '../../db/work-screen.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';

const anna = viewer('anna');
const jan = viewer('jan');

describe('notes of a task', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());

  const companyId = companies.drewPol.id;
  const timeline = async (who: typeof anna) =>
    (await companyTimeline(base.db, who, { companyId, kinds: ['note'], limit: 9 })).rows.map(({ title, detail }) => [
      title,
      detail,
    ]);

  it('say who tried what and when, beside the task and in the timeline of its customer', async () => {
    const { id } = await createTask(base.db, anna, { type: 'call', title: 'Oferta', companyId });
    await addTaskNote(base.db, anna, { id, body: ' Nie odbiera, próbować po 15. ' });
    const { notes } = await workScreen(base.db, anna, id);
    expect(notes.map(({ body, writtenBy }) => [body, writtenBy])).to.deep.equal([
      ['Nie odbiera, próbować po 15.', users.anna.name],
    ]);
    expect(await timeline(jan)).to.deep.equal([['Oferta', 'Nie odbiera, próbować po 15.']]);
    expect(await notesOf(base.db, anna, { companyId, limit: 9 })).to.deep.equal([]);
  });

  it('are for whoever sees the task, and for nobody else', async () => {
    await base.db.run('delete from notes');
    const { id } = await createTask(base.db, anna, { type: 'call', title: 'Zdrowie', companyId, private: true });
    await addTaskNote(base.db, anna, { id, body: 'Tylko dla mnie' });
    expect([await timeline(anna), await timeline(jan)]).to.deep.equal([[['Zdrowie', 'Tylko dla mnie']], []]);
    const refused = await addTaskNote(base.db, jan, { id, body: 'Hej' }).catch((error: unknown) => error);
    expect(refused).to.include({ code: 'task.not_found' });
  });

  it('also belong to work without a customer', async () => {
    const { id } = await createTask(base.db, anna, { type: 'errand', title: 'Kawa' });
    await addTaskNote(base.db, anna, { id, body: 'Zabrakło' });
    expect((await workScreen(base.db, anna, id)).notes).to.have.length(1);
  });

  it('work of a scenario says where it comes from and why, to those who may read runs', async () => {
    const { taskId } = await base.db.transaction((tx) => placeRunTask(tx, { companyId, ownerId: users.anna.id }));
    const because = async (who: typeof anna) => (await workScreen(base.db, who, taskId)).source.because;
    expect((await because(jan))?.scenario).to.deep.equal({ pl: 'Powitanie', en: 'Welcome' });
  });
});
