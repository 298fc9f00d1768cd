import React, { useState } from 'react';
import { TextInput } from '../../components/field.tsx';
import { useWords } from '../../components/words.ts';
import type { OutcomeShown } from '../../../db/work-screen.ts';

type OutcomesProps = {
  readonly outcomes: readonly OutcomeShown[];
  readonly chosen: string | null;
  readonly isCall: boolean;
  readonly problem: string | undefined;
  readonly onChoose: (code: string) => void;
};

/** The ways out: the first nine have keys, a tenth is found by typing (rule 37). */
export function Outcomes({ outcomes, chosen, isCall, problem, onChoose }: OutcomesProps) {
  const { t, language } = useWords();
  const [typed, setTyped] = useState('');
  const shown = outcomes.filter(({ name }) => name[language].toLowerCase().startsWith(typed.trim().toLowerCase()));
  return (
    <div>
      <h3 id="outcomes">{t(isCall ? 'work.outcome of call' : 'work.outcome')}</h3>
      {outcomes.length > 9 ? (
        <TextInput
          value={typed}
          onChange={setTyped}
          label={t('work.find outcome')}
          placeholder={t('work.find outcome')}
          onEnter={() => shown[0] && onChoose(shown[0].code)}
        />
      ) : null}
      <div className="outs" role="radiogroup" aria-labelledby="outcomes">
        {shown.map((outcome) => {
          const key = outcomes.indexOf(outcome) + 1;
          const on = outcome.code === chosen;
          return (
            <button
              key={outcome.code}
              type="button"
              role="radio"
              aria-checked={on}
              className={on ? 'out on' : 'out'}
              onClick={() => onChoose(outcome.code)}
            >
              {key <= 9 ? <kbd>{key}</kbd> : null}
              {outcome.name[language]}
            </button>
          );
        })}
      </div>
      {problem ? (
        <div className="under problem" role="alert">
          {problem}
        </div>
      ) : null}
    </div>
  );
}
