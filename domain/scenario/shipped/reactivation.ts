import type { ShippedScenario } from './shipped.ts';

/** Winning back customers that have gone quiet: two mails of different kind, and a call only to those who are worth it. */
export const reactivation: ShippedScenario = {
  code: 'reactivation',
  names: { pl: 'Odzyskanie klienta', en: 'Winning a customer back' },
  description: {
    pl: 'E-mail w jednej z dwóch wersji, tydzień na odpowiedź, przypomnienie, a do klientów klasy A i B także telefon.',
    en: 'An e-mail in one of two versions, a week for a reply, a reminder, and a call to customers of class A and B.',
  },
  subjectKind: 'participant',
  graph: {
    schema: 1,
    start: 'version',
    steps: {
      version: {
        kind: 'split',
        name: 'Wersja A czy B',
        shares: [
          { weight: 50, next: 'mail-short', name: 'krótka' },
          { weight: 50, next: 'mail-long', name: 'z ofertą' },
        ],
      },
      'mail-short': {
        kind: 'message',
        name: 'Krótki list',
        channel: 'email',
        template: 'reactivation',
        failed: 'who',
        refused: 'who',
        next: 'week',
      },
      'mail-long': {
        kind: 'message',
        name: 'List z ofertą',
        channel: 'email',
        template: 'reactivation-offer',
        failed: 'who',
        refused: 'who',
        next: 'week',
      },
      week: {
        kind: 'wait',
        name: 'Tydzień na odpowiedź',
        for: { unit: 'working days', count: 5 },
        on: [{ event: 'reply', next: 'replied' }],
        next: 'reminder',
      },
      reminder: {
        kind: 'message',
        name: 'Przypomnienie',
        channel: 'email',
        template: 'reactivation-reminder',
        failed: 'who',
        refused: 'who',
        next: 'three-days',
      },
      'three-days': {
        kind: 'wait',
        name: 'Jeszcze trzy dni',
        for: { unit: 'working days', count: 3 },
        on: [{ event: 'reply', next: 'replied' }],
        next: 'who',
      },
      who: {
        kind: 'branch',
        name: 'Czy dzwonić',
        when: [
          { if: { field: 'company.class', operator: 'in', value: ['A', 'B'] }, next: 'call', name: 'klasa A lub B' },
        ],
        else: 'silent',
      },
      replied: { kind: 'milestone', name: 'Odpisał', code: 'replied', next: 'call' },
      call: {
        kind: 'task',
        name: 'Telefon',
        title: 'Telefon do dawnego klienta',
        type: 'call',
        assignee: { to: 'owner' },
        purpose: 'marketing',
        outcomes: [
          { code: 'back', name: { pl: 'Wraca', en: 'Comes back' }, next: 'won' },
          { code: 'call-back', name: { pl: 'Oddzwonić', en: 'Call back' }, asks: 'date', next: 'agreed' },
          { code: 'no-answer', name: { pl: 'Nie odebrał', en: 'No answer' }, next: 'tries' },
          { code: 'not-interested', name: { pl: 'Nie wraca', en: 'Does not come back' }, asks: 'note', next: 'lost' },
        ],
        planned: { fact: 'answers.nextAt' },
        due: { unit: 'working days', count: 3 },
        refused: 'silent',
      },
      agreed: { kind: 'milestone', name: 'Umówiony telefon', code: 'agreed', next: 'call' },
      tries: {
        kind: 'branch',
        name: 'Która próba',
        when: [
          {
            if: { field: 'run.visits.tries', operator: '>=', value: 3 },
            next: 'silent',
            name: 'trzy razy nie odebrał',
          },
        ],
        else: 'next-day',
      },
      'next-day': {
        kind: 'wait',
        name: 'Następny dzień roboczy',
        for: { unit: 'working days', count: 1 },
        next: 'call',
      },
      won: { kind: 'end', name: 'Wrócił', result: 'success', reason: 'came back' },
      lost: { kind: 'end', name: 'Nie wraca', result: 'failure', reason: 'not interested' },
      silent: { kind: 'end', name: 'Bez odzewu', result: 'neutral', reason: 'no contact' },
    },
  },
};
