import { DateTime } from 'luxon';
import type { Language } from '../domain-error.ts';
import type { TypedDate } from './typed-date.ts';

/** The whole date, said back before it is saved: `pt 27 listopada 2026, 14:00`. */
export function sayDate({ on, time }: TypedDate, language: Language): string {
  const day = DateTime.fromISO(on, { locale: language });
  const short = day.toFormat('ccc').replace('.', '');
  const weekday = language === 'pl' ? short.toLowerCase() : capital(short);
  return `${weekday} ${day.toFormat('d MMMM yyyy')}${time ? `, ${time}` : ''}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
