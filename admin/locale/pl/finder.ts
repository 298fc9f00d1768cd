import type { Dictionary } from '../../components/words.ts';

export const finder = {
  'finder.nothing': 'Nie znaleziono: {typed}',
  'finder.all': 'Pokaż wszystkie na liście',
  'finder.list': 'Wybierz z listy klientów',
  'finder.choose customer': 'Wybierz klienta',
  'finder.add': 'Dodaj: {typed}',
  'finder.new company': 'Dodaj nowego klienta',
  'finder.new person': 'Dodaj nową osobę',
  'finder.new task': 'Dodaj nowe zadanie',
  'person.maybe there': 'Może już tu są:',
  'person.save and next': 'Zapisz i następna',
  'person.made': 'Dodano: {name}',
  'finder.new category': 'Nowa kategoria zadań',
  'finder.new group': 'Nowa grupa',
  'finder.name': 'Nazwa',
  'finder.found': { one: '{count} wynik', few: '{count} wyniki', many: '{count} wyników', other: '{count} wyniku' },
} as const satisfies Dictionary;
