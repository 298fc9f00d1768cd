import type { Dictionary } from '../../components/words.ts';

export const palette = {
  'palette.title': 'Szukaj albo przejdź do',
  'palette.placeholder': 'Klient, osoba, sprawa, zadanie, plik, telefon, strona, „nowy klient”…',
  'palette.nothing': 'Nic nie pasuje do „{typed}”.',
  'palette.recent': 'Ostatnio oglądane',
  'palette.records': 'Znalezione',
  'palette.beyond': 'Klient kogoś innego',
  'palette.actions': 'Działania',
  'palette.pages': 'Strony',
  'palette.new company': 'Nowy klient',
  'palette.new task': 'Nowe zadanie',
  'palette.new campaign': 'Nowa kampania',
  'palette.new template': 'Nowy szablon',
  'palette.start work': 'Zacznij pracę',
  'palette.import': 'Wczytaj klientów z Excela',
  'call.title': 'Kto dzwoni?',
  'call.unknown': 'Nie znamy numeru {number}',
  'call.unknown text': 'Dodaj klienta albo dopisz numer do kogoś, kto już jest w bazie.',
  'call.several': 'Ten numer ma kilka osób. Wybierz, kto dzwoni.',
  'call.no number': 'W adresie nie ma numeru telefonu',
  'call.no number text': 'Centrala ma otwierać adres /call?number=, a po nim numer dzwoniącego.',
} satisfies Dictionary;
