import React, { useEffect, useState } from 'react';
import { TextInput } from '../../components/field.tsx';
import { useWords } from '../../components/words.ts';
import type { Draft } from './draft.ts';

type CallTimeProps = { readonly draft: Draft; readonly change: (part: Partial<Draft>) => void };

/** From "Zadzwoń" to the outcome; it says that it is estimated, and can be changed (rule 39). */
export function CallTime({ draft, change }: CallTimeProps) {
  const { t } = useWords();
  const [changing, setChanging] = useState(false);
  const now = useSeconds(draft.callStartedAt !== null);
  const seconds = draft.callStartedAt ? Math.round((now - draft.callStartedAt) / 1000) : draft.callSeconds;
  return (
    <span className="muted small num times">
      {draft.noteSeconds > 0 ? t('work.note time', { time: clock(draft.noteSeconds) }) : null}
      {seconds !== null && !changing ? (
        <button
          type="button"
          className="link small"
          title={t('work.change call time')}
          onClick={() => setChanging(true)}
        >
          {t('work.call time', { time: clock(seconds) })} ({t('work.estimated')})
        </button>
      ) : null}
      {changing ? (
        <TextInput
          autoFocus
          kind="number"
          label={t('work.change call time')}
          value={String(Math.round((seconds ?? 0) / 60))}
          onChange={(minutes) => change({ callSeconds: Math.max(0, Number(minutes)) * 60, callStartedAt: null })}
          onBlur={() => setChanging(false)}
        />
      ) : null}
    </span>
  );
}

function useSeconds(running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}

function clock(seconds: number): string {
  const shown = Math.max(0, seconds);
  return `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, '0')}`;
}
