import { expect } from 'chai';
import { listsApi } from '../../api/lists.ts';
import type { Condition } from '../../domain/conditions/shapes.ts';
import type { ListCount, ListKind, ListPage, View } from '../../domain/lists/shapes.ts';
import type { Viewer } from '../../domain/access.ts';
import { createOwnField } from '../../db/own-definitions.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { serve, type Served } from '../support/served.ts';

describe('lists over HTTP', () => {
  let base: TestDatabase;
  let served: Served;
  const anna = viewer('anna');
  const maria = viewer('maria');

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(seatCast);
    await base.db.run(
      `insert into tasks (type, title, company_id, owner_id, due_at, search_text, created_by, updated_by)
       select 'call', 'Telefon ' || n, $1, case when n % 2 = 0 then $2::uuid else $3::uuid end, now() + make_interval(days => n - 3),
         'telefon ' || n, 'system:test', 'system:test' from generate_series(1, 6) n`,
      [companies.drewPol.id, users.anna.id, users.pawel.id],
    );
    served = await serve(base.db, { api: [listsApi] });
  });
  after(async () => {
    await served.close();
    await base.drop();
  });

  type Asked = Partial<Omit<View, 'columns' | 'condition'>> & {
    readonly condition?: Condition | null;
    readonly columns?: readonly string[];
    readonly search?: string;
    readonly after?: string;
    readonly limit?: number;
  };
  const bodyOf = ({ columns = [], sort = [], condition = null, colours = [], ...rest }: Asked) => ({
    view: { columns: columns.map((field) => ({ field })), sort, condition, colours, density: 'roomy' },
    ...rest,
  });
  const rows = async (kind: ListKind, asked: Asked, who: Viewer = anna) =>
    served.ask<ListPage & { message: string }>(who, `POST /lists/${kind}/rows`, bodyOf(asked));
  const names = async (asked: Asked, who?: Viewer) => {
    const { status, body } = await rows('companies', { columns: ['name'], ...asked }, who);
    expect(status, body.message).to.equal(200);
    return body.rows.map(({ values }) => values['name']);
  };
  const inPolish = [companies.drewPol.name, companies.ges.name, companies.omega.name, companies.zubr.name];

  it('a list reads only the columns of its view, people and references as id and name', async () => {
    const { body } = await rows('companies', { columns: ['name', 'owner', 'consent'], limit: 1 });
    expect(body.rows).to.deep.equal([
      {
        id: companies.drewPol.id,
        version: 1,
        values: {
          name: companies.drewPol.name,
          owner: { id: users.anna.id, name: users.anna.name },
          consent: 'given',
        },
      },
    ]);
  });

  it('any page follows the one before it, up and down, with empty values at the end (rule 17)', async () => {
    for (const sort of [
      [{ field: 'name' }],
      [{ field: 'name', descending: true }],
      [{ field: 'class' }],
      [{ field: 'class', descending: true }, { field: 'name' }],
      [{ field: 'createdAt', descending: true }, { field: 'class' }],
    ]) {
      const whole = await names({ sort });
      const paged: unknown[] = [];
      let next: string | null | undefined;
      do {
        const { body } = await rows('companies', {
          columns: ['name'],
          sort,
          limit: 1,
          ...(next ? { after: next } : {}),
        });
        paged.push(...body.rows.map(({ values }) => values['name']));
        next = body.next;
      } while (next);
      expect(paged, JSON.stringify(sort)).to.deep.equal(whole);
      expect(whole).to.have.members(inPolish);
      if (sort[0]!.field === 'class') expect(whole.at(-1)).to.equal(companies.ges.name);
    }
    expect(await names({ sort: [{ field: 'name' }] })).to.deep.equal(inPolish);
  });

  it('a cursor of another order, condition or list is refused', async () => {
    const { body } = await rows('companies', { sort: [{ field: 'name' }], limit: 1 });
    const after = body.next!;
    expect((await rows('companies', { sort: [{ field: 'name', descending: true }], after })).status).to.equal(422);
    expect((await rows('companies', { sort: [{ field: 'name' }], search: 'x', after })).status).to.equal(422);
    expect((await rows('people', { sort: [{ field: 'name' }], after })).status).to.equal(422);
  });

  it('"me" is whoever looks (rule 14)', async () => {
    const condition = { field: 'company.ownerId', operator: '=', value: 'me' } as const;
    expect(await names({ condition })).to.deep.equal([companies.drewPol.name, companies.zubr.name]);
    expect(await names({ condition }, viewer('pawel'))).to.deep.equal([companies.omega.name]);
    const people = { field: 'company.ownerId', operator: '!=', value: 'my people' } as const;
    expect(await names({ condition: people }, maria)).to.deep.equal([companies.ges.name]);
  });

  it('conditions reach into records beside the row, alone, denied and under "or" (rule 12)', async () => {
    const jozef: Condition = {
      combinator: 'and',
      of: 'people',
      rules: [{ field: 'person.lastName', operator: 'beginsWith', value: people.jozef.lastName.slice(0, 3) }],
    };
    const classA: Condition = { field: 'company.class', operator: '=', value: 'A' };
    const call: Condition = { field: 'company.openTaskTypes', operator: 'in', value: ['call'] };
    expect(await names({ condition: jozef })).to.deep.equal([companies.drewPol.name]);
    expect(await names({ condition: { ...jozef, not: true } })).to.have.length(3);
    expect(await names({ condition: { combinator: 'or', rules: [jozef, classA] } })).to.have.length(3);
    expect(await names({ condition: { combinator: 'or', not: true, rules: [jozef, classA] } })).to.deep.equal([
      companies.ges.name,
    ]);
    expect(await names({ condition: { combinator: 'and', not: true, rules: [call, classA] } })).to.have.length(4);
    expect(await names({ condition: call })).to.deep.equal([companies.drewPol.name]);
    expect(await names({ condition: call }, viewer('jan', { scope: 'own' })), 'tasks one does not see').to.deep.equal(
      [],
    );
  });

  it('the first colour whose condition holds is the tone of the row', async () => {
    const { body } = await rows('companies', {
      colours: [
        { condition: { field: 'company.class', operator: '=', value: 'A' }, tone: 'green' },
        { condition: { field: 'company.class', operator: 'notNull' }, tone: 'red' },
      ],
    });
    expect(body.rows.map(({ tone }) => tone)).to.deep.equal(['red', undefined, 'green', 'green']);
  });

  it('a search finds without Polish letters and takes % and _ as typed', async () => {
    expect(await names({ search: 'zubr' })).to.deep.equal([companies.zubr.name]);
    expect(await names({ search: 'sp wojcik' })).to.deep.equal([]);
    expect(await names({ search: '%' })).to.deep.equal([]);
    const found = await rows('tasks', { columns: ['title'], search: 'drew telefon' }, maria);
    expect(found.body.rows).to.have.length(6);
  });

  it('a count is that of the rows, within what the viewer sees (rule 15)', async () => {
    const count = async (who: Viewer) => (await served.ask<ListCount>(who, 'POST /lists/tasks/count', bodyOf({}))).body;
    expect(await count(anna)).to.deep.equal({ count: 3, isMore: false });
    expect(await count(maria)).to.deep.equal({ count: 6, isMore: false });
    expect((await rows('tasks', {})).body.rows).to.have.length(3);
  });

  it('what is not there or may not be read is refused in words', async () => {
    const refused = async (asked: Asked, who?: Viewer) => {
      const { status, body } = await rows('companies', asked, who);
      return [status, (body as unknown as { code: string }).code];
    };
    expect(await refused({ columns: ['password'] })).to.deep.equal([422, 'list.field_unknown']);
    expect(await refused({ sort: [{ field: 'email' }] })).to.deep.equal([422, 'list.unsortable']);
    expect(await refused({ condition: { field: 'user.hash', operator: 'null' } })).to.deep.equal([
      422,
      'condition.unknown_fact',
    ]);
    expect(await refused({ condition: { field: 'company.ownerId', operator: '=', value: "x' or 1=1" } })).to.deep.equal(
      [422, 'condition.wrong_value'],
    );
    const blind = viewer('anna', { rights: new Set() });
    expect(await refused({}, blind)).to.deep.equal([403, 'right.missing']);
    expect((await served.ask(anna, 'POST /lists/secrets/rows', bodyOf({}))).status).to.equal(404);
    const noCampaigns = viewer('anna', { rights: new Set(['company.read'] as const) });
    const campaign: Condition = { field: 'company.campaigns', operator: 'notNull' };
    expect(await refused({ condition: campaign }, noCampaigns)).to.deep.equal([422, 'condition.unknown_fact']);
  });

  it('campaigns and their stages are named in no list of tasks to whoever may not read campaigns', async () => {
    const campaign = await base.db.one<{ id: string }>(
      `insert into campaigns (name, supervisor_id, starts_on, ends_on, created_by, updated_by)
       values ('Przejęcie Omegi', $1, current_date, current_date, 'system:test', 'system:test') returning id`,
      [users.maria.id],
    );
    await base.db.run(
      `insert into campaign_stages (campaign_id, position, name, starts_on, ends_on, created_by, updated_by)
       values ($1, 1, 'Rozmowy o cenie', current_date, current_date, 'system:test', 'system:test')`,
      [campaign.id],
    );
    await base.db.run('update tasks set campaign_id = $1', [campaign.id]);
    const told = async (who: Viewer) => {
      const description = await served.ask<object>(who, 'GET /lists/tasks');
      const shown = await rows('tasks', { columns: ['campaign'] }, who);
      return JSON.stringify([description.body, shown.body]);
    };
    expect(await told(anna))
      .to.contain('Przejęcie Omegi')
      .and.contain('Rozmowy o cenie');
    const blind = await told(viewer('anna', { rights: new Set(['task.read']) }));
    expect(blind)
      .to.contain('list.field_unknown')
      .and.not.to.match(/Omegi|Rozmowy/);
    await base.db.run('update tasks set campaign_id = null; delete from campaign_stages; delete from campaigns');
  });

  it('class, town, owner and own fields of a customer are asked only of those that the viewer sees (rule 20)', async () => {
    const wood = { record: 'company', kind: 'text', title: { pl: 'Gatunek', en: 'Wood' } } as const;
    await base.db.transaction((tx) => createOwnField(tx, viewer('jan'), wood));
    await base.db.run(`update companies set city = 'Sanok', own = '{"gatunek": "dąb"}' where id = $1`, [
      companies.drewPol.id,
    ]);
    const asked = {
      'company.class': companies.drewPol.class,
      'company.city': 'Sanok',
      'company.ownerId': users.anna.id,
      'company.own.gatunek': 'dąb',
    };
    const ofOwn = { customers: 'own' } as const;
    for (const [field, value] of Object.entries(asked)) {
      const found = async (who: Viewer) =>
        (await rows('tasks', { condition: { field, operator: '=', value } }, who)).body.rows.length;
      expect([await found(anna), await found(viewer('anna', ofOwn)), await found(viewer('pawel'))]).to.deep.equal([
        3, 3, 3,
      ]);
      expect(await found(viewer('pawel', ofOwn)), field).to.equal(0);
      const blind = viewer('pawel', { rights: new Set(['task.read']) });
      const { body } = await rows('tasks', { condition: { field, operator: '=', value } }, blind);
      expect((body as unknown as { code: string }).code, field).to.equal('condition.unknown_fact');
    }
  });

  it('a head office is named to those alone who see it, and to nobody once it is deleted', async () => {
    await base.db.run('update companies set parent_id = $2 where id = $1', [companies.drewPol.id, companies.omega.id]);
    const condition: Condition = { field: 'company.name', operator: '=', value: companies.drewPol.name };
    const headOffice = async (who: Viewer) =>
      (await rows('companies', { columns: ['parent'], condition }, who)).body.rows.map(
        ({ values }) => values['parent'],
      );
    expect(await headOffice(maria)).to.deep.equal([{ id: companies.omega.id, name: companies.omega.name }]);
    expect(await headOffice(viewer('anna', { customers: 'own' }))).to.deep.equal([null]);
    await base.db.run('update companies set deleted_at = now() where id = $1', [companies.omega.id]);
    expect(await headOffice(maria)).to.deep.equal([null]);
    await base.db.run('update companies set deleted_at = null where id = $1', [companies.omega.id]);
  });

  it('counts as far as 10,000; the size beyond is an estimate, for those who see all and of a whole list (rule 15)', async () => {
    await base.db.run(
      `insert into tasks (type, title, owner_id, search_text, created_by, updated_by)
       select 'errand', 'Liczone ' || n, $1, 'liczone', 'system:test', 'system:test' from generate_series(1, 9997) n`,
      [users.anna.id],
    );
    const count = async (who: Viewer, asked: Asked = {}) =>
      (await served.ask<ListCount>(who, 'POST /lists/tasks/count', bodyOf(asked))).body;
    expect(await count(anna), 'just as many').to.deep.equal({ count: 10_000, isMore: false });
    await base.db.run(
      `insert into tasks (type, title, owner_id, search_text, created_by, updated_by)
       select 'errand', 'Liczone ' || n, $1, 'liczone', 'system:test', 'system:test' from generate_series(1, 500) n`,
      [users.anna.id],
    );
    await base.db.run('analyze tasks');
    expect(await count(anna), 'who sees their own').to.deep.equal({ count: 10_000, isMore: true });
    const whole = await count(maria);
    expect(whole).to.deep.include({ count: 10_000, isMore: true });
    expect(whole.estimate).to.be.within(10_400, 10_600);
    expect(await count(maria, { search: 'liczone' })).to.deep.equal({ count: 10_000, isMore: true });
    const narrow: Condition = { field: 'task.type', operator: '=', value: 'errand' };
    expect(await count(maria, { condition: narrow })).to.deep.equal({ count: 10_000, isMore: true });
    expect(await count(viewer('pawel'))).to.deep.equal({ count: 3, isMore: false });
  });
});
