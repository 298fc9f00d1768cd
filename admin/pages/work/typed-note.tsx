import React, { useState } from 'react';
import { Check } from '../../components/field.tsx';
import { call } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';

/** What was typed about a task that is put off or handed over, and what happens once it is kept. */
export type TypedNote = { readonly text: string; readonly onKept: () => void };

/** Offers to keep what was typed as a note of the task, so that whoever does it next reads it. */
export function useTypedNote(taskId: string, note: TypedNote | undefined) {
  const { t } = useWords();
  const [keeps, setKeeps] = useState(true);
  const text = note?.text.trim() ?? '';
  return {
    field:
      text === '' ? null : (
        <div className="typed-note">
          <Check checked={keeps} onChange={setKeeps} label={t('work.keep note')} />
          <p className="second note-text">{text}</p>
        </div>
      ),
    /** Before the task goes to somebody else's desk. */
    async keep(): Promise<void> {
      if (!note || text === '' || !keeps) return;
      await call('POST', `/tasks/${taskId}/notes`, { body: text });
      note.onKept();
    },
  };
}
