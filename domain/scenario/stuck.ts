import { DomainError, type Said } from '../domain-error.ts';

/** Sentences by code; `{0}`, `{1}` are the values. */
const sentences = {
  spins: {
    pl: 'Scenariusz kręci się w kółko: ponad 100 kroków bez czekania (ostatni: „{0}”). Przenieś przebieg do innego kroku albo zakończ go.',
    en: 'The scenario spins: more than 100 steps without waiting (the last: "{0}"). Move the run to another step or end it.',
  },
  visits: {
    pl: 'Krok „{0}” był już odwiedzony {1} razy, więcej nie wolno. Przenieś przebieg do innego kroku albo zakończ go.',
    en: 'The step "{0}" has been visited {1} times already, which is the limit. Move the run to another step or end it.',
  },
  messages: {
    pl: 'To byłaby szósta wiadomość tego przebiegu w jednym dniu (krok „{0}”). Sprawdź scenariusz; ponów jutro albo zakończ przebieg.',
    en: 'This would be the sixth message of this run in one day (step "{0}"). Check the scenario; retry tomorrow or end the run.',
  },
  tokens: {
    pl: 'Przebieg ma już 50 równoległych gałęzi (krok „{0}”). Zakończ przebieg i popraw scenariusz.',
    en: 'The run has 50 parallel branches already (step "{0}"). End the run and correct the scenario.',
  },
  'no-step': {
    pl: 'Scenariusz nie ma kroku „{0}”. Przenieś przebieg do innego kroku albo zakończ go.',
    en: 'The scenario has no step "{0}". Move the run to another step or end it.',
  },
  'no-token': {
    pl: 'Przebieg nie ma gałęzi numer {0}: mogła się już zakończyć. Odśwież stronę.',
    en: 'The run has no branch number {0}: it may have ended already. Refresh the page.',
  },
  'two-joins': {
    pl: 'Gałęzie jednego rozdzielenia spotkały się w dwóch złączeniach („{0}”). Zakończ przebieg i popraw scenariusz.',
    en: 'Branches of one fork met in two joins ("{0}"). End the run and correct the scenario.',
  },
  'no-outcome': {
    pl: 'Zadanie w kroku „{0}” zakończono wynikiem „{1}”, którego ten krok nie zna. Pomiń ten wynik i przenieś przebieg.',
    en: 'The task of step "{0}" was finished with "{1}", which the step does not know. Skip that outcome and move the run.',
  },
  'cannot-run': {
    pl: 'Krok „{0}” jest rodzaju „{1}”, którego ta wersja Nurtu jeszcze nie wykonuje. Przenieś przebieg do innego kroku.',
    en: 'The step "{0}" is of the kind "{1}", which this version of Nurt does not run yet. Move the run to another step.',
  },
  defect: {
    pl: 'Błąd programu: {0}. Zgłoś go administratorowi; po poprawce ponów.',
    en: 'A defect of the program: {0}. Report it to an administrator; retry once it is mended.',
  },
} as const satisfies Record<string, Said>;

export type StuckCode = keyof typeof sentences;

/** A rule of the run broke: it stays as it was and waits for a person (engine rule 1). */
export class Stuck extends Error {
  /** What is stored on the run: the code and its values. */
  readonly why: string;

  constructor(code: StuckCode, ...values: readonly (string | number)[]) {
    const why = [code, ...values].join('|');
    super(why);
    this.name = 'Stuck';
    this.why = why;
  }
}

/** What to store for any error, so that a run always answers. */
export function whyStuck(error: unknown): string {
  if (error instanceof Stuck) return error.why;
  if (error instanceof DomainError) return `said|${error.said.pl}|${error.said.en}`;
  return `defect|${error instanceof Error ? error.message : String(error)}`;
}

/** The stored reason as sentences. */
export function explainStuck(why: string): Said {
  const [code, ...values] = why.split('|') as [string, ...string[]];
  if (code === 'said') return { pl: values[0] ?? '', en: values[1] ?? '' };
  const said: Said | undefined = sentences[code as StuckCode];
  if (!said) return { pl: why, en: why };
  const fill = (text: string) => text.replace(/\{(\d)\}/g, (_, i: string) => values[Number(i)] ?? '');
  return { pl: fill(said.pl), en: fill(said.en) };
}
