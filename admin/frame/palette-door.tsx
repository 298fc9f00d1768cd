import React, { Suspense, lazy, useEffect, useSyncExternalStore } from 'react';

let isOpen = false;
const listeners = new Set<() => void>();

function turn(open: boolean): void {
  isOpen = open;
  for (const listen of listeners) listen();
}

/** Opens the palette: the search in the menu does it, and Ctrl+K anywhere. */
export function openPalette(): void {
  turn(true);
}

const Palette = lazy(() => import('./palette.tsx'));

/** Loads the palette when it is first opened. The frame draws it once. */
export function PaletteDoor() {
  const open = useSyncExternalStore(
    (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    () => isOpen,
  );
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.getModifierState('AltGraph');
      if (!control || event.key.toLowerCase() !== 'k' || event.isComposing) return;
      event.preventDefault();
      turn(!isOpen);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return open ? (
    <Suspense fallback={null}>
      <Palette onClose={() => turn(false)} />
    </Suspense>
  ) : null;
}
