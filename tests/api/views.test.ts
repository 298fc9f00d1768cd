import { expect } from 'chai';
import { listsApi } from '../../api/lists.ts';
import { viewsApi } from '../../api/views.ts';
import type { Condition } from '../../domain/conditions/shapes.ts';
import type { ListDescription, SavedView, View } from '../../domain/lists/shapes.ts';
import { createOwnField, editOwnField } from '../../db/own-definitions.ts';
import type { Viewer } from '../../domain/access.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { serve, type Served } from '../support/served.ts';

describe('kept views of lists (rule 14)', () => {
  let base: TestDatabase;
  let served: Served;
  const anna = viewer('anna');
  const maria = viewer('maria');
  const jan = viewer('jan');

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(seatCast);
    served = await serve(base.db, { api: [listsApi, viewsApi] });
  });
  after(async () => {
    await served.close();
    await base.drop();
  });

  const view: View = {
    columns: [{ field: 'name', width: 300 }, { field: 'openTasks' }],
    sort: [{ field: 'openTasks', descending: true }],
    condition: {
      combinator: 'and',
      rules: [
        { field: 'company.ownerId', operator: '=', value: 'me' },
        { field: 'company.openTasks', operator: '>', value: 2 },
      ],
    },
    colours: [{ condition: { field: 'company.openTasks', operator: '>', value: 9 }, tone: 'red' }],
    density: 'dense',
  };
  const keep = async (who: Viewer, body: object) =>
    served.ask<SavedView & { code: string }>(who, 'POST /lists/companies/views', body);
  const described = async (who: Viewer) => (await served.ask<ListDescription>(who, 'GET /lists/companies')).body;

  it("keep symbolic values as they are, and stay one's own", async () => {
    const { status, body } = await keep(maria, { name: 'Zapracowani', view });
    expect(status).to.equal(200);
    expect(body).to.deep.include({ view, isMine: true, isShared: false, dropped: [], version: 1 });
    expect((await described(maria)).views.map(({ id }) => id)).to.deep.equal([body.id]);
    expect((await described(jan)).views).to.deep.equal([]);
  });

  it('come to others without what they may not read, and say so', async () => {
    await keep(maria, { name: 'Wspólny', view, isShared: true });
    const seen = (await described(anna)).views.find(({ name }) => name === 'Wspólny')!;
    expect(seen.isMine).to.equal(false);
    expect(seen.dropped).to.have.members(['openTasks', 'company.openTasks']);
    expect(seen.view.columns).to.deep.equal([{ field: 'name', width: 300 }, { field: 'openTasks' }]);
    expect(seen.view.sort).to.deep.equal([]);
    expect(seen.view.condition).to.deep.include({
      rules: [{ field: 'company.ownerId', operator: '=', value: 'me' }],
    });
    expect(seen.view.colours).to.deep.equal([]);
    const { status } = await served.ask(anna, 'POST /lists/companies/rows', { view: seen.view });
    expect(status).to.equal(200);
  });

  it('are changed only by their maker and administrators, and shared by those who may', async () => {
    const { body: own } = await keep(maria, { name: 'Mój', view, isShared: true });
    const path = `/lists/companies/views/${own.id}` as const;
    const change = async (who: Viewer, body: object) =>
      (await served.ask<SavedView>(who, `PATCH ${path}`, body)).status;
    expect(await change(anna, { version: 1, name: 'Cudzy' })).to.equal(422);
    expect(await change(maria, { version: 1, name: 'Nowa nazwa' })).to.equal(200);
    expect(await change(jan, { version: 1, name: 'Za późno' })).to.equal(409);
    expect(await change(jan, { version: 2, isShared: false })).to.equal(200);
    expect(await change(anna, { version: 3 })).to.equal(404);
    const plain = { ...view, sort: [], condition: null, colours: [] };
    expect((await keep(anna, { name: 'x', view: plain, isShared: true })).body.code).to.equal('right.missing');
    expect((await served.ask(maria, `DELETE ${path}?version=3`)).status).to.equal(204);
  });

  it('that cannot be run are not kept', async () => {
    const refused = async (over: Partial<View>) =>
      (await keep(maria, { name: 'x', view: { ...view, ...over } })).body.code;
    expect(await refused({ columns: [{ field: 'nothing' }] })).to.equal('list.field_unknown');
    expect(await refused({ sort: [{ field: 'email' }] })).to.equal('list.unsortable');
    expect(await refused({ condition: { field: 'nothing', operator: 'null' } })).to.equal('condition.unknown_fact');
  });

  it('hold own fields by what never changes: a new name stays, a field that is off is left out and named', async () => {
    const title = (name: string) => ({ title: { pl: name, en: name } });
    const { id, code } = await base.db.transaction((tx) =>
      createOwnField(tx, jan, { record: 'company', kind: 'number', indexed: true, ...title('Maszyny') }),
    );
    const field = `own.${code}`;
    const { fact } = (await described(maria)).fields.find((one) => one.id === field)!;
    const { body: kept } = await keep(maria, {
      name: 'Z maszynami',
      view: {
        ...{ columns: [{ field: 'name' }, { field }], sort: [{ field, descending: true }], density: 'roomy' },
        ...{ condition: { field: fact, operator: '>', value: 3 }, colours: [] },
      },
    });
    const seen = async () => {
      const description = await described(maria);
      const { view: shown, dropped } = description.views.find((one) => one.id === kept.id)!;
      const { status } = await served.ask(maria, 'POST /lists/companies/rows', { view: shown });
      const named = description.fields.find((one) => one.id === field)?.title.pl;
      return { named, columns: shown.columns.map((column) => column.field), dropped, status };
    };
    const edit = (version: number, active: boolean, name: string) =>
      base.db.transaction((tx) => editOwnField(tx, jan, { id, version, active, indexed: true, ...title(name) }));
    const whole = { columns: ['name', field], dropped: [], status: 200 };
    await edit(1, true, 'Park maszyn');
    expect(await seen()).to.deep.equal({ named: 'Park maszyn', ...whole });
    await edit(2, false, 'Park maszyn');
    const off = await seen();
    expect(off).to.deep.include({ named: undefined, columns: ['name'], status: 200 });
    expect(new Set(off.dropped)).to.deep.equal(new Set([field, fact]));
    await edit(3, true, 'Park maszyn');
    expect(await seen(), 'nothing of the view was lost').to.deep.equal({ named: 'Park maszyn', ...whole });
  });

  it('keep for others what whoever saves them may not read', async () => {
    const { code } = await base.db.transaction((tx) =>
      createOwnField(tx, jan, {
        ...{ record: 'company', kind: 'number', title: { pl: 'Marża', en: 'Margin' }, readers: ['supervisor'] },
      }),
    );
    const field = `own.${code}`;
    const { fact } = (await described(maria)).fields.find((one) => one.id === field)!;
    const asked: Condition = { field: fact!, operator: '>', value: 3 };
    const mine: Condition = { field: 'company.ownerId', operator: '=', value: 'me' };
    const classA: Condition = { field: 'company.class', operator: '=', value: 'A' };
    const columns = [{ field: 'name' }, { field }, { field: 'city' }];
    const { body: kept } = await keep(maria, {
      ...{ name: 'Marże', isShared: true },
      view: { columns, sort: [], condition: { combinator: 'or', rules: [asked, mine] }, colours: [], density: 'roomy' },
    });
    const ofJan = (await described(jan)).views.find(({ id }) => id === kept.id)!;
    expect(ofJan.dropped).to.have.members([field, fact]);
    const save = (version: number, view: View) =>
      served.ask<SavedView & { code: string }>(jan, `PATCH /lists/companies/views/${kept.id}`, { version, view });
    const condition: Condition = { combinator: 'and', rules: [ofJan.view.condition!, classA] };
    const wider = [{ field: 'name', width: 400 }, { field: 'city' }];
    const { status, body } = await save(1, { ...ofJan.view, columns: wider, condition });
    expect([status, body.view?.columns]).to.deep.equal([200, wider]);
    const ofMaria = (await described(maria)).views.find(({ id }) => id === kept.id)!;
    expect(ofMaria.view.columns).to.deep.equal([{ field: 'name', width: 400 }, { field }, { field: 'city' }]);
    expect(ofMaria.view.condition).to.deep.equal({
      ...{ combinator: 'and', rules: [{ combinator: 'or', rules: [asked, mine] }, classA] },
    });
    expect((await save(2, { ...body.view, condition: classA })).body.code).to.equal('view.read_in_part');
    const late = await save(1, body.view);
    expect([late.status, JSON.stringify(late.body).includes(code)], 'nor is it told').to.deep.equal([409, false]);
  });

  it('are copied, put in order, and one of them is shown first', async () => {
    const shared = (await described(anna)).views.find(({ name }) => name === 'Wspólny')!;
    const { body: copy } = await served.ask<SavedView>(anna, `POST /lists/companies/views/${shared.id}/copy`, {
      name: 'Kopia',
    });
    expect(copy).to.deep.include({ name: 'Kopia', isMine: true, isShared: false, dropped: [] });
    const choice = { defaultView: copy.id, places: [copy.id, 'companies:mine'] };
    expect((await served.ask(anna, 'PATCH /lists/companies/views', choice)).status).to.equal(204);
    const { defaultView, order } = await described(anna);
    expect(defaultView).to.equal(copy.id);
    expect(order.slice(0, 2)).to.deep.equal([copy.id, 'companies:mine']);
    expect(order).to.include('companies:all').and.to.include(shared.id);
    await served.ask(anna, `DELETE /lists/companies/views/${copy.id}?version=1`);
    expect((await described(anna)).defaultView, 'a deleted default').to.equal('companies:mine');
  });
});
