/** What administrators do with own fields: add, change, order, switch off, convert into a field of another type. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, type Said, withNow } from '../domain/domain-error.ts';
import { freeCode, nextFreeCode } from '../domain/own/field-codes.ts';
import {
  kindsOf,
  mayBeRequired,
  codeOf,
  type OwnField,
  type OwnKind,
  type OwnOptions,
  type OwnRecord,
} from '../domain/own/shapes.ts';
import { isSameJson } from '../domain/same-json.ts';
import { changesBetween, recordAudit } from './audit.ts';
import { demandCurrency, usualCurrency } from './currencies.ts';
import type { Tx } from './database.ts';
import { nudge } from './outbox.ts';
import { definedFields, lockField, type DefinedField } from './own-fields.ts';
import { demandFormulaReaders } from './own-formula-readers.ts';
import { readFormula } from './own-formulas.ts';

export type NewOwnField = {
  readonly record: OwnRecord;
  readonly kind: OwnKind;
  readonly code?: string;
} & OwnFieldTexts;

export type OwnFieldTexts = {
  readonly title: Said;
  readonly help?: Said | null;
  readonly section?: Said | null;
  readonly required?: boolean;
  readonly indexed?: boolean;
  readonly options?: OwnOptions;
  readonly readers?: readonly string[] | null;
  readonly writers?: readonly string[] | null;
};

/** More indexes than that would slow every write down (rule 16). */
const MOST_INDEXED = 20;
const MOST_FIELDS = 200;
/** The workflow that builds indexes and reckons formulas. */
const SHAPE = 'shape:all';

export async function listOwnFields(tx: Tx, viewer: Viewer, record: OwnRecord): Promise<DefinedField[]> {
  demand(viewer, 'settings.edit');
  return definedFields(tx, record);
}

/** A new field at the end of its record. Its code is made of the Polish title unless one is given. */
export async function createOwnField(
  tx: Tx,
  viewer: Viewer,
  field: NewOwnField,
): Promise<{ id: string; code: string }> {
  demand(viewer, 'settings.edit');
  const there = await heldFields(tx, field.record);
  if (there.length >= MOST_FIELDS) throw tooMany();
  const code = freeCode(field.code ?? codeOf(field.title.pl), there, field.code !== undefined);
  if (!kindsOf(field.record).includes(field.kind)) throw wrongKind();
  const options = await checkedOptions(tx, viewer, field);
  await demandFormulaReaders(tx, { ...field, code, options, readers: field.readers ?? null, active: true });
  if (field.indexed) demandFreeIndex(there);
  const actor = actorOf(viewer);
  const { id } = await tx.one<{ id: string }>(
    `insert into own_fields (record, code, kind, name_pl, name_en, help_pl, help_en, section_pl, section_en, position,
       required, indexed, options, readers, writers, created_by, updated_by, stale)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, $3 = 'formula') returning id`,
    [
      field.record,
      code,
      field.kind,
      ...texts(field),
      (there.at(-1)?.position ?? 0) + 1 + there.length,
      mayBeRequired(field) && (field.required ?? false),
      field.indexed ?? false,
      JSON.stringify(options),
      field.readers ?? null,
      field.writers ?? null,
      actorText(actor),
    ],
  );
  const changes = changesBetween({}, { code, kind: field.kind, title: field.title.pl, record: field.record });
  await recordAudit(tx, { actor, noun: 'own field', recordId: id, verb: 'create', changes });
  if (field.kind === 'formula' || field.indexed) await nudge(tx, SHAPE);
  return { id, code };
}

export type OwnFieldEdit = { readonly id: string; readonly version: number; readonly active?: boolean } & OwnFieldTexts;

/** Kind, record and code stay: values are stored by them. */
export async function editOwnField(tx: Tx, viewer: Viewer, edit: OwnFieldEdit): Promise<{ version: number }> {
  demand(viewer, 'settings.edit');
  const old = await locked(tx, edit);
  const options = await checkedOptions(tx, viewer, {
    ...old,
    options: edit.options ?? old.options,
    before: old.options,
  });
  if (edit.indexed && !old.indexed) demandFreeIndex(await definedFields(tx, old.record));
  const now = {
    title: edit.title,
    help: edit.help ?? null,
    section: edit.section ?? null,
    required: mayBeRequired(old) && (edit.required ?? old.required),
    indexed: edit.indexed ?? old.indexed,
    active: edit.active ?? old.active,
    options,
    readers: edit.readers === undefined ? old.readers : edit.readers,
    writers: edit.writers === undefined ? old.writers : edit.writers,
  };
  await demandFormulaReaders(tx, { ...old, ...now }, old);
  const actor = actorOf(viewer);
  await tx.run(
    `update own_fields set name_pl = $2, name_en = $3, help_pl = $4, help_en = $5, section_pl = $6, section_en = $7,
       required = $8, indexed = $9, active = $10, options = $11, readers = $12, writers = $13, version = version + 1, stale = stale or (kind = 'formula' and options <> $11::jsonb),
       updated_at = now(), updated_by = $14 where id = $1`,
    [
      edit.id,
      ...texts(now),
      now.required,
      now.indexed,
      now.active,
      JSON.stringify(now.options),
      now.readers,
      now.writers,
      actorText(actor),
    ],
  );
  // Formulas see a field only while it is on.
  if (now.active !== old.active)
    await tx.run(`update own_fields set stale = true where record = $1 and kind = 'formula' and active`, [old.record]);
  const changes = changesBetween({ ...old }, now);
  await recordAudit(tx, { actor, noun: 'own field', recordId: edit.id, verb: 'edit', changes });
  await nudge(tx, SHAPE);
  return { version: old.version + 1 };
}

/** The order in which forms and lists offer the fields of a record. Ids that are not named go to the end. */
export async function orderOwnFields(
  tx: Tx,
  viewer: Viewer,
  { record, ids }: { record: OwnRecord; ids: readonly string[] },
): Promise<void> {
  demand(viewer, 'settings.edit');
  await tx.run(
    `update own_fields f set position = coalesce(array_position($2::uuid[], f.id), 1000 + f.position) where f.record = $1`,
    [record, ids],
  );
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'own field', recordId: record, verb: 'order' });
}

async function locked(tx: Tx, { id, version }: { id: string; version: number }): Promise<OwnField> {
  const old = await lockField(tx, id);
  if (!old) throw new DomainError('own_field.not_found', { pl: 'Nie ma takiego pola.', en: 'There is no such field.' });
  if (old.version === version) return old;
  const error = new DomainError('own_field.changed', {
    pl: `Pole „${old.title.pl}” ktoś w międzyczasie zmienił. Wczytaj stronę ponownie.`,
    en: `Somebody has changed the field "${old.title.en}" meanwhile. Load the page again.`,
  });
  throw withNow(error, old);
}

function texts({ title, help, section }: Pick<OwnFieldTexts, 'title' | 'help' | 'section'>): (string | null)[] {
  const both = (said: Said | null | undefined) => [said?.pl || null, said?.en || said?.pl || null];
  if (!title.pl.trim()) throw nameless();
  return [title.pl.trim(), title.en.trim() || title.pl.trim(), ...both(help), ...both(section)];
}

/** The first free code after that of a field of the record: `metraz_2`, `metraz_3`. It stays free until the transaction ends. */
export async function nextCode(tx: Tx, { record, code }: Pick<OwnField, 'record' | 'code'>): Promise<string> {
  return nextFreeCode(code, await heldFields(tx, record));
}

/** The fields of a record, to which nobody else adds one before the transaction ends. */
async function heldFields(tx: Tx, record: OwnRecord): Promise<DefinedField[]> {
  await tx.run(`select pg_advisory_xact_lock(hashtext('own_fields'))`);
  return definedFields(tx, record);
}

type WithOptions = {
  readonly kind: OwnKind;
  readonly record: OwnRecord;
  readonly options?: OwnOptions;
  /** What the field has already: it stays as it is, also what could not be chosen any more. */
  readonly before?: OwnOptions;
};

/** Only what the kind needs is kept; a dictionary must be there, and a formula must be one. */
export async function checkedOptions(tx: Tx, viewer: Viewer, field: WithOptions): Promise<OwnOptions> {
  const { kind, options = {}, before } = field;
  if (isSameJson(options, before)) return options;
  await demandCurrency(tx, { chosen: options.currency, before: before?.currency });
  if (kind === 'formula') return checkedFormula(tx, viewer, field);
  if (kind === 'choice' || kind === 'many') {
    const found = await tx.maybe('select 1 from dictionaries where code = $1', [options.dictionary ?? '']);
    if (!found) throw noDictionary();
  }
  if (kind === 'money') return { currency: options.currency ?? (await usualCurrency(tx)) };
  return { ...defaults[kind], ...pick(options, needs[kind] ?? []) };
}

const needs: Readonly<Partial<Record<OwnKind, readonly (keyof OwnOptions)[]>>> = {
  choice: ['dictionary'],
  many: ['dictionary'],
  number: ['least', 'most'],
  text: ['lines'],
  reference: ['target'],
};
const defaults: Readonly<Partial<Record<OwnKind, OwnOptions>>> = {
  reference: { target: 'company' },
};

async function checkedFormula(tx: Tx, viewer: Viewer, { record, options = {} }: WithOptions): Promise<OwnOptions> {
  const formula = (options.formula ?? '').trim();
  const { gives } = await readFormula(tx, viewer, { record, formula });
  if (gives !== 'number' || options.formulaType !== 'money') return { formula, formulaType: gives };
  return { formula, formulaType: 'money', currency: options.currency ?? (await usualCurrency(tx)) };
}

function pick<Key extends keyof OwnOptions>(options: OwnOptions, keys: readonly Key[]): OwnOptions {
  return Object.fromEntries(keys.flatMap((key) => (options[key] === undefined ? [] : [[key, options[key]]])));
}

function demandFreeIndex(there: readonly OwnField[]): void {
  if (there.filter(({ indexed, active }) => indexed && active).length < MOST_INDEXED) return;
  throw new DomainError(
    'own_field.too_many_indexed',
    {
      pl: `Szybkie filtrowanie może mieć najwyżej ${MOST_INDEXED} pól jednego rodzaju wpisów. Wyłącz je w innym polu.`,
      en: `At most ${MOST_INDEXED} fields of one kind of record can be filtered fast. Turn it off for another field.`,
    },
    'indexed',
  );
}

function nameless(): DomainError {
  return new DomainError(
    'own_field.nameless',
    { pl: 'Pole musi mieć nazwę. Wpisz ją.', en: 'A field needs a name. Type it in.' },
    'title',
  );
}

function noDictionary(): DomainError {
  return new DomainError(
    'own_field.no_dictionary',
    { pl: 'Wybierz słownik, z którego pochodzą wartości.', en: 'Choose the dictionary that the values come from.' },
    'options.dictionary',
  );
}

function tooMany(): DomainError {
  return new DomainError('own_field.too_many', {
    pl: `Jeden rodzaj wpisów może mieć najwyżej ${MOST_FIELDS} pól własnych. Wyłączonych pól też nie wolno mnożyć bez końca.`,
    en: `One kind of record has at most ${MOST_FIELDS} own fields, switched off ones included.`,
  });
}

function wrongKind(): DomainError {
  return new DomainError(
    'own_field.wrong_kind',
    {
      pl: 'Plik nie może mieć pola z plikiem: pliki podpina się do wpisów. Wybierz inny rodzaj pola.',
      en: 'A file cannot have a field that holds a file: files hang on records. Choose another kind of field.',
    },
    'kind',
  );
}
