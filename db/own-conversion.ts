/**
 * Another kind for a field: values are stored by kind and code, so it becomes a new field, and the old one is switched off with
 * all it holds. What converts and what does not is told before it is done (rule 16).
 */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { converted, isConvertible } from '../domain/own/convert.ts';
import type { OwnField, OwnKind, OwnOptions, OwnRecord, ReadableField } from '../domain/own/shapes.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { checkedOptions, createOwnField, editOwnField, nextCode } from './own-definitions.ts';
import { activeFields, lockField } from './own-fields.ts';
import { refreshFormulas } from './own-formulas.ts';
import { seenRows } from './own-scope.ts';
import { ownNames, ownTables } from './own-sql.ts';
import { parameters } from './task-scope.ts';

export type Conversion = { readonly id: string; readonly kind: OwnKind; readonly options?: OwnOptions };

export type ConversionReport = {
  readonly converts: number;
  readonly fails: number;
  /** The first of those whose value would stay behind, as it is now; none that the viewer does not see. */
  readonly examples: readonly { readonly recordId: string; readonly name: string; readonly value: unknown }[];
};

const CHUNK = 2_000;
const EXAMPLES = 20;

/** What would become of the values, without changing any. Throws `own_field.not_convertible`. */
export async function previewConversion(tx: Tx, viewer: Viewer, wanted: Conversion): Promise<ConversionReport> {
  demand(viewer, 'settings.edit');
  const { from, to } = await bothFields(tx, viewer, wanted);
  return walk(tx, viewer, { from, to });
}

/** Makes the new field with the converted values and switches the old one off. Answers the new one and what came of it. */
export async function convertOwnField(
  tx: Tx,
  viewer: Viewer,
  wanted: Conversion & { readonly version: number },
): Promise<ConversionReport & { readonly id: string; readonly code: string }> {
  demand(viewer, 'settings.edit');
  const { from, to } = await bothFields(tx, viewer, wanted);
  const { record, title, help, section, indexed, readers, writers, required } = from;
  await editOwnField(tx, viewer, {
    id: from.id,
    version: wanted.version,
    title,
    help,
    section,
    active: false,
    indexed: false,
  });
  const { kind, options } = to;
  const texts = { title, help, section, required, indexed, readers, writers };
  const code = await nextCode(tx, from);
  const made = await createOwnField(tx, viewer, { record, kind, options, code, ...texts });
  const report = await walk(tx, viewer, { from, to, code: made.code });
  const changes = { kind: [from.kind, kind], code: [from.code, made.code], converts: [null, report.converts] } as const;
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'own field', recordId: made.id, verb: 'convert', changes });
  return { ...made, ...report };
}

type Fields = { readonly from: OwnField & ReadableField; readonly to: ReadableField };

async function bothFields(tx: Tx, viewer: Viewer, { id, kind, options = {} }: Conversion): Promise<Fields> {
  const old = await lockField(tx, id);
  const from = old && (await activeFields(tx, old.record)).find((field) => field.id === id);
  if (!from)
    throw new DomainError('own_field.not_found', { pl: 'Nie ma takiego pola.', en: 'There is no such field.' });
  if (from.kind === kind || !isConvertible(from.kind, kind)) throw notConvertible(from);
  const checked = await checkedOptions(tx, viewer, { kind, record: from.record, options });
  const choices = checked.dictionary ? await choicesOf(tx, checked.dictionary) : undefined;
  const { code, title } = from;
  return { from, to: { code, title, kind, options: checked, ...(choices ? { choices } : {}) } };
}

async function choicesOf(tx: Tx, dictionary: string): Promise<NonNullable<ReadableField['choices']>> {
  return tx.rows(
    `select e.code as value, jsonb_build_object('pl', e.name_pl, 'en', e.name_en) as label, e.color, e.active
     from dictionary_entries e join dictionaries d on d.id = e.dictionary_id where d.code = $1 and e.active order by e.position`,
    [dictionary],
  );
}

/** `code`: where values are written to. */
type Walking = Fields & { readonly code?: string };
type Row = { readonly id: string; readonly name: string; readonly value: unknown };

/** Every record that holds a value, in the order of ids. */
async function walk(tx: Tx, viewer: Viewer, { from, to, code }: Walking): Promise<ConversionReport> {
  const table = ownTables[from.record];
  const examples: Row[] = [];
  let [converts, fails] = [0, 0];
  for (let after: string | null = null; ;) {
    const rows: Row[] = await tx.rows<Row>(
      `select id, ${ownNames[from.record]} as name, own -> $1 as value from ${table}
       where own ? $1 and ($2::uuid is null or id > $2) order by id limit ${CHUNK}`,
      [from.code, after],
    );
    const done = rows.map(({ id, name, value }) => ({ id, name, value, next: converted(from, to, value) }));
    const good = done.filter(({ next }) => next !== undefined);
    const bad = done.filter(({ next }) => next === undefined);
    converts += good.length;
    fails += bad.length;
    if (examples.length < EXAMPLES) examples.push(...(await seenOf(tx, viewer, { record: from.record, rows: bad })));
    if (code && good.length > 0) {
      await tx.run(
        `update ${table} t set own = t.own || jsonb_build_object($3::text, n.value)
         from unnest($1::uuid[], $2::jsonb[]) n(id, value) where t.id = n.id`,
        [good.map(({ id }) => id), good.map(({ next }) => JSON.stringify(next)), code],
      );
      await refreshFormulas(
        tx,
        from.record,
        good.map(({ id }) => id),
      );
    }
    if (rows.length < CHUNK) break;
    after = rows.at(-1)!.id;
  }
  const told = examples.slice(0, EXAMPLES).map(({ id, name, value }) => ({ recordId: id, name, value }));
  return { converts, fails, examples: told };
}

/** Those that the viewer sees: fields are for everybody, what a task or a customer holds is not (rules 20 and 35). */
async function seenOf(
  tx: Tx,
  viewer: Viewer,
  { record, rows }: { readonly record: OwnRecord; readonly rows: readonly Row[] },
): Promise<Row[]> {
  if (rows.length === 0) return [];
  const params = parameters();
  const seen = await tx.rows<{ id: string }>(
    `select id from ${seenRows(viewer, record, params)} and id = any(${params.add(rows.map(({ id }) => id))}::uuid[])`,
    params.list,
  );
  const ids = new Set(seen.map(({ id }) => id));
  return rows.filter(({ id }) => ids.has(id));
}

function notConvertible({ title }: OwnField): DomainError {
  return new DomainError(
    'own_field.not_convertible',
    {
      pl: `Pola „${title.pl}” nie da się zmienić na ten rodzaj. Załóż nowe pole i wyłącz to.`,
      en: `The field "${title.en}" cannot become one of this kind. Add a new field and switch this one off.`,
    },
    'kind',
  );
}
