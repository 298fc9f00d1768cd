import React from 'react';
import { Field, TextInput } from '../../components/field.tsx';
import type { Refused } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { Draft } from './draft.ts';
import { measuredMinutes } from './work-time.ts';

type EffortProps = {
  readonly asksKilometres: boolean;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly refused: Refused | undefined;
};

/** For meetings and visits: how long it took and how far one went (S1-47, S1-48). Other work has its time beside the buttons. */
export function Effort({ asksKilometres, draft, change, refused }: EffortProps) {
  const { t } = useWords();
  const problem = (field: string) => (refused?.field === field ? refused.message : undefined);
  if (!asksKilometres) return null;
  return (
    <div className="answers">
      <Field label={t('task.work minutes')} error={problem('workMinutes')}>
        <TextInput
          kind="number"
          value={draft.workMinutes}
          onChange={(workMinutes) => change({ workMinutes })}
          placeholder={`${measuredMinutes(draft, Date.now())} (${t('work.measured')})`}
        />
      </Field>
      <Field label={t('task.kilometres')} error={problem('kilometres')}>
        <TextInput kind="number" value={draft.kilometres} onChange={(kilometres) => change({ kilometres })} />
      </Field>
    </div>
  );
}
