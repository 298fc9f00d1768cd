import { useEffect, useRef, useState } from 'react';
import type { ListRow } from '../../../domain/lists/shapes.ts';

/** What a list draws where somebody has asked for the menu of a row. */
export type RowMenuProps = {
  readonly row: ListRow;
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
  /** Something was changed that the list may show. */
  readonly onDone: () => void;
};

type Opened = { readonly id: string; readonly anchor: HTMLElement };
export type RowMenu = { readonly opened: Opened | undefined; open(id: string): void; close(): void };

/** A finger that stays this long asks for the menu, in milliseconds; one that moves scrolls. */
const LONG = 500;
const STILL = 10;
/** Until the click that follows a finger has come, in milliseconds. */
const SETTLED = 50;

/** The menu of a row opens by its button, the right button of the mouse, a finger that stays, M and the menu key. */
export function useRowMenu(box: React.RefObject<HTMLElement>, isOffered: boolean): RowMenu {
  const [opened, setOpened] = useState<Opened>();
  const open = (id: string) => {
    const row = box.current?.querySelector<HTMLElement>(`tr[data-id="${id}"]`);
    const anchor = row?.querySelector<HTMLElement>('.row-link') ?? row;
    if (isOffered && anchor) setOpened({ id, anchor });
  };
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    const element = box.current;
    if (!isOffered || !element) return;
    return hear(element, (id) => latest.current(id));
  }, [box, isOffered]);
  return { opened, open, close: () => setOpened(undefined) };
}

function hear(element: HTMLElement, open: (id: string) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let finger: { readonly x: number; readonly y: number; readonly row: HTMLElement } | undefined;
  const rest = () => {
    clearTimeout(timer);
    finger?.row.removeAttribute('data-held');
    finger = undefined;
  };
  const press = (event: PointerEvent) => {
    const row = rowOf(event);
    if (event.pointerType !== 'touch' || !row) return;
    finger = { x: event.clientX, y: event.clientY, row };
    timer = setTimeout(() => row.setAttribute('data-held', ''), LONG);
  };
  const move = (event: PointerEvent) => {
    if (finger && Math.hypot(event.clientX - finger.x, event.clientY - finger.y) > STILL) rest();
  };
  // When the finger goes: a menu that opened under it would be closed by its going.
  const lift = () => {
    const id = finger?.row.hasAttribute('data-held') ? finger.row.dataset['id'] : undefined;
    rest();
    if (id === undefined) return;
    element.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => {
      element.removeEventListener('click', swallow, { capture: true });
      open(id);
    }, SETTLED);
  };
  const ask = (event: MouseEvent) => {
    const id = rowOf(event)?.dataset['id'];
    // A link keeps the menu that the browser has for links, under a mouse.
    const isLink = (event.target as Element).closest('a') !== null && (event as PointerEvent).pointerType === 'mouse';
    if (id === undefined || (isLink && event.button === 2)) return;
    event.preventDefault();
    if (!finger) open(id);
  };
  const heard = { pointerdown: press, pointermove: move, pointerup: lift, pointercancel: lift, contextmenu: ask };
  for (const [name, on] of Object.entries(heard)) element.addEventListener(name, on as EventListener);
  return () => {
    rest();
    for (const [name, on] of Object.entries(heard)) element.removeEventListener(name, on as EventListener);
  };
}

function rowOf(event: Event): HTMLElement | undefined {
  const target = event.target as Element;
  if (target.closest('input, select, textarea, button')) return undefined;
  return target.closest<HTMLElement>('tr[data-id]') ?? undefined;
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
