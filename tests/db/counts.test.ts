import { expect } from 'chai';
import { countsFor } from '../../db/counts.ts';
import { seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

describe('the numbers of the menu', () => {
  let test: TestDatabase;
  before(async () => {
    test = await freshDatabase();
    await test.db.transaction(seatCast);
  });
  after(() => test.drop());

  it('count what is planned for today although it has no deadline, as the page of today does', async () => {
    await test.db.run(`insert into task_types (code, name_pl, name_en) values ('call', 'Telefon', 'Call')
      on conflict do nothing`);
    await test.db.run(
      `insert into tasks (type, title, owner_id, planned_at, due_at, search_text, created_by, updated_by)
       select 'call', 'Telefon', $1, planned, due, '', 'system:test', 'system:test'
       from (values (now(), null), (now(), null), (now() + interval '3 days', null), (now() + interval '3 days', now()),
                    (null, now() - interval '2 days')) as days (planned, due)`,
      [users.anna.id],
    );
    expect((await countsFor(test.db, viewer('anna'))).today).to.deep.equal({ of: 3, hot: true });
  });
});
