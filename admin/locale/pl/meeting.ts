import type { Dictionary } from '../../components/words.ts';

export const meeting = {
  'meeting.title': 'Ktoś zapisał w międzyczasie',
  'meeting.lead': 'Odkąd to otwarto, ktoś zapisał swoje zmiany. Przy każdym polu wybierz, co ma zostać.',
  'meeting.unseen':
    'Odkąd to otwarto, ktoś zapisał swoje zmiany. Zapisz swoje mimo to albo wróć i obejrzyj zapisane po odświeżeniu strony.',
  'meeting.yours': 'Twoje:',
  'meeting.theirs': 'Zapisane:',
  'meeting.save': 'Zapisz wybrane',
  'meeting.back': 'Wróć do formularza',
  'meeting.nothing': '(puste)',
  'meeting.another': '(inny wpis)',
} as const satisfies Dictionary;
