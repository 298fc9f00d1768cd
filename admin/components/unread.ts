import { useContext, useEffect } from 'react';
import type React from 'react';
import { LabelledBy } from './labelled.ts';

/** A field whose text cannot be read, as a date or as a number: its input, and what says so under it. */
type Unread = { readonly input: HTMLElement; readonly say: () => void };

const unread = new Set<Unread>();

/**
 * Whether every field of the form that one is in can be read. The first that cannot says so and takes the focus: what would
 * be saved in its place is what it held before, which nobody sees any more.
 */
export function isAllRead(): boolean {
  const dialogs = [...document.querySelectorAll('dialog[open]')];
  const form = document.activeElement?.closest('form, dialog') ?? dialogs.at(-1) ?? document.body;
  const found = [...unread].find(({ input }) => form.contains(input));
  if (!found) return true;
  found.say();
  // What is folded away can neither be seen nor take the focus.
  found.input.closest('details')?.setAttribute('open', '');
  found.input.focus();
  return false;
}

type UnreadProps = {
  readonly input: React.RefObject<HTMLElement>;
  /** Why the text cannot be read as it stands; undefined while it can. */
  readonly problem: string | undefined;
  readonly typing: boolean;
  readonly onSay: () => void;
};

/** Whether it is said that the text cannot be read: under the field, once it is left or the form is to be saved. */
export function useUnread({ input, problem, typing, onSay }: UnreadProps): boolean {
  const { onWrong } = useContext(LabelledBy);
  const isUnread = problem !== undefined;
  const wrong = isUnread && !typing;
  useEffect(() => {
    // In a cell or a condition there is no form to be saved.
    if (!isUnread || !onWrong) return;
    const field = { input: input.current!, say: onSay };
    unread.add(field);
    return () => void unread.delete(field);
  }, [isUnread, onWrong]);
  useEffect(() => {
    if (!wrong) return;
    onWrong?.(problem);
    return () => onWrong?.(undefined);
  }, [wrong, problem, onWrong]);
  return wrong;
}
