import { expect } from 'chai';
import { caseTimeline } from '../../db/case-timeline.ts';
import { createCase } from '../../db/cases.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

const anna = viewer('anna');
/** The end of a day, at which everything is due that has no hour. */
const moment = '2026-03-01T22:59:00.000Z';

describe('the timeline of a case', () => {
  let base: TestDatabase;
  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());

  const open = async () =>
    (await createCase(base.db, anna, { name: 'Reklamacja palet', companyId: companies.drewPol.id })).id;
  const tasksDue = (id: string, at: readonly string[]) =>
    base.db.run(
      `insert into tasks (type, title, case_id, owner_id, due_at, created_by, updated_by)
       select 'errand', 'Zdjęcia palet', $1, $2, at, 'system:test', 'system:test' from unnest($3::timestamptz[]) at`,
      [id, users.anna.id, at],
    );
  /** As somebody reads it who asks for more until there is no more. */
  const readWhole = async (id: string, limit: number) => {
    const read: string[] = [];
    let page = await caseTimeline(base.db, anna, { id, limit });
    read.push(...page.rows.map((row) => row.id));
    while (page.next) {
      page = await caseTimeline(base.db, anna, { id, limit, after: page.next });
      read.push(...page.rows.map((row) => row.id));
    }
    return read;
  };

  it('of 70 entries at the same moment is read whole, each once, page by page (rule 24)', async () => {
    const id = await open();
    await tasksDue(id, Array<string>(60).fill(moment));
    await base.db.run(
      `insert into messages (direction, channel, company_id, case_id, received_at, created_by, updated_by)
       select 'in', 'email', $1, $2, $3, 'system:test', 'system:test' from generate_series(1, 10)`,
      [companies.drewPol.id, id, moment],
    );
    const read = await readWhole(id, 30);
    expect(read, 'with the one that it was opened').to.have.length(71);
    expect(new Set(read).size).to.equal(71);
  });

  it('tells moments of one millisecond apart', async () => {
    const id = await open();
    const parts = [3, 5, 1, 4, 2].map((micro) => moment.replace('000Z', `00000${micro}Z`));
    await tasksDue(id, parts);
    expect(new Set(await readWhole(id, 1)).size).to.equal(6);
  });
});
