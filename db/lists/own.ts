/**
 * Own fields in lists: shown, filtered, and sorted where an index carries it; those of the customer and of records beside the
 * row are asked. They are read anew for each request.
 */
import { may, type Right, type Viewer } from '../../domain/access.ts';
import type { Choice, FieldType, Tone } from '../../domain/lists/shapes.ts';
import {
  factOf,
  factTypeOf,
  hasLines,
  singleKinds,
  type OwnRecord,
  type UsableField,
} from '../../domain/own/shapes.ts';
import { knownFields } from '../own-fields.ts';
import { ownFieldSql } from '../own-sql.ts';
import { visibleCases } from '../case-scope.ts';
import { seenOpportunities } from '../opportunity-scope.ts';
import { visible } from '../scope.ts';
import { visibleTasks } from '../task-scope.ts';
import { users } from './choices.ts';
import type { Tx } from '../database.ts';
import { ifCustomerSeen } from './kinds/beside.ts';
import type {
  Asking,
  FactDefinition,
  FieldDefinition,
  ListDefinition,
  Order,
  RelatedDefinition,
  Sql,
} from './definition.ts';

/**
 * The list with the own fields that the viewer may read: those of its records, as `own.<code>`, and what may be asked of
 * their customer and of the records beside them.
 */
export async function withOwnFields(tx: Tx, viewer: Viewer, list: ListDefinition): Promise<ListDefinition> {
  const beside = list.related.flatMap(({ own }) => own?.record ?? []);
  const records = [...(list.own ? [list.own] : []), ...(list.ofCustomer ? ['company' as const] : []), ...beside];
  const known = records.length === 0 ? [] : await knownFields(tx, viewer, [...new Set(records)]);
  if (known.length === 0) return list;
  const of = (record: OwnRecord | undefined) => known.filter((field) => field.record === record);
  return {
    ...list,
    fields: [...list.fields, ...of(list.own).map((field) => inList(field, list))],
    facts: list.ofCustomer ? [...list.facts, ...of('company').map(ofTheCustomer)] : list.facts,
    related: list.related.map((related) => withOwnFacts(related, of(related.own?.record))),
  };
}

/** Beside the fields of the row, which may be called the same. */
function ofTheCustomer(field: UsableField): FactDefinition {
  const { title, ...asked } = factInList(field, valueSql(field, 'c'));
  return {
    ...asked,
    title: { pl: `${title.pl} (klient)`, en: `${title.en} (customer)` },
    ...ifCustomerSeen(valueSql(field, 'c')),
  };
}

function withOwnFacts(related: RelatedDefinition, fields: readonly UsableField[]): RelatedDefinition {
  const { own, facts } = related;
  if (!own || fields.length === 0) return related;
  return { ...related, facts: [...facts, ...fields.map((field) => factInList(field, valueSql(field, own.alias)))] };
}

/** How a list shows and a form asks for an own field of each kind. */
export const ownFieldTypes: Readonly<Record<UsableField['kind'], FieldType>> = {
  text: 'text',
  number: 'number',
  money: 'money',
  date: 'date',
  'yes/no': 'yes/no',
  choice: 'choice',
  many: 'many',
  reference: 'reference',
  file: 'reference',
  formula: 'text',
};

/** What changing a record takes, for its own values are changed in the cells of its list. */
const rightsToEdit: Readonly<Record<OwnRecord, Right>> = {
  company: 'company.edit',
  person: 'company.edit',
  task: 'task.edit',
  case: 'case.edit',
  opportunity: 'opportunity.edit',
  campaign: 'campaign.edit',
  transaction: 'company.edit',
  file: 'file.edit',
  message: 'company.edit',
};

function inList(field: UsableField, { alias }: ListDefinition): FieldDefinition {
  const value = valueSql(field, alias);
  const kind = field.kind === 'formula' ? (field.options.formulaType ?? 'text') : field.kind;
  const choices = choicesOf(field);
  // A cell has one line: it would glue together those of a longer text.
  const inCell = singleKinds.has(field.kind) && !hasLines(field);
  const edit = field.writable && inCell ? rightsToEdit[field.record] : undefined;
  return {
    id: `own.${field.code}`,
    title: field.title,
    type: ownFieldTypes[kind],
    show: shown(field, value),
    width: 140,
    fact: factInList(field, value),
    ...(field.indexed ? { order: orderOf(field, value) } : {}),
    ...(choices ? { choices } : {}),
    ...(isMoney(field) ? { currency: currencyOf(field) } : {}),
    ...(edit ? { edit } : {}),
  };
}

/** As in the index: dates are compared byte by byte. */
function valueSql(field: UsableField, alias: string): string {
  const value = ownFieldSql(alias, field);
  return factTypeOf(field) === 'date' ? `(${value} collate "C")` : value;
}

function choicesOf({ choices }: UsableField): readonly Choice[] | undefined {
  return choices?.map(({ value, label, color, active }) => ({
    value,
    label,
    ...(color ? { tone: color as Tone } : {}),
    ...(active ? {} : { retired: true as const }),
  }));
}

function factInList(field: UsableField, value: string): FactDefinition {
  const { name, title, type } = factOf(field);
  const choices = choicesOf(field);
  return {
    name,
    title,
    type,
    is: { value },
    ...(type === 'date' ? { cast: 'text' } : {}),
    ...(choices ? { choices } : {}),
    ...(isMoney(field) ? { currency: currencyOf(field) } : {}),
    ...leadsTo(field),
  };
}

/** Colleagues are few enough to choose from; other records are found by name. */
function leadsTo({ kind, options }: UsableField): Partial<FactDefinition> {
  if (kind === 'file') return { reference: 'file' };
  if (kind !== 'reference') return {};
  const target = options.target ?? 'company';
  return target === 'user' ? { isUser: true, choices: users } : { reference: target };
}

function orderOf(field: UsableField, value: string): Order {
  const casts = {
    number: 'numeric',
    'yes/no': 'boolean',
    date: 'text',
    text: 'text',
    instant: 'text',
    many: 'jsonb',
  } as const;
  const by = field.kind === 'text' ? `${value} collate "pl-x-icu"` : value;
  return { by, cast: casts[factTypeOf(field)], nullable: true };
}

function isMoney({ kind, options }: UsableField): boolean {
  return kind === 'money' || (kind === 'formula' && options.formulaType === 'money');
}

/** It stands in statements as it is. */
function currencyOf({ options }: UsableField): string {
  return (options.currency ?? 'PLN').replace(/[^A-Z]/g, '');
}

function shown(field: UsableField, value: string): Sql {
  const { kind, options } = field;
  if (isMoney(field)) {
    return `case when ${value} is not null then jsonb_build_object('minor', ${value}, 'currency', '${currencyOf(field)}') end`;
  }
  if (factTypeOf(field) === 'number') return `(${value})::float8`;
  if (kind !== 'reference' && kind !== 'file') return value;
  const uuid = `case when ${value} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (${value})::uuid end`;
  const nothing = 'null::jsonb';
  // No list is called `referred`: the value is that of the list's row, and not of the record that it leads to.
  const named = (from: string, name: string) =>
    `(select jsonb_build_object('id', referred.id, 'name', ${name}) from ${from} referred where referred.id = ${uuid}`;
  // The list may be of such records itself: what it refers to is asked for before their scope gives the table its name.
  const inScope = (from: string, name: string, scope: string) => {
    const [, alias] = from.split(' ');
    return `(select jsonb_build_object('id', ${alias}.id, 'name', ${name}) from (select ${uuid} as id) wanted join ${from} on ${alias}.id = wanted.id where ${scope})`;
  };
  return ({ viewer, params }: Asking) => {
    // It hangs on the record, so whoever sees the record reads it.
    if (kind === 'file')
      return may(viewer, 'file.read') ? `${named('files', 'referred.name')} and referred.deleted_at is null)` : nothing;
    switch (options.target ?? 'company') {
      case 'company':
        return `${named('companies', 'referred.name')} and ${visible('companies', viewer, 'referred')})`;
      case 'person':
        return `${named('people', `concat_ws(' ', referred.first_name, referred.last_name)`)} and ${visible('people', viewer, 'referred')})`;
      case 'user':
        return `${named('users', 'referred.name')})`;
      case 'case':
        return may(viewer, 'case.read')
          ? inScope('cases k', `concat_ws(' ', k.number, k.name)`, visibleCases(viewer, params))
          : nothing;
      case 'opportunity':
        return inScope('opportunities o', 'o.name', seenOpportunities(viewer, params));
      case 'task':
        return inScope('tasks t', 't.title', visibleTasks(viewer, params));
    }
  };
}
