/** A field whose text is no date: its input, and what says so under it. */
type UnreadDate = { readonly input: HTMLElement; readonly say: () => void };

const unread = new Set<UnreadDate>();

/** Notes that a date cannot be read as it stands; answers what forgets it again. */
export function noteUnread(date: UnreadDate): () => void {
  unread.add(date);
  return () => void unread.delete(date);
}

/**
 * Whether every date of the form that one is in can be read. The first that cannot says so and takes the focus: what would
 * be saved in its place is the date from before, which nobody sees any more.
 */
export function areDatesRead(): boolean {
  const dialogs = [...document.querySelectorAll('dialog[open]')];
  const form = document.activeElement?.closest('form, dialog') ?? dialogs.at(-1) ?? document.body;
  const found = [...unread].find(({ input }) => form.contains(input));
  if (!found) return true;
  found.say();
  found.input.focus();
  return false;
}
