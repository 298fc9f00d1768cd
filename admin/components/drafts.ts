/**
 * What is being typed, kept in the browser until it is saved: encrypted with a key that comes with the session, for seven
 * days, and gone when one logs out (rule 27).
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from './read.ts';

const SEVEN_DAYS = 7 * 86_400_000;
const PREFIX = 'nurt.draft ';

export type Draft<Typed> = {
  readonly typed: Typed;
  /** Differs from what the form began with. */
  readonly isDirty: boolean;
  /** When what is shown was typed, if it comes from an earlier visit. */
  readonly restoredAt: string | undefined;
  change(part: Partial<Typed>): void;
  /** Saved or thrown away: the form begins anew, with `next` if given. */
  forget(next?: Typed): void;
};

/** The values of a form under a name of its own, e.g. `new company`. An undefined name keeps nothing. */
export function useDraft<Typed extends object>(name: string | undefined, begin: Typed): Draft<Typed> {
  const [start, setStart] = useState(begin);
  const [typed, setTyped] = useState(begin);
  const [restoredAt, setRestoredAt] = useState<string>();
  const touched = useRef(false);
  const isDirty = JSON.stringify(typed) !== JSON.stringify(start);

  useEffect(() => {
    if (name === undefined) return;
    let gone = false;
    void readDraft<Typed>(name).then((kept) => {
      if (gone || touched.current || !kept) return;
      setTyped((old) => ({ ...old, ...kept.typed }));
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
      if (isDirty) void keepDraft(name, typed);
      else dropDraft(name);
    };
    const timer = setTimeout(() => pending.current?.(), 300);
    return () => clearTimeout(timer);
  }, [name, typed, isDirty]);
  useEffect(() => () => pending.current?.(), []);
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isDirty]);

  const change = useCallback((part: Partial<Typed>) => {
    touched.current = true;
    setTyped((old) => ({ ...old, ...part }));
  }, []);
  const forget = useCallback(
    (next?: Typed) => {
      touched.current = false;
      pending.current = undefined;
      if (name !== undefined) dropDraft(name);
      setRestoredAt(undefined);
      setStart(next ?? begin);
      setTyped(next ?? begin);
    },
    [name, begin],
  );
  return { typed, isDirty, restoredAt, change, forget };
}

/** Called when one logs out. */
export function forgetAllDrafts(): void {
  for (const store of [localStorage, sessionStorage])
    for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
}

type Kept = { readonly at: string; readonly iv: string; readonly body: string };

async function keepDraft(name: string, typed: unknown): Promise<void> {
  const key = await sessionKey();
  if (!key) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(typed));
  const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
  const kept: Kept = { at: new Date().toISOString(), iv: base64(iv), body: base64(new Uint8Array(body)) };
  localStorage.setItem(keyOf(name), JSON.stringify(kept));
}

async function readDraft<Typed>(name: string): Promise<{ typed: Partial<Typed>; at: string } | undefined> {
  const stored = localStorage.getItem(keyOf(name));
  if (!stored) return undefined;
  try {
    const { at, iv, body } = JSON.parse(stored) as Kept;
    const key = Date.now() - Date.parse(at) < SEVEN_DAYS ? await sessionKey() : undefined;
    if (!key) return undefined;
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(iv) }, key, bytes(body));
    return { typed: JSON.parse(new TextDecoder().decode(plain)) as Partial<Typed>, at };
  } catch {
    // Of somebody else who sat here, or older than the key.
    dropDraft(name);
    return undefined;
  }
}

function dropDraft(name: string): void {
  localStorage.removeItem(keyOf(name));
}

let asked: Promise<CryptoKey | undefined> | undefined;

/** Undefined where the browser has no cryptography (plain http to another machine): then nothing is kept. */
function sessionKey(): Promise<CryptoKey | undefined> {
  if (!('subtle' in crypto)) return Promise.resolve(undefined);
  asked ??= call<{ key: string }>('GET', '/me/draft-key').then(({ key }) =>
    crypto.subtle.importKey('raw', bytes(key), 'AES-GCM', false, ['encrypt', 'decrypt']),
  );
  return asked;
}

function keyOf(name: string): string {
  return `${PREFIX}${window.NURT.viewer.userId} ${name}`;
}

function base64(of: Uint8Array): string {
  return btoa(Array.from(of, (byte) => String.fromCharCode(byte)).join(''));
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
