import type { ShippedScenario } from './shipped.ts';

/** An e-mail, three working days or a reply, then a phone call with outcomes. */
export const invitationCall: ShippedScenario = {
  code: 'invitation-call',
  names: { pl: 'Zaproszenie i telefon', en: 'Invitation and call' },
  description: {
    pl: 'E-mail, trzy dni robocze albo odpowiedź, potem telefon z wynikami.',
    en: 'An e-mail, three working days or a reply, then a phone call with outcomes.',
  },
  subjectKind: 'participant',
  graph: {
    schema: 1,
    start: 'invite',
    steps: {
      invite: {
        kind: 'message',
        name: 'Zaproszenie e-mailem',
        channel: 'email',
        template: 'invitation',
        refused: 'call',
        failed: 'call',
        next: 'wait-reply',
      },
      'wait-reply': {
        kind: 'wait',
        name: 'Czekaj na odpowiedź',
        for: { unit: 'working days', count: 3 },
        on: [{ event: 'reply', next: 'replied' }],
        next: 'call',
      },
      replied: { kind: 'milestone', name: 'Odpisał', code: 'replied', next: 'call' },
      call: {
        kind: 'task',
        name: 'Telefon',
        title: 'Telefon po zaproszeniu',
        type: 'call',
        assignee: { to: 'owner' },
        purpose: 'marketing',
        script:
          'Dzień dobry, mówi {{ sender.name }}. Dzwonię w sprawie zaproszenia, które wysłaliśmy e-mailem. Czy znajdzie Pan/Pani chwilę, żeby o nim porozmawiać?',
        form: [
          {
            id: 'interest',
            name: { pl: 'Czego dotyczy zainteresowanie', en: 'Interested in' },
            kind: 'long text',
          },
        ],
        outcomes: [
          { code: 'interested', name: { pl: 'Zainteresowany', en: 'Interested' }, next: 'won' },
          { code: 'call-back', name: { pl: 'Oddzwonić', en: 'Call back' }, asks: 'date', next: 'agreed' },
          { code: 'no-answer', name: { pl: 'Nie odebrał', en: 'No answer' }, next: 'tries' },
          {
            code: 'not-interested',
            name: { pl: 'Niezainteresowany', en: 'Not interested' },
            asks: 'note',
            next: 'lost',
          },
          { code: 'wrong-number', name: { pl: 'Zły numer', en: 'Wrong number' }, next: 'wrong-number' },
        ],
        planned: { fact: 'answers.nextAt' },
        due: { unit: 'working days', count: 2 },
        remindBefore: [{ unit: 'working hours', count: 1 }],
        refused: 'not-allowed',
      },
      agreed: { kind: 'milestone', name: 'Umówiony telefon', code: 'agreed', next: 'call' },
      tries: {
        kind: 'branch',
        name: 'Która próba',
        when: [
          {
            if: { field: 'run.visits.tries', operator: '>=', value: 4 },
            next: 'no-contact',
            name: 'cztery razy nie odebrał',
          },
        ],
        else: 'wait-day',
      },
      'wait-day': {
        kind: 'wait',
        name: 'Następny dzień roboczy',
        for: { unit: 'working days', count: 1 },
        on: [{ event: 'reply', next: 'replied' }],
        next: 'call',
      },
      won: { kind: 'end', name: 'Zainteresowany', result: 'success', reason: 'interested' },
      lost: { kind: 'end', name: 'Niezainteresowany', result: 'failure', reason: 'not interested' },
      'wrong-number': { kind: 'end', name: 'Zły numer', result: 'failure', reason: 'wrong number' },
      'no-contact': { kind: 'end', name: 'Brak kontaktu', result: 'neutral', reason: 'no contact' },
      'not-allowed': { kind: 'end', name: 'Nie wolno dzwonić', result: 'neutral', reason: 'call not allowed' },
    },
  },
};
