/** Keys of work mode that work in fields as well. */
import { isField, useKeyDown } from '../../components/keys.ts';

export type Commands = { readonly save: () => void; readonly undo: () => void; readonly leave: () => void };

/** Ctrl+Enter everywhere, Ctrl+Z outside fields; Esc closes what is open first, then leaves the field, then work. */
export function useCommands({ save, undo, leave }: Commands): void {
  useKeyDown((event) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.getModifierState('AltGraph');
    if (control && event.key === 'Enter') return act(event, save);
    if (control && event.key.toLowerCase() === 'z' && !isField(event.target)) return act(event, undo);
    // The browser closes what lies above the page.
    if (event.key !== 'Escape' || document.querySelector(':popover-open')) return;
    if (isField(event.target)) return act(event, () => (event.target as HTMLElement).blur());
    act(event, leave);
  });
}

function act(event: KeyboardEvent, what: () => void): void {
  event.preventDefault();
  what();
}
