import { useEffect, useRef } from 'react';
import type { CalendarTask } from '../../../db/calendar.ts';
import { isMovable } from './events.ts';
import type { At } from './grid.tsx';
import type { Hands, Moves } from './use-moves.ts';

type EntryKeys = {
  readonly tasks: ReadonlyMap<string, CalendarTask>;
  readonly moves: Moves;
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
  const held = useRef<string>();
  // What was moved is drawn anew, a moment later: the focus stays with it.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (!held.current || document.activeElement !== document.body) return;
      const entry = document.querySelector(`.ec-event [data-id="${held.current}"]`)?.closest<HTMLElement>('.ec-event');
      entry?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [keys.tasks]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const entry = (event.target as HTMLElement).closest<HTMLElement>('.ec-event');
      const id = entry?.querySelector<HTMLElement>('[data-id]')?.dataset['id'];
      const task = id ? latest.current.tasks.get(id) : undefined;
      if (!entry || !task || event.ctrlKey || event.metaKey) return;
      if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
        const { left, top } = entry.getBoundingClientRect();
        latest.current.openMenu({ id: task.id }, { x: left + 8, y: top + 8 });
        return event.preventDefault();
      }
      const moved = hands[`${event.altKey ? 'Alt' : event.shiftKey ? 'Shift' : ''} ${event.key}`];
      if (!moved || !isMovable(task)) return;
      event.preventDefault();
      held.current = task.id;
      void latest.current.moves.moveHands(task, moved);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
