import { useCallback, useRef, useState } from 'react';
import type React from 'react';

export type Place = { readonly field: string; readonly after: boolean };

export type ColumnDrag = {
  /** The column in the hand. */
  readonly field: string | undefined;
  /** Where the hand is. */
  readonly at: { readonly x: number; readonly y: number } | undefined;
  /** Beside which column it would fall. */
  readonly over: Place | undefined;
  /** It would fall into the tray. */
  readonly isOverTray: boolean;
  begin(field: string, event: React.PointerEvent<HTMLElement>): void;
};

type Dropping = {
  readonly onPlace: (field: string, place: Place) => void;
  readonly onTray: (field: string) => void;
};

const SLACK = 6;
type State = { field: string; x: number; y: number; over?: Place; isOverTray: boolean };

/**
 * A column in the hand, by mouse, pen or finger. Places are elements with `data-column` (heads, and entries of the list of
 * columns) and `data-column-tray`. A press that does not move stays a click.
 */
export function useColumnDrag(dropping: Dropping): ColumnDrag {
  const [state, setState] = useState<State>();
  const latest = useRef(dropping);
  latest.current = dropping;

  const begin = useCallback((field: string, event: React.PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const from = { x: event.clientX, y: event.clientY };
    let now: State | undefined;
    const move = ({ clientX: x, clientY: y }: PointerEvent) => {
      if (!now && Math.hypot(x - from.x, y - from.y) < SLACK) return;
      now = { field, x, y, ...targetAt(x, y) };
      setState(now);
    };
    const end = (dropped: boolean) => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', cancel);
      window.removeEventListener('keydown', escape, true);
      setState(undefined);
      if (!now) return;
      swallowClick();
      if (dropped && now.over) latest.current.onPlace(field, now.over);
      else if (dropped && now.isOverTray) latest.current.onTray(field);
    };
    const up = () => end(true);
    const cancel = () => end(false);
    const escape = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      end(false);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', cancel);
    window.addEventListener('keydown', escape, true);
  }, []);

  return {
    field: state?.field,
    at: state && { x: state.x, y: state.y },
    over: state?.over,
    isOverTray: state?.isOverTray ?? false,
    begin,
  };
}

function targetAt(x: number, y: number): { over?: Place; isOverTray: boolean } {
  const element = document.elementFromPoint(x, y);
  const column = element?.closest<HTMLElement>('[data-column]');
  if (column) {
    const box = column.getBoundingClientRect();
    const after = column.tagName === 'TH' ? x > box.left + box.width / 2 : y > box.top + box.height / 2;
    return { over: { field: column.dataset['column']!, after }, isOverTray: false };
  }
  return { isOverTray: Boolean(element?.closest('[data-column-tray]')) };
}

/** The release of a drag would also press the head, and sort by it. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 50);
}
