/** Fields that a company adds to its records by itself. Definitions are data; values are JSON in the `own` column. */
import type { Fact, FactType } from '../conditions/catalogue.ts';
import type { Said } from '../domain-error.ts';

/** The records that may have own fields, by their names in the glossary. */
export const ownRecords = [
  ...(['company', 'person', 'task', 'case', 'opportunity', 'campaign'] as const),
  ...(['transaction', 'file', 'message'] as const),
] as const;
export type OwnRecord = (typeof ownRecords)[number];

/** Records that come in without a form: nobody is there who could be made to fill in a field. */
const arriving: ReadonlySet<OwnRecord> = new Set(['transaction', 'file', 'message']);

/** Whether a field may be required of every new record. */
export function mayBeRequired({ record, kind }: Pick<OwnField, 'record' | 'kind'>): boolean {
  return kind !== 'formula' && !arriving.has(record);
}

/** The kinds of fields that a record may have: a file hangs on records, not on another file. */
export function kindsOf(record: OwnRecord): readonly OwnKind[] {
  return record === 'file' ? ownKinds.filter((kind) => kind !== 'file') : ownKinds;
}

/**
 * What a field holds, and how it stands in JSON: text and date (`YYYY-MM-DD`) as text, number as number, money as a number
 * of minor units of the field's currency, yes/no as a boolean, choice as the code of an entry, many as a list of codes,
 * reference and file as an id. A formula holds what comes of it.
 */
export const ownKinds = [
  'text',
  'number',
  'money',
  'date',
  'yes/no',
  'choice',
  'many',
  'reference',
  'file',
  'formula',
] as const;
export type OwnKind = (typeof ownKinds)[number];

/** Kinds that hold one value of their own, neither several nor a record: it is typed or chosen in one field. */
export const singleKinds: ReadonlySet<OwnKind> = new Set(['text', 'number', 'money', 'date', 'yes/no', 'choice']);

/** What a reference may lead to. */
export const ownTargets = ['company', 'person', 'user', 'case', 'opportunity', 'task'] as const;
export type OwnTarget = (typeof ownTargets)[number];

/** What comes of a formula. */
export type FormulaType = 'number' | 'money' | 'text' | 'date' | 'yes/no';

/** What a kind needs beside its name. */
export type OwnOptions = {
  /** Code of the dictionary that a choice is made from. */
  readonly dictionary?: string | undefined;
  /** Of money. */
  readonly currency?: string | undefined;
  /** What a reference leads to. */
  readonly target?: OwnTarget | undefined;
  /** Lines of a text. */
  readonly lines?: number | undefined;
  readonly formula?: string | undefined;
  readonly formulaType?: FormulaType | undefined;
  /** Limits of a number. */
  readonly least?: number | undefined;
  readonly most?: number | undefined;
};

/** One definition. `readers` and `writers` are codes of profiles; null: everyone who may read or edit the record. */
export type OwnField = {
  readonly id: string;
  readonly record: OwnRecord;
  /** Never changes: conditions, imports, templates and programs know the field by it. */
  readonly code: string;
  readonly kind: OwnKind;
  readonly title: Said;
  readonly help: Said | null;
  readonly section: Said | null;
  readonly position: number;
  /** New records must have it. */
  readonly required: boolean;
  readonly active: boolean;
  /** Filtered and sorted by an index. */
  readonly indexed: boolean;
  readonly options: OwnOptions;
  readonly readers: readonly string[] | null;
  readonly writers: readonly string[] | null;
  readonly version: number;
};

/** One value that a choice may have. */
export type OwnChoice = {
  readonly value: string;
  readonly label: Said;
  readonly color: string | null;
  readonly active: boolean;
};

/** What is needed to read and to say a value: the field, and the choices that it is made from. */
export type ReadableField = Pick<OwnField, 'code' | 'kind' | 'options' | 'title'> & {
  readonly choices?: readonly OwnChoice[];
};

/** A field as somebody may use it: with its choices, and whether they may write it. */
export type UsableField = OwnField & { readonly choices?: readonly OwnChoice[]; readonly writable: boolean };

/** JSON of one record's own values by code. */
export type OwnValues = Readonly<Record<string, unknown>>;

type Typed = Pick<OwnField, 'kind' | 'options'>;

/** Whether this is a text of several lines. */
export function hasLines({ kind, options }: Typed): boolean {
  return kind === 'text' && (options.lines ?? 1) > 1;
}

/** As what conditions compare it. */
export function factTypeOf({ kind, options }: Typed): FactType {
  const plain = kind === 'formula' ? (options.formulaType ?? 'text') : kind;
  switch (plain) {
    case 'number':
    case 'money':
      return 'number';
    case 'date':
    case 'yes/no':
    case 'many':
      return plain;
    default:
      return 'text';
  }
}

/** The field as conditions ask for it: `company.own.<code>`. */
export function factOf(field: OwnField): Fact {
  return { name: `${field.record}.own.${field.code}`, type: factTypeOf(field), title: field.title };
}

type Rights = Pick<OwnField, 'readers' | 'writers' | 'kind'>;

export function mayReadOwn(field: Rights, profiles: readonly string[]): boolean {
  return field.readers === null || field.readers.some((profile) => profiles.includes(profile));
}

/** Who may not read a field does not write it either; a formula is written by nobody. */
export function mayWriteOwn(field: Rights, profiles: readonly string[]): boolean {
  if (field.kind === 'formula' || !mayReadOwn(field, profiles)) return false;
  return field.writers === null || field.writers.some((profile) => profiles.includes(profile));
}

/** A code made of a title: "Data umowy" is `data_umowy`. Hyphens would be minus signs in formulas. */
export function codeOf(title: string): string {
  const plain = title.toLowerCase().replace(/ł/g, 'l').normalize('NFD').replace(/\p{M}/gu, '');
  const code = plain
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 50);
  return code || 'pole';
}

const LONGEST_CODE = 60;

/** The first code that is not taken of `metraz_2`, `metraz_3` and so on; one that is too long is cut for its number. */
export function numberedCode(stem: string, taken: ReadonlySet<string>): string {
  for (let n = 2; ; n++) {
    const code = `${stem.slice(0, LONGEST_CODE - `_${n}`.length)}_${n}`;
    if (!taken.has(code)) return code;
  }
}
