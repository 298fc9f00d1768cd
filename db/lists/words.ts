/** Choices whose values are words of the program. */
import type { Choice } from '../../domain/lists/shapes.ts';
import { choice } from './fields.ts';

export const companyKinds: readonly Choice[] = [
  choice('firm', ['firma', 'firm']),
  choice('sole trader', ['jednoosobowa działalność', 'sole trader']),
  choice('person', ['osoba prywatna', 'private person']),
  choice('institution', ['instytucja', 'institution']),
  choice('branch', ['oddział', 'branch']),
];

export const consentChoices: readonly Choice[] = [
  { ...choice('given', ['zgoda', 'given']), tone: 'green' },
  { ...choice('refused', ['odmowa', 'refused']), tone: 'red' },
  { ...choice('withdrawn', ['wycofana', 'withdrawn']), tone: 'red' },
];

export const taskStates: readonly Choice[] = [
  { ...choice('open', ['otwarte', 'open']), tone: 'orange' },
  { ...choice('done', ['zakończone', 'done']), tone: 'green' },
  choice('withdrawn', ['wycofane', 'withdrawn']),
  choice('cancelled', ['anulowane', 'cancelled']),
];

export const priorities: readonly Choice[] = [
  { ...choice('high', ['wysoki', 'high']), tone: 'red' },
  choice('normal', ['zwykły', 'normal']),
  choice('low', ['niski', 'low']),
];

export const languages: readonly Choice[] = [
  choice('pl', ['polski', 'Polish']),
  choice('en', ['angielski', 'English']),
];
