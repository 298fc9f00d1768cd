import type { Dictionary } from '../../components/words.ts';

export const scenarios = {
  'scenarios.kind.task': 'Zadanie',
  'scenarios.kind.message': 'Wiadomość',
  'scenarios.kind.wait': 'Czekaj',
  'scenarios.kind.branch': 'Warunek',
  'scenarios.kind.split': 'Podział',
  'scenarios.kind.fork': 'Równolegle',
  'scenarios.kind.join': 'Złącz',
  'scenarios.kind.set': 'Ustaw',
  'scenarios.kind.notify': 'Powiadom',
  'scenarios.kind.milestone': 'Kamień milowy',
  'scenarios.kind.end': 'Koniec',
  'scenarios.kind.book': 'Rezerwuj',
  'scenarios.kind.effect': 'Akcja wtyczki',
  'scenarios.kind.start': 'Uruchom scenariusz',
} satisfies Dictionary;
