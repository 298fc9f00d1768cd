import { useRef } from 'react';

type NoteTime = { readonly startedAt: string; readonly seconds: number };

/** Measures how long a note is being written and when it was begun (S0-46): while its field has the focus. */
export function useNoteTime(onTime: ((time: NoteTime) => void) | undefined) {
  const since = useRef<number>(undefined);
  const begun = useRef<string>(undefined);
  const seconds = useRef(0);
  return {
    write() {
      since.current ??= Date.now();
      begun.current ??= new Date().toISOString();
    },
    stop() {
      if (since.current === undefined) return;
      seconds.current += Math.round((Date.now() - since.current) / 1000);
      since.current = undefined;
      onTime?.({ startedAt: begun.current!, seconds: seconds.current });
    },
  };
}
