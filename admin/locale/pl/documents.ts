import type { Dictionary } from '../../components/words.ts';

export const documents = {
  'document.title': 'Dokument',
  'document.tab.deeds': 'Działania',
  'document.tab.files': 'Pliki',
  'document.settles': 'Rozlicza',
  'document.payments': 'Płatności',
  'document.details': 'Więcej z systemu',
  'document.overdue': 'po terminie',
  'document.open': 'otwarty',
  'document.done': 'zakończony',
  'document.amount': 'Kwota',
  'document.left': 'Zostało do zapłaty',
  'document.on': 'Data',
  'document.due': 'Termin',
  'document.stage': 'Stopień',
  'document.from': 'Źródło',
  'document.from text': '{source}, {when}',
  'document.tie': 'Powiąż zadanie albo wiadomość',
  'document.no deeds': 'Nic jeszcze nie zrobiono w sprawie tego dokumentu',
  'document.no deeds text':
    'Tu będą zadania, wiadomości, pliki i sprawy, które go dotyczą. Załóż zadanie, napisz albo powiąż to, co już jest.',
  'document.what': 'Co',
  'document.kind': 'Rodzaj',
} satisfies Dictionary;
