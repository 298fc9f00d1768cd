/** Own fields in SQL: the tables that have them, and the one expression by which a value is read, sorted and indexed. */
import type { FactType } from '../domain/conditions/catalogue.ts';
import { factTypeOf, type OwnField, type OwnRecord } from '../domain/own/shapes.ts';

export const ownTables: Readonly<Record<OwnRecord, string>> = {
  company: 'companies',
  person: 'people',
  task: 'tasks',
  case: 'cases',
  opportunity: 'opportunities',
  campaign: 'campaigns',
  transaction: 'transactions',
  file: 'files',
  message: 'messages',
};

/** By what people call a record. */
export const ownNames: Readonly<Record<OwnRecord, string>> = {
  company: 'name',
  person: `concat_ws(' ', first_name, last_name)`,
  task: 'title',
  case: 'name',
  opportunity: 'name',
  campaign: 'name',
  transaction: 'coalesce(number, title, external_id)',
  file: 'name',
  message: 'coalesce(subject, address)',
};

const readers: Readonly<Record<FactType, string>> = {
  text: 'own_text',
  number: 'own_number',
  'yes/no': 'own_yes',
  date: 'own_date',
  instant: 'own_date',
  many: 'own_many',
};

/** The value of an own field of a given type; null where the JSON holds something else (rule 16). */
export function ownValueSql(alias: string, code: string, type: FactType): string {
  if (!/^[A-Za-z0-9_-]{1,60}$/.test(code)) throw new Error(`Not the code of an own field: ${code}`);
  return `${readers[type]}(${alias}.own, '${code}')`;
}

/** As `ownValueSql`, of a definition. */
export function ownFieldSql(alias: string, field: Pick<OwnField, 'code' | 'kind' | 'options'>): string {
  return ownValueSql(alias, field.code, factTypeOf(field));
}
