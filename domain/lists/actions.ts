import { DomainError, type Said } from '../domain-error.ts';
import { LONGEST_TEXT } from '../own/value.ts';
import type { ActionAsk, ListKind } from './shapes.ts';

/** What was answered, by the id of what was asked; null for what was left empty. */
export type ActionAnswers = Readonly<Record<string, string | null>>;

/** Reads the answers to what an action asks. Throws `action.…`, naming the field. */
export function readAnswers(
  asks: readonly Omit<ActionAsk, 'choices' | 'fields'>[],
  answers: Readonly<Record<string, unknown>>,
): ActionAnswers {
  return Object.fromEntries(
    asks.map((ask) => {
      const value = answers[ask.id];
      const isEmpty = value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
      if (isEmpty && ask.required) throw missing(ask);
      if (!isEmpty && (typeof value !== 'string' || !fits(ask, value))) throw misshapen(ask);
      return [ask.id, isEmpty ? null : (value as string).trim()];
    }),
  );
}

const LONGEST = 500;
/** The longest text that a field takes, as JSON writes it: up to six letters for one. The verb asks how long it may be. */
const LONGEST_OF_FIELD = LONGEST + 6 * LONGEST_TEXT;

function fits({ type }: Pick<ActionAsk, 'type'>, value: string): boolean {
  if (type === 'field') return value.length <= LONGEST_OF_FIELD && fieldAnswer(value) !== undefined;
  if (value.length > LONGEST) return false;
  return type !== 'date' || (/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)));
}

/** A field that was chosen, and what it is to be set to; null empties it. */
export type FieldAnswer = { readonly field: string; readonly value: unknown };

/** Of an answer that `readAnswers` has read. */
export function readFieldAnswer(text: string): FieldAnswer {
  return fieldAnswer(text)!;
}

function fieldAnswer(text: string): FieldAnswer | undefined {
  try {
    const { field, value = null } = JSON.parse(text) as { field?: unknown; value?: unknown };
    return typeof field === 'string' ? { field, value } : undefined;
  } catch {
    return undefined;
  }
}

/** Rows that were chosen, and what is being done to them. */
export type Bulk = {
  readonly id: string;
  readonly kind: ListKind;
  readonly state: 'chosen' | 'running' | 'done' | 'undoing' | 'undone';
  readonly action: string | null;
  readonly total: number;
  /** Of the rows: done and skipped so far; of an undo: taken back, and left as somebody has changed them since. */
  readonly counts: { readonly done: number; readonly skipped: number; readonly undone: number; readonly kept: number };
  readonly createdAt: string;
  readonly finishedAt: string | null;
  /** Until when it can be taken back; null where it cannot. */
  readonly undoUntil: string | null;
};

/** What became of one row of it. `name` is null where the viewer does not see the record any more. */
export type BulkRow = {
  readonly place: number;
  readonly recordId: string;
  readonly name: string | null;
  readonly state: 'chosen' | 'done' | 'skipped' | 'undone' | 'kept';
  readonly why: Said | null;
};

/** What a selection holds, before anything is done to it. */
export type Selected = {
  readonly id: string;
  readonly count: number;
  /** Of the chosen ids: not there, or not the viewer's to see. */
  readonly missing: number;
  /** The first few, so that one recognises them. */
  readonly names: readonly string[];
};

function missing({ id, title }: Pick<ActionAsk, 'id' | 'title'>): DomainError {
  return new DomainError(
    'action.missing',
    { pl: `Uzupełnij pole „${title.pl}”.`, en: `Fill in the field "${title.en}".` },
    id,
  );
}

function misshapen({ id, title }: Pick<ActionAsk, 'id' | 'title'>): DomainError {
  return new DomainError(
    'action.misshapen',
    {
      pl: `Pole „${title.pl}” ma niewłaściwą wartość. Popraw ją.`,
      en: `The field "${title.en}" has a wrong value. Correct it.`,
    },
    id,
  );
}
