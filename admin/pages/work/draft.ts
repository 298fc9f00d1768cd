/** What is being typed about a task: it waits in the browser until it is saved, as half-written forms do (rule 27). */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Kept } from '../../components/draft-shelf.ts';
import { shelf } from '../../components/drafts.ts';
import { typedPart } from '../../components/typed-part.ts';
import { toWall } from '../../../domain/calendar/wall.ts';
import type { Json } from '../../../domain/scenario/shapes.ts';
import type { Undone } from '../../../db/outcomes-taken-back.ts';
import { measuredMinutes, putDown, reopened, type Calling, type Sittings, type Writing } from './work-time.ts';

export type Draft = Sittings &
  Writing &
  Calling & {
    readonly outcome: string | null;
    readonly answers: Readonly<Record<string, Json>>;
    readonly note: string;
    /** The next date as it was typed, and the instant that it means. */
    readonly nextText: string;
    readonly nextAt: string | null;
    /** When the note was begun (ISO). */
    readonly noteStartedAt: string | null;
    /** As they were typed; empty work time: measured. */
    readonly workMinutes: string;
    readonly kilometres: string;
  };

const empty = (): Draft => ({
  outcome: null,
  answers: {},
  note: '',
  nextText: '',
  nextAt: null,
  callStartedAt: null,
  callSeconds: null,
  noteSeconds: 0,
  noteSince: null,
  noteStartedAt: null,
  workMinutes: '',
  kilometres: '',
  openedAt: Date.now(),
  seenAt: null,
  workSeconds: 0,
});

export type DraftOf = {
  readonly draft: Draft;
  change(part: Partial<Draft>): void;
  /** When it was typed, if it comes from an earlier visit. */
  readonly restoredAt: string | undefined;
  /** Thrown away: it is begun anew. */
  forget(): void;
};

/**
 * The draft of one task. `start` fills a new one with what the task already holds; `undone` is what had been typed before it
 * was saved. It is no draft of a form: no page is warned of leaving it, since a call leaves the page too (`tel:`).
 */
export function useDraft(taskId: string, start: Partial<Draft>, undone?: Draft): DraftOf {
  const [begin] = useState<Draft>(() => ({ ...empty(), ...start }));
  const [draft, setDraft] = useState<Draft>(undone ?? begin);
  const [restoredAt, setRestoredAt] = useState<string>();
  const [isRead, setRead] = useState(undone !== undefined);
  // What is typed while the draft is still being read is newer than it.
  const changed = useRef<Partial<Draft>>({});
  useEffect(() => {
    if (isRead) return;
    let gone = false;
    const lay = (kept: Kept | undefined) => {
      if (gone) return;
      setRead(true);
      if (!kept) return;
      setDraft((old) => ({ ...old, ...goneOnWith(kept.typed as Draft, Date.now()), ...changed.current }));
      if (saysMore(kept.typed)) setRestoredAt(kept.at);
    };
    shelf()
      .read(nameOf(taskId))
      .then(lay, () => lay(undefined));
    return () => {
      gone = true;
    };
  }, [taskId]);

  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
    if (isRead) keep(taskId, begin, draft);
  }, [taskId, draft, isRead]);
  useEffect(() => {
    if (!isRead) return;
    const timer = setInterval(() => keep(taskId, begin, latest.current), 10_000);
    return () => clearInterval(timer);
  }, [taskId, isRead]);

  const change = useCallback((part: Partial<Draft>) => {
    changed.current = { ...changed.current, ...part };
    setDraft((old) => ({ ...old, ...part }));
  }, []);
  const forget = useCallback(() => {
    setRestoredAt(undefined);
    setDraft(({ openedAt, seenAt, workSeconds }) => ({ ...begin, openedAt, seenAt, workSeconds }));
  }, []);
  return { draft, change, restoredAt, forget };
}

/** What is sent of it when it is saved. What no task can have, such as kilometres below zero, is for the server to refuse. */
export function typedOf(draft: Draft, now: number) {
  const answers = draft.nextAt ? { ...draft.answers, nextAt: draft.nextAt } : draft.answers;
  return {
    outcome: draft.outcome,
    answers,
    note: draft.note,
    workMinutes: typedNumber(draft.workMinutes) ?? measuredMinutes(draft, now),
    kilometres: typedNumber(draft.kilometres),
    noteSeconds: draft.noteSeconds,
    noteStartedAt: draft.noteStartedAt,
    ...(draft.callSeconds === null ? {} : { callSeconds: draft.callSeconds }),
  };
}

function typedNumber(text: string): number | null {
  const value = Number(text.replace(',', '.'));
  return text.trim() === '' || Number.isNaN(value) ? null : Math.round(value);
}

/**
 * What had been typed before it was saved, of what the server kept of it: the date as it reads in full, the time worked as a
 * sitting that goes on. Exported for tests.
 */
export function draftOf(undone: Undone, timeZone: string, now: number): Draft {
  const { outcome, note, callSeconds, noteStartedAt } = undone;
  const { nextAt, ...answers } = undone.answers;
  return {
    ...empty(),
    ...{ outcome, answers, note, callSeconds, noteStartedAt, openedAt: now },
    ...(typeof nextAt === 'string' ? { nextAt, nextText: dateTyped(nextAt, timeZone) } : {}),
    noteSeconds: undone.noteSeconds ?? 0,
    workSeconds: (undone.workMinutes ?? 0) * 60,
    kilometres: undone.kilometres === null ? '' : String(undone.kilometres),
  };
}

/** `03.12.2026 14:00`: as a date is typed. */
function dateTyped(instant: string, timeZone: string): string {
  const [day, time] = toWall(instant, timeZone).split('T') as [string, string];
  return `${day.split('-').toReversed().join('.')} ${time}`;
}

/** Laid back where it waited, for whoever opens the task next: the page that it was typed on may be gone. */
export async function layBack(taskId: string, draft: Draft): Promise<void> {
  await shelf().put(nameOf(taskId), { ...draft, seenAt: Date.now() });
}

export function forgetDraft(taskId: string): void {
  shelf().drop(nameOf(taskId));
}

/** With the moment, so that the time until one comes back is not taken for work. */
function keep(taskId: string, begin: Draft, draft: Draft): void {
  const { openedAt, workSeconds } = draft;
  void shelf().put(nameOf(taskId), { ...typedPart(begin, draft), openedAt, workSeconds, seenAt: Date.now() });
}

/** A call that began so long ago ended while nobody looked. */
const LONGEST_CALL_MS = 2 * 3_600_000;

/** Exported for tests. */
export function goneOnWith(kept: Partial<Draft> & Sittings, now: number): Partial<Draft> {
  const { noteSeconds = 0, noteSince = null } = kept;
  const note = putDown({ noteSeconds, noteSince }, kept.seenAt ?? noteSince ?? now);
  const { callStartedAt = null, ...rest } = { ...reopened(kept, now), ...note };
  return callStartedAt !== null && now - callStartedAt < LONGEST_CALL_MS ? { ...rest, callStartedAt } : rest;
}

/** More than how long the task was open. */
function saysMore(kept: object): boolean {
  const { openedAt: _openedAt, seenAt: _seenAt, workSeconds: _workSeconds, ...typed } = kept as Partial<Draft>;
  return Object.keys(typed).length > 0;
}

function nameOf(taskId: string): string {
  return `work ${taskId}`;
}
