import type { ActionContext, ActionRequest, ResourceWithOptions } from 'adminjs';
import { DataTypes } from 'sequelize';
import type { Model, ModelAttributeColumnOptions, ModelStatic, WhereOptions } from 'sequelize';
import type { Right, Viewer } from '../../domain/access.ts';
import type { Language, Said } from '../../domain/domain-error.ts';
import { mayDo } from './policy.ts';
import { typeOf } from './where.ts';
import type { FormAction, Policy } from './policy.ts';
import { ScopedResource } from './scoped-resource.ts';

export type ColumnOfForm = {
  readonly name: Said;
  readonly write?: boolean;
  /** Has an index that ends with the key, unless there are few rows. */
  readonly sort?: boolean;
  /** Not a column of the list; shown with the record alone. */
  readonly detail?: boolean;
  /** What an enum's values are called. */
  readonly values?: Readonly<Record<string, Said>>;
};

export type Definition = {
  readonly model: ModelStatic<Model>;
  /** As in the audit. */
  readonly noun: string;
  readonly title: Said;
  readonly read: Right;
  readonly write?: Right;
  readonly deletable?: boolean;
  /** So few rows that any order and any search is cheap; otherwise each needs an index. */
  readonly few?: boolean;
  readonly keyFrom?: string;
  readonly rows?: (viewer: Viewer) => WhereOptions;
  /** In the order in which they are shown; the first one names the record. Others stay unknown to AdminJS. */
  readonly columns: Readonly<Record<string, ColumnOfForm>>;
};

/** What a plain form reads back as it was typed; references and dates are shown there, and written on pages of ours. */
const writable: readonly string[] = ['STRING', 'TEXT', 'INTEGER', 'BOOLEAN', 'ENUM'];

/**
 * One table as a plain form: policy, columns and texts in one place. Refuses JSON columns, which stock forms damage, and to write
 * what a form cannot read back.
 */
export function defineResource(definition: Definition): ResourceWithOptions {
  const { model, columns } = definition;
  const names = Object.keys(columns);
  const attributes = model.getAttributes() as Record<string, ModelAttributeColumnOptions>;
  for (const name of names) {
    const type = attributes[name]?.type;
    if (!type) throw new Error(`${model.name} has no column ${name}`);
    if (type instanceof DataTypes.JSONB || type instanceof DataTypes.JSON) {
      throw new Error(`${model.name}.${name} is JSON: a plain form would damage it`);
    }
    if (columns[name]?.write && !writable.includes(typeOf(attributes[name])))
      throw new Error(`${model.name}.${name} is no text, whole number, yes/no or choice: a plain form only shows it`);
  }
  const having = (key: 'write' | 'sort') => names.filter((name) => columns[name]?.[key]);
  const policy: Policy = {
    noun: definition.noun,
    read: definition.read,
    readable: names,
    writable: having('write'),
    sortable: having('sort'),
    ...(definition.write ? { write: definition.write } : {}),
    ...(definition.rows ? { rows: definition.rows } : {}),
    ...(definition.deletable ? { deletable: true } : {}),
    ...(definition.few ? { few: true } : {}),
    ...(definition.keyFrom ? { keyFrom: definition.keyFrom } : {}),
  };
  return {
    resource: new ScopedResource(model, policy),
    options: {
      navigation: false,
      listProperties: names.filter((name) => !columns[name]?.detail),
      showProperties: names,
      editProperties: having('write'),
      filterProperties: names,
      properties: Object.fromEntries(
        names.map((name, i) => [
          name,
          { isTitle: i === 0, isSortable: columns[name]?.sort === true, custom: customOf(attributes[name]?.type) },
        ]),
      ),
      actions: actionsOf(policy),
      translations: { pl: textsOf(definition, 'pl'), en: textsOf(definition, 'en') },
    },
  };
}

/** What our own drawing of the forms needs to know beside AdminJS's description. */
function customOf(type: unknown): { lines?: number } {
  return type instanceof DataTypes.TEXT ? { lines: 4 } : {};
}

/** Every action of AdminJS gets its answer here; one that is not named is nobody's. */
function actionsOf(policy: Policy) {
  const allowed = (action: FormAction | 'bulkDelete') => ({
    isAccessible: ({ currentAdmin }: ActionContext) => mayDo(policy, currentAdmin as unknown as Viewer, action),
  });
  return {
    list: allowed('list'),
    search: allowed('search'),
    show: allowed('show'),
    delete: allowed('delete'),
    bulkDelete: { ...allowed('bulkDelete'), isVisible: false },
    new: { ...allowed('new'), handler: saveNew },
    edit: { ...allowed('edit'), handler: saveEdit },
  };
}

/** Instead of AdminJS's own, which turns an emptied number into 0 and forgets an emptied date. */
async function saveNew(request: ActionRequest, _response: unknown, context: ActionContext) {
  const { resource, currentAdmin, h } = context;
  const record = await resource.build(request.payload ?? {}).create(context);
  return record.isValid() && !record.baseError
    ? {
        redirectUrl: h.resourceUrl({ resourceId: resource.id() }),
        notice: { message: 'successfullyCreated', type: 'success' as const },
        record: record.toJSON(currentAdmin),
      }
    : { record: record.toJSON(currentAdmin), notice: refused(record.baseError?.message) };
}

async function saveEdit(request: ActionRequest, _response: unknown, context: ActionContext) {
  const { resource, currentAdmin, h, record } = context;
  if (!record) throw new Error('AdminJS calls an edit without its record');
  if (request.method === 'get') return { record: record.toJSON(currentAdmin) };
  const saved = await record.update(request.payload ?? {}, context);
  return saved.isValid() && !saved.baseError
    ? {
        redirectUrl: h.resourceUrl({ resourceId: resource.id() }),
        notice: { message: 'successfullyUpdated', type: 'success' as const },
        record: saved.toJSON(currentAdmin),
      }
    : { record: saved.toJSON(currentAdmin), notice: refused(saved.baseError?.message) };
}

function refused(message = 'thereWereValidationErrors') {
  return { message, type: 'error' as const };
}

function textsOf({ title, columns, model }: Definition, language: Language) {
  const names = Object.entries(columns);
  return {
    labels: {
      [model.getTableName() as string]: title[language],
      ...Object.fromEntries(
        names.flatMap(([name, { values = {} }]) =>
          Object.entries(values).map(([value, said]) => [`${name}.${value}`, said[language]]),
        ),
      ),
    },
    properties: Object.fromEntries(names.map(([name, column]) => [name, column.name[language]])),
  };
}
