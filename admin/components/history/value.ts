import { nameOfField } from '../field-name.ts';
import type { Words } from '../words.ts';
import type { AuditEntry } from '../../../db/audit-telling.ts';
import { isUuid } from '../../../domain/ids/uuid.ts';

/** Where pages keep the words for codes of a field, beside `<noun>.<field>.` and `<noun>s.<field>.`. */
const kept: Readonly<Record<string, string>> = {
  'task.state': 'company.task',
  'own field.kind': 'own.kind',
  'own field.record': 'own.record',
  'own field.color': 'shape.color',
  'task type.color': 'shape.color',
  'task type.channel': 'type.channel',
  'company class.color': 'shape.color',
  'case.keep': 'case.level',
  'user.role': 'frame.role',
  'user.profiles': 'frame.role',
  rights: 'right',
};

type Field = { readonly row: Pick<AuditEntry, 'noun' | 'currencies'>; readonly field: string };

/** A value as people say it: money in its currency, times in minutes, codes of states and kinds as pages call them. */
export function sayValue(words: Words, { row: { noun, currencies }, field }: Field, value: unknown): string {
  const { t, money, percent, number, knows } = words;
  const currency = currencies[field];
  if (typeof value === 'number') {
    if (currency) return money(value, currency);
    if (/Minutes$/.test(field)) return t('audit.minutes', { n: number(value) });
    if (field === 'callSeconds') return t('audit.seconds', { minutes: Math.floor(value / 60), seconds: value % 60 });
    if (field === 'kilometres') return t('audit.kilometres', { n: number(value) });
    if (/^(percent|probability)$|: probability$/.test(field)) return percent(value / 100);
  }
  if (Array.isArray(value))
    return value.map((one) => sayValue(words, { row: { noun, currencies }, field }, one)).join(', ');
  const families = [
    `audit.value.${noun}.${field}`,
    kept[`${noun}.${field}`],
    kept[field],
    `${noun}.${field}`,
    `${noun}s.${field}`,
  ];
  const key = families.map((family) => `${family}.${String(value)}`).find(knows);
  if (key && typeof value === 'string') return t(key);
  return isConsent(words, field) && knows(`consent.${String(value)}`)
    ? t(`consent.${String(value)}`)
    : plain(words, value);
}

/** Consents are kept by purpose and channel. */
function isConsent({ knows }: Words, field: string): boolean {
  return knows(`templates.purpose.${field.slice(0, field.lastIndexOf(' '))}`);
}

const DATE = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d))?$/;

function plain(words: Words, value: unknown): string {
  const { t, moment, number } = words;
  if (value === null || value === undefined) return t('audit.emptied');
  if (typeof value === 'boolean') return t(value ? 'shape.yes' : 'shape.no');
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') {
    if (isUuid(value)) return t('shape.hidden record');
    return DATE.test(value) ? moment(value) : value;
  }
  if (Array.isArray(value)) return value.map((one) => plain(words, one)).join(', ');
  return parts(words, value as object);
}

/** A name in both languages is said in one; of a record its name; of settings each with its own. */
function parts(words: Words, value: object): string {
  const named = value as Readonly<Record<string, unknown>>;
  if (typeof named[words.language] === 'string') return String(named[words.language]);
  for (const field of ['name', 'title', 'label']) if (named[field]) return plain(words, named[field]);
  return Object.entries(named)
    .filter(([, one]) => one !== null && one !== undefined)
    .map(([field, one]) => `${nameOfField(words, field)}: ${plain(words, one)}`)
    .join('; ');
}
