/** Own values on their way into a record: every verb that writes a record calls this, and nothing else writes them. */
import { may, profilesOf } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { mayReadOwn, mayWriteOwn, type OwnField, type OwnRecord, type OwnValues } from '../domain/own/shapes.ts';
import { readOwnValue } from '../domain/own/value.ts';
import type { Changes } from './audit.ts';
import type { Tx } from './database.ts';
import { activeFields } from './own-fields.ts';
import { demandOwnFile, hangOwnFiles } from './own-files.ts';
import { refreshFormulas } from './own-formulas.ts';
import { demandReferred, type SeenReferences } from './own-references.ts';
import type { By } from './scope.ts';

export type OwnWrite = {
  readonly record: OwnRecord;
  /** What stands there; null for a new record, of which required fields are demanded. */
  readonly before: OwnValues | null;
  /** What was sent, by code; null empties a field, a missing one stays. */
  readonly sent: OwnValues | undefined;
  /** The active fields, where many records are written with one look at them. */
  readonly fields?: readonly UsableDefinition[];
  /** What their references lead to, asked for once. */
  readonly seen?: SeenReferences;
};

type UsableDefinition = Awaited<ReturnType<typeof activeFields>>[number];

export type OwnWritten = {
  /** What the column holds afterwards. */
  readonly own: OwnValues;
  /** For the audit: `own.<code>`. */
  readonly changes: Changes;
  /** Ids of files that were not there before. */
  readonly files: readonly string[];
};

const HELD_BEFORE = Symbol('held before');

/**
 * Marks values as those that the record held before an action that is taken back. It was not refused for them then: a required
 * field may be empty again, and a value outside limits or choices that were changed since may come back. What is sent to the
 * API is JSON, which has no symbols: no request can say so.
 */
export function heldBefore(own: OwnValues): OwnValues {
  return Object.assign({ ...own }, { [HELD_BEFORE]: true });
}

function wereHeld(sent: OwnValues | undefined): boolean {
  return sent !== undefined && HELD_BEFORE in sent;
}

/** Throws `own.…` naming the field. A viewer writes what they may; an import or a run writes every field. */
export async function ownWritten(
  tx: Tx,
  by: By,
  { record, before, sent, fields: known, seen }: OwnWrite,
): Promise<OwnWritten> {
  if (before && (!sent || Object.keys(sent).length === 0)) return { own: before, changes: {}, files: [] };
  const fields = known ?? (await activeFields(tx, record));
  const byCode = new Map(fields.map((field) => [field.code, field]));
  const own: Record<string, unknown> = { ...before };
  const changes: Record<string, readonly [unknown, unknown]> = {};
  const files: string[] = [];
  const isBack = wereHeld(sent);
  for (const [code, value] of Object.entries(sent ?? {})) {
    const field = byCode.get(code);
    if (!field || !readable(by, field)) throw unknownField(code);
    const old = own[code] ?? null;
    const read = readOwnValue({ field, choices: field.choices ?? [], before: isBack ? value : old }, value);
    if (JSON.stringify(read) === JSON.stringify(old)) continue;
    await demandWritable(tx, by, { field, value: read, seen });
    if (read === null) delete own[code];
    else own[code] = read;
    changes[`own.${code}`] = [old, read];
    if (field.kind === 'file' && read !== null) files.push(String(read));
  }
  const asked = fields.filter(({ code }) => !isBack && (before === null || `own.${code}` in changes));
  demandFilled(by, asked, own);
  return { own, changes, files };
}

type Settling = { readonly record: OwnRecord; readonly id: string; readonly written: OwnWritten };

/** After the row is written: files are hung on the record, formulas are worked out. */
export async function settleOwn(tx: Tx, by: By, { record, id, written }: Settling): Promise<void> {
  await hangOwnFiles(tx, by, { record, id, files: written.files });
  await refreshFormulas(tx, record, [id]);
}

type Written = { readonly field: OwnField; readonly value: unknown; readonly seen: SeenReferences | undefined };

async function demandWritable(tx: Tx, by: By, { field, value, seen }: Written): Promise<void> {
  if (!writable(by, field)) throw notWritable(field);
  if (field.kind === 'reference' && value !== null) await demandReferred(tx, by, { field, id: String(value), seen });
  if (field.kind === 'file' && value !== null) await demandOwnFile(tx, by, { field, id: String(value) });
}

/**
 * Own values of a new record. Without any, nobody was asked: required fields are left for the form of the record, so that
 * work that is made beside other work is not refused for them.
 */
export async function ownOfNew(
  tx: Tx,
  by: By,
  { record, sent }: { readonly record: OwnRecord; readonly sent: OwnValues | undefined },
): Promise<OwnWritten> {
  return sent ? ownWritten(tx, by, { record, before: null, sent }) : { own: {}, changes: {}, files: [] };
}

/** A person who may not fill it in is not kept from saving; parts of Nurt were allowed to before. */
function demandFilled(by: By, fields: readonly OwnField[], own: OwnValues): void {
  if (!('rights' in by)) return;
  const missing = fields.find((field) => field.required && (own[field.code] ?? null) === null && writable(by, field));
  if (missing) throw required(missing);
}

/** Of a record's own values those that the viewer may read. */
export async function ownForViewer(
  tx: Tx,
  by: By,
  { record, own }: { record: OwnRecord; own: OwnValues },
): Promise<OwnValues> {
  const codes = Object.keys(own);
  if (codes.length === 0) return own;
  const readableCodes = new Set((await readableFields(tx, by, record)).map(({ code }) => code));
  return Object.fromEntries(Object.entries(own).filter(([code]) => readableCodes.has(code)));
}

/** As `ownForViewer`, for many records with one look at the definitions. */
export async function ownOfMany<Row extends { readonly own: OwnValues }>(
  tx: Tx,
  by: By,
  { record, rows }: { readonly record: OwnRecord; readonly rows: Row[] },
): Promise<Row[]> {
  if (rows.every(({ own }) => Object.keys(own).length === 0)) return rows;
  const codes = new Set((await readableFields(tx, by, record)).map(({ code }) => code));
  return rows.map((row) => ({
    ...row,
    own: Object.fromEntries(Object.entries(row.own).filter(([code]) => codes.has(code))),
  }));
}

/** The active fields of a record that somebody may read. */
export async function readableFields(tx: Tx, by: By, record: OwnRecord): Promise<readonly OwnField[]> {
  return (await activeFields(tx, record)).filter((field) => readable(by, field));
}

function readable(by: By, field: OwnField): boolean {
  return !('rights' in by) || mayReadOwn(field, profilesOf(by));
}

function writable(by: By, field: OwnField): boolean {
  if (!('rights' in by)) return field.kind !== 'formula';
  return mayWriteOwn(field, profilesOf(by)) || (field.kind !== 'formula' && may(by, 'settings.edit'));
}

/** A field that one may not read is as unknown as one that is not there. */
function unknownField(code: string): DomainError {
  return new DomainError(
    'own.unknown_field',
    {
      pl: `Nie ma pola własnego „${code.slice(0, 60)}”. Odśwież stronę: mogło zostać wyłączone.`,
      en: `There is no own field "${code.slice(0, 60)}". Reload the page: it may have been switched off.`,
    },
    `own.${code.slice(0, 60)}`,
  );
}

function notWritable({ title, code }: OwnField): DomainError {
  return new DomainError(
    'own.not_writable',
    {
      pl: `Pole „${title.pl}” możesz czytać, ale nie zmieniać. Poproś o to kogoś, kto ma to prawo.`,
      en: `You may read the field "${title.en}" but not change it. Ask somebody who may.`,
    },
    `own.${code}`,
  );
}

function required({ title, code }: OwnField): DomainError {
  return new DomainError(
    'own.required',
    { pl: `Wypełnij pole „${title.pl}”.`, en: `Fill in the field "${title.en}".` },
    `own.${code}`,
  );
}
