/**
 * Where half-written forms lie in the browser: encrypted with the key of whoever typed them, for seven days, and gone when
 * one logs out (rule 27).
 */
const SEVEN_DAYS = 7 * 86_400_000;
const PREFIX = 'nurt.draft ';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

type Place = {
  readonly store: Store;
  readonly userId: string;
  /** Undefined where the browser has no cryptography (plain http to another machine): then nothing is kept. */
  readonly key: () => Promise<CryptoKey | undefined>;
  readonly now: () => number;
};

export type Kept = {
  readonly typed: object;
  /** What stood in the typed fields before, where that was put beside them. */
  readonly before?: object;
  readonly at: string;
};

export type Shelf = {
  put(name: string, typed: object, before?: object): Promise<void>;
  /** What was put there less than seven days ago by the same person. */
  read(name: string): Promise<Kept | undefined>;
  drop(name: string): void;
};

/** The drafts of one person; whatever has lain there for seven days goes at once, whose ever it is. */
export function openShelf({ store, userId, key, now }: Place): Shelf {
  const turns = new Map<string, number>();
  const turn = (name: string) => turns.get(name) ?? 0;
  const place = (name: string) => `${PREFIX}${userId} ${name}`;
  for (const one of placesIn(store)) if (!isFresh(store.getItem(one), now())) store.removeItem(one);

  const drop = (name: string) => {
    turns.set(name, turn(name) + 1);
    store.removeItem(place(name));
  };
  const put = async (name: string, typed: object, before?: object) => {
    const mine = turn(name) + 1;
    turns.set(name, mine);
    const secret = await key();
    if (!secret) return;
    const stored = await lock(secret, before ? [typed, before] : typed, now());
    // Saved, thrown away or typed on meanwhile: what is older is not laid over it.
    if (turn(name) === mine) store.setItem(place(name), stored);
  };
  const read = async (name: string) => {
    // Asked for even where nothing lies: what is typed next is then locked at once, also where the page goes right after it.
    const secret = await key();
    const stored = store.getItem(place(name));
    if (!stored || !secret || !isFresh(stored, now())) return undefined;
    try {
      return await unlock(secret, stored);
    } catch {
      // Of somebody else who sat here, or older than the key.
      drop(name);
      return undefined;
    }
  };
  return { put, read, drop };
}

/** When somebody logs out: nothing of anybody stays. */
export function clearShelves(store: Store): void {
  for (const one of placesIn(store)) store.removeItem(one);
}

function placesIn(store: Store): string[] {
  return Array.from({ length: store.length }, (_, i) => store.key(i) ?? '').filter((one) => one.startsWith(PREFIX));
}

type Locked = { readonly at: string; readonly iv: string; readonly body: string };

function isFresh(stored: string | null, now: number): boolean {
  if (!stored) return false;
  try {
    return now - Date.parse((JSON.parse(stored) as Partial<Locked>).at ?? '') < SEVEN_DAYS;
  } catch {
    return false;
  }
}

async function lock(key: CryptoKey, what: object, now: number): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(what));
  const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
  const locked: Locked = { at: new Date(now).toISOString(), iv: base64(iv), body: base64(new Uint8Array(body)) };
  return JSON.stringify(locked);
}

async function unlock(key: CryptoKey, stored: string): Promise<Kept> {
  const { at, iv, body } = JSON.parse(stored) as Locked;
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(iv) }, key, bytes(body));
  const what = JSON.parse(new TextDecoder().decode(plain)) as object;
  if (!Array.isArray(what)) return { at, typed: what };
  const [typed, before] = what as [object, object];
  return { at, typed, before };
}

function base64(of: Uint8Array): string {
  return btoa(Array.from(of, (byte) => String.fromCharCode(byte)).join(''));
}

/** The other way round: the key comes in letters too. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
