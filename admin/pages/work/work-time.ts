/** How long somebody has had a task open: several sittings count together, the time between them does not. */
export type Sittings = {
  /** When this sitting began, and when it was last seen to go on (milliseconds). */
  readonly openedAt: number;
  readonly seenAt: number | null;
  /** Seconds of the sittings before it. */
  readonly workSeconds: number;
};

/** Nobody works on one task longer at a stretch: beyond that it was left open. */
const MOST_MINUTES = 600;

export function measuredMinutes({ openedAt, workSeconds }: Sittings, now: number): number {
  const seconds = workSeconds + Math.max(0, now - openedAt) / 1000;
  return Math.min(MOST_MINUTES, Math.max(1, Math.round(seconds / 60)));
}

export type Writing = {
  readonly noteSeconds: number;
  /** Since when the note is being written, while its field has the focus (milliseconds). */
  readonly noteSince: number | null;
};

/** The note as if its field had just been left: who saves with a key never leaves it. */
export function putDown<Kept extends Writing>(kept: Kept, now: number): Kept {
  if (kept.noteSince === null) return kept;
  const seconds = Math.max(0, Math.round((now - kept.noteSince) / 1000));
  return { ...kept, noteSeconds: Math.min(MOST_MINUTES * 60, kept.noteSeconds + seconds), noteSince: null };
}

export type Calling = {
  /** Since when the call has been going on (milliseconds). */
  readonly callStartedAt: number | null;
  readonly callSeconds: number | null;
};

/** What of the draft is another once the call is over: whoever chooses an outcome or saves it has hung up. */
export function hungUp({ callStartedAt }: Calling, now: number): Partial<Calling> {
  if (callStartedAt === null) return {};
  return { callSeconds: Math.max(0, Math.round((now - callStartedAt) / 1000)), callStartedAt: null };
}

/** A new sitting over what was kept of the last one. */
export function reopened<Kept extends Sittings>(kept: Kept, now: number): Kept {
  const sat = Math.max(0, (kept.seenAt ?? kept.openedAt) - kept.openedAt) / 1000;
  return { ...kept, workSeconds: Math.round((kept.workSeconds ?? 0) + sat), openedAt: now, seenAt: null };
}
