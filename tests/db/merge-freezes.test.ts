import { expect } from 'chai';
import { readCard } from '../../db/company-card.ts';
import { freezeCompany, thawCompany } from '../../db/company-freeze.ts';
import { undoMerge } from '../../db/merge-undo.ts';
import { moveRun } from '../../db/runs.ts';
import { seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';
import { keptId, mergedId, mergeZubr } from '../support/merging.ts';

describe('freezes of two customers who are merged (rule 26)', () => {
  let test: TestDatabase;
  const maria = viewer('maria');

  beforeEach(async () => {
    test = await freshDatabase();
    await test.db.transaction(seatCast);
  });
  afterEach(() => test.drop());

  const merge = () => mergeZubr(test.db);
  const undo = (id: string) => test.db.transaction((tx) => undoMerge(tx, maria, id));

  it('a freeze of one holds both', async () => {
    await test.db.transaction((tx) => freezeCompany(tx, maria, { id: mergedId, reason: 'Spór' }));
    const { id } = await merge();
    expect((await readCard(test.db, maria, keptId)).frozen?.reason).to.equal('Spór');
    await undo(id);
    expect((await readCard(test.db, maria, keptId)).frozen).to.equal(null);
    expect((await readCard(test.db, maria, mergedId)).frozen).not.to.equal(null);
  });

  it('whoever was frozen when they were merged is frozen again, beside one who was frozen as well', async () => {
    await test.db.transaction((tx) => freezeCompany(tx, maria, { id: mergedId, reason: 'Spór' }));
    await test.db.transaction((tx) => freezeCompany(tx, maria, { id: keptId, reason: 'Urlop' }));
    const frozen = async (id: string) => (await readCard(test.db, maria, id)).frozen;
    const before = [await frozen(keptId), await frozen(mergedId)];
    const { id } = await merge();
    await undo(id);
    expect([await frozen(keptId), await frozen(mergedId)]).to.deep.equal(before);
  });

  it('whoever was let go on with the kept one in the meantime is frozen from now on', async () => {
    await test.db.transaction((tx) => freezeCompany(tx, maria, { id: mergedId, reason: 'Spór' }));
    const { id } = await merge();
    await test.db.transaction((tx) => thawCompany(tx, maria, keptId));
    await undo(id);
    const { frozen } = await readCard(test.db, maria, mergedId);
    const { mergedAt } = await test.db.one<{ mergedAt: string }>('select merged_at from merges where id = $1', [id]);
    expect(frozen?.reason).to.equal('Spór');
    expect(Date.parse(frozen!.since)).to.be.greaterThan(Date.parse(mergedAt));
  });

  it('runs of a frozen customer, which have only heard how long they stood still, move back with their tasks', async () => {
    const { runId, taskId } = await placeRunTask(test.db, { companyId: mergedId, ownerId: users.anna.id });
    await test.db.run(`update runs set updated_at = now() - interval '1 day' where id = $1`, [runId]);
    await test.db.run(`update tasks set updated_at = now() - interval '1 day' where id = $1`, [taskId]);
    await test.db.transaction((tx) => freezeCompany(tx, maria, { id: mergedId, reason: 'Spór' }));
    const { id } = await merge();
    await moveRun(test.db, { runId });
    const whose = () =>
      test.db.one(
        `select r.company_id as run, t.company_id as task, r.updated_at > m.merged_at as moved
         from runs r join tasks t on t.run_id = r.id, merges m where r.id = $1`,
        [runId],
      );
    expect(await whose()).to.deep.equal({ run: keptId, task: keptId, moved: true });
    expect((await undo(id)).stayed).to.deep.equal([]);
    expect(await whose()).to.deep.equal({ run: mergedId, task: mergedId, moved: true });
    expect((await readCard(test.db, maria, mergedId)).frozen?.reason).to.equal('Spór');
  });

  it('a run that stood still on both sides of a merge hears of each part once', async () => {
    const { runId } = await placeRunTask(test.db, { companyId: mergedId, ownerId: users.anna.id });
    await test.db.run(`update runs set started_at = now() - interval '9 days' where id = $1`, [runId]);
    for (const companyId of [keptId, mergedId])
      await test.db.transaction((tx) => freezeCompany(tx, maria, { id: companyId, reason: 'Spór' }));
    await test.db.run(`update freezes set frozen_from = frozen_from - interval '5 days'`);
    await merge();
    await test.db.transaction((tx) => thawCompany(tx, maria, keptId));
    const told = await test.db.rows<{ from: string; to: string }>(
      `select what ->> 'from' as from, what ->> 'to' as to from run_inputs where run_id = $1 order by seq`,
      [runId],
    );
    expect(told).to.have.length(2);
    expect(told[1]!.from).to.equal(told[0]!.to);
  });

  const told = (runId: string) =>
    test.db.rows<{ from: string; to: string }>(
      `select what ->> 'from' as from, what ->> 'to' as to from run_inputs where run_id = $1 and source = 'freeze' order by seq`,
      [runId],
    );
  /** A run of the one that goes, which has gone on for long, beside one who has been frozen for five days. */
  const besideFrozen = async () => {
    const { runId } = await placeRunTask(test.db, { companyId: mergedId, ownerId: users.anna.id });
    await test.db.run(
      `update runs set started_at = now() - interval '9 days', updated_at = now() - interval '1 day' where id = $1`,
      [runId],
    );
    await test.db.transaction((tx) => freezeCompany(tx, maria, { id: keptId, reason: 'Spór' }));
    await test.db.run(`update freezes set frozen_from = frozen_from - interval '5 days'`);
    return runId;
  };

  it('a run that comes to a frozen customer has stood still only since it came', async () => {
    const runId = await besideFrozen();
    const due = () => test.db.one('select due_at from runs where id = $1', [runId]);
    const before = await due();
    const { id } = await merge();
    await moveRun(test.db, { runId });
    expect(await due()).to.deep.equal(before);
    await test.db.transaction((tx) => thawCompany(tx, maria, keptId));
    const [came, thawed] = await told(runId);
    const { at } = await test.db.one<{ at: string }>('select merged_at as at from merges where id = $1', [id]);
    expect(came).to.deep.equal({ from: String(Date.parse(at)), to: String(Date.parse(at)) });
    expect(thawed?.from).to.equal(came?.to);
  });

  it('a run that goes back from a frozen customer hears for how long it stood still there', async () => {
    const runId = await besideFrozen();
    const { id } = await merge();
    await moveRun(test.db, { runId });
    expect((await undo(id)).stayed).to.deep.equal([]);
    const [came, back] = await told(runId);
    const { at } = await test.db.one<{ at: string }>('select undone_at as at from merges where id = $1', [id]);
    expect(back).to.deep.equal({ from: came?.to, to: String(Date.parse(at)) });
    expect((await readCard(test.db, maria, mergedId)).frozen).to.equal(null);
  });
});
