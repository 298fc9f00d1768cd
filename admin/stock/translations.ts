import type { LocaleTranslations } from 'adminjs';
import type { Language } from '../../domain/domain-error.ts';

/** Words of AdminJS's own forms. */
export function translations(_language: Language): LocaleTranslations {
  return {};
}
