import { useEffect, useRef, useState, type RefObject } from 'react';

export type FormRounds = {
  /** The key of what holds the fields: they are drawn anew each round. */
  readonly round: number;
  readonly place: RefObject<HTMLDivElement>;
  /** Saved, and the next one is typed. */
  again(): void;
};

/** A form that begins anew after saving, with the focus back in its first field: one record after another by the keyboard. */
export function useFormRounds(): FormRounds {
  const [round, setRound] = useState(0);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (round > 0) place.current?.querySelector('input')?.focus();
  }, [round]);
  return { round, place, again: () => setRound((n) => n + 1) };
}
