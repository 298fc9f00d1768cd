import type { Said } from '../domain-error.ts';
import { codeOfColumn, columnOf, isOwnColumn, type FieldOfFile, type OwnColumn } from './own-columns.ts';

/** How the cells of a field are read. */
export type Reads =
  | 'text'
  | 'nip'
  | 'regon'
  | 'krs'
  | 'email'
  | 'phone'
  | 'postcode'
  | 'money'
  | 'currency'
  | 'date'
  | 'yes or no'
  | 'person'
  | 'owner';

export type ImportField = {
  readonly id: FieldId;
  readonly name: Said;
  readonly reads: Reads;
  /** Headers that mean it, in plain letters: lower case, without accents and punctuation. */
  readonly headers: readonly string[];
  /** Several columns may be read into it (two phones, two notes). */
  readonly several?: true;
  /** A file can be joined to the register by it. */
  readonly joins?: true;
  /** Longest text, in characters. */
  readonly longest?: number;
};

/** What a column of a file can be read into. */
export const importFields = [
  {
    id: 'name',
    name: { pl: 'Nazwa', en: 'Name' },
    reads: 'text',
    joins: true,
    longest: 500,
    headers: [
      'nazwa kontrahenta',
      'nazwa firmy',
      'nazwa klienta',
      'nazwa pelna',
      'pelna nazwa',
      'nazwa',
      'kontrahent',
      'klient',
      'firma',
      'company name',
      'company',
      'customer name',
      'customer',
      'account name',
      'name',
      'organisation',
      'organization',
    ],
  },
  {
    id: 'shortName',
    name: { pl: 'Nazwa skrócona', en: 'Short name' },
    reads: 'text',
    longest: 200,
    headers: ['nazwa skrocona', 'skrot', 'nazwa krotka', 'akronim', 'symbol', 'short name', 'acronym'],
  },
  {
    id: 'nip',
    name: { pl: 'NIP', en: 'NIP (tax number)' },
    reads: 'nip',
    joins: true,
    headers: [
      'nip',
      'nr nip',
      'numer nip',
      'nip kontrahenta',
      'nip ue',
      'vat',
      'vat id',
      'vat number',
      'tax id',
      'tin',
    ],
  },
  {
    id: 'regon',
    name: { pl: 'REGON', en: 'REGON' },
    reads: 'regon',
    joins: true,
    headers: ['regon', 'nr regon', 'numer regon'],
  },
  {
    id: 'krs',
    name: { pl: 'KRS', en: 'KRS' },
    reads: 'krs',
    joins: true,
    headers: ['krs', 'nr krs', 'numer krs', 'company number'],
  },
  {
    id: 'email',
    name: { pl: 'E-mail firmy', en: 'Company e-mail' },
    reads: 'email',
    several: true,
    joins: true,
    headers: ['adres e mail', 'adres email', 'e mail', 'email', 'mail', 'e mail firmowy', 'email address', 'poczta'],
  },
  {
    id: 'phone',
    name: { pl: 'Telefon firmy', en: 'Company phone' },
    reads: 'phone',
    several: true,
    joins: true,
    headers: [
      'tel kom',
      'telefon',
      'tel',
      'nr telefonu',
      'numer telefonu',
      'telefon komorkowy',
      'komorka',
      'telefon stacjonarny',
      'phone',
      'phone number',
      'mobile',
      'telephone',
    ],
  },
  {
    id: 'street',
    name: { pl: 'Ulica i numer', en: 'Street and number' },
    reads: 'text',
    longest: 300,
    headers: ['ulica i nr', 'ulica i numer', 'ulica', 'adres', 'adres ulica', 'street', 'address', 'street address'],
  },
  {
    id: 'postcode',
    name: { pl: 'Kod pocztowy', en: 'Postcode' },
    reads: 'postcode',
    headers: ['kod', 'kod pocztowy', 'kod poczt', 'postcode', 'postal code', 'zip', 'zip code'],
  },
  {
    id: 'city',
    name: { pl: 'Miejscowość', en: 'Town' },
    reads: 'text',
    longest: 200,
    headers: ['miejscowosc', 'miasto', 'poczta miasto', 'city', 'town'],
  },
  {
    id: 'website',
    name: { pl: 'Strona WWW', en: 'Website' },
    reads: 'text',
    longest: 300,
    headers: ['strona www', 'www', 'strona internetowa', 'strona', 'website', 'web', 'url'],
  },
  {
    id: 'class',
    name: { pl: 'Klasa', en: 'Class' },
    reads: 'text',
    longest: 50,
    headers: ['klasa', 'klasa klienta', 'segment', 'kategoria', 'class', 'category', 'rating'],
  },
  {
    id: 'industry',
    name: { pl: 'Branża', en: 'Industry' },
    reads: 'text',
    longest: 200,
    headers: ['branza', 'pkd', 'sektor', 'industry', 'sector'],
  },
  {
    id: 'owner',
    name: { pl: 'Opiekun (imię i nazwisko albo e-mail)', en: 'Owner (name or e-mail)' },
    reads: 'owner',
    headers: ['opiekun', 'opiekun klienta', 'handlowiec', 'przedstawiciel', 'owner', 'account manager', 'sales rep'],
  },
  {
    id: 'turnover',
    name: { pl: 'Obrót deklarowany', en: 'Declared turnover' },
    reads: 'money',
    headers: [
      'obrot deklarowany',
      'declared turnover',
      'obrot roczny',
      'obrot',
      'obroty',
      'przychod',
      'turnover',
      'annual turnover',
      'revenue',
      'annual revenue',
    ],
  },
  {
    id: 'currency',
    name: { pl: 'Waluta', en: 'Currency' },
    reads: 'currency',
    headers: ['waluta', 'kod waluty', 'waluta rozliczen', 'currency', 'currency code'],
  },
  {
    id: 'notes',
    name: { pl: 'Uwagi', en: 'Notes' },
    reads: 'text',
    several: true,
    longest: 20_000,
    headers: ['uwagi', 'notatki', 'notatka', 'opis', 'komentarz', 'notes', 'note', 'comments', 'description'],
  },
  {
    id: 'person',
    name: { pl: 'Osoba kontaktowa (imię i nazwisko)', en: 'Contact person (full name)' },
    reads: 'person',
    headers: [
      'osoba kontaktowa',
      'osoba',
      'imie i nazwisko',
      'nazwisko i imie',
      'kontakt',
      'osoba do kontaktu',
      'contact person',
      'contact name',
      'contact',
      'full name',
    ],
  },
  {
    id: 'firstName',
    name: { pl: 'Imię osoby', en: 'Person’s first name' },
    reads: 'text',
    longest: 200,
    headers: ['imie', 'imie osoby', 'first name', 'given name'],
  },
  {
    id: 'lastName',
    name: { pl: 'Nazwisko osoby', en: 'Person’s last name' },
    reads: 'text',
    longest: 200,
    headers: ['nazwisko', 'nazwisko osoby', 'last name', 'surname', 'family name'],
  },
  {
    id: 'position',
    name: { pl: 'Stanowisko osoby', en: 'Person’s position' },
    reads: 'text',
    longest: 200,
    headers: ['stanowisko', 'funkcja', 'rola', 'position', 'job title', 'title', 'role'],
  },
  {
    id: 'personEmail',
    name: { pl: 'E-mail osoby', en: 'Person’s e-mail' },
    reads: 'email',
    several: true,
    headers: ['e mail osoby', 'email osoby', 'e mail osoby kontaktowej', 'e mail kontaktu', 'contact email'],
  },
  {
    id: 'personPhone',
    name: { pl: 'Telefon osoby', en: 'Person’s phone' },
    reads: 'phone',
    several: true,
    headers: ['telefon osoby', 'tel osoby', 'telefon osoby kontaktowej', 'telefon kontaktu', 'contact phone'],
  },
  {
    id: 'consent',
    name: { pl: 'Zgoda marketingowa (każdy kanał)', en: 'Marketing consent (any channel)' },
    reads: 'yes or no',
    headers: ['zgoda marketingowa', 'zgoda', 'zgoda na marketing', 'rodo', 'marketing consent', 'consent', 'opt in'],
  },
  {
    id: 'consentEmail',
    name: { pl: 'Zgoda na e-mail', en: 'Consent to e-mail' },
    reads: 'yes or no',
    headers: ['zgoda e mail', 'zgoda na e mail', 'zgoda na mailing', 'zgoda email', 'newsletter', 'email consent'],
  },
  {
    id: 'consentPhone',
    name: { pl: 'Zgoda na telefon', en: 'Consent to phone calls' },
    reads: 'yes or no',
    headers: ['zgoda telefon', 'zgoda na telefon', 'zgoda tel', 'zgoda na kontakt telefoniczny', 'phone consent'],
  },
  {
    id: 'consentOn',
    name: { pl: 'Data zgody', en: 'Date of consent' },
    reads: 'date',
    headers: ['data zgody', 'zgoda z dnia', 'data udzielenia zgody', 'consent date', 'date of consent', 'opt in date'],
  },
] as const satisfies readonly (Omit<ImportField, 'id'> & { id: string })[];

export type FieldId = (typeof importFields)[number]['id'];

const byId = new Map<string, ImportField>(importFields.map((field) => [field.id, field]));

export function importField(id: FieldId): ImportField {
  return byId.get(id)!;
}

/** What a plan may name: a field of Nurt's, or an own field. */
export type ColumnField = FieldId | OwnColumn;

export function isColumnField(id: string): id is ColumnField {
  return byId.has(id) || isOwnColumn(id);
}

/** What a column of a file can be read into. */
export type ColumnChoice = {
  readonly id: string;
  readonly name: Said;
  readonly several: boolean;
  /** A row can find its customer by it. */
  readonly joins: boolean;
};

/** What a column is called in sentences; an own field by its title where that is known. */
export function columnName(field: ColumnField, own: readonly FieldOfFile[] = []): Said {
  if (!isOwnColumn(field)) return importField(field).name;
  const code = codeOfColumn(field);
  return own.find((one) => columnOf(one) === field)?.title ?? { pl: code, en: code };
}

/** Several columns may be read into it. */
export function takesSeveral(field: ColumnField): boolean {
  return !isOwnColumn(field) && importField(field).several === true;
}
