/** Own fields in the API: how values are sent, and how `openapi.json` describes those of this installation. */
import { z } from 'zod';
import type { Viewer } from '../domain/access.ts';
import { ownRecords, type OwnField, type OwnRecord, type UsableField } from '../domain/own/shapes.ts';
import type { Tx } from '../db/database.ts';
import { mayKnowFields, ownFieldsOf } from '../db/own-fields.ts';

/** Values by code, as records carry them under `own`. Each is read by its definition (`domain/own/value.ts`). */
export function ownShape(record: OwnRecord) {
  return z
    .record(z.string().max(60), z.unknown())
    .meta({ [MARK]: record })
    .optional();
}

/** In a schema, where values of own fields of a record stand. */
const MARK = 'x-own';

const nameOf = (record: OwnRecord) => `Own${record[0]!.toUpperCase()}${record.slice(1)}`;

/** A document in which every place of own values refers to the schema of its record. */
export function withOwnRefs(document: object): object {
  return JSON.parse(JSON.stringify(document), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !(MARK in value)) return value;
    return { $ref: `#/components/schemas/${nameOf(value[MARK] as OwnRecord)}` };
  }) as object;
}

/** Schemas of the own fields that the viewer may read, one for each record. */
export async function ownSchemas(tx: Tx, viewer: Viewer): Promise<Record<string, object>> {
  const schemas: Record<string, object> = {};
  for (const record of ownRecords) {
    const fields = mayKnowFields(viewer, record) ? await ownFieldsOf(tx, viewer, record) : [];
    schemas[nameOf(record)] = {
      type: 'object',
      description: `Own fields of each ${record}, by code; null empties one. GET /own-fields?record=${record} has their definitions.`,
      properties: Object.fromEntries(fields.map((field) => [field.code, schemaOf(field)])),
    };
  }
  return schemas;
}

function schemaOf(field: UsableField): object {
  const { title, help, writable } = field;
  return {
    ...shapes[field.kind](field),
    title: title.en,
    ...(help ? { description: help.en } : {}),
    ...(writable ? {} : { readOnly: true }),
  };
}

type Shape = (field: UsableField) => object;

const text: Shape = () => ({ type: ['string', 'null'] });
const codes = ({ choices = [] }: UsableField) => choices.filter(({ active }) => active).map(({ value }) => value);

const shapes: Readonly<Record<OwnField['kind'], Shape>> = {
  text,
  number: ({ options: { least, most } }) => ({
    type: ['number', 'null'],
    ...(least === undefined ? {} : { minimum: least }),
    ...(most === undefined ? {} : { maximum: most }),
  }),
  money: ({ options }) => ({ type: ['integer', 'null'], 'x-currency': options.currency ?? 'PLN' }),
  date: () => ({ type: ['string', 'null'], format: 'date' }),
  'yes/no': () => ({ type: ['boolean', 'null'] }),
  choice: (field) => ({ enum: [...codes(field), null] }),
  many: (field) => ({ type: ['array', 'null'], items: { enum: codes(field) } }),
  reference: ({ options }) => ({ type: ['string', 'null'], format: 'uuid', 'x-of': options.target ?? 'company' }),
  file: () => ({ type: ['string', 'null'], format: 'uuid', 'x-of': 'file' }),
  formula: (field) =>
    shapes[field.options.formulaType ?? 'text']({ ...field, kind: field.options.formulaType ?? 'text' }),
};
