import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exportActivities } from '../../activities/exports.ts';
import { exportsApi } from '../../api/exports.ts';
import { listsApi } from '../../api/lists.ts';
import type { Right, Viewer } from '../../domain/access.ts';
import type { Condition } from '../../domain/conditions/shapes.ts';
import type {
  ListCount,
  ListDescription,
  ListField,
  ListKind,
  ListPage,
  ListRow,
  View,
} from '../../domain/lists/shapes.ts';
import { ownRecords } from '../../domain/own/shapes.ts';
import type { Export } from '../../db/exports.ts';
import type { FactDefinition, ListDefinition } from '../../db/lists/definition.ts';
import { lists } from '../../db/lists/kinds/list.ts';
import { createOwnField } from '../../db/own-definitions.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { seatListSamples } from '../support/list-samples.ts';
import { serve, type Served } from '../support/served.ts';

/** What every kind of list promises. A new kind is held to it by being in `db/lists/kinds/list.ts`. */
describe('every kind of list', () => {
  let base: TestDatabase;
  let served: Served;
  let filesDir: string;
  const maria = viewer('maria');

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(async (tx) => {
      await seatCast(tx);
      await seatListSamples(tx);
      for (const record of ownRecords)
        for (const kind of ['text', 'number', 'date', 'yes/no'] as const)
          await createOwnField(tx, viewer('jan'), { record, kind, title: { pl: `Własne ${kind}`, en: `Own ${kind}` } });
    });
    filesDir = await mkdtemp(join(tmpdir(), 'nurt-kinds-'));
    served = await serve(base.db, { api: [listsApi, exportsApi] });
    Object.assign(served.door, { filesDir });
  });
  after(async () => {
    await served.close();
    await base.drop();
    await rm(filesDir, { recursive: true });
  });

  type Asked = {
    readonly columns?: readonly string[];
    readonly sort?: View['sort'];
    readonly condition?: Condition | null;
    readonly after?: string;
    readonly limit?: number;
  };
  const viewOf = ({ columns = [], sort = [], condition = null }: Asked) => ({
    columns: columns.map((field) => ({ field })),
    sort,
    condition,
    colours: [],
    density: 'roomy',
  });
  const page = async (kind: ListKind, { after, limit = 200, ...asked }: Asked, who: Viewer = maria) => {
    const body = { view: viewOf(asked), limit, ...(after ? { after } : {}) };
    return served.ask<ListPage & { code: string; message: string }>(who, `POST /lists/${kind}/rows`, body);
  };
  const rows = async (kind: ListKind, asked: Asked, who?: Viewer): Promise<readonly ListRow[]> => {
    const { status, body } = await page(kind, asked, who);
    expect(status, `${JSON.stringify(asked)}: ${body.message}`).to.equal(200);
    return body.rows;
  };
  const ids = async (kind: ListKind, asked: Asked, who?: Viewer) => (await rows(kind, asked, who)).map(({ id }) => id);
  const describeList = async (kind: ListKind, who: Viewer = maria) =>
    (await served.ask<ListDescription>(who, `GET /lists/${kind}`)).body;

  for (const kind of Object.keys(lists) as ListKind[]) {
    describe(kind, () => {
      let known: ListDescription;
      before(async () => {
        known = await describeList(kind);
      });

      it('shows every field on its first page, counts its rows, and runs its own views', async () => {
        const columns = known.fields.map(({ id }) => id);
        const [first] = await rows(kind, { columns });
        expect(Object.keys(first!.values)).to.deep.equal(columns);
        const { body } = await served.ask<ListCount>(maria, `POST /lists/${kind}/count`, { view: viewOf({}) });
        expect(body.count)
          .to.equal((await ids(kind, {})).length)
          .and.to.be.greaterThan(0);
        for (const { view } of known.standard) {
          const asked = await served.ask<{ message: string }>(maria, `POST /lists/${kind}/rows`, { view });
          expect(asked.status, asked.body.message).to.equal(200);
        }
      });

      it('goes on after each page, sorted by any field both ways, what is empty at the end (rule 17)', async () => {
        const sortable = known.fields.filter((field) => field.sortable);
        expect(sortable).not.to.have.length(0);
        for (const { id } of sortable)
          for (const descending of [false, true]) {
            const sort = [{ field: id, descending }];
            const whole = await rows(kind, { columns: [id], sort });
            const paged: string[] = [];
            for (let next: string | null | undefined = undefined; next !== null;) {
              const { body }: { body: ListPage } = await page(kind, {
                sort,
                limit: 3,
                ...(next ? { after: next } : {}),
              });
              paged.push(...body.rows.map((row) => row.id));
              next = body.next;
            }
            expect(paged, `${id} ${descending}`).to.deep.equal(whole.map((row) => row.id));
            expect(new Set(paged).size).to.equal(paged.length);
            const empty = whole.map(({ values }) => values[id] === null);
            expect(empty.lastIndexOf(false), `${id} ${descending}`).to.be.lessThan(
              empty.includes(true) ? empty.indexOf(true) : empty.length,
            );
          }
      });

      it('finds by a field exactly the rows that show the value', async () => {
        const asked = known.fields.filter(({ id, fact, type }) => fact && isPlain(type, lists[kind], id));
        const all = await rows(kind, { columns: asked.map(({ id }) => id) });
        for (const field of asked) {
          const values = new Set(all.map(({ values: of }) => plain(field, of[field.id])).filter((one) => one !== null));
          for (const value of values) {
            const expected = all.filter(({ values: of }) => plain(field, of[field.id]) === value).map(({ id }) => id);
            const rule = { field: field.fact!, value: value as string } as const;
            const found = await ids(kind, { condition: { ...rule, operator: '=' } });
            expect(found, `${field.id} = ${String(value)}`).to.have.members(expected);
            const others = await ids(kind, { condition: { ...rule, operator: '!=' } });
            expect([...found, ...others], `${field.id} and its opposite`).to.have.length(all.length);
          }
          const none = all.filter(({ values: of }) => isNothing(of[field.id])).map(({ id }) => id);
          const empty = await ids(kind, { condition: { field: field.fact!, operator: 'null' } });
          expect(empty, `${field.id} is empty`).to.have.members(none);
        }
      });

      it('answers whatever its facts can be asked', async () => {
        const every = await ids(kind, {});
        const facts = [...known.facts.map((fact) => ({ fact, of: undefined as string | undefined }))];
        for (const { of, facts: beside } of known.related) facts.push(...beside.map((fact) => ({ fact, of })));
        for (const { fact, of } of facts)
          for (const operator of fact.operators) {
            const value = fact.isUser ? 'me' : (fact.choices?.[0]?.value ?? samples[fact.type]);
            const rule = (
              operator === 'null' || operator === 'notNull'
                ? { field: fact.name, operator }
                : { field: fact.name, operator, value: operator === 'in' || operator === 'notIn' ? [value] : value }
            ) as Condition;
            const asked: Condition = of ? { combinator: 'and', of, rules: [rule] } : rule;
            const [holds, not] = await Promise.all([
              page(kind, { condition: asked }),
              page(kind, { condition: { combinator: 'or', not: true, rules: [asked] } }),
            ]);
            if (holds.body.message) expect(holds.body.message).to.contain('nie wskazuje');
            else
              expect(
                [...holds.body.rows, ...not.body.rows].map(({ id }) => id),
                `${fact.name} ${operator} ${String(value)}`,
              ).to.have.members(every);
          }
      });

      it('has nobody type an id: it is chosen, or found by name', () => {
        const typed = [...factsOf(lists[kind])].filter(
          ({ cast, choices, isUser, reference }) => cast === 'uuid' && !choices && !isUser && !reference,
        );
        expect(typed.map(({ name }) => name)).to.deep.equal([]);
        const beside = known.related.flatMap(({ facts }) => facts);
        for (const { name, operators } of [...known.facts, ...beside].filter(({ reference }) => reference))
          expect(operators, name).to.deep.equal(['=', '!=', 'in', 'notIn', 'null', 'notNull']);
      });

      it('refuses what is not there', async () => {
        const refused = async (asked: Asked) => (await page(kind, asked)).body.code;
        expect(await refused({ columns: ['password'] })).to.equal('list.field_unknown');
        expect(await refused({ sort: [{ field: 'password' }] })).to.equal('list.unsortable');
        expect(await refused({ condition: { field: 'user.hash', operator: 'null' } })).to.equal(
          'condition.unknown_fact',
        );
        const unsortable = known.fields.find(({ sortable }) => !sortable);
        if (unsortable) expect(await refused({ sort: [{ field: unsortable.id }] })).to.equal('list.unsortable');
      });

      it('hides a field, a fact and records beside the row from whoever lacks their right', async () => {
        const { right, fields, related } = lists[kind];
        const without = (missing: Right) =>
          viewer('maria', { rights: new Set([...maria.rights].filter((one) => one !== missing)) });
        expect((await page(kind, {}, without(right))).body.code).to.equal('right.missing');
        for (const field of fields.filter((one) => one.right)) {
          const blind = without(field.right!);
          expect((await describeList(kind, blind)).fields.map(({ id }) => id)).not.to.contain(field.id);
          expect((await page(kind, { columns: [field.id] }, blind)).body.code, field.id).to.equal('list.field_unknown');
          const condition: Condition = { field: field.fact?.name ?? 'x', operator: 'notNull' };
          if (field.fact)
            expect((await page(kind, { condition }, blind)).body.code, field.id).to.equal('condition.unknown_fact');
        }
        for (const { of, right: needed } of related.filter((one) => one.right && one.right !== right)) {
          const blind = without(needed!);
          expect((await describeList(kind, blind)).related.map((one) => one.of)).not.to.contain(of);
          const condition: Condition = { combinator: 'and', of, rules: [] };
          expect((await page(kind, { condition }, blind)).status, of).to.equal(422);
        }
      });

      it('shows nobody the rows of others (rule 20)', async () => {
        const rights = new Set([...viewer('pawel').rights, lists[kind].right]);
        const narrow = viewer('pawel', { customers: 'own', rights });
        const [all, some] = [await ids(kind, {}), await ids(kind, {}, narrow)];
        expect(all).to.include.members(some);
        if (ofEverybody.includes(kind)) expect(some).to.have.length(all.length);
        else expect(some, 'some are seen, and some are not').to.have.lengthOf.within(0, all.length - 1);
        const { body } = await served.ask<ListCount>(narrow, `POST /lists/${kind}/count`, { view: viewOf({}) });
        expect(body).to.deep.equal({ count: some.length, isMore: false });
      });

      it('exports exactly what is seen (rule 18)', async () => {
        const columns = known.fields.slice(0, 6).map(({ id }) => id);
        const sort = [{ field: known.fields.find(({ sortable }) => sortable)!.id, descending: true }];
        const seen = await rows(kind, { columns, sort });
        const asked = { view: viewOf({ columns, sort }), format: 'csv' };
        const made = await served.ask<{ id: string }>(maria, `POST /lists/${kind}/exports`, asked);
        await exportActivities({ db: base.db, filesDir }).writeListFile({ exportId: made.body.id });
        const { body } = await served.ask<Export>(maria, `GET /exports/${made.body.id}`);
        expect([body.state, body.written], JSON.stringify(body.failure)).to.deep.equal(['done', seen.length]);
      });
    });
  }
});

/** Who may read them reads all of them. */
const ofEverybody: readonly ListKind[] = ['campaigns', 'templates', 'scenarios', 'users', 'groups'];

function* factsOf({ fields, facts, related }: ListDefinition): Generator<FactDefinition> {
  for (const { fact } of fields) if (fact) yield fact;
  yield* facts;
  for (const { facts: beside } of related) yield* beside;
}

/** Whether a cell shows what conditions on the field compare. */
function isPlain(type: ListField['type'], { fields }: ListDefinition, id: string): boolean {
  const field = fields.find((one) => one.id === id);
  if (!field) return id.startsWith('own.');
  const { show, fact } = field;
  if (type === 'text') return fact !== undefined && 'value' in fact.is && fact.is.value === show;
  return plainTypes.includes(type);
}

const plainTypes: readonly ListField['type'][] = ['choice', 'yes/no', 'user', 'reference', 'date'];
const samples = {
  text: 'x',
  number: 3,
  'yes/no': true,
  date: '2026-01-01',
  instant: { days: -3 },
  many: 'x',
} as const;

/** The value of a cell as a condition names it. */
function plain({ type }: ListField, value: unknown): string | boolean | null {
  if (isNothing(value)) return null;
  if (type === 'user' || type === 'reference') return (value as { readonly id: string }).id;
  return value as string | boolean;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
