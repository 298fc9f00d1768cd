import React, { useEffect, useState } from 'react';
import { TextInput } from '../../components/field.tsx';
import { useWords } from '../../components/words.ts';
import type { Draft } from './draft.ts';
import { measuredMinutes } from './work-time.ts';

type TimesProps = {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  /** Not where the work time has a field of its own. */
  readonly showsWork: boolean;
};

/** What was measured: the note, the call (rule 39), the work (S1-47). It is said, and put right with a click where it is wrong. */
export function Times({ draft, change, showsWork }: TimesProps) {
  const { t } = useWords();
  const now = useNow(draft.callStartedAt === null ? 15_000 : 1000);
  const call = draft.callStartedAt ? Math.round((now - draft.callStartedAt) / 1000) : draft.callSeconds;
  const isTyped = draft.workMinutes.trim() !== '';
  const work = isTyped ? draft.workMinutes : String(measuredMinutes(draft, now));
  return (
    <span className="muted small num times">
      {draft.noteSeconds > 0 ? t('work.note time', { time: clock(draft.noteSeconds) }) : null}
      {call === null ? null : (
        <Measured
          said={`${t('work.call time', { time: clock(call) })} (${t('work.estimated')})`}
          label={t('work.change call time')}
          minutes={String(Math.round(call / 60))}
          isKept={(minutes) => draft.callStartedAt === null && draft.callSeconds === secondsOf(minutes)}
          onChange={(minutes) => change({ callSeconds: secondsOf(minutes), callStartedAt: null })}
        />
      )}
      {showsWork ? (
        <Measured
          said={`${t('work.work time', { minutes: work })}${isTyped ? '' : ` (${t('work.measured')})`}`}
          label={t('work.change work time')}
          minutes={work}
          isKept={(minutes) => draft.workMinutes === minutes}
          onChange={(workMinutes) => change({ workMinutes })}
        />
      ) : null}
    </span>
  );
}

type MeasuredProps = {
  readonly said: string;
  readonly label: string;
  readonly minutes: string;
  /** Whether the draft still holds what was typed: a draft that was begun anew or a later call takes its place. */
  readonly isKept: (typed: string) => boolean;
  readonly onChange: (minutes: string) => void;
};

/**
 * A time that is read; a click makes a field of it. It stays one: were it to shrink when it is left, the button that is pressed next
 * would move from under the finger. Until something is typed into it, it goes on measuring.
 */
function Measured({ said, label, minutes, isKept, onChange }: MeasuredProps) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  if (!isOpen) {
    return (
      <button type="button" className="link small" title={label} onClick={() => setOpen(true)}>
        {said}
      </button>
    );
  }
  return (
    <TextInput
      autoFocus
      kind="number"
      label={label}
      value={typed !== undefined && isKept(typed) ? typed : minutes}
      placeholder={minutes}
      onChange={(text) => {
        setTyped(text);
        onChange(text);
      }}
    />
  );
}

function secondsOf(minutes: string): number {
  return Math.max(0, Number(minutes)) * 60;
}

function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

function clock(seconds: number): string {
  const shown = Math.max(0, seconds);
  return `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, '0')}`;
}
