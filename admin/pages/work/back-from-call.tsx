import React, { useEffect, useRef } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useWords } from '../../components/words.ts';
import type { OutcomeShown } from '../../../db/work-screen.ts';
import type { Draft } from './draft.ts';

/** On a phone `tel:` leaves the page: who comes back from the call is asked what came of it (rule 41). */
export function useBackFromCall({ callStartedAt, outcome }: Draft, ask: () => void): void {
  const latest = useRef(ask);
  latest.current = ask;
  const calling = callStartedAt !== null && outcome === null;
  useEffect(() => {
    if (!calling || !window.matchMedia('(pointer: coarse)').matches) return;
    const back = () => {
      if (!document.hidden) latest.current();
    };
    document.addEventListener('visibilitychange', back);
    return () => document.removeEventListener('visibilitychange', back);
  }, [calling]);
}

type AskOutcomeProps = {
  readonly outcomes: readonly OutcomeShown[];
  readonly onChoose: (code: string) => void;
  readonly onClose: () => void;
};

/** The outcomes under the thumb; choosing one ends the time of the call. */
export function AskOutcome({ outcomes, onChoose, onClose }: AskOutcomeProps) {
  const { t, language } = useWords();
  return (
    <Dialog title={t('work.back from call')} onClose={onClose}>
      <div className="outs">
        {outcomes.map(({ code, name }) => (
          <button key={code} type="button" className="out" onClick={() => onChoose(code)}>
            {name[language]}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
