import type { Words } from './words.ts';

/** A field as the audit or a form of its record calls it, where one does. */
export function nameOfField({ t, knows }: Words, field: string): string {
  const key = [
    `audit.field.${field}`,
    `company.field.${field}`,
    `company.person.${field}`,
    `customer.field.${field}`,
  ].find(knows);
  return key ? t(key) : field;
}
