/** Formulas of own fields: their values are stored with the record, so that lists filter and sort by them. */
import { demand, profilesOf, type Viewer } from '../domain/access.ts';
import { compileFormula, type Formula, type Reckoned, type Value, type ValueType } from '../domain/own/formula.ts';
import { formulaTypeOf, knownFields } from '../domain/own/formula-fields.ts';
import { formulaError } from '../domain/own/formula-parse.ts';
import { mayReadOwn, type FormulaType, type OwnField, type OwnRecord, type OwnValues } from '../domain/own/shapes.ts';
import type { Db, Tx } from './database.ts';
import { activeFields } from './own-fields.ts';
import { seenRows } from './own-scope.ts';
import { ownNames, ownTables } from './own-sql.ts';
import { parameters } from './task-scope.ts';

/** Expressions of the known fields, by the names in `domain/own/formula-fields.ts`, as JSON values. */
const expressions: Readonly<Record<OwnRecord, Readonly<Record<string, string>>>> = {
  company: {
    name: 'name',
    kind: 'kind',
    class: 'class',
    industry: 'industry',
    city: 'city',
    postcode: 'postcode',
    country: 'country',
    turnover: 'turnover_minor / 100.0',
  },
  person: { firstName: 'first_name', lastName: 'last_name', position: 'position' },
  task: { title: 'title', priority: 'priority', percent: 'percent', durationMinutes: 'duration_minutes' },
  case: { name: 'name', stage: 'stage', dueOn: 'due_on::text' },
  opportunity: { name: 'name' },
  campaign: { name: 'name', startsOn: 'starts_on::text', endsOn: 'ends_on::text' },
  transaction: {
    number: 'number',
    title: 'title',
    kind: 'kind',
    amount: 'amount_minor / 100.0',
    happenedOn: 'happened_on::text',
    dueOn: 'due_on::text',
  },
  file: { name: 'name', bytes: 'bytes' },
  message: { subject: 'subject', address: 'address' },
};

const BATCH = 1_000;

/** Works out the formulas of these records anew. A record without formulas costs one look at the definitions. */
export async function refreshFormulas(tx: Tx, record: OwnRecord, ids: readonly string[]): Promise<void> {
  const [any] = await tx.prepared(
    'any-formula',
    `select 1 from own_fields where record = $1 and kind = 'formula' and active limit 1`,
    [record],
  );
  if (!any) return;
  const formulas = formulasOf(await activeFields(tx, record), record);
  for (let at = 0; at < ids.length; at += BATCH) await reckonBatch(tx, { record, formulas }, ids.slice(at, at + BATCH));
}

type Walk = { readonly record: OwnRecord; readonly after: string | null };

/** The next thousand records of a table; answers the last id, null at the end. For jobs, each call one transaction. */
async function refreshNextFormulas(tx: Tx, { record, after }: Walk): Promise<string | null> {
  const formulas = formulasOf(await activeFields(tx, record), record);
  if (formulas.length === 0) return null;
  const rows = await tx.rows<{ id: string }>(
    `select id from ${ownTables[record]} where ($1::uuid is null or id > $1) order by id limit ${BATCH}`,
    [after],
  );
  await reckonBatch(
    tx,
    { record, formulas },
    rows.map(({ id }) => id),
  );
  return rows.length < BATCH ? null : rows.at(-1)!.id;
}

/** Reckons every record that holds what an older formula gave, a thousand at a time. Answers how many formulas. */
export async function reckonStaleFormulas(db: Db): Promise<number> {
  const stale = await db.rows<{ id: string; record: OwnRecord; row: string }>(
    'select id, record, xmin::text as row from own_fields where stale and active',
  );
  for (const record of new Set(stale.map((field) => field.record))) {
    let after: string | null = null;
    do after = await db.transaction((tx) => refreshNextFormulas(tx, { record, after }));
    while (after !== null);
  }
  for (const { id, row } of stale) {
    // One that was changed or became stale again meanwhile stays so and is done the next time: the row is another one then.
    await db.run('update own_fields set stale = false where id = $1 and xmin::text = $2', [id, row]);
  }
  return stale.length;
}

type CodedFormula = { readonly code: string; readonly type: FormulaType; readonly formula: Pick<Formula, 'reckon'> };
type Batch = { readonly record: OwnRecord; readonly formulas: readonly CodedFormula[] };
type Row = { readonly id: string; readonly own: OwnValues; readonly known: Readonly<Record<string, Value>> };

async function reckonBatch(tx: Tx, { record, formulas }: Batch, ids: readonly string[]): Promise<void> {
  const known = Object.entries(expressions[record]).map(([name, sql]) => `'${name}', ${sql}`);
  const table = ownTables[record];
  const rows = await tx.rows<Row>(
    `select id, own, jsonb_build_object(${known.join(', ')}) as known from ${table} where id = any($1::uuid[]) order by id for no key update`,
    [ids],
  );
  const money = await moneyCodes(tx, record);
  const changed = rows.flatMap(({ id, own, known: values }) => {
    const fields = { ...values, ...inUnits(own, money) };
    const next = Object.fromEntries(formulas.map((one) => [one.code, valueOf(one, fields)]));
    const differs = Object.entries(next).some(([code, value]) => (own[code] ?? null) !== value);
    return differs ? [{ id, next }] : [];
  });
  if (changed.length === 0) return;
  await tx.run(
    `update ${table} t set own = jsonb_strip_nulls(t.own || n.next) from unnest($1::uuid[], $2::jsonb[]) n(id, next) where t.id = n.id`,
    [changed.map(({ id }) => id), changed.map(({ next }) => JSON.stringify(next))],
  );
}

async function moneyCodes(tx: Tx, record: OwnRecord): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ code: string }>(`select code from own_fields where record = $1 and kind = 'money'`, [
    record,
  ]);
  return new Set(rows.map(({ code }) => code));
}

/** Own values as formulas see them: money in whole units. */
function inUnits(own: OwnValues, money: ReadonlySet<string>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(own).map(([code, value]) => [
      code,
      money.has(code) && typeof value === 'number' ? value / 100 : (value as Value),
    ]),
  );
}

function valueOf({ formula, type }: CodedFormula, fields: Readonly<Record<string, Value>>): Value {
  const reckoned = formula.reckon(fields);
  if ('problem' in reckoned) return null;
  const { value } = reckoned;
  return type === 'money' && typeof value === 'number' ? Math.round(value * 100 + Math.sign(value) * 1e-7) : value;
}

/** A formula whose fields are gone since gives nothing: its field is empty until somebody mends it. */
function formulasOf(fields: readonly OwnField[], record: OwnRecord): CodedFormula[] {
  return fields.flatMap((field) => {
    if (field.kind !== 'formula') return [];
    const type = field.options.formulaType ?? 'text';
    return [{ code: field.code, type, formula: compiled(field.options.formula ?? '', formulaTypes(fields, record)) }];
  });
}

function compiled(text: string, typeOf: ReturnType<typeof formulaTypes>): Pick<Formula, 'reckon'> {
  try {
    return compileFormula(text, typeOf);
  } catch {
    return { reckon: () => ({ value: null }) };
  }
}

export type Tried = {
  readonly gives: ValueType;
  /** What comes of it for the record that was changed last, of those that the viewer sees. */
  readonly example: { readonly name: string; readonly result: Reckoned } | null;
};

type Typed = { readonly record: OwnRecord; readonly formula: string };

/** A formula as it is being written. Throws as `readFormula`. */
export async function tryFormula(tx: Tx, viewer: Viewer, typed: Typed): Promise<Tried> {
  demand(viewer, 'settings.edit');
  const { record } = typed;
  const formula = await readFormula(tx, viewer, typed);
  const known = Object.entries(expressions[record]).map(([name, sql]) => `'${name}', ${sql}`);
  const params = parameters();
  const row = await tx.maybe<Omit<Row, 'id'> & { name: string }>(
    `select ${ownNames[record]} as name, own, jsonb_build_object(${known.join(', ')}) as known
     from ${seenRows(viewer, record, params)} order by updated_at desc limit 1`,
    params.list,
  );
  if (!row) return { gives: formula.gives, example: null };
  const fields = { ...row.known, ...inUnits(row.own, await moneyCodes(tx, record)) };
  return { gives: formula.gives, example: { name: row.name, result: formula.reckon(fields) } };
}

/**
 * Throws `formula.…` with the place of what is wrong, and for a field that whoever writes it may not read: what comes of it
 * would tell them the value.
 */
export async function readFormula(tx: Tx, viewer: Viewer, { record, formula }: Typed): Promise<Formula> {
  const fields = await activeFields(tx, record);
  const read = compileFormula(formula, formulaTypes(fields, record));
  const profiles = profilesOf(viewer);
  const hidden = fields.find((field) => read.reads.has(field.code) && !mayReadOwn(field, profiles));
  if (hidden) throw hiddenField(hidden);
  return read;
}

function hiddenField({ title }: OwnField) {
  return formulaError('hidden_field', {
    pl: `Wzór czyta pole „${title.pl}”, którego nie widzisz. Usuń je ze wzoru albo poproś kogoś, kto je widzi.`,
    en: `The formula reads the field "${title.en}", which you may not see. Leave it out, or ask somebody who sees it.`,
  });
}

/** What a formula of this record may name. */
function formulaTypes(fields: readonly OwnField[], record: OwnRecord) {
  const types = new Map(knownFields[record].map(({ name, type }) => [name, type]));
  for (const field of fields) {
    const type = formulaTypeOf(field);
    if (type) types.set(field.code, type);
  }
  return (name: string) => types.get(name);
}
