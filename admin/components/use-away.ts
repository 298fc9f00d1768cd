import { useEffect, type RefObject } from 'react';
import { isCovered } from './keys.ts';

/** While something is open: Esc, or a press anywhere beside the box, closes it. What lies above it is closed before. */
export function useAway(box: RefObject<HTMLElement>, isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const away = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) close();
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isCovered()) return;
      event.preventDefault();
      close();
    };
    document.addEventListener('pointerdown', away);
    // Before the page hears it, to which Esc means something else.
    document.addEventListener('keydown', escape, true);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('keydown', escape, true);
    };
  }, [isOpen]);
}
