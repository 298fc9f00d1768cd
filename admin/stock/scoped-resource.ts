import { Resource } from '@adminjs/sequelize';
import { ForbiddenError } from 'adminjs';
import type { ActionContext, Filter } from 'adminjs';
import { literal, Op, QueryTypes } from 'sequelize';
import type { Model, ModelStatic, Order, Transaction, WhereOptions } from 'sequelize';
import type { Viewer } from '../../domain/access.ts';
import { mayDo } from './policy.ts';
import type { FormAction, Policy } from './policy.ts';
import { SafeRecord } from './safe-record.ts';
import { asksText, typeOf, whereOf } from './where.ts';
import type { Asked, Columns } from './where.ts';
import { insertRow, removeRow, updateRow } from './writes.ts';

const MOST_ROWS = 200;
const MOST_COUNTED = 10_001;
const DEEP = 1_000;
const DEEPEST = 10_000;

type Finding = { limit?: number; offset?: number; sort?: { sortBy?: string; direction?: string } };
type Ordered = { readonly limit: number; readonly offset: number; readonly order: Order };

/**
 * A table as AdminJS may see it: rows, columns, sorts and counts within what the viewer may see. Every way in asks who
 * it is, and refuses when nobody is named. Hidden columns are not properties at all, so they cannot be listed, searched,
 * filtered, written, or told in the page's configuration.
 */
export class ScopedResource extends Resource {
  readonly policy: Policy;
  readonly model: ModelStatic<Model>;

  constructor(model: ModelStatic<Model>, policy: Policy) {
    super(model);
    this.model = model;
    this.policy = policy;
  }

  mayDo(viewer: Viewer | undefined, action: string): boolean {
    return mayDo(this.policy, viewer, action);
  }

  /** The columns that exist for forms: key, version, and what the policy names. */
  override rawAttributes(): Columns {
    // AdminJS asks while its own constructor runs, before the policy stands: it learns nothing then.
    const shown = new Set([this.key(), 'version', ...(this.policy?.readable ?? [])]);
    return Object.fromEntries(Object.entries(this.allColumns()).filter(([name]) => shown.has(name)));
  }

  /** Every column of the table, for writing actors and times. */
  allColumns(): Columns {
    return this.model.getAttributes() as unknown as Columns;
  }

  key(): string {
    return this.model.primaryKeyAttribute;
  }

  override async find(filter: Filter, finding: Finding, context?: ActionContext): Promise<SafeRecord[]> {
    const viewer = this.demand(context, 'list');
    const { where, text } = this.whereFor(filter, viewer);
    const ordered = this.orderOf(finding);
    const rows = text
      ? await this.byTextIndex((transaction) => this.rows(where, ordered, transaction))
      : await this.rows(where, ordered);
    return rows.map((row) => this.record(row));
  }

  /** Exact up to 10,000; beyond that an estimate for those who see everything, and 10,001 for everybody else. */
  override async count(filter: Filter, context?: ActionContext): Promise<number> {
    const viewer = this.demand(context, 'list');
    const { where, text, whole } = this.whereFor(filter, viewer);
    const counted = async (transaction?: Transaction) =>
      (
        await this.model.findAll({
          attributes: [[literal('1'), 'one']],
          where,
          limit: MOST_COUNTED,
          raw: true,
          ...(transaction ? { transaction } : {}),
        })
      ).length;
    const n = text ? await this.byTextIndex(counted) : await counted();
    return whole && n === MOST_COUNTED ? Math.max(n, await this.estimate()) : n;
  }

  override async findOne(id: string, context?: ActionContext): Promise<SafeRecord | null> {
    const viewer = this.demand(context, 'show');
    const row = await this.oneRow(id, viewer);
    return row ? this.record(row) : null;
  }

  override async findMany(ids: (string | number)[], context?: ActionContext): Promise<SafeRecord[]> {
    const viewer = this.demand(context, 'show');
    const where = { [Op.and]: [...this.keyIn(ids.slice(0, MOST_ROWS).map(String)), ...this.scope(viewer)] };
    const rows = await this.model.findAll({ attributes: this.shownNames(), where });
    return rows.map((row) => this.record(row));
  }

  override build(params: Record<string, unknown>): SafeRecord {
    return new SafeRecord(params, this);
  }

  override async create(params: Record<string, unknown>, context?: ActionContext): Promise<Record<string, unknown>> {
    return insertRow(this, params, this.demand(context, 'new'));
  }

  override async update(id: string, params: Record<string, unknown>, context?: ActionContext) {
    const viewer = this.demand(context, 'edit');
    await updateRow(this, { id, params }, viewer);
    return (await this.oneRow(id, viewer))!.toJSON() as Record<string, unknown>;
  }

  // eslint-disable-next-line @typescript-eslint/ban-ts-comment
  // @ts-ignore AdminJS passes the context to delete, though the adapter's types do not say so
  override async delete(id: string, context?: ActionContext): Promise<void> {
    await removeRow(this, id, this.demand(context, 'delete'));
  }

  /** Rows of this viewer, and the row itself: for writes. */
  within(id: string, viewer: Viewer): WhereOptions {
    return { [Op.and]: [...this.keyIn([id]), ...this.scope(viewer)] };
  }

  private demand(context: ActionContext | undefined, action: FormAction): Viewer {
    const viewer = context?.currentAdmin as unknown as Viewer | undefined;
    if (viewer && this.mayDo(viewer, action)) return viewer;
    throw new ForbiddenError('anyForbiddenError');
  }

  private scope(viewer: Viewer): WhereOptions[] {
    return this.policy.rows ? [this.policy.rows(viewer)] : [];
  }

  private whereFor(filter: Filter, viewer: Viewer): { where: WhereOptions; text: boolean; whole: boolean } {
    const asked = askedOf(filter);
    const columns = this.rawAttributes();
    // A column that the viewer may not read is refused, not ignored: a filter on it would answer questions about it.
    if (asked.some(({ path }) => !(path in columns))) throw new ForbiddenError('anyForbiddenError');
    const parts = [...whereOf(columns, asked), ...this.scope(viewer)];
    return { where: { [Op.and]: parts }, text: asksText(columns, asked), whole: parts.length === 0 };
  }

  private orderOf({ limit, offset, sort = {} }: Finding): Ordered {
    const { sortable } = this.policy;
    const by = sort.sortBy && sortable.includes(sort.sortBy) ? sort.sortBy : (sortable[0] ?? this.key());
    const direction = String(sort.direction).toLowerCase() === 'desc' ? 'DESC' : 'ASC';
    const order: Order =
      by === this.key()
        ? [[by, direction]]
        : [
            [by, direction],
            [this.key(), direction],
          ];
    const whole = (value: unknown, otherwise: number) =>
      Number.isSafeInteger(Number(value)) ? Math.max(0, Number(value)) : otherwise;
    return { order, limit: Math.min(whole(limit, 20), MOST_ROWS), offset: Math.min(whole(offset, 0), DEEPEST) };
  }

  private async rows(
    where: WhereOptions,
    { limit, offset, order }: Ordered,
    transaction?: Transaction,
  ): Promise<Model[]> {
    const inside = transaction ? { transaction } : {};
    if (offset < DEEP) {
      return this.model.findAll({ attributes: this.shownNames(), where, limit, offset, order, ...inside });
    }
    // Far down only the keys are walked over; the rows of the page are fetched afterwards.
    const keys = await this.model.findAll({ attributes: [this.key()], where, limit, offset, order, ...inside });
    const names = keys.map((row) => row.get(this.key()) as string);
    const rows = await this.model.findAll({ attributes: this.shownNames(), where: { [this.key()]: names }, ...inside });
    const byKey = new Map(rows.map((row) => [row.get(this.key()), row]));
    return names.flatMap((name) => byKey.get(name) ?? []);
  }

  /** With many matches PostgreSQL walks the order's index row by row (3.8 s at a million); the trigram index takes 0.4. */
  private byTextIndex<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const { sequelize } = this.model;
    return sequelize!.transaction(async (transaction) => {
      const off = ['enable_indexscan', 'enable_indexonlyscan'].map((plan) => `set local ${plan} = off`).join('; ');
      await sequelize!.query(off, { transaction });
      return work(transaction);
    });
  }

  private async estimate(): Promise<number> {
    const [row] = await this.model.sequelize!.query<{ n: string }>(
      'select reltuples::bigint as n from pg_class where oid = to_regclass(:table)',
      { replacements: { table: this.model.getTableName() as string }, type: QueryTypes.SELECT },
    );
    return Number(row?.n ?? 0);
  }

  private async oneRow(id: string, viewer: Viewer): Promise<Model | null> {
    return this.model.findOne({ attributes: this.shownNames(), where: this.within(id, viewer) });
  }

  /** A key is compared whole, also where it is a text; one that cannot be a key finds nothing. */
  private keyIn(ids: readonly string[]): WhereOptions[] {
    const column = this.allColumns()[this.key()]!;
    if (typeOf(column) === 'STRING') return [{ [this.key()]: { [Op.in]: ids } }];
    return whereOf({ [this.key()]: column }, [{ path: this.key(), value: ids }]);
  }

  private shownNames(): string[] {
    return Object.keys(this.rawAttributes());
  }

  private record(row: Model): SafeRecord {
    return new SafeRecord(row.toJSON() as Record<string, unknown>, this);
  }
}

/** AdminJS names `createdAt~~from` in its own filters and `color.0` in addresses: both are parts of one column's value. */
function askedOf(filter: Filter): Asked[] {
  const { filters } = filter as unknown as { filters: Record<string, Asked> };
  const byColumn = new Map<string, unknown>();
  for (const { path, value } of Object.values(filters)) {
    const [name = '', part] = path.split('.');
    const parts = part === undefined ? value : { ...(byColumn.get(name) as object | undefined), [part]: value };
    byColumn.set(name, parts);
  }
  return [...byColumn].map(([path, value]) => ({ path, value }));
}
