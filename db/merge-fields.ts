/** Fields that one of the two gives, as columns. */
export const fields = {
  kind: 'kind',
  name: 'name',
  shortName: 'short_name',
  nip: 'nip',
  regon: 'regon',
  krs: 'krs',
  euVat: 'eu_vat',
  pesel: 'pesel',
  iban: 'iban',
  paymentDays: 'payment_days',
  street: 'street',
  postcode: 'postcode',
  city: 'city',
  country: 'country',
  website: 'website',
  class: 'class',
  industry: 'industry',
  ownerId: 'owner_id',
  parentId: 'parent_id',
  turnoverMinor: 'turnover_minor',
  currency: 'currency',
  notes: 'notes',
  timeZone: 'time_zone',
} as const;
export type MergeField = keyof typeof fields;
export const mergeFields = Object.keys(fields) as MergeField[];
/** The audit names them without their values. */
export const hidden = ['pesel'];

export type Values = Record<MergeField, string | number | null>;
export type Locked = Values & { id: string; version: number; own: Record<string, unknown> };
