import React, { useEffect, useSyncExternalStore } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

export type ToastOptions = {
  readonly tone?: 'green' | 'red';
  /** What "Cofnij" does; such a toast stays ten seconds. */
  readonly undo?: () => void;
};
type Shown = ToastOptions & { readonly id: number; readonly text: string };

let shown: readonly Shown[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Shown[]): void {
  shown = next;
  for (const listen of listeners) listen();
}

function toast(text: string, options: ToastOptions = {}): void {
  change([...shown.slice(-2), { ...options, text, id: ++lastId }]);
}

/** Says that something is done: `toast('Zapisano')`, with a way back where there is one. */
export function useToast(): (text: string, options?: ToastOptions) => void {
  return toast;
}

/** Where toasts appear; the frame draws it once. */
export function Toasts() {
  const list = useSyncExternalStore(
    (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    () => shown,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {list.map((one) => (
        <Toast key={one.id} {...one} />
      ))}
    </div>
  );
}

/** One of them; it goes by itself. */
function Toast({ id, text, tone, undo }: Shown) {
  const { t } = useWords();
  const close = () => change(shown.filter((other) => other.id !== id));
  useEffect(() => {
    const timer = setTimeout(close, undo ? 10_000 : 5_000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={tone ? `toast ${tone}` : 'toast'}>
      <Icon name={tone === 'red' ? 'warning' : 'check'} />
      <span>{text}</span>
      {undo ? (
        <Button
          kind="quiet"
          onClick={() => {
            close();
            undo();
          }}
        >
          {t('frame.undo')}
        </Button>
      ) : null}
      <Button kind="quiet" icon="close" label={t('frame.close')} onClick={close} />
    </div>
  );
}
