/** What is being typed about a task: kept in the browser's tab until it is saved, so that nothing typed is lost. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Json } from '../../../domain/scenario/shapes.ts';
import { reopened, type Sittings } from './work-time.ts';

export type Draft = Sittings & {
  readonly outcome: string | null;
  readonly answers: Readonly<Record<string, Json>>;
  readonly note: string;
  /** The next date as it was typed, and the instant that it means. */
  readonly nextText: string;
  readonly nextAt: string | null;
  readonly callStartedAt: number | null;
  readonly callSeconds: number | null;
  readonly noteSeconds: number;
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
};

/** The draft of one task. `start` fills a new one, with what the task already holds. */
export function useDraft(taskId: string, start: Partial<Draft>): DraftOf {
  const [draft, setDraft] = useState<Draft>(() => ({ ...empty(), ...start, ...readDraft(taskId) }));
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
    writeDraft(taskId, draft);
  }, [taskId, draft]);
  useEffect(() => {
    const timer = setInterval(() => writeDraft(taskId, latest.current), 10_000);
    return () => clearInterval(timer);
  }, [taskId]);
  const change = useCallback((part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part })), []);
  return { draft, change };
}

/** Puts back what was typed before it was saved. */
export function keepDraft(taskId: string, typed: Partial<Draft>): void {
  writeDraft(taskId, { ...empty(), ...typed });
}

export function forgetDraft(taskId: string): void {
  sessionStorage.removeItem(keyOf(taskId));
}

function readDraft(taskId: string): Partial<Draft> {
  const stored = sessionStorage.getItem(keyOf(taskId));
  return stored ? reopened(JSON.parse(stored) as Draft, Date.now()) : {};
}

/** With the moment, so that the time until one comes back is not taken for work. */
function writeDraft(taskId: string, draft: Draft): void {
  sessionStorage.setItem(keyOf(taskId), JSON.stringify({ ...draft, seenAt: Date.now() }));
}

function keyOf(taskId: string): string {
  return `nurt.draft ${taskId}`;
}
