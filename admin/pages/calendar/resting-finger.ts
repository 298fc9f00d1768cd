import { useRef } from 'react';
import type React from 'react';

/** Where somebody pointed, on the screen. */
export type At = { readonly x: number; readonly y: number };

/** Longer than it takes to lift an entry for dragging, so that whoever drags at once gets no menu. */
const REST_MS = 700;
const SLACK_PX = 8;

type Handlers = Pick<
  React.DOMAttributes<HTMLElement>,
  'onTouchStart' | 'onTouchMove' | 'onTouchEnd' | 'onTouchCancel' | 'onContextMenu'
>;

/**
 * Opens a menu by right click, by the key and by a finger that rests (rule 28). iOS sends no `contextmenu` for a finger and
 * others send it sooner than an entry can be dragged: so fingers are timed here, and what they send is not heard.
 */
export function useRestingFinger(open: (target: HTMLElement, at: At) => boolean): Handlers {
  const finger = useRef<{ readonly at: At; readonly timer: ReturnType<typeof setTimeout>; opened: boolean }>();
  const lift = () => {
    clearTimeout(finger.current?.timer);
    finger.current = undefined;
  };
  return {
    onTouchStart: ({ target, touches }) => {
      lift();
      if (touches.length !== 1) return;
      const at = { x: touches[0]!.clientX, y: touches[0]!.clientY };
      const rested = () => {
        if (!finger.current || !open(target as HTMLElement, at)) return;
        finger.current.opened = true;
        // The calendar has begun to drag or to mark meanwhile: it lets go.
        window.dispatchEvent(new PointerEvent('pointercancel', { isPrimary: true }));
      };
      finger.current = { at, timer: setTimeout(rested, REST_MS), opened: false };
    },
    onTouchMove: ({ touches }) => {
      const { x, y } = finger.current?.at ?? { x: 0, y: 0 };
      if (Math.hypot(touches[0]!.clientX - x, touches[0]!.clientY - y) > SLACK_PX) lift();
    },
    onTouchEnd: (event) => {
      // Lifting the finger off the menu's place is no press of what lies there.
      if (finger.current?.opened && event.cancelable) event.preventDefault();
      lift();
    },
    onTouchCancel: lift,
    onContextMenu: (event) => {
      const { clientX, clientY } = event;
      if (finger.current || open(event.target as HTMLElement, { x: clientX, y: clientY })) event.preventDefault();
    },
  };
}
