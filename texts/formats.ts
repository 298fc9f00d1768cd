/** Dates and money as people write them. */
import { DateTime } from 'luxon';
import type { Language } from '../domain/domain-error.ts';

const locales: Readonly<Record<Language, string>> = { pl: 'pl-PL', en: 'en-GB' };

/** `2026-12-03` or an instant as "3 grudnia 2026". Anything that is no date is returned as it is. */
export function formatDate(value: unknown, language: Language): string {
  if (typeof value !== 'string' || value === '') return '';
  const date = DateTime.fromISO(value, { zone: value.length > 10 ? 'Europe/Warsaw' : 'utc' });
  if (!date.isValid) return value;
  return date.setLocale(locales[language]).toFormat('d MMMM yyyy');
}

/** Minor units as "1 234,50 zł" (en: "PLN 1,234.50"). What has been written out already is returned as it is. */
export function formatMoney(value: unknown, currency: unknown, language: Language): string {
  const minor = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  if (typeof value === 'string' && Number.isNaN(minor)) return value;
  if (!Number.isFinite(minor) || value === '') return '';
  const code = typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : 'PLN';
  const format = new Intl.NumberFormat(locales[language], { style: 'currency', currency: code, useGrouping: true });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
