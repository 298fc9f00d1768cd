import { expect } from 'chai';
import { tasksApi } from '../../api/tasks.ts';
import { namesOfActors } from '../../db/actor-names.ts';
import type { Db } from '../../db/database.ts';
import { workScreen } from '../../db/work-screen.ts';
import type { Viewer } from '../../domain/access.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer, type Placed } from '../support/desk.ts';
import { serve, type Served } from '../support/served.ts';

/** Rule 20: what stands beside a record is told only to who may read it. */
describe('the name of a scenario', () => {
  let fresh: TestDatabase;
  let db: Db;
  let served: Served;
  let placed: Placed;
  const jan = viewer('jan');
  const withoutRuns = viewer('jan', { rights: new Set([...jan.rights].filter((one) => one !== 'run.read')) });

  before(async () => {
    fresh = await freshDatabase(4);
    db = fresh.db;
    await db.transaction(seatCast);
    placed = await placeRunTask(db, { companyId: companies.drewPol.id, ownerId: users.jan.id });
    served = await serve(db, { api: [tasksApi] });
  });
  after(async () => {
    await served.close();
    await fresh.drop();
  });

  type Line = { readonly id: string; readonly scenarioPl?: string; readonly scenarioNumber?: number };
  const told: Readonly<Record<string, (who: Viewer) => Promise<string | null | undefined>>> = {
    'at a task': async (who) => (await workScreen(db, who, placed.taskId)).source.scenarioPl,
    'among tasks': async (who) => {
      const { body } = await served.ask<{ rows: Line[] }>(who, 'GET /tasks?list=open&who=all');
      return body.rows.find(({ id }) => id === placed.taskId)!.scenarioPl;
    },
    'where it acted': async (who) =>
      (await namesOfActors(db, who, [`run:${placed.runId}`])).values().next().value?.name,
  };
  for (const [where, nameFor] of Object.entries(told)) {
    it(`is told ${where} only to who may read runs`, async () => {
      expect(await nameFor(jan)).to.equal('Powitanie');
      expect((await nameFor(withoutRuns)) ?? null).to.equal(null);
    });
  }
});
