import type { Dictionary } from '../../components/words.ts';

/** Hours and days on which the company works. */
export const workingCalendar = {
  'calendar.lead': 'Według tych godzin liczą się terminy „w dniach roboczych” i pora wysyłki zadań.',
  'calendar.hours': 'Godziny pracy',
  'calendar.hours hint': 'Na przykład 8–16 albo 8:00–12:00, 13:00–17:00. Puste pole: dzień wolny.',
  'calendar.closed': 'wolne',
  'calendar.wrong hours': 'wpisz np. 8–16',
  'calendar.holidays': 'Polskie święta ustawowe są wolne',
  'calendar.days off': 'Inne dni wolne',
  'calendar.days off hint': 'Mosty, urlop całej firmy, inwentaryzacja.',
  'calendar.add day': 'Dodaj dzień',
  'calendar.remove day': 'Usuń ten dzień',
  'calendar.zone': 'Strefa czasowa',
  'calendar.day.1': 'poniedziałek',
  'calendar.day.2': 'wtorek',
  'calendar.day.3': 'środa',
  'calendar.day.4': 'czwartek',
  'calendar.day.5': 'piątek',
  'calendar.day.6': 'sobota',
  'calendar.day.7': 'niedziela',
} satisfies Dictionary;
