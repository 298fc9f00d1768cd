import React from 'react';
import { Field, TextInput } from '../../components/field.tsx';
import type { Refused } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { Draft } from './draft.ts';
import { putDown } from './work-time.ts';

type NoteFieldProps = {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly required: boolean;
  readonly refused: Refused | undefined;
};

/** The note; the time spent on it is counted while it has the focus. */
export function NoteField({ draft, change, required, refused }: NoteFieldProps) {
  const { t } = useWords();
  const write = (note: string) =>
    change({
      note,
      noteSince: draft.noteSince ?? Date.now(),
      noteStartedAt: draft.noteStartedAt ?? new Date().toISOString(),
    });
  const stop = () => {
    const { noteSeconds, noteSince } = putDown(draft, Date.now());
    if (noteSince !== draft.noteSince) change({ noteSeconds, noteSince });
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
