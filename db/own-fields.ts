/** Definitions of own fields, as somebody may use them. What administrators do with them is in `own-definitions.ts`. */
import { demand, may, profilesOf, type Right, type Viewer } from '../domain/access.ts';
import {
  mayReadOwn,
  mayWriteOwn,
  type OwnChoice,
  type OwnField,
  type OwnRecord,
  type UsableField,
} from '../domain/own/shapes.ts';
import type { Tx } from './database.ts';
import { said, type TextRow } from './own-rows.ts';

type FieldRow = Omit<OwnField, 'title' | 'help' | 'section'> & TextRow & { readonly indexProblem: string | null };
type WithChoices = OwnField & { readonly choices?: readonly OwnChoice[] };

const columns = `f.id, f.record, f.code, f.kind, f.name_pl, f.name_en, f.help_pl, f.help_en, f.section_pl, f.section_en,
  f.position, f.required, f.active, f.indexed, f.options, f.readers, f.writers, f.index_problem, f.version`;

const choicesSql = `case when f.kind in ('choice', 'many') then (
    select coalesce(jsonb_agg(jsonb_build_object('value', e.code, 'label', jsonb_build_object('pl', e.name_pl, 'en', e.name_en),
      'color', e.color, 'active', e.active) order by e.position, e.id), '[]')
    from dictionary_entries e join dictionaries d on d.id = e.dictionary_id where d.code = f.options->>'dictionary') end as choices`;

/** Who may not read a kind of record does not learn what it is made of. */
const rightsToRead: Readonly<Record<OwnRecord, Right>> = {
  company: 'company.read',
  person: 'company.read',
  task: 'task.read',
  case: 'case.read',
  opportunity: 'opportunity.read',
  campaign: 'campaign.read',
  transaction: 'transaction.read',
  file: 'file.read',
  message: 'message.read',
};

/** Whether somebody may learn what a kind of record is made of. */
export function mayKnowFields(viewer: Viewer, record: OwnRecord): boolean {
  return may(viewer, rightsToRead[record]);
}

/** The active fields of a record that the viewer may read, in their order, with the choices of each. One round trip. */
export async function ownFieldsOf(tx: Tx, viewer: Viewer, record: OwnRecord): Promise<UsableField[]> {
  demand(viewer, rightsToRead[record]);
  return knownFields(tx, viewer, [record]);
}

/** As `ownFieldsOf`, of several records at once; of those that the viewer may not read there are none. */
export async function knownFields(tx: Tx, viewer: Viewer, records: readonly OwnRecord[]): Promise<UsableField[]> {
  const profiles = profilesOf(viewer);
  return (
    await fieldsOfAll(
      tx,
      records.filter((record) => mayKnowFields(viewer, record)),
    )
  )
    .filter((field) => mayReadOwn(field, profiles))
    .map((field) => ({ ...field, writable: mayWriteOwn(field, profiles) }));
}

/** Every active field of a record, whoever may read it: for writing and for what has no viewer. */
export async function activeFields(tx: Tx, record: OwnRecord): Promise<WithChoices[]> {
  return fieldsOfAll(tx, [record]);
}

async function fieldsOfAll(tx: Tx, records: readonly OwnRecord[]): Promise<WithChoices[]> {
  const rows = await tx.prepared<FieldRow & { choices: OwnChoice[] | null }>(
    'active-own-fields',
    `select ${columns}, ${choicesSql} from own_fields f where f.record = any($1::text[]) and f.active order by f.position, f.id`,
    [records],
  );
  return rows.map(({ choices, ...row }) => ({ ...fieldOf(row), ...(choices ? { choices } : {}) }));
}

export type DefinedField = OwnField & { readonly indexProblem: string | null };

/** All fields of a record, switched off ones too. */
export async function definedFields(tx: Tx, record: OwnRecord): Promise<DefinedField[]> {
  const rows = await tx.rows<FieldRow>(
    `select ${columns} from own_fields f where f.record = $1 order by f.active desc, f.position, f.id`,
    [record],
  );
  return rows.map((row) => ({ ...fieldOf(row), indexProblem: row.indexProblem }));
}

/** One field by its id, locked for a change. */
export async function lockField(tx: Tx, id: string): Promise<OwnField | undefined> {
  const row = await tx.maybe<FieldRow>(`select ${columns} from own_fields f where f.id = $1 for update`, [id]);
  return row && fieldOf(row);
}

function fieldOf(row: FieldRow): OwnField {
  const { id, record, code, kind, position, required, active, indexed, options, readers, writers, version } = row;
  return {
    id,
    record,
    code,
    kind,
    position,
    required,
    active,
    indexed,
    options,
    readers,
    writers,
    version,
    ...said(row),
  };
}
