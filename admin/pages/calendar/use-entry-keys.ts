import { useEffect, useRef } from 'react';
import type { CalendarTask } from '../../../db/calendar.ts';
import { isMovable } from './events.ts';
import type { At } from './resting-finger.ts';
import type { Hands, Moves } from './use-moves.ts';

type EntryKeys = {
  readonly tasks: ReadonlyMap<string, CalendarTask>;
  readonly moves: Moves;
  readonly mayEdit: boolean;
  readonly openMenu: (on: { id: string }, at: At) => void;
};

const hands: Readonly<Record<string, Hands>> = {
  'Alt ArrowDown': { start: 30, end: 30 },
  'Alt ArrowUp': { start: -30, end: -30 },
  'Alt ArrowRight': { start: 1440, end: 1440 },
  'Alt ArrowLeft': { start: -1440, end: -1440 },
  'Shift ArrowDown': { start: 0, end: 15 },
  'Shift ArrowUp': { start: 0, end: -15 },
};

/** An entry that has the focus: Alt and the arrows move it, Shift and the arrows stretch it, F10 opens its menu. */
export function useEntryKeys(keys: EntryKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const kept = keepFocus();
    const listen = (event: KeyboardEvent) => {
      const entry = (event.target as HTMLElement).closest<HTMLElement>('.ec-event');
      const task = entry ? latest.current.tasks.get(idOf(entry) ?? '') : undefined;
      if (!entry || !task || event.ctrlKey || event.metaKey) return;
      if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
        const { left, top } = entry.getBoundingClientRect();
        latest.current.openMenu({ id: task.id }, { x: left + 8, y: top + 8 });
        return event.preventDefault();
      }
      const moved = hands[`${event.altKey ? 'Alt' : event.shiftKey ? 'Shift' : ''} ${event.key}`];
      if (!moved || !latest.current.mayEdit || !isMovable(task)) return;
      event.preventDefault();
      void latest.current.moves.moveHands(task, moved);
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
      kept.end();
    };
  }, []);
}

/**
 * The component draws an entry anew, as another element, whenever anything of it changes: by hand, or by somebody else's
 * hand and the live news. The focus goes to the new element in the same breath, before the next key can come: of keys
 * pressed one after another none is lost.
 */
function keepFocus(): { end(): void } {
  let held: string | undefined;
  const drawn = new MutationObserver(() => {
    if (!held || document.activeElement !== document.body) return;
    document.querySelector(`.ec-event [data-id="${held}"]`)?.closest<HTMLElement>('.ec-event')?.focus();
  });
  const watch = (event: FocusEvent) => {
    const entry = (event.target as HTMLElement).closest<HTMLElement>('.ec-event');
    held = entry ? idOf(entry) : undefined;
    drawn.disconnect();
    const grid = held && entry?.closest('.grid');
    if (grid) drawn.observe(grid, { childList: true, subtree: true });
  };
  const letGo = (event: Event) => {
    if (!(event.target as HTMLElement).closest('.ec-event')) held = undefined;
  };
  document.addEventListener('focusin', watch);
  document.addEventListener('pointerdown', letGo);
  return {
    end() {
      drawn.disconnect();
      document.removeEventListener('focusin', watch);
      document.removeEventListener('pointerdown', letGo);
    },
  };
}

function idOf(entry: HTMLElement): string | undefined {
  return entry.querySelector<HTMLElement>('[data-id]')?.dataset['id'];
}
