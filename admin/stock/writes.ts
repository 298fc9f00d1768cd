import { ValidationError } from 'adminjs';
import { ForeignKeyConstraintError, QueryTypes, UniqueConstraintError, DatabaseError } from 'sequelize';
import type { Model, ModelStatic, Sequelize, Transaction, WhereOptions } from 'sequelize';
import { actorOf } from '../../domain/access.ts';
import type { Viewer } from '../../domain/access.ts';
import { actorText } from '../../domain/actor.ts';
import { DomainError, withNow } from '../../domain/domain-error.ts';
import { changesBetween, recordAudit } from '../../db/audit.ts';
import type { Tx } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { demandRequired, formValues } from './form-values.ts';
import type { Policy } from './policy.ts';
import type { Columns } from './where.ts';

type Row = Record<string, unknown>;

/** What writing needs to know of a ScopedResource. */
export type Written = {
  readonly model: ModelStatic<Model>;
  readonly policy: Policy;
  key(): string;
  /** The columns that forms know. */
  rawAttributes(): Columns;
  allColumns(): Columns;
  within(id: string, viewer: Viewer): WhereOptions;
};

/** Adds a row with what the form may write, its actor, and its line in the audit. */
export async function insertRow(resource: Written, params: Row, viewer: Viewer): Promise<Row> {
  const { model, policy } = resource;
  const columns = resource.rawAttributes();
  const values = formValues(columns, policy.writable, params);
  demandRequired(columns, policy.writable, values);
  const row = { ...values, [resource.key()]: newKey(resource, values), ...stamped(resource, viewer, 'created') };
  return inTransaction(resource, async (transaction, tx) => {
    const written = await model.create(row, { transaction, fields: Object.keys(row) });
    await recordAudit(tx, {
      actor: actorOf(viewer),
      noun: policy.noun,
      recordId: String(written.get(resource.key())),
      verb: 'create',
      changes: changesBetween({}, values),
    });
    return visible(resource, written);
  });
}

/** Writes what changed and is writable, if nobody was faster: the form sends the version that its person saw. */
export async function updateRow(
  resource: Written,
  { id, params }: { readonly id: string; readonly params: Row },
  viewer: Viewer,
): Promise<void> {
  const { model, policy } = resource;
  const values = formValues(resource.rawAttributes(), policy.writable, params);
  await inTransaction(resource, async (transaction, tx) => {
    const row = await model.findOne({ where: resource.within(id, viewer), transaction, lock: transaction.LOCK.UPDATE });
    if (!row) throw problem('changedMeanwhile');
    const locked = 'version' in resource.allColumns();
    if (locked && Number(params['version']) !== row.get('version'))
      throw withNow(changedMeanwhile(), visible(resource, row));
    const changes = changesBetween(row.toJSON() as Row, values);
    if (Object.keys(changes).length === 0) return;
    const written = {
      ...Object.fromEntries(Object.keys(changes).map((name) => [name, values[name]])),
      ...(locked ? { version: Number(row.get('version')) + 1 } : {}),
      ...stamped(resource, viewer, 'updated'),
    };
    await row.update(written, { transaction, fields: Object.keys(written) });
    await recordAudit(tx, { actor: actorOf(viewer), noun: policy.noun, recordId: id, verb: 'edit', changes });
  });
}

/** Removes a row that nothing leans on. */
export async function removeRow(resource: Written, id: string, viewer: Viewer): Promise<void> {
  const { model, policy } = resource;
  await inTransaction(resource, async (transaction, tx) => {
    const row = await model.findOne({ where: resource.within(id, viewer), transaction, lock: transaction.LOCK.UPDATE });
    if (!row) throw problem('changedMeanwhile');
    await row.destroy({ transaction });
    const changes = Object.fromEntries(
      Object.entries(visible(resource, row)).map(([name, value]) => [name, [value, null] as const]),
    );
    await recordAudit(tx, { actor: actorOf(viewer), noun: policy.noun, recordId: id, verb: 'delete', changes });
  });
}

function newKey({ policy }: Written, values: Row): string {
  if (!policy.keyFrom) return newId();
  const plain = String(values[policy.keyFrom]).toLowerCase().replace(/ł/g, 'l').normalize('NFD').replace(/\p{M}/gu, '');
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || newId()
  );
}

function visible(resource: Written, row: Model): Row {
  const shown = resource.rawAttributes();
  return Object.fromEntries(Object.entries(row.toJSON() as Row).filter(([name]) => name in shown));
}

/** Who and when, in the columns that the table has for it. */
function stamped(resource: Written, viewer: Viewer, what: 'created' | 'updated'): Row {
  const columns = resource.allColumns();
  const actor = actorText(actorOf(viewer));
  const stamps: Row = {
    updatedBy: actor,
    updatedAt: new Date(),
    ...(what === 'created' ? { createdBy: actor, createdAt: new Date(), version: 1 } : {}),
  };
  return Object.fromEntries(Object.entries(stamps).filter(([name]) => name in columns));
}

async function inTransaction<T>(resource: Written, work: (transaction: Transaction, tx: Tx) => Promise<T>): Promise<T> {
  const sequelize = resource.model.sequelize!;
  try {
    return await sequelize.transaction((transaction) => work(transaction, statementsOf(sequelize, transaction)));
  } catch (error) {
    throw inWords(error, Object.keys(resource.allColumns()));
  }
}

/** Verbs of `db/` inside a transaction of Sequelize's: the audit row is written with the change or not at all. */
function statementsOf(sequelize: Sequelize, transaction: Transaction): Tx {
  const ask = async (sql: string, params: readonly unknown[] = []) =>
    (await sequelize.query(sql, { bind: [...params], transaction, type: QueryTypes.SELECT })) as never[];
  return {
    rows: ask,
    one: async (sql, params) => (await ask(sql, params))[0]!,
    maybe: async (sql, params) => (await ask(sql, params))[0],
    run: async (sql, params) => (await ask(sql, params)).length,
    prepared: async (_name, sql, params) => ask(sql, params),
    recurring: ask,
  };
}

/** What PostgreSQL refuses, as a key of `messages`; its own text never leaves the server. */
function inWords(error: unknown, columns: readonly string[]): unknown {
  if (error instanceof UniqueConstraintError) {
    // An index over what is made of a column, such as `lower(name)`, names no field of the form.
    const fields = error.errors.map(({ path }) => camel(path ?? '')).filter((field) => columns.includes(field));
    return fields.length > 0
      ? new ValidationError(Object.fromEntries(fields.map((field) => [field, { message: 'taken' }])))
      : problem('taken');
  }
  if (error instanceof ForeignKeyConstraintError) return problem('inUse');
  if (error instanceof DatabaseError && (error.parent as { code?: string }).code === '23514')
    return problem('againstRule');
  return error;
}

/** Whoever comes second is shown both values and chooses, as on the pages of our own. */
function changedMeanwhile(): DomainError {
  return new DomainError('entry.changed', {
    pl: 'Ktoś zmienił ten wpis w międzyczasie. Wczytaj go ponownie i nanieś zmiany.',
    en: 'Somebody changed this entry in the meantime. Load it again and make your changes.',
  });
}

function problem(message: string): ValidationError {
  return new ValidationError({}, { message });
}

function camel(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
