import type { Dictionary } from '../../components/words.ts';

export const settings = {
  'settings.lead': 'To, co ustala się raz i rzadko zmienia.',
  'settings.group.people': 'Ludzie i dostęp',
  'settings.group.work': 'Praca',
  'settings.group.house': 'Firma i klienci',
  'settings.users': 'Użytkownicy',
  'settings.users text': 'Konta, role, przełożeni, hasła',
  'settings.teams': 'Zespoły',
  'settings.teams text': 'Wspólne kolejki zadań',
  'settings.tokens': 'Tokeny API',
  'settings.tokens text': 'Dostęp programów w imieniu użytkownika',
  'settings.task_types': 'Typy zadań',
  'settings.task_types text': 'Telefon, spotkanie, wizyta: nazwy, czas, kanał',
  'settings.task_categories': 'Kategorie zadań',
  'settings.task_categories text': 'Własny podział pracy, do filtrów i raportów',
  'settings.working_calendars': 'Kalendarz pracy',
  'settings.working_calendars text': 'Godziny i święta, według których liczą się terminy',
  'settings.legal_entities': 'Nasze firmy',
  'settings.legal_entities text': 'Nazwa, NIP, adres, nadawca',
  'settings.groups': 'Grupy klientów',
  'settings.groups text': 'Listy odbiorców kampanii',
} satisfies Dictionary;
