import type { Words } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import type { MergeField } from '../../../db/merge-fields.ts';
import type { Side } from './field-choices.tsx';

/** In the order in which they are compared. */
export const companyFields: readonly MergeField[] = [
  'name',
  'kind',
  'shortName',
  'nip',
  'regon',
  'krs',
  'euVat',
  'pesel',
  'street',
  'postcode',
  'city',
  'country',
  'website',
  'class',
  'industry',
  'ownerId',
  'parentId',
  'iban',
  'paymentDays',
  'turnoverMinor',
  'currency',
  'timeZone',
  'notes',
];

export function companySide(card: CompanyCard, words: Words): Side<MergeField> {
  const texts = Object.fromEntries(companyFields.map((field) => [field, textOf(card, field, words)]));
  return {
    id: card.id,
    name: card.name,
    to: `/admin/companies/${card.id}`,
    texts: texts as Record<MergeField, string>,
  };
}

function textOf(card: CompanyCard, field: MergeField, { t, money, language }: Words): string {
  if (field === 'ownerId') return card.ownerName ?? '';
  if (field === 'parentId') return card.parentName ?? '';
  if (field === 'industry') return card.industryName?.[language] ?? card.industry ?? '';
  if (field === 'kind') return t(`company.kind.${card.kind}`);
  if (field === 'turnoverMinor') return card.turnoverMinor === null ? '' : money(card.turnoverMinor, card.currency);
  return String(card[field] ?? '');
}
