/** What can be done to many rows: one short file per action in `actions/`, over the verbs that do it to one. */
import type { Right, Viewer } from '../../domain/access.ts';
import { DomainError, type Said } from '../../domain/domain-error.ts';
import type { ActionAnswers } from '../../domain/lists/actions.ts';
import type { ActionAsk, ListField, ListKind } from '../../domain/lists/shapes.ts';
import type { Json } from '../../domain/scenario/shapes.ts';
import type { Tx } from '../database.ts';
import type { Choices } from '../lists/definition.ts';

export type BulkAction = {
  readonly kinds: readonly ListKind[];
  readonly name: string;
  readonly title: Said;
  /** Beyond the right to read the list. */
  readonly right?: Right;
  readonly asks: readonly (Omit<ActionAsk, 'choices' | 'fields'> & {
    readonly choices?: Choices;
    readonly fields?: (tx: Tx, viewer: Viewer) => Promise<readonly ListField[]>;
  })[];
  /** Rows are off the list afterwards: `undo` finds them all the same, and asks by itself who may. */
  readonly takesOff?: true;
  /** Only to rows that are as their chooser saw them on the list, however long ago that was. */
  readonly asSeen?: true;
  /** Holds what the verb holds before the records of a batch: whoever does the same by hand takes it in that order too. */
  readonly hold?: (tx: Tx, ids: readonly string[]) => Promise<unknown>;
  /** Does it to one record. What it answers is kept for `undo`. Throws a DomainError for a row that is to be skipped. */
  readonly act: (on: On) => Promise<Json>;
  /** Puts one record back as it was. Throws a DomainError where it is no longer as the action left it. */
  readonly undo?: (on: On & { readonly before: Json; readonly isTouched: boolean }) => Promise<void>;
};

/** One record at its turn, locked. */
export type On = {
  readonly tx: Tx;
  readonly viewer: Viewer;
  readonly kind: ListKind;
  readonly id: string;
  readonly version: number;
  readonly answers: ActionAnswers;
};

/** Throws `bulk.touched` where somebody has changed the record after the action. */
export function demandUntouched({ isTouched }: { readonly isTouched: boolean }): void {
  if (!isTouched) return;
  throw new DomainError('bulk.touched', {
    pl: 'Ktoś zmienił ten wpis po tej operacji, więc został, jak jest.',
    en: 'Somebody has changed this record since, so it was left as it is.',
  });
}

/** Throws `bulk.nothing` for a row that is already as the action would make it. */
export function demandDifference(isSame: boolean): void {
  if (!isSame) return;
  throw new DomainError('bulk.nothing', { pl: 'Już tak jest.', en: 'It is so already.' });
}
