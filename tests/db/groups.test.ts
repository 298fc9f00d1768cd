import { expect } from 'chai';
import { deleteGroup, usesOfGroup } from '../../db/group-deletion.ts';
import { addMembers, createGroup, removeMembers, type Member } from '../../db/groups.ts';
import { recordChanges } from '../../db/record-changes.ts';
import type { Tx } from '../../db/database.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { refusal } from '../support/refusal.ts';
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

describe('a group of customers', () => {
  let base: TestDatabase;
  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());

  const make = async (name: string, members: readonly Member[]) => {
    const { id } = await base.db.transaction((tx) => createGroup(tx, maria, { name }));
    await base.db.transaction((tx) => addMembers(tx, maria, { groupId: id, members }));
    return id;
  };
  const changesOf = async (companyId: string) =>
    (await recordChanges(base.db, maria, { noun: 'company', id: companyId, limit: 20 })).rows.map(
      ({ actor, noun, verb, changes }) => ({ who: actor.name, noun, verb, changes }),
    );
  const remove = (id: string, who = maria) => base.db.transaction((tx) => deleteGroup(tx, who, { id, version: 1 }));

  it('stands in the history of each customer and person that is put into it or taken out, with who did it', async () => {
    const members = [{ companyId: drewPol.id }, { companyId: drewPol.id, personId: people.jozef.id }];
    const groupId = await make('Targi', members);
    await base.db.transaction((tx) => addMembers(tx, maria, { groupId, members }));
    await base.db.transaction((tx) => removeMembers(tx, maria, { groupId, members: [members[0]!] }));
    const who = users.maria.name;
    expect(await changesOf(drewPol.id)).to.have.deep.members([
      { who, noun: 'company', verb: 'remove from group', changes: { group: ['Targi', null] } },
      { who, noun: 'company', verb: 'add to group', changes: { group: [null, 'Targi'] } },
      { who, noun: 'person', verb: 'add to group', changes: { group: [null, 'Targi'] } },
    ]);
  });

  it('is deleted after a word about who is in it and what asks for it, and its customers are told', async () => {
    const id = await make('Kongres', [{ companyId: omega.id }, { companyId: zubr.id }]);
    await base.db.run(
      `insert into views (kind, name, owner_id, view, created_by, updated_by) values ('companies', 'Kongres', $1, $2, 'system:test', 'system:test')`,
      [users.anna.id, JSON.stringify({ rules: [{ field: 'company.groups', operator: '=', value: id }] })],
    );
    expect(await usesOfGroup(base.db, maria, id)).to.deep.equal({
      ...{ members: 2, refused: null, classes: [], views: 1, bulks: 0 },
    });
    await remove(id);
    expect(await base.db.rows('select 1 from groups where id = $1', [id])).to.deep.equal([]);
    expect((await changesOf(omega.id))[0]).to.deep.include({
      verb: 'remove from group',
      changes: { group: ['Kongres', null] },
    });
    expect((await refusal(remove(id))).code).to.equal('group.not_found');
  });

  it('that a campaign names stays until the campaign has ended, and the refusal names it', async () => {
    const id = await make('Odbiorcy wiosny', [{ companyId: zubr.id }]);
    await base.db.run(
      `with k as (insert into campaigns (name, supervisor_id, starts_on, ends_on, created_by, updated_by)
         values ('Wiosna', $1, '2026-03-01', '2026-05-31', 'system:test', 'system:test') returning id)
       insert into campaign_audience (campaign_id, kind, ref_id, created_by) select id, 'group', $2, 'system:test' from k`,
      [users.maria.id, id],
    );
    expect((await usesOfGroup(base.db, maria, id)).refused).to.contain('„Wiosna”');
    expect((await refusal(remove(id))).code).to.equal('group.in_campaign');
    await base.db.run(`update campaigns set state = 'cancelled'`);
    await remove(id);
  });

  it('with customers of others is not deleted by whoever sees their own alone', async () => {
    const id = await make('Wspólna', [{ companyId: zubr.id }, { companyId: omega.id }]);
    const narrow = { ...viewer('anna'), customers: 'own' as const };
    expect((await usesOfGroup(base.db, narrow, id)).members).to.equal(1);
    expect((await refusal(remove(id, narrow))).code).to.equal('group.holds_others');
  });
});
