/** Finished work as a record: what of it may still be put right, by whom, and why. What it has set off stays as it went. */
import type { Viewer } from '../access.ts';
import { DomainError } from '../domain-error.ts';
import { demandNote, knownOutcome, type TaskOutcome } from './outcome.ts';

/** All but its customer and what had been planned: that is history. */
const ofRecord: ReadonlySet<string> = new Set([
  'type',
  'title',
  'description',
  'priority',
  'categoryId',
  'personId',
  'caseId',
  'parentId',
  'caretakerId',
  'userIds',
  'personIds',
  'stage',
  'place',
  'private',
  'outcome',
  'doneAt',
  'note',
  'workMinutes',
  'callSeconds',
  'kilometres',
  'own',
]);

/** Whether the field may be changed once the task is finished. */
export function isOfRecord(field: string): boolean {
  return ofRecord.has(field);
}

/** Known only once it is finished: an open task gets them by being finished. */
const ofTheEnd = ['outcome', 'doneAt'] as const;

/** Throws `task.unfinished` where an open task is to get what only its end brings. */
export function demandNothingOfTheEnd(change: Readonly<Record<string, unknown>>): void {
  const field = ofTheEnd.find((one) => change[one] !== undefined);
  if (field === undefined) return;
  throw new DomainError(
    'task.unfinished',
    {
      pl: 'To zadanie jest jeszcze otwarte. Wynik i czas zakończenia zapisze się, gdy je zakończysz.',
      en: 'This task is still open. Its outcome and end are recorded when you finish it.',
    },
    field,
  );
}

/** Times that were measured while the work was done: whoever puts one right says why. */
const measured = ['workMinutes', 'callSeconds', 'doneAt'] as const;
export type MeasuredTime = (typeof measured)[number];

type Times = {
  readonly workMinutes?: number | null;
  readonly callSeconds?: number | null;
  readonly doneAt?: string | null;
};
type Recorded = Required<Times> & { readonly isContact: boolean };

/** Whether a time stands there that was measured; what somebody typed as a contact never was. */
export function isMeasured(was: Recorded, time: MeasuredTime): boolean {
  return !was.isContact && was[time] !== null;
}

function changesMeasured(was: Recorded, wanted: Times): boolean {
  return measured.some(
    (time) => isMeasured(was, time) && wanted[time] !== undefined && !isSameTime(was[time], wanted[time]),
  );
}

function isSameTime(before: string | number | null, after: string | number | null): boolean {
  if (typeof before === 'string' && typeof after === 'string') return Date.parse(before) === Date.parse(after);
  return before === after;
}

export type Finished = Recorded & {
  readonly ownerId: string | null;
  readonly doneBy: string | null;
  /** A scenario put it on the desk, and its outcome has moved that one on. */
  readonly effectKey: string | null;
  readonly outcome: string | null;
  readonly note: string | null;
  /** The database's clock. */
  readonly now: string;
};

export type Correction = Times & {
  readonly type?: string;
  readonly outcome?: string;
  readonly note?: string | null;
  readonly reason?: string | undefined;
};

/** Who did or had it, who stands above them, and who sees everything. */
export function mayCorrect(
  { ownerId, doneBy }: Pick<Finished, 'ownerId' | 'doneBy'>,
  { scope, seesUsers }: Pick<Viewer, 'scope' | 'seesUsers'>,
): boolean {
  return scope === 'all' || [ownerId, doneBy].some((id) => id !== null && seesUsers.includes(id));
}

/** Throws unless the viewer may correct it. */
export function demandCorrector(was: Finished, viewer: Pick<Viewer, 'scope' | 'seesUsers'>): void {
  if (mayCorrect(was, viewer)) return;
  throw new DomainError('task.not_yours_to_correct', {
    pl: 'Zakończone zadanie poprawia ten, kto je zrobił, jego przełożony albo administrator. Poproś jedną z tych osób.',
    en: 'Finished work is corrected by whoever did it, their superior or an administrator. Ask one of them.',
  });
}

/** Throws, naming the field, where what is wanted could not have been recorded; `outcomes` are those of its type from now on. */
export function checkCorrection(was: Finished, wanted: Correction, outcomes: readonly TaskOutcome[]): void {
  if (wanted.outcome !== undefined && wanted.outcome !== was.outcome && was.effectKey) throw outcomeTaken();
  const outcome = outcomeFrom(was, wanted, outcomes);
  const note = (wanted.note === undefined ? was.note : wanted.note) ?? '';
  if (was.isContact && wanted.note !== undefined) demandSaid(note);
  if (outcome) demandNote(outcome, note);
  if (wanted.doneAt) demandPast(wanted.doneAt, { now: was.now, field: 'doneAt' });
  if (changesMeasured(was, wanted) && !wanted.reason?.trim()) throw reasonMissing();
}

/** The outcome as it will stand; one that was recorded once need not be on the list any more. */
function outcomeFrom(was: Finished, wanted: Correction, outcomes: readonly TaskOutcome[]): TaskOutcome | undefined {
  const code = wanted.outcome ?? was.outcome ?? '';
  const isNamed = wanted.outcome !== undefined || wanted.type !== undefined;
  return isNamed ? knownOutcome(code, outcomes) : outcomes.find((one) => one.code === code);
}

/** Throws `contact.empty`: a contact of which nothing is known is none. */
export function demandSaid(note: string): void {
  if (note.trim() !== '') return;
  throw new DomainError(
    'contact.empty',
    { pl: 'Napisz, o czym była rozmowa albo co ustalono.', en: 'Write what was said or agreed.' },
    'note',
  );
}

/** Throws `contact.future`; one minute is forgiven to the clock of the browser. */
export function demandPast(at: string, { now, field }: { readonly now: string; readonly field: string }): void {
  if (Date.parse(at) <= Date.parse(now) + 60_000) return;
  throw new DomainError(
    'contact.future',
    {
      pl: 'To dopiero będzie. Podaj czas, który już minął, albo zaplanuj zadanie.',
      en: 'This is still to come. Give a time that has passed, or plan a task.',
    },
    field,
  );
}

function outcomeTaken(): DomainError {
  return new DomainError(
    'task.outcome_taken',
    {
      pl: 'Tego wyniku nie da się zmienić: scenariusz już po nim poszedł dalej. Popraw notatkę, a co trzeba zrobić inaczej, dodaj jako nowe zadanie.',
      en: 'This outcome cannot be changed: the scenario has gone on from it. Correct the note, and add what has to be done differently as a new task.',
    },
    'outcome',
  );
}

function reasonMissing(): DomainError {
  return new DomainError(
    'task.reason_missing',
    {
      pl: 'Ten czas został zmierzony. Napisz, dlaczego ma być inny.',
      en: 'This time was measured. Say why it should be another one.',
    },
    'reason',
  );
}
