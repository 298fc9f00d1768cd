import { expect } from 'chai';
import { judgeCall } from '../../db/call-rules.ts';
import { countsFor } from '../../db/counts.ts';
import { freeze, thaw, type FreezeScope } from '../../db/freezes.ts';
import { lists } from '../../db/lists/kinds/list.ts';
import { listRows } from '../../db/lists/rows.ts';
import { newId } from '../../db/new-id.ts';
import { createTask } from '../../db/tasks.ts';
import { figuresOf } from '../../db/today.ts';
import { teamWork } from '../../db/team-work.ts';
import { takeNextWork } from '../../db/work-queue.ts';
import { workScreen } from '../../db/work-screen.ts';
import type { Condition } from '../../domain/conditions/shapes.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';
import { asked, counted, listed } from '../support/listed.ts';

const actor = { kind: 'system', id: 'test' } as const;
const anna = viewer('anna');
const maria = viewer('maria');
const drewPol = { kind: 'company', id: companies.drewPol.id } as const;

describe('work of what is paused', () => {
  let base: TestDatabase;
  let taskId: string;

  /** A call of a scenario whose deadline has passed. */
  beforeEach(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    ({ taskId } = await placeRunTask(base.db, { companyId: companies.drewPol.id, ownerId: users.anna.id }));
    await base.db.run(`update tasks set due_at = now() - interval '1 day'`);
  });
  afterEach(() => base.drop());

  const begin = (scope: FreezeScope) => base.db.transaction((tx) => freeze(tx, { scope, actor }));
  const end = (scope: FreezeScope) => base.db.transaction((tx) => thaw(tx, { scope, actor }));
  const overdue = async () =>
    (await listed(base.db, anna, { kind: 'tasks', query: { list: 'overdue', who: 'mine' } })).map(({ id }) => id);
  const nearest = async () =>
    (await listed(base.db, anna, { kind: 'tasks', query: { list: 'nearest', who: 'mine' } })).map(({ id }) => id);
  const markOf = async (id: string) => {
    const columns = ['overdue', 'paused'];
    const rows = await listed(base.db, anna, { kind: 'tasks', query: { list: 'open', who: 'mine' }, columns });
    return rows.find((row) => row.id === id);
  };
  /** The call belongs to a campaign of a legal entity. */
  async function inCampaign(): Promise<{ readonly campaignId: string; readonly entityId: string }> {
    const [campaignId, entityId] = [newId(), newId()];
    await base.db.run(
      `insert into legal_entities (id, name, updated_by) values ($1, 'Las sp. z o.o.', 'system:test')`,
      [entityId],
    );
    await base.db.run(
      `insert into campaigns (id, name, legal_entity_id, supervisor_id, starts_on, ends_on, created_by, updated_by)
       values ($1, 'Jesień', $2, $3, current_date, current_date + 90, 'system:test', 'system:test')`,
      [campaignId, entityId, users.maria.id],
    );
    await base.db.run('update runs set campaign_id = $1', [campaignId]);
    await base.db.run('update tasks set campaign_id = $1', [campaignId]);
    return { campaignId, entityId };
  }

  it('is not overdue but paused, and overdue again afterwards if it was before', async () => {
    expect(await overdue()).to.deep.equal([taskId]);
    expect(await markOf(taskId)).to.include({ overdue: true, paused: false });
    expect((await workScreen(base.db, anna, taskId)).around).to.include({ overdue: true, paused: false });
    await begin(drewPol);
    expect(await overdue()).to.deep.equal([]);
    expect(await nearest(), 'what is paused is not to be done now').to.deep.equal([]);
    expect((await workScreen(base.db, anna, taskId)).around).to.include({ overdue: false, paused: true });
    expect(await markOf(taskId)).to.include({ overdue: false, paused: true });
    await end(drewPol);
    expect(await overdue()).to.deep.equal([taskId]);
    expect(await nearest()).to.deep.equal([]);
  });

  it('that is still ahead is among what comes next only while it is not paused', async () => {
    await base.db.run(`update tasks set due_at = now() + interval '1 day'`);
    expect(await nearest()).to.deep.equal([taskId]);
    await begin(drewPol);
    expect(await nearest()).to.deep.equal([]);
    await end(drewPol);
    expect(await nearest()).to.deep.equal([taskId]);
  });

  it('is counted as overdue nowhere', async () => {
    const moment = { now: Date.now(), today: new Date().toISOString().slice(0, 10) };
    const late = async () => {
      const figures = await figuresOf(base.db, anna, moment);
      const { people } = await teamWork(base.db, maria);
      return {
        today: figures.find(({ key }) => key === 'overdue')?.value,
        menu: (await countsFor(base.db, anna))['today']?.hot,
        team: people.find(({ userId }) => userId === users.anna.id)?.overdue,
        customers: await counted(base.db, maria, {
          kind: 'tasks',
          query: { list: 'overdue', who: 'all', companyId: companies.drewPol.id },
        }),
      };
    };
    expect(await late()).to.deep.equal({ today: 1, menu: true, team: 1, customers: 1 });
    await begin(drewPol);
    expect(await late()).to.deep.equal({ today: 0, menu: false, team: 0, customers: 0 });
  });

  it('makes no customer overdue', async () => {
    const late = async () => {
      const { view, ...ask } = asked({ kind: 'companies', columns: ['overdueSince'] });
      const condition: Condition = { field: 'company.isOverdue', operator: '=', value: true };
      const found = await listRows(base.db, maria, {
        list: lists.companies,
        ask: { ...ask, view: { ...view, condition: { combinator: 'and', rules: [condition] } }, limit: 10 },
      });
      const ofAnna = await listed(base.db, anna, { kind: 'companies', columns: ['overdueSince'] });
      const since = (rows: readonly Readonly<Record<string, unknown>>[]) =>
        rows.flatMap(({ overdueSince }) => (overdueSince === null ? [] : [overdueSince]));
      return {
        found: found.rows.map(({ id }) => id),
        shown: since(found.rows.map(({ values }) => values)),
        ofAnna: since(ofAnna),
      };
    };
    const { deadline } = await base.db.one<{ deadline: string }>('select deadline from tasks where id = $1', [taskId]);
    const asBefore = { found: [companies.drewPol.id], shown: [deadline], ofAnna: [deadline] };
    expect(await late()).to.deep.equal(asBefore);
    await begin(drewPol);
    expect(await late()).to.deep.equal({ found: [], shown: [], ofAnna: [] });
    await end(drewPol);
    await begin({ kind: 'company', id: companies.zubr.id });
    expect(await late()).to.deep.equal(asBefore);
  });

  it('stays overdue where somebody made it by hand, or where something else is frozen: its deadline does not move', async () => {
    const { id } = await createTask(base.db, anna, {
      type: 'errand',
      title: 'Oferta',
      companyId: companies.drewPol.id,
      dueAt: '2026-01-01T10:00:00Z',
    });
    await begin(drewPol);
    expect(await overdue()).to.deep.equal([id]);
    expect(await markOf(id)).to.include({ overdue: true, paused: false });
    await end(drewPol);
    await begin({ kind: 'company', id: companies.zubr.id });
    await begin({ kind: 'campaign', id: newId() });
    await begin({ kind: 'case', id: newId() });
    await begin({ kind: 'legal entity', id: newId() });
    expect(await overdue()).to.have.members([id, taskId]);
  });

  for (const kind of ['everything', 'campaign', 'legal entity'] as const) {
    it(`is paused, not offered and no call may be made of it where what is frozen is: ${kind}`, async () => {
      const { campaignId, entityId } = await inCampaign();
      const scope: FreezeScope =
        kind === 'everything' ? { kind } : { kind, id: kind === 'campaign' ? campaignId : entityId };
      await begin(scope);
      expect(await markOf(taskId)).to.include({ overdue: false, paused: true });
      expect(await takeNextWork(base.db, anna)).to.equal(undefined);
      expect(await judgeCall(base.db, taskId, new Date().toISOString())).to.include({ reason: 'frozen' });
    });
  }
});
