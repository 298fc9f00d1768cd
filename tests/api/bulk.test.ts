import { expect } from 'chai';
import { bulkActivities } from '../../activities/bulks.ts';
import { bulkApi } from '../../api/bulk.ts';
import { listsApi } from '../../api/lists.ts';
import type { Viewer } from '../../domain/access.ts';
import type { Condition } from '../../domain/conditions/shapes.ts';
import type { Bulk, BulkRow, Selected } from '../../domain/lists/actions.ts';
import type { ListDescription, ListPage } from '../../domain/lists/shapes.ts';
import { forgetClipboards } from '../../db/clipboard.ts';
import { createGroup } from '../../db/groups.ts';
import { moveReferences } from '../../db/merge-journal.ts';
import { newId } from '../../db/new-id.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { serve, type Served } from '../support/served.ts';
import { toldTo } from '../support/told.ts';

describe('many rows at once (rule 13)', () => {
  let base: TestDatabase;
  let served: Served;
  const anna = viewer('anna');
  const maria = viewer('maria');

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(seatCast);
    served = await serve(base.db, { api: [listsApi, bulkApi] });
  });
  after(async () => {
    await served.close();
    await base.drop();
  });

  const viewOf = (condition: Condition | null = null) => ({
    columns: [{ field: 'name' }],
    sort: [],
    condition,
    colours: [],
    density: 'roomy',
  });
  const everyone = Object.values(companies).map(({ id }) => id);
  const select = async (who: Viewer, body: object, kind = 'companies') => {
    const { status, body: selected } = await served.ask<Selected & { message: string }>(
      who,
      `POST /lists/${kind}/selections`,
      body,
    );
    expect(status, selected.message).to.equal(200);
    return selected;
  };
  const workOff = async (bulkId: string) => {
    while ((await bulkActivities({ db: base.db }).moveBulkRows({ bulkId })).more);
  };
  const run = async (who: Viewer, id: string, asked: { readonly action: string; readonly answers?: object }) => {
    const answered = await served.ask<Bulk & { code: string }>(who, `POST /bulk/${id}/run`, asked);
    if (answered.status === 200) await workOff(id);
    return answered;
  };
  const bulkOf = async (who: Viewer, id: string) => (await served.ask<Bulk>(who, `GET /bulk/${id}`)).body;
  const reasons = async (who: Viewer, id: string, state: string) =>
    (await served.ask<{ rows: BulkRow[] }>(who, `GET /bulk/${id}/rows?state=${state}`)).body.rows.map(
      ({ name, why }) => [name, why?.pl],
    );
  const ownersOf = async () =>
    Object.fromEntries(
      (await base.db.rows<{ id: string; ownerId: string | null }>('select id, owner_id from companies')).map(
        ({ id, ownerId }) => [id, ownerId],
      ),
    );

  it('tells its rows, and that it was, only to whoever may read the list', async () => {
    const { id: taskId } = await base.db.one<{ id: string }>(
      `insert into tasks (type, title, owner_id, created_by, updated_by) values ('errand', 'Zaznaczone', $1, 'system:test', 'system:test') returning id`,
      [users.anna.id],
    );
    const { id } = await select(anna, { ids: [taskId] }, 'tasks');
    expect((await run(anna, id, { action: 'change priority', answers: { priority: 'high' } })).status).to.equal(200);
    const told = async (who: Viewer) => {
      const { body } = await served.ask<{ rows: Bulk[] }>(who, 'GET /bulk');
      return [body.rows.some((one) => one.id === id), (await served.ask(who, `GET /bulk/${id}/rows`)).status];
    };
    expect(await told(anna)).to.deep.equal([true, 200]);
    expect(await told(viewer('anna', { rights: new Set(['company.read']) }))).to.deep.equal([false, 403]);
  });

  it('a preview counts exactly what will be acted on, by ids and by condition with exceptions', async () => {
    const byIds = await select(maria, { ids: [...everyone, newId()] });
    expect([byIds.count, byIds.missing, byIds.names.length]).to.deep.equal([4, 1, 4]);
    const classA: Condition = { field: 'company.class', operator: '=', value: 'A' };
    const all = await select(maria, { all: { view: viewOf(classA) }, except: [companies.omega.id] });
    expect([all.count, all.missing, all.names]).to.deep.equal([1, 0, [companies.zubr.name]]);
  });

  it('each row is checked again, the result says which were skipped and why, and undo restores what is as it was left', async () => {
    const before = await ownersOf();
    const { id } = await select(maria, { ids: everyone });
    await base.db.run('update companies set version = version + 1 where id = $1', [companies.omega.id]);
    expect((await run(maria, id, { action: 'change owner', answers: { ownerId: users.pawel.id } })).status).to.equal(
      200,
    );
    const done = await bulkOf(maria, id);
    expect(done).to.deep.include({ state: 'done', counts: { done: 3, skipped: 1, undone: 0, kept: 0 } });
    expect(await reasons(maria, id, 'skipped')).to.deep.equal([
      [companies.omega.name, 'Ktoś zmienił ten wpis, odkąd go zaznaczono.'],
    ]);
    expect((await ownersOf())[companies.ges.id]).to.equal(users.pawel.id);
    expect((await run(maria, id, { action: 'change owner', answers: { ownerId: users.anna.id } })).body.code).to.equal(
      'bulk.run_already',
    );

    await base.db.run(`update companies set notes = 'x', version = version + 1 where id = $1`, [companies.zubr.id]);
    expect((await served.ask(maria, `POST /bulk/${id}/undo`)).status).to.equal(200);
    await workOff(id);
    expect((await bulkOf(maria, id)).counts).to.deep.equal({ done: 3, skipped: 1, undone: 2, kept: 1 });
    expect(await ownersOf()).to.deep.equal({ ...before, [companies.zubr.id]: users.pawel.id });
    expect((await reasons(maria, id, 'kept'))[0]![0]).to.equal(companies.zubr.name);
  });

  it('its actor is told what came of it, and of the undo in the same place', async () => {
    await base.db.run('delete from reminders');
    const { id } = await select(maria, { ids: [companies.ges.id, companies.omega.id] });
    await run(maria, id, { action: 'change class', answers: { class: 'B' } });
    const link = `/admin/companies?bulk=${id}`;
    const told = async () => await toldTo(base.db, maria);
    const [[done, where]] = (await told()) as [[string, string]];
    expect(done).to.match(/na liście Klienci\. Wykonano: 2, pominięto: 0\. Przez godzinę możesz ją cofnąć\.$/);
    expect(where).to.equal(link);
    await served.ask(maria, `POST /bulk/${id}/undo`);
    await workOff(id);
    const [[undone], ...more] = (await told()) as [[string, string]];
    expect(undone).to.match(/^Cofnięto operację .* Przywrócone wpisy: 2, pozostawione: 0\.$/);
    expect(more).to.deep.equal([]);
    expect(await toldTo(base.db, anna)).to.deep.equal([]);
  });

  it('what its actor may no longer do or see when their turn comes is skipped with the reason, row by row', async () => {
    const { id } = await select(maria, { ids: everyone });
    await served.ask(maria, `POST /bulk/${id}/run`, { action: 'change class', answers: { class: 'C' } });
    await base.db.run(`update profiles set removed = '{company.edit}' where code = 'supervisor'`);
    await workOff(id);
    await base.db.run(`update profiles set removed = '{}' where code = 'supervisor'`);
    expect((await bulkOf(maria, id)).counts).to.deep.include({ done: 0, skipped: 4 });
    expect(new Set((await reasons(maria, id, 'skipped')).map(([, why]) => why))).to.deep.equal(
      new Set(['Brakuje uprawnienia „company.edit”. Poproś administratora o dostęp.']),
    );

    await base.db.run(`update companies set owner_id = $1 where id = any($2)`, [
      users.anna.id,
      [companies.zubr.id, companies.drewPol.id],
    ]);
    const { id: second, count } = await select(anna, { ids: everyone });
    expect(count).to.equal(4);
    await served.ask(anna, `POST /bulk/${second}/run`, { action: 'change class', answers: { class: 'C' } });
    await base.db.run(`insert into installation (id, settings) values ($1, '{"operatorsSee": "own"}')`, [newId()]);
    await workOff(second);
    const gone = 'Nie ma już tego wpisu albo nie masz do niego dostępu.';
    expect(await reasons(viewer('anna', { customers: 'own' }), second, 'skipped')).to.deep.equal([
      [null, gone],
      [null, gone],
    ]);
    await base.db.run(`update companies set owner_id = $1 where id = $2`, [users.pawel.id, companies.zubr.id]);
    await served.ask(anna, `POST /bulk/${second}/undo`);
    await workOff(second);
    expect((await bulkOf(anna, second)).counts, 'also when it is taken back').to.deep.equal({
      ...{ done: 2, skipped: 2, undone: 1, kept: 1 },
    });
    await base.db.run('delete from installation');
  });

  it('a killed action goes on where it was and does nothing twice', async () => {
    await base.db.run(
      `insert into companies (name, search_text, created_by, updated_by)
       select 'Masowa ' || n, 'masowa ' || n, 'system:test', 'system:test' from generate_series(1, 120) n`,
    );
    const rule: Condition = { field: 'company.name', operator: 'beginsWith', value: 'Masowa' };
    const { id, count } = await select(maria, { all: { view: viewOf(rule) }, except: [] });
    expect(count).to.equal(120);
    const title = 'Zadzwoń w sprawie oferty';
    const answers = { title, type: 'call', dueOn: '2030-01-07', ownerId: users.anna.id };
    await served.ask(maria, `POST /bulk/${id}/run`, { action: 'create task', answers });
    await Promise.all([workOff(id), workOff(id), workOff(id)]);
    const made = await base.db.rows<{ dueAt: string }>('select due_at from tasks where title = $1', [title]);
    expect([made.length, made[0]!.dueAt]).to.deep.equal([120, '2030-01-07T16:00:00.000Z']);
    await served.ask(maria, `POST /bulk/${id}/undo`);
    await workOff(id);
    expect((await bulkOf(maria, id)).counts.undone).to.equal(120);
  });

  it('groups take members once, and give back those that came', async () => {
    const { id: groupId } = await base.db.transaction((tx) => createGroup(tx, maria, { name: 'Targi' }));
    const first = await select(maria, { ids: [companies.zubr.id] });
    await run(maria, first.id, { action: 'add to group', answers: { groupId } });
    const { id } = await select(maria, { ids: everyone });
    await run(maria, id, { action: 'add to group', answers: { groupId } });
    expect((await bulkOf(maria, id)).counts).to.deep.include({ done: 3, skipped: 1 });
    await served.ask(maria, `POST /bulk/${id}/undo`);
    await workOff(id);
    const members = await base.db.rows('select 1 from group_members where group_id = $1', [groupId]);
    expect(members).to.have.length(1);
  });

  it('tasks are handed over, moved, put off and cancelled, each within the rights of its actor', async () => {
    await base.db.run(
      `insert into tasks (type, title, search_text, company_id, owner_id, due_at, created_by, updated_by)
       select 'errand', 'Zbiorcze ' || n, 'zbiorcze ' || n, $1, $2, now() + interval '1 day', 'system:test', 'system:test' from generate_series(1, 3) n`,
      [companies.zubr.id, users.anna.id],
    );
    const all = { view: viewOf({ field: 'task.title', operator: 'beginsWith', value: 'Zbiorcze' }) };
    const tasks = async (who: Viewer) =>
      await select(who, { all: { ...all, view: { ...all.view, columns: [] } }, except: [] }, 'tasks');
    expect((await tasks(viewer('pawel'))).count, "not Paweł's to see").to.equal(0);

    for (const [action, answers, undone] of [
      ['change priority', { priority: 'high' }, 3],
      ['postpone', { on: '2031-02-03' }, 3],
      ['hand over', { to: users.pawel.id }, 3],
      ['cancel', { reason: 'pomyłka' }, 0],
    ] as const) {
      const { id } = await tasks(maria);
      const { status, body } = await run(maria, id, { action, answers });
      expect(status, body.code).to.equal(200);
      const result = await bulkOf(maria, id);
      expect(result.counts.done, `${action}: ${JSON.stringify(await reasons(maria, id, 'skipped'))}`).to.equal(3);
      const { status: undoing } = await served.ask(maria, `POST /bulk/${id}/undo`);
      await workOff(id);
      expect(undoing).to.equal(undone ? 200 : 422);
      expect(
        (await bulkOf(maria, id)).counts.undone,
        `${action}: ${JSON.stringify(await reasons(maria, id, 'kept'))}`,
      ).to.equal(undone);
    }
  });

  it('what is missing, unknown or not allowed is refused before anything is done', async () => {
    const { id } = await select(anna, { ids: everyone });
    const code = async (who: Viewer, action: string, answers: object = {}) =>
      (await run(who, id, { action, answers })).body.code;
    expect(await code(anna, 'add to group')).to.equal('action.missing');
    expect(await code(anna, 'hand over', { to: users.anna.id })).to.equal('action.not_found');
    expect(await code(anna, 'create task', { title: 'x', type: 'call', dueOn: '2026-13-45' })).to.equal(
      'action.misshapen',
    );
    expect(await code(maria, 'change class', { class: 'A' }), "somebody else's selection").to.equal('bulk.not_found');
    const reader = viewer('anna', { rights: new Set(['company.read'] as const) });
    expect(await code(reader, 'change class', { class: 'A' })).to.equal('right.missing');
    expect((await served.ask<ListDescription>(reader, 'GET /lists/companies')).body.actions).to.deep.equal([]);
    expect((await bulkOf(anna, id)).state).to.equal('chosen');
  });

  it("the clipboard gathers from many searches and stays one's own (rule 19)", async () => {
    const put = async (who: Viewer, body: object) =>
      (await served.ask<{ added: number }>(who, 'POST /clipboard/companies', body)).body.added;
    expect(await put(anna, { ids: [companies.zubr.id, companies.omega.id] })).to.equal(2);
    expect(await put(anna, { all: { view: viewOf(), search: 'omega' }, except: [] })).to.equal(0);
    expect(await put(anna, { all: { view: viewOf(), search: 'drew' }, except: [] })).to.equal(1);
    expect((await served.ask(anna, 'GET /clipboard')).body).to.deep.equal({ companies: 3 });
    const lying = async (who: Viewer, value: boolean) => {
      const view = viewOf({ field: 'list.clipboard', operator: '=', value });
      return (await served.ask<ListPage>(who, 'POST /lists/companies/rows', { view, limit: 200 })).body.rows.length;
    };
    expect([await lying(anna, true), await lying(anna, false), await lying(maria, true)]).to.deep.equal([3, 121, 0]);
    await base.db.run('update companies set deleted_at = now() where id = $1', [companies.omega.id]);
    expect(await lying(anna, true), 'read through what one sees').to.equal(2);
    await served.ask(anna, 'DELETE /clipboard/companies', { ids: [companies.zubr.id] });
    expect(await lying(anna, true)).to.equal(1);
    await base.db.transaction((tx) =>
      moveReferences(tx, 'companies', { from: companies.drewPol.id, to: companies.ges.id }),
    );
    const followed = await base.db.one('select record_id from clipboard where user_id = $1 and record_id = $2', [
      anna.userId,
      companies.ges.id,
    ]);
    expect(followed, 'a merge takes it along').to.deep.equal({ recordId: companies.ges.id });
    await served.ask(anna, 'DELETE /clipboard/companies', {});
    expect((await served.ask(anna, 'GET /clipboard')).body).to.deep.equal({});
  });

  it('off the clipboard goes what is selected of it, not what a search or an unticked box leaves out', async () => {
    const { drewPol, zubr, ges } = companies;
    await served.ask(anna, 'POST /clipboard/companies', { ids: [drewPol.id, zubr.id, ges.id] });
    const view = viewOf({ field: 'list.clipboard', operator: '=', value: true });
    const off = async (body: object) => (await served.ask(anna, 'DELETE /clipboard/companies', body)).body;
    const lying = async () =>
      (await served.ask<ListPage>(anna, 'POST /lists/companies/rows', { view })).body.rows.map(({ id }) => id);
    expect(await off({ all: { view, search: 'drew' }, except: [] })).to.deep.equal({ removed: 1 });
    expect(await lying()).to.have.members([zubr.id, ges.id]);
    expect(await off({ all: { view }, except: [zubr.id] })).to.deep.equal({ removed: 1 });
    expect(await lying()).to.deep.equal([zubr.id]);
    expect(await off({}), 'of all that is left').to.deep.equal({ removed: 1 });
  });

  it('the clipboard counts what its owner sees, holds 50,000, and keeps a record for thirty days (rule 19)', async () => {
    const put = (who: Viewer, id: string) =>
      served.ask<{ added: number; code: string }>(who, 'POST /clipboard/companies', { ids: [id] });
    await put(anna, companies.zubr.id);
    await put(anna, companies.ges.id);
    const counts = async (who: Viewer) => (await served.ask(who, 'GET /clipboard')).body;
    expect(await counts(anna)).to.deep.equal({ companies: 2 });
    expect(await counts(viewer('pawel', { customers: 'own' }))).to.deep.equal({});
    await base.db.run('update companies set owner_id = $1 where id = $2', [users.anna.id, companies.zubr.id]);
    expect(await counts(viewer('anna', { customers: 'own' })), 'a number opens exactly its rows').to.deep.equal({
      companies: 1,
    });

    await base.db.run(
      `update clipboard set added_at = now() - case record_id when $1 then interval '31 days' else interval '29 days' end`,
      [companies.zubr.id],
    );
    expect(await forgetClipboards(base.db)).to.equal(1);
    expect(await counts(anna)).to.deep.equal({ companies: 1 });

    await base.db.run(
      `insert into clipboard (user_id, kind, record_id) select $1, 'companies', uuid7() from generate_series(1, 49998)`,
      [users.anna.id],
    );
    expect((await put(anna, companies.zubr.id)).body.added, 'the 50,000th').to.equal(1);
    const full = await put(anna, companies.drewPol.id);
    expect([full.status, full.body.code]).to.deep.equal([422, 'clipboard.full']);
    expect((await put(anna, companies.zubr.id)).body.added, 'what lies there already').to.equal(0);
  });
});
