import { expect } from 'chai';
import type { Viewer } from '../../domain/access.ts';
import { closeCase } from '../../db/case-closing.ts';
import { grantCase, handOverCase } from '../../db/case-people.ts';
import { createCase } from '../../db/cases.ts';
import { makeDueDays } from '../../db/recurrence-days.ts';
import { readRecurrence } from '../../db/recurrence-page.ts';
import { createRecurrence, endRecurrence } from '../../db/recurrences.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

const anna = viewer('anna');
const pawel = viewer('pawel');
const closing = { version: 1, outcome: 'success', result: 'Linia pracuje' } as const;

describe('work of a case that comes again', () => {
  let base: TestDatabase;
  let caseId: string;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());
  beforeEach(async () => {
    await base.db.run('delete from tasks; delete from recurrences; delete from cases');
    caseId = (await createCase(base.db, anna, { name: 'Uruchomienie linii', companyId: companies.drewPol.id })).id;
  });

  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  /** Thirteen days of it are made, one more in a week. */
  const set = async (who: Viewer = anna, over: object = {}) => {
    const task = { type: 'errand', title: 'Odczyt liczników', caseId, ...over };
    return (await createRecurrence(base.db, who, { rule: 'FREQ=DAILY;INTERVAL=7', startsOn: inDays(1), task })).id;
  };
  const inAWeek = () => makeDueDays(base.db, `${inDays(7)}T12:00:00.000Z`);
  const tasks = () =>
    base.db.rows<{ state: string; caseId: string | null; ownerId: string }>(
      'select state, case_id, owner_id from tasks order by recurs_on',
    );

  it('ends with it where its open tasks are cancelled', async () => {
    const id = await set();
    const closed = await closeCase(base.db, anna, { id: caseId, ...closing, openTasks: 'cancel' });
    expect(closed.cancelled).to.equal(13);
    expect((await readRecurrence(base.db, anna, id)).endedAt).not.to.equal(null);
    expect(await inAWeek()).to.include({ made: 0 });
    expect(new Set((await tasks()).map(({ state }) => state))).to.deep.equal(new Set(['cancelled']));
  });

  it('goes on outside of it where they are left', async () => {
    await set();
    await closeCase(base.db, anna, { id: caseId, ...closing, openTasks: 'leave' });
    expect(await inAWeek()).to.include({ made: 1, failed: 0 });
    const made = await tasks();
    expect(made[12]).to.include({ state: 'open', caseId });
    expect(made[13]).to.include({ state: 'open', caseId: null });
  });

  it('is for others to end where it is private', async () => {
    await grantCase(base.db, anna, { id: caseId, userId: users.pawel.id, level: 'add' });
    const id = await set(pawel, { private: true });
    await closeCase(base.db, anna, { id: caseId, ...closing, openTasks: 'cancel' });
    expect(await readRecurrence(base.db, pawel, id)).to.include({ endedAt: null, untouched: 13 });
  });

  it('goes along with it, and its tasks go when its new owner ends it', async () => {
    const id = await set();
    const handed = { id: caseId, version: 1, ownerId: users.pawel.id, withTasks: true, keep: null };
    await handOverCase(base.db, anna, handed);
    await inAWeek();
    expect((await tasks()).map(({ ownerId }) => ownerId)).to.deep.equal(Array<string>(14).fill(users.pawel.id));
    const { version } = await readRecurrence(base.db, pawel, id);
    await endRecurrence(base.db, pawel, { id, version });
    expect(await tasks()).to.deep.equal([]);
  });

  it('stays with its owner where it is private, or where the tasks stay', async () => {
    await set(anna, { private: true });
    await handOverCase(base.db, anna, {
      id: caseId,
      version: 1,
      ownerId: users.pawel.id,
      withTasks: true,
      keep: 'add',
    });
    await handOverCase(base.db, pawel, {
      id: caseId,
      version: 2,
      ownerId: users.anna.id,
      withTasks: true,
      keep: 'add',
    });
    await set();
    await handOverCase(base.db, anna, {
      id: caseId,
      version: 3,
      ownerId: users.pawel.id,
      withTasks: false,
      keep: null,
    });
    await inAWeek();
    expect((await tasks()).map(({ ownerId }) => ownerId)).to.deep.equal(Array<string>(28).fill(users.anna.id));
  });
});
