import { readMoney, writeMoney } from '../../../domain/campaigns/typed-money.ts';
import { formatIban } from '../../../domain/ids/iban.ts';
import { formatNip } from '../../../domain/ids/nip.ts';
import { formatRegon } from '../../../domain/ids/regon.ts';
import type { CompanyKind } from '../../../db/companies.ts';
import type { CompanyCard } from '../../../db/company-card.ts';

export const kinds: readonly CompanyKind[] = ['firm', 'sole trader', 'person', 'institution', 'branch'];

/** Fields of text, by their names in the API. */
const texts = [
  'name',
  'shortName',
  'nip',
  'regon',
  'krs',
  'euVat',
  'pesel',
  'iban',
  'paymentDays',
  'turnoverMinor',
  'currency',
  'street',
  'postcode',
  'city',
  'country',
  'timeZone',
  'website',
  'class',
  'industry',
  'notes',
  'ownerId',
  'parentId',
] as const;
export type TextField = (typeof texts)[number];

/** What a form holds: text as it is typed. `parentName` is only shown; `email` and `phone` only of a new customer. */
export type CompanyValues = Readonly<Record<TextField | 'parentName' | 'email' | 'phone', string>> & {
  readonly kind: CompanyKind;
};
export type CompanyField = TextField | 'kind';

export const blank: CompanyValues = {
  ...(Object.fromEntries(texts.map((field) => [field, ''])) as Record<TextField, string>),
  kind: 'firm',
  country: 'PL',
  parentName: '',
  email: '',
  phone: '',
};

export function valuesOf(card: CompanyCard): CompanyValues {
  return {
    ...blank,
    ...(Object.fromEntries(texts.map((field) => [field, String(card[field] ?? '')])) as Record<TextField, string>),
    kind: card.kind,
    nip: card.nip ? formatNip(card.nip) : '',
    regon: card.regon ? formatRegon(card.regon) : '',
    turnoverMinor: writeMoney(card.turnoverMinor),
    iban: card.iban ? formatIban(card.iban) : '',
    parentName: card.parentName ?? '',
  };
}

/** The fields in which two states differ. */
export function differing(before: CompanyValues, after: CompanyValues): CompanyField[] {
  return (['kind', ...texts] as const).filter((field) => before[field] !== after[field]);
}

/** As the API takes them: an emptied field is null, a number is a number. */
export function sentOf(values: CompanyValues, fields: readonly CompanyField[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => {
      const value = values[field].trim();
      // What cannot be read goes as it was typed, and is refused by its name.
      if (field === 'paymentDays')
        return [field, value === '' ? null : /^\d{1,9}$/.test(value) ? Number(value) : value];
      if (field === 'turnoverMinor')
        return [field, value === '' ? null : (readMoney(value, values.currency || undefined) ?? value)];
      return [field, value === '' && field !== 'name' ? null : value];
    }),
  );
}

/** What the form of a new customer asks of its kind; what was filled in before another kind was chosen is left out. */
export function askedOfNew<Values extends CompanyValues>(values: Values): Values {
  const isBranch = values.kind === 'branch';
  const ofNip = { nip: '', regon: '', krs: '', iban: '' };
  return {
    ...values,
    ...(isBranch ? {} : { parentId: '', parentName: '' }),
    // The register fills in the rest by the NIP.
    ...(isBranch || values.kind === 'person' ? ofNip : {}),
  };
}

/** A new customer: what was filled in and its kind asks for, with its first addresses. */
export function newCompanyOf(typed: CompanyValues): Record<string, unknown> {
  const values = askedOfNew(typed);
  const { email, phone } = values;
  const contactPoints = [
    ...(email.trim() ? [{ kind: 'email', value: email }] : []),
    ...(phone.trim() ? [{ kind: 'phone', value: phone }] : []),
  ];
  return { ...sentOf(values, differing({ ...blank, name: '\0' }, values)), contactPoints };
}

/** As people call it; what is no code of a country is shown as it is. */
export function nameOfCountry(code: string, language: string): string {
  return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code) : code;
}
