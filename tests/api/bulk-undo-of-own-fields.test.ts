import { expect } from 'chai';
import { bulkActivities } from '../../activities/bulks.ts';
import { bulkApi } from '../../api/bulk.ts';
import { companiesApi } from '../../api/companies.ts';
import { listsApi } from '../../api/lists.ts';
import { createCase } from '../../db/cases.ts';
import { addEntry, createDictionary } from '../../db/dictionaries.ts';
import { insertOpportunity } from '../../db/opportunities.ts';
import { createOwnField, type NewOwnField } from '../../db/own-definitions.ts';
import { createTask } from '../../db/tasks.ts';
import type { Bulk, Selected } from '../../domain/lists/actions.ts';
import type { ListKind } from '../../domain/lists/shapes.ts';
import type { OwnRecord } from '../../domain/own/shapes.ts';
import { companies, people, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { serve, type Served } from '../support/served.ts';

const [jan, maria] = [viewer('jan'), viewer('maria')];
type Chosen = { readonly kind: ListKind; readonly ids: readonly string[] };
const both = [companies.zubr.id, companies.omega.id];

describe('an own field of many, taken back', () => {
  let base: TestDatabase;
  let served: Served;

  beforeEach(async () => {
    base = await freshDatabase();
    await base.db.transaction(seatCast);
    served = await serve(base.db, { api: [listsApi, bulkApi, companiesApi] });
  });
  afterEach(async () => {
    await served.close();
    await base.drop();
  });

  const define = (field: Pick<NewOwnField, 'kind' | 'title'> & Partial<NewOwnField>) =>
    base.db.transaction((tx) => createOwnField(tx, jan, { record: 'company', ...field }));
  const holds = (own: object) => base.db.run('update companies set own = $2 where id = any($1)', [both, own]);
  const held = async () =>
    (
      await base.db.rows<{ own: object }>('select own from companies where id = any($1::uuid[]) order by name', [both])
    ).map(({ own }) => own);
  const workOff = async (id: string) => {
    while ((await bulkActivities({ db: base.db }).moveBulkRows({ bulkId: id })).more);
    return (await served.ask<Bulk>(maria, `GET /bulk/${id}`)).body.counts;
  };
  const set = async (code: string, value: unknown, { kind, ids }: Chosen = { kind: 'companies', ids: both }) => {
    const { id } = (await served.ask<Selected>(maria, `POST /lists/${kind}/selections`, { ids })).body;
    const answers = { field: JSON.stringify({ field: `own.${code}`, value }) };
    await served.ask(maria, `POST /bulk/${id}/run`, { action: 'set field', answers });
    expect(await workOff(id), kind).to.include({ done: ids.length, skipped: 0 });
    return id;
  };
  const undo = async (id: string) => {
    await served.ask(maria, `POST /bulk/${id}/undo`);
    return workOff(id);
  };

  it('is empty again where it was, although it is required', async () => {
    await define({ kind: 'text', title: { pl: 'Segment', en: 'Segment' }, required: true });
    const id = await set('segment', 'A');
    expect(await undo(id)).to.include({ undone: 2 });
    expect(await held()).to.deep.equal([{}, {}]);
  });

  it('is empty again in people, tasks, cases and opportunities too', async () => {
    const companyId = companies.zubr.id;
    const { db } = base;
    const chosen = {
      person: { kind: 'people', ids: [people.jozef.id] },
      task: { kind: 'tasks', ids: [(await createTask(db, maria, { type: 'call', title: 'Telefon', companyId })).id] },
      case: { kind: 'cases', ids: [(await createCase(db, maria, { name: 'Reklamacja', companyId })).id] },
      opportunity: {
        kind: 'opportunities',
        ids: [await db.transaction((tx) => insertOpportunity(tx, maria, { name: 'Nowa linia', companyId }))],
      },
    } as const;
    for (const [record, rows] of Object.entries(chosen)) {
      const title = { pl: 'Segment', en: 'Segment' };
      const { code } = await define({ record: record as OwnRecord, kind: 'text', title, required: true });
      expect(await undo(await set(code, 'A', rows)), record).to.include({ undone: 1 });
    }
  });

  it('may not be emptied by hand where it is required', async () => {
    await define({ kind: 'text', title: { pl: 'Segment', en: 'Segment' }, required: true });
    await set('segment', 'A');
    const emptied = { version: 2, changes: { own: { segment: null } } };
    const { body } = await served.ask<{ code: string }>(maria, `PATCH /companies/${companies.zubr.id}`, emptied);
    expect(body.code).to.equal('own.required');
  });

  it('has the value again that lies outside limits which were changed since', async () => {
    const { id: fieldId } = await define({ kind: 'number', title: { pl: 'Rabat', en: 'Discount' } });
    await holds({ rabat: 50 });
    const id = await set('rabat', 5);
    await base.db.run(`update own_fields set options = '{"most": 20}' where id = $1`, [fieldId]);
    expect(await undo(id)).to.include({ undone: 2 });
    expect(await held()).to.deep.equal([{ rabat: 50 }, { rabat: 50 }]);
  });

  it('has the entry again that was switched off since', async () => {
    const { code: dictionary } = await createDictionary(base.db, jan, { pl: 'Drewno', en: 'Wood' });
    await addEntry(base.db, jan, { dictionary, name: { pl: 'Dąb', en: 'Oak' } });
    await addEntry(base.db, jan, { dictionary, name: { pl: 'Sosna', en: 'Pine' } });
    await define({ kind: 'choice', title: { pl: 'Gatunek', en: 'Wood' }, options: { dictionary } });
    await holds({ gatunek: 'dab' });
    const id = await set('gatunek', 'sosna');
    await base.db.run(`update dictionary_entries set active = false where code = 'dab'`);
    expect(await undo(id)).to.include({ undone: 2 });
    expect(await held()).to.deep.equal([{ gatunek: 'dab' }, { gatunek: 'dab' }]);
  });

  it('stays as it is where its writers were narrowed since', async () => {
    const { id: fieldId } = await define({ kind: 'text', title: { pl: 'Segment', en: 'Segment' } });
    const id = await set('segment', 'A');
    await base.db.run(`update own_fields set writers = '{administrator}' where id = $1`, [fieldId]);
    expect(await undo(id)).to.include({ kept: 2 });
    expect(await held()).to.deep.equal([{ segment: 'A' }, { segment: 'A' }]);
  });
});
