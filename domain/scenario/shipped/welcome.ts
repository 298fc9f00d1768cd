import type { ShippedScenario } from './shipped.ts';

/** Onboarding of a new customer: a welcome, a first call, and a look a fortnight later. */
export const welcome: ShippedScenario = {
  code: 'welcome',
  names: { pl: 'Powitanie nowego klienta', en: 'Welcome of a new customer' },
  description: {
    pl: 'List powitalny, telefon powitalny następnego dnia roboczego, po dwóch tygodniach telefon z pytaniem, jak idzie.',
    en: 'A welcome letter, a welcome call on the next working day, and after two weeks a call to ask how things go.',
  },
  subjectKind: 'company',
  graph: {
    schema: 1,
    start: 'hello',
    steps: {
      hello: {
        kind: 'message',
        name: 'List powitalny',
        channel: 'email',
        template: 'welcome',
        failed: 'next-day',
        refused: 'next-day',
        next: 'next-day',
      },
      'next-day': {
        kind: 'wait',
        name: 'Następny dzień roboczy',
        for: { unit: 'working days', count: 1 },
        next: 'first-call',
      },
      'first-call': {
        kind: 'task',
        name: 'Telefon powitalny',
        title: 'Telefon powitalny',
        type: 'call',
        assignee: { to: 'owner' },
        purpose: 'service',
        script:
          'Dzień dobry, mówi {{ sender.name }}. Dziękujemy za zaufanie. Czy dostali Państwo od nas list powitalny i czy wszystko jest jasne?',
        checklist: ['Osoba do kontaktów bieżących', 'Adres do faktur', 'Termin pierwszego zamówienia'],
        form: [
          { id: 'invoice-email', name: { pl: 'E-mail do faktur', en: 'E-mail for invoices' }, kind: 'text' },
          { id: 'notes', name: { pl: 'Ustalenia', en: 'What was agreed' }, kind: 'long text' },
        ],
        outcomes: [
          { code: 'talked', name: { pl: 'Rozmowa odbyta', en: 'Talked' }, next: 'welcomed' },
          { code: 'call-back', name: { pl: 'Oddzwonić', en: 'Call back' }, asks: 'date', next: 'agreed' },
          { code: 'no-answer', name: { pl: 'Nie odebrał', en: 'No answer' }, next: 'tries' },
        ],
        planned: { fact: 'answers.nextAt' },
        due: { unit: 'working days', count: 1 },
        refused: 'fortnight',
      },
      agreed: { kind: 'milestone', name: 'Umówiony telefon', code: 'agreed', next: 'first-call' },
      tries: {
        kind: 'branch',
        name: 'Która próba',
        when: [
          {
            if: { field: 'run.visits.tries', operator: '>=', value: 3 },
            next: 'fortnight',
            name: 'trzy razy nie odebrał',
          },
        ],
        else: 'next-day',
      },
      welcomed: { kind: 'milestone', name: 'Powitany', code: 'welcomed', next: 'fortnight' },
      fortnight: {
        kind: 'wait',
        name: 'Dwa tygodnie',
        for: { unit: 'calendar days', count: 14 },
        next: 'second-call',
      },
      'second-call': {
        kind: 'task',
        name: 'Jak idzie?',
        title: 'Telefon po dwóch tygodniach: jak idzie?',
        type: 'call',
        assignee: { to: 'owner' },
        purpose: 'service',
        form: [
          {
            id: 'mood',
            name: { pl: 'Zadowolenie', en: 'Satisfaction' },
            kind: 'choice',
            required: true,
            choices: [
              { code: 'good', name: { pl: 'Zadowolony', en: 'Satisfied' } },
              { code: 'so-so', name: { pl: 'Ma uwagi', en: 'Has remarks' } },
              { code: 'bad', name: { pl: 'Niezadowolony', en: 'Dissatisfied' } },
            ],
          },
        ],
        outcomes: [
          { code: 'talked', name: { pl: 'Rozmowa odbyta', en: 'Talked' }, next: 'mood' },
          { code: 'no-answer', name: { pl: 'Nie odebrał', en: 'No answer' }, next: 'done' },
        ],
        due: { unit: 'working days', count: 3 },
        timeout: 'done',
        refused: 'done',
      },
      mood: {
        kind: 'branch',
        name: 'Czy zadowolony',
        when: [
          {
            if: { field: 'answers.mood', operator: '=', value: 'bad' },
            next: 'tell-supervisor',
            name: 'niezadowolony',
          },
        ],
        else: 'done',
      },
      'tell-supervisor': {
        kind: 'notify',
        name: 'Powiadom kierownika',
        whom: { to: 'role', role: 'supervisor' },
        text: {
          pl: 'Nowy klient jest niezadowolony. Zajrzyj do jego karty.',
          en: 'A new customer is dissatisfied. Look at their card.',
        },
        next: 'unhappy',
      },
      done: { kind: 'end', name: 'Wdrożony', result: 'success', reason: 'onboarded' },
      unhappy: { kind: 'end', name: 'Niezadowolony', result: 'failure', reason: 'dissatisfied' },
    },
  },
};
