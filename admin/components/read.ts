import { useCallback, useEffect, useRef, useState } from 'react';
import { bodyAfterMeeting, differingFrom, type Standing, type Theirs } from './meeting.ts';
import { typedPart } from './typed-part.ts';
import { isAllRead } from './unread.ts';
import { nounOf } from '../../domain/domain-error.ts';

/** What the API refused, in the words of the viewer's language. `code` is `noun.problem`. */
export class Refused extends Error {
  readonly code: string;
  /** Field of the form that the person has to change, if there is one. */
  readonly field?: string;
  readonly status: number;
  /** Somebody else was quicker: both values of what was sent. */
  readonly theirs?: Theirs;

  constructor(refusal: { code: string; message: string; field?: string; status: number; theirs?: Theirs }) {
    super(refusal.message);
    this.name = 'Refused';
    this.code = refusal.code;
    this.status = refusal.status;
    if (refusal.field !== undefined) this.field = refusal.field;
    if (refusal.theirs !== undefined) this.theirs = refusal.theirs;
  }
}

export type Reading<T> = {
  /** The last answer; stays while a newer one is on its way. */
  readonly value?: T;
  readonly error?: Refused;
  readonly busy: boolean;
  reload(): void;
  /**
   * As `reload`, where the page does it by itself, at news or by a timer: the session does not last longer for it, and what is on
   * its way comes first.
   */
  look(): void;
};

type State<T> = {
  readonly path?: string | undefined;
  readonly value?: T;
  readonly error?: Refused | undefined;
  readonly busy: boolean;
};

/**
 * Reads `/api/v1<path>` and again whenever `path` changes. An undefined path reads nothing yet. With a question it is posted,
 * for what is too long or too private for an address.
 */
export function useRead<T>(path: string | undefined, question?: unknown): Reading<T> {
  const posted = question === undefined ? undefined : JSON.stringify(question);
  const [state, setState] = useState<State<T>>({ busy: path !== undefined });
  const [round, setRound] = useState(0);
  const latest = useRef(0);
  const byItself = useRef(false);
  const asking = useRef(false);
  const isWanted = useRef(false);
  const look = useCallback(() => {
    // What is on its way is waited for: were it dropped, an answer slower than the timer would never come.
    isWanted.current = asking.current;
    if (asking.current) return;
    byItself.current = true;
    setRound((n) => n + 1);
  }, []);

  useEffect(() => {
    const ask = byItself.current ? callQuietly : call;
    // Another path is asked for by a person again.
    byItself.current = false;
    asking.current = path !== undefined;
    isWanted.current = false;
    if (path === undefined) return;
    const mine = ++latest.current;
    setState((old) => ({ ...old, busy: true }));
    const settle = (answer: { readonly value: T } | { readonly error: Refused }) => {
      if (mine !== latest.current) return;
      asking.current = false;
      const kept = 'error' in answer ? answer : { ...answer, error: undefined };
      setState((old) => ({ ...old, ...kept, path, busy: false }));
      if (isWanted.current) look();
    };
    (posted === undefined ? ask<T>('GET', path) : ask<T>('POST', path, question)).then(
      (value) => settle({ value }),
      (error: unknown) => settle({ error: asRefused(error) }),
    );
    return () => {
      latest.current++;
    };
  }, [path, posted, round]);

  const reload = useCallback(() => setRound((n) => n + 1), []);
  return {
    // What was answered to another path is no answer to this one, which is asked a moment after it is drawn.
    busy: state.busy || (path !== undefined && state.path !== path),
    reload,
    look,
    ...(state.value !== undefined ? { value: state.value } : {}),
    ...(state.error ? { error: state.error } : {}),
  };
}

export type Action = {
  /**
   * Runs the work; answers whether it went well. What was refused stands in `refused` until the next try. A form with a date
   * that cannot be read does not begin: the field says so; unless the work is `apart` and saves nothing of the form.
   */
  run(work: () => Promise<unknown>, how?: { readonly apart: boolean }): Promise<boolean>;
  readonly busy: boolean;
  readonly refused?: Refused;
  /** What was refused about this field, for the line under it. */
  problem(field: string): string | undefined;
};

/** For a form or a button: busy while it runs, and what the server refused afterwards. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const run = useCallback(async (work: () => Promise<unknown>, { apart } = { apart: false }) => {
    if (!apart && !isAllRead()) return false;
    setBusy(true);
    setRefused(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      setRefused(asRefused(error));
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  const problem = (field: string) => (refused?.field === field ? refused.message : undefined);
  return { run, busy, problem, ...(refused ? { refused } : {}) };
}

/**
 * One request to `/api/v1<path>`. A body that is a Blob or FormData goes as it is, anything else as JSON.
 * Throws `Refused`; an ended session goes to the login page. Where somebody else was quicker, the person is asked which values
 * are to stay, and it is sent again.
 */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  return request<T>({ method, path, body, mark: '1' });
}

/** A form of a record that is there: its version, and what the form held when it was opened and holds now, as it is sent. */
type Edited = { readonly version: number; readonly before: object; readonly after: object };

/**
 * Sends of a form what was changed. Where somebody else was quicker, the person is asked about what both have changed; the
 * rest is as the one who touched it wants it. Answers the version afterwards.
 */
export async function saveChanged(path: string, { version, before, after }: Edited): Promise<{ version: number }> {
  const changes = typedPart(before, after);
  if (Object.keys(changes).length === 0) return { version };
  return request({ method: 'PATCH', path, body: { version, changes }, mark: '1', seen: before });
}

type EditedWhole = Edited & {
  /** Reads the record anew, where its form sends more than the server compares: what has parts of its own. */
  readonly now?: () => Promise<Standing>;
};

/** As `saveChanged`, of a record that is written as a whole. */
export async function saveWhole<T>(path: string, { version, before, after, now }: EditedWhole): Promise<T> {
  const reread = now ? { now } : {};
  return request<T>({ method: 'PUT', path, body: { ...after, version }, mark: '1', seen: before, ...reread });
}

/** As `call`, for a form that shows by itself what somebody else has saved. */
export async function callAlone<T>(method: string, path: string, body?: unknown): Promise<T> {
  return request<T>({ method, path, body, mark: '1', alone: true });
}

/** As `call`, for what an open page asks by itself: it does not make the session last longer. */
export async function callQuietly<T>(method: string, path: string, body?: unknown): Promise<T> {
  return request<T>({ method, path, body, mark: 'quiet' });
}

/** Reads so. */
export async function peek<T>(path: string): Promise<T> {
  return callQuietly<T>('GET', path);
}

type Asked = {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly mark: string;
  readonly alone?: boolean;
  /** What the form began with, as it is sent. */
  readonly seen?: object;
  readonly now?: () => Promise<Standing>;
};

async function request<T>(asked: Asked): Promise<T> {
  const { path, alone } = asked;
  const { posted, ...sending } = sendingOf(asked);
  const response = await fetch(`/api/v1${path}`, sending).catch((cause: unknown) => {
    throw new Refused({ code: 'network.away', message: offline(), status: 0, ...(cause ? {} : {}) });
  });
  // A server or a proxy that fails may have lost the answer of what is done already.
  if (posted !== undefined && response.status < 500) unanswered.delete(posted);
  if (response.status === 401) return toLogin();
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (response.ok) return answer as T;
  const refused = refusedBy(response.status, answer);
  const again = alone ? undefined : await bodyAgain(asked, refused);
  if (again) return request<T>({ ...asked, body: again });
  throw refused;
}

async function bodyAgain({ body, seen, now }: Asked, { code, theirs: told }: Refused): Promise<object | undefined> {
  if (!told) return undefined;
  const { version: _, ...sent } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const theirs = now ? differingFrom(told, await now(), sent) : told;
  return bodyAfterMeeting({ met: { noun: nounOf(code), theirs }, body, seen });
}

/** What goes to the server; `posted` names it where it may make something. */
function sendingOf({ method, path, body, mark }: Asked): RequestInit & { readonly posted?: string } {
  const shared = { method, credentials: 'same-origin' } as const;
  const headers = { Accept: 'application/json', 'X-Nurt': mark };
  if (body === undefined) return { ...shared, headers };
  if (body instanceof Blob || body instanceof FormData) return { ...shared, headers, body };
  const text = JSON.stringify(body);
  const json = { ...headers, 'Content-Type': 'application/json' };
  if (method !== 'POST') return { ...shared, headers: json, body: text };
  const posted = `${path} ${text}`;
  return { ...shared, headers: { ...json, 'Idempotency-Key': keyOf(posted) }, body: text, posted };
}

/** Keys of what was posted and not answered yet, by what it was: pressed twice, or sent again, it is the same request. */
const unanswered = new Map<string, string>();
const MOST_UNANSWERED = 50;

function keyOf(posted: string): string {
  const key = unanswered.get(posted) ?? crypto.randomUUID();
  unanswered.set(posted, key);
  if (unanswered.size > MOST_UNANSWERED) unanswered.delete(unanswered.keys().next().value!);
  return key;
}

function refusedBy(status: number, answer: unknown): Refused {
  const { code, message, field, theirs } = (answer ?? {}) as Partial<Refused>;
  return new Refused({
    code: code ?? 'server.failed',
    message: message ?? unexpected(status),
    status,
    ...(field === undefined ? {} : { field }),
    ...(theirs === undefined ? {} : { theirs }),
  });
}

function asRefused(error: unknown): Refused {
  if (error instanceof Refused) return error;
  // A defect of the page itself: shown to the person, but kept loud for the console and the tests.
  queueMicrotask(() => {
    throw error;
  });
  return new Refused({ code: 'page.failed', message: unexpected(0), status: 0 });
}

/** Never answers: the browser leaves the page. */
function toLogin(): Promise<never> {
  window.location.assign(`/admin/login?to=${encodeURIComponent(window.location.pathname + window.location.search)}`);
  return new Promise(() => {});
}

const polish = () => document.documentElement.lang !== 'en';

function offline(): string {
  return polish()
    ? 'Brak połączenia z serwerem. To, co wpisano, zostaje na ekranie. Sprawdź sieć i spróbuj ponownie.'
    : 'The server cannot be reached. What you typed stays on the screen. Check the network and try again.';
}

function unexpected(status: number): string {
  const mark = status ? ` (${status})` : '';
  return polish()
    ? `Coś się nie udało${mark}. Spróbuj ponownie, a jeśli to się powtórzy, powiedz administratorowi.`
    : `Something went wrong${mark}. Try again, and tell the administrator if it happens once more.`;
}
