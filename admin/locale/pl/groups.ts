import type { Dictionary } from '../../components/words.ts';

export const groups = {
  'groups.lead': 'Kogo kampania albo operacja zbiorcza może wskazać jednym słowem.',
  'groups.new': 'Nowa grupa',
  'groups.edit': 'Grupa klientów',
  'groups.none': 'Nie ma jeszcze żadnej grupy',
  'groups.none text': 'Załóż grupę, a potem dodaj do niej klientów z listy: zaznacz ich i wybierz „Dodaj do grupy”.',
  'groups.name': 'Nazwa',
  'groups.category': 'Kategoria',
  'groups.category hint': 'Na przykład: targi, branża, region.',
  'groups.description': 'Opis',
  'groups.open members': 'Zobacz członków',
  'groups.change': 'Zmień nazwę i opis',
} satisfies Dictionary;
