/** Values of own fields as a letter says them. */
import type { Language } from '../domain/domain-error.ts';
import type { OwnField, OwnRecord, ReadableField } from '../domain/own/shapes.ts';
import type { MergeField } from './fields.ts';
import { formatDate, formatMoney } from './formats.ts';

/** Records whose own fields a text may name: `company.own.<code>`. */
export const mergeRecords = [
  'company',
  'person',
  'campaign',
  'case',
  'opportunity',
  'task',
] as const satisfies readonly OwnRecord[];
export type MergeRecord = (typeof mergeRecords)[number];

/** How a value is said. `names`: of records and files by id. */
export type Saying = { readonly language: Language; readonly names: ReadonlyMap<string, string> };

/**
 * In words, for it is read by people: "3 grudnia 2026", "1 500,00 zł", the name of an entry. "No" says nothing, so that
 * `{% if %}` asks for a yes.
 */
export function ownInWords(field: ReadableField, value: unknown, { language, names }: Saying): string | null {
  if (value === null || value === undefined || value === false) return null;
  if (value === true) return language === 'pl' ? 'tak' : 'yes';
  switch (kindOf(field)) {
    case 'money':
      return formatMoney(value, field.options.currency ?? 'PLN', language);
    case 'number':
      return new Intl.NumberFormat(language === 'pl' ? 'pl-PL' : 'en-GB', { maximumFractionDigits: 10 }).format(
        Number(value),
      );
    case 'date':
      return formatDate(value, language);
    case 'choice':
    case 'many':
      return [value].flat().map(labelOf(field, language)).join(', ');
    case 'reference':
    case 'file':
      return names.get(String(value)) ?? null;
    default:
      return String(value);
  }
}

function kindOf({ kind, options }: ReadableField): OwnField['kind'] {
  return kind === 'formula' ? (options.formulaType ?? 'text') : kind;
}

function labelOf({ choices = [] }: ReadableField, language: Language): (code: unknown) => string {
  return (code) => choices.find(({ value }) => value === code)?.label[language] ?? String(code);
}

const records: Readonly<Record<MergeRecord, readonly [pl: string, en: string]>> = {
  company: ['Kontrahent', 'Company'],
  person: ['Osoba', 'Person'],
  campaign: ['Kampania', 'Campaign'],
  case: ['Sprawa', 'Case'],
  opportunity: ['Szansa', 'Opportunity'],
  task: ['Zadanie', 'Task'],
};

/** As the editor of texts offers it. */
export function ownMergeField(record: MergeRecord, field: ReadableField): MergeField {
  const [pl, en] = records[record];
  return {
    field: `${record}.own.${field.code}`,
    title: { pl: `${pl}: ${field.title.pl}`, en: `${en}: ${field.title.en}` },
    example: exampleOf(field),
  };
}

function exampleOf(field: ReadableField): string {
  const say = (value: unknown) => ownInWords(field, value, { language: 'pl', names: new Map() }) ?? '';
  switch (kindOf(field)) {
    case 'number':
      return '12';
    case 'money':
      return say(150_000);
    case 'date':
      return say('2026-12-03');
    case 'yes/no':
      return say(true);
    case 'choice':
    case 'many':
      return field.choices?.[0]?.label.pl ?? field.title.pl;
    case 'reference':
      return 'Anna Wiśniewska';
    case 'file':
      return 'umowa.pdf';
    default:
      return field.title.pl;
  }
}
