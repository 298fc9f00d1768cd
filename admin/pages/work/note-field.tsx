import React, { useRef } from 'react';
import { Field, TextInput } from '../../components/field.tsx';
import type { Refused } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { Draft } from './draft.ts';

type NoteFieldProps = {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly required: boolean;
  readonly refused: Refused | undefined;
};

/** The note; the time spent on it is counted while it has the focus. */
export function NoteField({ draft, change, required, refused }: NoteFieldProps) {
  const { t } = useWords();
  const since = useRef<number>(undefined);
  const write = (note: string) => {
    since.current ??= Date.now();
    change({ note, noteStartedAt: draft.noteStartedAt ?? new Date().toISOString() });
  };
  const stop = () => {
    if (!since.current) return;
    change({ noteSeconds: draft.noteSeconds + Math.round((Date.now() - since.current) / 1000) });
    since.current = undefined;
  };
  return (
    <Field
      label={t('work.note')}
      error={refused?.field === 'note' ? refused.message : undefined}
      {...(required ? { required } : {})}
    >
      <TextInput value={draft.note} onChange={write} onBlur={stop} lines={3} />
    </Field>
  );
}
