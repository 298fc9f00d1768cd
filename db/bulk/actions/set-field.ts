import { DomainError } from '../../../domain/domain-error.ts';
import { readFieldAnswer } from '../../../domain/lists/actions.ts';
import type { Choice, ListField, ListKind } from '../../../domain/lists/shapes.ts';
import { hasLines, singleKinds, type OwnRecord, type OwnValues, type UsableField } from '../../../domain/own/shapes.ts';
import type { Json } from '../../../domain/scenario/shapes.ts';
import type { Right, Viewer } from '../../../domain/access.ts';
import { fillCampaign } from '../../campaigns.ts';
import { editCase } from '../../cases.ts';
import { editCompany } from '../../companies.ts';
import { within, type Tx } from '../../database.ts';
import { describeFile } from '../../files.ts';
import type { FieldDefinition } from '../../lists/definition.ts';
import { lists } from '../../lists/kinds/list.ts';
import { ownFieldTypes } from '../../lists/own.ts';
import { editMessage } from '../../message-own.ts';
import { editOpportunity } from '../../opportunities.ts';
import { ownFieldsOf } from '../../own-fields.ts';
import { heldBefore } from '../../own-values.ts';
import { editPerson } from '../../people.ts';
import { editTask } from '../../task-edits.ts';
import { editTransaction } from '../../transaction-own.ts';
import { demandDifference, demandUntouched, type BulkAction, type On } from '../action.ts';

type Settable = {
  readonly kind: ListKind;
  readonly record: OwnRecord;
  readonly right: Right;
  /** Plain fields of the list that many may have alike; what tells one record from another is set one by one. */
  readonly plain: Readonly<Record<string, PlainField>>;
  /** The record's own verb. */
  readonly edit: (on: Edited, changes: Changes) => Promise<unknown>;
};
type PlainField = {
  /** What the record calls it, where that is not what the list does. */
  readonly name?: string;
  /** It is never empty. */
  readonly required?: true;
};
type Edited = Pick<On, 'tx' | 'viewer' | 'id' | 'version'>;
type Changes = Readonly<Record<string, unknown>> & { readonly own?: OwnValues };

const free: PlainField = {};
const needed: PlainField = { required: true };

const settables: readonly Settable[] = [
  {
    kind: 'companies',
    record: 'company',
    right: 'company.edit',
    plain: { kind: needed, industry: free, city: free, postcode: free, street: free, website: free },
    edit: ({ tx, viewer, ...row }, changes) => editCompany(tx, viewer, { ...row, changes }),
  },
  {
    kind: 'people',
    record: 'person',
    right: 'company.edit',
    plain: { position: free, department: free, decides: free, language: free, gender: free },
    edit: ({ tx, viewer, ...row }, changes) => editPerson(tx, viewer, { ...row, changes }),
  },
  {
    kind: 'tasks',
    record: 'task',
    right: 'task.edit',
    plain: { category: { name: 'categoryId' }, stage: free, durationMinutes: needed },
    edit: ({ tx, viewer, ...row }, change) => editTask(within(tx), viewer, { ...row, change }),
  },
  {
    kind: 'cases',
    record: 'case',
    right: 'case.edit',
    plain: { kind: needed },
    edit: ({ tx, viewer, ...row }, changes) => editCase(within(tx), viewer, { ...row, changes }),
  },
  {
    kind: 'opportunities',
    record: 'opportunity',
    right: 'opportunity.edit',
    plain: { probability: needed },
    edit: ({ tx, viewer, ...row }, changes) => editOpportunity(within(tx), viewer, { ...row, changes }),
  },
  {
    kind: 'campaigns',
    record: 'campaign',
    right: 'campaign.edit',
    plain: {},
    edit: ({ tx, viewer, ...row }, changes) => fillCampaign(tx, viewer, { ...row, changes }),
  },
  {
    kind: 'transactions',
    record: 'transaction',
    right: 'company.edit',
    plain: {},
    edit: ({ tx, viewer, ...row }, changes) => editTransaction(tx, viewer, { ...row, changes }),
  },
  {
    kind: 'files',
    record: 'file',
    right: 'file.edit',
    plain: {},
    edit: ({ tx, viewer, ...row }, changes) => describeFile(tx, viewer, { ...row, changes }),
  },
  {
    kind: 'messages',
    record: 'message',
    right: 'company.edit',
    plain: {},
    edit: ({ tx, viewer, ...row }, changes) => editMessage(tx, viewer, { ...row, changes }),
  },
];

/** One field of many records alike, plain or own, through the verb that changes one of them. */
export const setFields: readonly BulkAction[] = settables.map((of) => ({
  kinds: [of.kind],
  name: 'set field',
  title: { pl: 'Ustaw pole', en: 'Set a field' },
  right: of.right,
  asks: [
    {
      id: 'field',
      title: { pl: 'Pole i wartość (pusta: wyczyść)', en: 'Field and value (empty: clear)' },
      type: 'field',
      required: true,
      fields: (tx, viewer) => offered(tx, viewer, of),
    },
  ],
  async act({ tx, viewer, id, version, answers }) {
    const { field, value } = readFieldAnswer(answers['field']!);
    const place = placeOf(of, field);
    if (!place.own) await demandFitting(tx, viewer, { of, field, value });
    const was = await standing(tx, of, { id, place });
    // Asked of the verb, which knows who may read and write the field, and what of the text counts.
    await of.edit({ tx, viewer, id, version }, changing(place, value));
    demandDifference((await versionOf(tx, of, id)) === version);
    return { place, was };
  },
  async undo({ tx, viewer, id, version, before, isTouched }) {
    demandUntouched({ isTouched });
    const { place, was } = before as unknown as { readonly place: Place; readonly was: Json };
    const back = changing(place, was);
    await of.edit({ tx, viewer, id, version }, back.own ? { own: heldBefore(back.own) } : back);
  },
}));

/** What the viewer may set, with what each may be set to. */
async function offered(tx: Tx, viewer: Viewer, of: Settable): Promise<ListField[]> {
  const ours = Object.keys(of.plain).map(async (id): Promise<ListField> => {
    const { title, type, choices } = fieldOf(of, id);
    const known = await chosen(tx, viewer, choices);
    return { id, title, type, sortable: false, editable: true, ...(known ? { choices: known } : {}) };
  });
  const own = (await ownFieldsOf(tx, viewer, of.record)).filter(
    ({ writable, kind }) => writable && singleKinds.has(kind),
  );
  return [...(await Promise.all(ours)), ...own.map(asField)];
}

function fieldOf({ kind }: Settable, id: string): FieldDefinition {
  return lists[kind].fields.find((field) => field.id === id)!;
}

async function chosen(
  tx: Tx,
  viewer: Viewer,
  choices: FieldDefinition['choices'],
): Promise<readonly Choice[] | undefined> {
  return typeof choices === 'function' ? choices(tx, viewer) : choices;
}

function asField(field: UsableField): ListField {
  const { code, title, kind, choices } = field;
  const known = choices?.filter(({ active }) => active).map(({ value, label }) => ({ value, label }));
  const id = `own.${code}`;
  return {
    id,
    title,
    type: ownFieldTypes[kind],
    sortable: false,
    editable: true,
    ...(known ? { choices: known } : {}),
    ...(hasLines(field) ? { lines: field.options.lines! } : {}),
  };
}

type Place = { readonly own: boolean; readonly name: string };

/** Throws `action.unsettable` for a field that is not set for many. */
function placeOf({ plain }: Settable, field: string): Place {
  if (field.startsWith('own.')) return { own: true, name: field.slice('own.'.length) };
  if (Object.hasOwn(plain, field)) return { own: false, name: plain[field]!.name ?? field };
  throw new DomainError(
    'action.unsettable',
    {
      pl: `Pola „${field.slice(0, 60)}” nie można ustawić wielu wpisom naraz. Wybierz inne.`,
      en: `The field "${field.slice(0, 60)}" cannot be set for many records at once. Choose another.`,
    },
    'field',
  );
}

type Fitting = { readonly of: Settable; readonly field: string; readonly value: unknown };
const LONGEST = 200;
const MINUTES_OF_DAY = 1440;

/** Own values are read by their definitions; of plain ones the form of the record asks as much. Throws `action.misshapen`. */
async function demandFitting(tx: Tx, viewer: Viewer, { of, field, value }: Fitting): Promise<void> {
  if (value === null) {
    if (of.plain[field]!.required) throw unfitting();
    return;
  }
  const { type, choices } = fieldOf(of, field);
  const known = await chosen(tx, viewer, choices);
  const fits = known ? known.some((choice) => choice.value === value) : isOfType(type, value);
  if (!fits) throw unfitting();
}

function isOfType(type: FieldDefinition['type'], value: unknown): boolean {
  if (type === 'text') return typeof value === 'string' && value.length <= LONGEST;
  if (type === 'yes/no') return typeof value === 'boolean';
  return Number.isInteger(value) && (type === 'percent' ? isWithin(value, 0, 100) : isWithin(value, 1, MINUTES_OF_DAY));
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return Number(value) >= least && Number(value) <= most;
}

async function standing(tx: Tx, { kind }: Settable, { id, place }: { id: string; place: Place }): Promise<Json> {
  const key = place.own ? place.name : place.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const { was } = await tx.one<{ was: Json }>(
    `select coalesce(${place.own ? 'r.own' : 'to_jsonb(r)'} -> $2, 'null') as was from ${lists[kind].table} r where r.id = $1`,
    [id, key],
  );
  return was;
}

async function versionOf(tx: Tx, { kind }: Settable, id: string): Promise<number> {
  return (await tx.one<{ version: number }>(`select version from ${lists[kind].table} where id = $1`, [id])).version;
}

function changing({ own, name }: Place, value: unknown): Changes {
  return own ? { own: { [name]: value } } : { [name]: value };
}

function unfitting(): DomainError {
  return new DomainError('action.misshapen', {
    pl: 'Ta wartość nie pasuje do pola. Popraw ją.',
    en: 'This value does not fit the field. Correct it.',
  });
}
