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
  'groups.delete': 'Usuń grupę',
  'groups.delete title': 'Usunąć grupę „{name}”?',
  'groups.deleted': 'Usunięto grupę: {name}',
  'groups.delete text': 'Klienci zostaną w bazie i przestaną do niej należeć. Tego nie można cofnąć.',
  'groups.holds none': 'Nikogo w niej nie ma.',
  'groups.holds': {
    one: 'Jest w niej {count} klient albo osoba.',
    few: 'Jest w niej {count} klientów i osób.',
    many: 'Jest w niej {count} klientów i osób.',
    other: 'Jest w niej {count} klientów i osób.',
  },
  'groups.holds more': 'Jest w niej ponad {count} klientów i osób.',
  'groups.used nowhere': 'Nie używa jej żaden widok, klasa ani trwająca operacja.',
  'groups.used by classes':
    'Te klasy o nią pytają, więc wypadną z nich klienci, którzy byli w nich tylko dzięki niej: {names}.',
  'groups.used by views': {
    one: 'Pyta o nią {count} zapisany widok: nikogo już przez nią nie znajdzie.',
    few: 'Pytają o nią {count} zapisane widoki: nikogo już przez nią nie znajdą.',
    many: 'Pyta o nią {count} zapisanych widoków: nikogo już przez nią nie znajdą.',
    other: 'Pyta o nią {count} zapisanych widoków: nikogo już przez nią nie znajdą.',
  },
  'groups.used by bulks': {
    one: '{count} operacja zbiorcza właśnie jej używa albo można ją jeszcze cofnąć; bez grupy reszta się nie uda.',
    few: '{count} operacje zbiorcze właśnie jej używają albo można je jeszcze cofnąć; bez grupy reszta się nie uda.',
    many: '{count} operacji zbiorczych właśnie jej używa albo można je jeszcze cofnąć; bez grupy reszta się nie uda.',
    other: '{count} operacji zbiorczych właśnie jej używa albo można je jeszcze cofnąć; bez grupy reszta się nie uda.',
  },
} satisfies Dictionary;
