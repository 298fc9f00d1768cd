import type { Dictionary } from '../../components/words.ts';

export const forms = {
  'forms.add': 'Add',
  'forms.new': '{name}: new entry',
  'forms.empty': 'Nothing is here yet',
  'forms.empty text': 'Add the first entry and it will appear on this list.',
  'forms.nothing found': 'Nothing matches what you look for',
  'forms.previous': 'Previous page',
  'forms.next': 'Next page',
  'forms.page': 'page {page} of {pages}',
  'forms.yes': 'yes',
  'forms.no': 'no',
  'forms.choose': 'Choose',
  'forms.delete': 'Delete',
  'forms.delete title': 'Delete {name}?',
  'forms.delete text': 'This cannot be undone. An entry that is in use will not be deleted.',
} satisfies Dictionary;
