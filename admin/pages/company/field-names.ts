import type { Words } from '../../components/words.ts';

/** A field as forms call it; what no form knows is shown as it is stored. */
export function nameOfField(field: string, { t, knows }: Words): string {
  for (const key of [`company.field.${field}`, `company.person.${field}`, `customer.field.${field}`]) {
    if (knows(key)) return t(key);
  }
  return field;
}
