import type { Dictionary } from '../../components/words.ts';

export const forms = {
  'forms.add': 'Dodaj',
  'forms.new': '{name}: nowy wpis',
  'forms.empty': 'Nic tu jeszcze nie ma',
  'forms.empty text': 'Dodaj pierwszy wpis, a pojawi się na tej liście.',
  'forms.nothing found': 'Nic nie pasuje do szukanego tekstu',
  'forms.previous': 'Poprzednia strona',
  'forms.next': 'Następna strona',
  'forms.page': 'strona {page} z {pages}',
  'forms.yes': 'tak',
  'forms.no': 'nie',
  'forms.choose': 'Wybierz',
  'forms.delete': 'Usuń',
  'forms.delete title': 'Usunąć: {name}?',
  'forms.delete text': 'Tego nie da się cofnąć. Wpis, którego coś używa, nie zostanie usunięty.',
} satisfies Dictionary;
