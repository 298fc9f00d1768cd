import { DomainError } from '../domain-error.ts';
import type { FormField, Json, Outcome } from '../scenario/shapes.ts';

export type TaskOutcome = Omit<Outcome, 'next'>;

/** What an operator typed about a task. */
export type Typed = {
  readonly outcome: string;
  readonly answers: Readonly<Record<string, Json>>;
  readonly note: string;
};

export type Asked = { readonly outcomes: readonly TaskOutcome[]; readonly form: readonly FormField[] };

/** The chosen outcome. Throws, naming the field, when it is unknown or something that it needs is missing or misshapen. */
export function checkTyped(typed: Typed, { outcomes, form }: Asked): TaskOutcome {
  const outcome = knownOutcome(typed.outcome, outcomes);
  if (outcome.asks === 'date' && !isInstant(typed.answers['nextAt'])) throw dateMissing(outcome);
  demandNote(outcome, typed.note);
  for (const field of form) checkField(field, typed.answers[field.id]);
  return outcome;
}

/** The outcome of this code. Throws `outcome.unknown`, naming those that there are. */
export function knownOutcome(code: string, outcomes: readonly TaskOutcome[]): TaskOutcome {
  const outcome = outcomes.find((one) => one.code === code);
  if (!outcome) throw unknownOutcome(code, outcomes);
  return outcome;
}

/** Throws `answer.missing` where the outcome says nothing without a note. */
export function demandNote(outcome: TaskOutcome, note: string): void {
  if (outcome.asks === 'note' && note.trim() === '') throw noteMissing(outcome);
}

function checkField(field: FormField, value: Json | undefined): void {
  const missing = value === undefined || value === null || value === '';
  if (missing && field.required) {
    throw new DomainError(
      'answer.missing',
      { pl: `Uzupełnij pole „${field.name.pl}”.`, en: `Fill in the field "${field.name.en}".` },
      `answers.${field.id}`,
    );
  }
  if (missing || fits(field, value)) return;
  throw new DomainError(
    'answer.wrong',
    {
      pl: `Pole „${field.name.pl}” nie przyjmuje wartości „${String(value)}”. Popraw ją.`,
      en: `The field "${field.name.en}" does not take "${String(value)}". Correct it.`,
    },
    `answers.${field.id}`,
  );
}

function fits(field: FormField, value: Json): boolean {
  switch (field.kind) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'yes/no':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value));
    case 'choice':
      return (field.choices ?? []).some(({ code }) => code === value);
    default:
      return typeof value === 'string' && value.length <= 10_000;
  }
}

function isInstant(value: Json | undefined): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function unknownOutcome(code: string, outcomes: readonly TaskOutcome[]): DomainError {
  const list = (language: 'pl' | 'en') => outcomes.map(({ name }) => name[language]).join(', ');
  return new DomainError(
    'outcome.unknown',
    {
      pl: `To zadanie nie ma wyniku „${code}”. Wybierz jeden z: ${list('pl')}.`,
      en: `This task has no outcome "${code}". Choose one of: ${list('en')}.`,
    },
    'outcome',
  );
}

function dateMissing({ name }: TaskOutcome): DomainError {
  return new DomainError(
    'answer.missing',
    { pl: `Wynik „${name.pl}” wymaga daty. Podaj, kiedy.`, en: `The outcome "${name.en}" needs a date. Say when.` },
    'nextAt',
  );
}

function noteMissing({ name }: TaskOutcome): DomainError {
  return new DomainError(
    'answer.missing',
    { pl: `Wynik „${name.pl}” wymaga notatki. Napisz, co ustalono.`, en: `The outcome "${name.en}" needs a note.` },
    'note',
  );
}
