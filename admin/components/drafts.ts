/** What is being typed, kept until it is saved: nothing typed is ever lost (rule 27). */
import { useCallback, useEffect, useRef, useState } from 'react';
import { bytes, clearShelves, openShelf, type Shelf } from './draft-shelf.ts';
import { call } from './read.ts';
import { goneOn, heldUnder, isSame, typedPart, withFields, withTyped } from './typed-part.ts';

/** What a dialog or a page asks of a form before it is left. */
export type Leavable = {
  /** Something was typed that is not saved. */
  readonly isDirty: boolean;
  /** It waits in the browser for whoever comes back. */
  readonly keeps?: boolean;
  /** When what is shown was typed, if it comes from an earlier visit. */
  readonly restoredAt?: string | undefined;
  forget?(): void;
};

export type Draft<Typed> = Required<Omit<Leavable, 'forget'>> & {
  readonly typed: Typed;
  /**
   * What the form was begun from: of a form that holds the `version` of its record, typed fields of an earlier visit and the
   * version are those of that visit. Sent with it, what somebody else has saved since is met and not written over.
   */
  readonly begun: Typed;
  change(part: Partial<Typed> | ((now: Typed) => Partial<Typed>)): void;
  /** Saved as it was sent, and the form stays: it goes on from that, or from `next`. What was typed meanwhile is kept. */
  saved(sent: Typed, next?: Typed): void;
  /** Saved or thrown away: the form begins anew, with `next` if given. */
  forget(next?: Typed): void;
};

/**
 * The values of a form under a name of its own, e.g. `new company`; an undefined name keeps nothing. `already` is what had
 * been typed before the form was opened: a letter that was taken back.
 */
export function useDraft<Typed extends object>(
  name: string | undefined,
  begin: Typed,
  already?: Partial<Typed>,
): Draft<Typed> {
  const [start, setStart] = useState(begin);
  const [begun, setBegun] = useState(begin);
  const [typed, setTyped] = useState<Typed>(() => ({ ...begin, ...already }));
  const [restoredAt, setRestoredAt] = useState<string>();
  const touched = useRef(already !== undefined);
  const isDirty = !isSame(typed, start);

  useEffect(() => {
    if (name === undefined) return;
    let gone = false;
    void shelf()
      .read(name)
      .then((kept) => {
        if (gone || touched.current || !kept) return;
        setTyped((old) => withTyped(old, kept.typed));
        setBegun((old) => withFields(old, { ...kept.before }));
        setRestoredAt(kept.at);
      });
    return () => {
      gone = true;
    };
  }, [name]);
  // What is still to be written: at the latest when the form closes.
  const pending = useRef<(() => void) | undefined>(undefined);
  useEffect(() => {
    if (name === undefined || !touched.current) return;
    pending.current = () => {
      pending.current = undefined;
      const part = typedPart(start, typed);
      if (isDirty) void shelf().put(name, part, heldUnder(part, begun));
      else shelf().drop(name);
    };
    const timer = setTimeout(() => pending.current?.(), 300);
    return () => clearTimeout(timer);
  }, [name, start, begun, typed, isDirty]);
  useEffect(() => () => pending.current?.(), []);
  useLeavingWarning(() => isDirty);

  const change = useCallback<Draft<Typed>['change']>((part) => {
    touched.current = true;
    setTyped((old) => ({ ...old, ...(typeof part === 'function' ? part(old) : part) }));
  }, []);
  /** Nothing of what was typed until now waits any more. */
  const beginFrom = useCallback(
    (next: Typed) => {
      pending.current = undefined;
      if (name !== undefined) shelf().drop(name);
      setRestoredAt(undefined);
      setStart(next);
      setBegun(next);
    },
    [name],
  );
  const saved = useCallback(
    (sent: Typed, next: Typed = sent) => {
      beginFrom(next);
      // A new one in any case: what is still typed is to be kept again. Where nothing was typed since, it is `next` to the letter.
      setTyped((now) => ({ ...(isSame(now, sent) ? next : goneOn(sent, next)(now)) }));
    },
    [beginFrom],
  );
  const forget = useCallback(
    (next?: Typed) => {
      touched.current = false;
      beginFrom(next ?? begin);
      setTyped(next ?? begin);
    },
    [beginFrom, begin],
  );
  const keeps = name !== undefined && isKept();
  // Where nothing differs from what stands now, there is nothing to meet.
  return { typed, begun: isDirty ? begun : start, isDirty, keeps, restoredAt, change, saved, forget };
}

/** The browser asks before a page goes with what was typed in it. */
export function useLeavingWarning(isDirty: () => boolean): void {
  const asked = useRef(isDirty);
  asked.current = isDirty;
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (asked.current()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);
}

/** Called when one logs out. */
export function forgetAllDrafts(): void {
  clearShelves(localStorage);
}

let opened: Shelf | undefined;

/** Of whoever is logged in. */
export function shelf(): Shelf {
  const { userId } = window.NURT.viewer;
  opened ??= openShelf({ store: localStorage, userId, key: sessionKey, now: Date.now });
  return opened;
}

let asked: Promise<CryptoKey | undefined> | undefined;

function sessionKey(): Promise<CryptoKey | undefined> {
  if (!isKept()) return Promise.resolve(undefined);
  asked ??= call<{ key: string }>('GET', '/me/draft-key')
    .then(({ key }) => crypto.subtle.importKey('raw', bytes(key), 'AES-GCM', false, ['encrypt', 'decrypt']))
    .catch((error: unknown) => {
      // Whoever types on asks again: a server that was away for a moment costs no draft.
      asked = undefined;
      throw error;
    });
  return asked;
}

/** Browsers have no cryptography over plain http to another machine. */
function isKept(): boolean {
  return 'subtle' in crypto;
}
