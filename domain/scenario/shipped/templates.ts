/** Texts that the shipped scenarios send; written once, then the installation's own to change. */
export type ShippedTemplate = {
  readonly code: string;
  readonly name: string;
  readonly purpose: 'marketing' | 'service';
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

const greeting = 'Dzień dobry{% if person.firstName %}, {{ person.firstName }}{% endif %},';
const farewell = ['Z pozdrowieniami', '{{ sender.name }}', '{{ sender.phone }}'];

const letter = (
  head: Pick<ShippedTemplate, 'code' | 'name' | 'purpose' | 'subject'>,
  ...paragraphs: readonly string[]
): ShippedTemplate => ({
  ...head,
  text: [greeting, ...paragraphs, farewell.join('\n')].join('\n\n'),
  html: [greeting, ...paragraphs, farewell.join('<br>')].map((paragraph) => `<p>${paragraph}</p>`).join('\n'),
});

export const shippedTemplates: readonly ShippedTemplate[] = [
  letter(
    { code: 'invitation', name: 'Zaproszenie', purpose: 'marketing', subject: 'Zaproszenie dla {{ company.name }}' },
    'zapraszamy {{ company.name }} na krótką rozmowę o tym, jak możemy Państwu ułatwić codzienną pracę.',
    'Wystarczy odpisać na ten list. Jeśli nie odpiszą Państwo w ciągu trzech dni roboczych, zadzwonimy i zapytamy.',
  ),
  letter(
    { code: 'welcome', name: 'Powitanie', purpose: 'service', subject: 'Witamy, {{ company.name }}' },
    'dziękujemy, że {{ company.name }} jest z nami.',
    'Następnego dnia roboczego zadzwonimy, żeby ustalić, kto u Państwa zajmuje się bieżącymi sprawami i dokąd wysyłać faktury.',
  ),
  letter(
    {
      code: 'reactivation',
      name: 'Odzyskanie klienta: krótki list',
      purpose: 'marketing',
      subject: 'Dawno się nie słyszeliśmy',
    },
    'dawno nie mieliśmy okazji pracować dla {{ company.name }}. Czy coś poszło nie tak, czy po prostu nie było potrzeby?',
    'Proszę o jedno zdanie w odpowiedzi: przyda się nam bardziej niż ankieta.',
  ),
  letter(
    {
      code: 'reactivation-offer',
      name: 'Odzyskanie klienta: list z ofertą',
      purpose: 'marketing',
      subject: 'Propozycja na powrót dla {{ company.name }}',
    },
    'dawno nie mieliśmy okazji pracować dla {{ company.name }}. Przygotowaliśmy warunki dla klientów, którzy do nas wracają.',
    'Proszę odpisać na ten list, a prześlemy je razem z przykładem wyceny.',
  ),
  letter(
    {
      code: 'reactivation-reminder',
      name: 'Odzyskanie klienta: przypomnienie',
      purpose: 'marketing',
      subject: 'Czy to dobry moment, {{ company.name }}?',
    },
    'wracam do listu sprzed tygodnia. Jeśli to nie jest dobry moment, proszę dać znać, kiedy możemy się odezwać.',
  ),
];
