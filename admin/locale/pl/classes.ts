import type { Dictionary } from '../../components/words.ts';

/** Classes of customers with conditions. */
export const classes = {
  'classes.title': 'Klasy klientów',
  'classes.lead': 'Kto należy do klasy, wynika z warunku. Nurt sprawdza to po każdej zmianie klienta i każdej nocy.',
  'classes.new': 'Nowa klasa',
  'classes.edit': 'Klasa klientów',
  'classes.none': 'Nie ma jeszcze klas',
  'classes.none text': 'Dodaj pierwszą, na przykład „Bez kontaktu od 90 dni” albo „Duzi z Mazowsza”.',
  'classes.members': {
    one: '{count} klient',
    few: '{count} klientów',
    many: '{count} klientów',
    other: '{count} klienta',
  },
  'classes.being counted': 'trwa liczenie',
  'classes.condition': 'Kto do niej należy',
  'classes.condition hint':
    'Te same warunki co na liście klientów. Klasa jest taka sama dla każdego, więc nie może zależeć od tego, kto patrzy.',
  'classes.no condition': 'Dodaj co najmniej jeden warunek.',
  'classes.fit': {
    one: 'Teraz pasuje {count} klient.',
    few: 'Teraz pasuje {count} klientów.',
    many: 'Teraz pasuje {count} klientów.',
    other: 'Teraz pasuje {count} klienta.',
  },
  'classes.many fit': 'Teraz pasuje ponad {count} klientów.',
  'classes.active': 'Czynna: widać ją na kartach i w filtrach',
} satisfies Dictionary;
