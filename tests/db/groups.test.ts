import { expect } from 'chai';
import { addMembers, createGroup, removeMembers } from '../../db/groups.ts';
import type { Tx } from '../../db/database.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { until } from '../support/until.ts';

const maria = viewer('maria');
const { drewPol, omega, zubr } = companies;

describe('members of a group', () => {
  let base: TestDatabase;
  let groupId: string;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    groupId = (await base.db.transaction((tx) => createGroup(tx, maria, { name: 'Odbiorcy' }))).id;
  });
  after(() => base.drop());

  type Change = typeof addMembers;
  const each = (change: Change, tx: Tx, companyId: string) =>
    change(tx, maria, { groupId, members: [{ companyId, personId: null }] });
  /** Changes the members one by one in one transaction; `between` goes on when the first has been changed. */
  const inTurn = (change: Change, ids: readonly string[], between: () => unknown = () => undefined) =>
    base.db.transaction(async (tx) => {
      for (const [at, id] of ids.entries()) {
        await each(change, tx, id);
        if (at === 0) await between();
      }
    });
  const isSomebodyWaiting = async () =>
    (
      await base.db.one<{ waiting: number }>(
        `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).waiting > 0;

  for (const [title, change] of [
    ['come in', addMembers],
    ['leave', removeMembers],
  ] as const)
    it(`${title} one by one in one order while somebody else changes them in another: one waits, neither is refused`, async () => {
      let other: Promise<unknown> = Promise.resolve();
      await inTurn(change, [drewPol.id, zubr.id, omega.id], async () => {
        other = inTurn(change, [omega.id, zubr.id, drewPol.id]);
        await until(isSomebodyWaiting);
      });
      await other;
      const { members } = await base.db.one<{ members: number }>(
        'select count(*)::int as members from group_members where group_id = $1',
        [groupId],
      );
      expect(members).to.equal(change === addMembers ? 3 : 0);
    });
});
