import React from 'react';
import { Button } from '../../components/button.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Problem, TextInput } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { Restored } from '../../components/restored.tsx';
import { call, useAction } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';

type TaskNotesProps = {
  readonly screen: Pick<WorkScreen, 'task' | 'notes'>;
  readonly works: boolean;
  readonly onChanged: () => void;
};

/** What was written down about the task, by whom and when; another one is a field away. */
export function TaskNotes({ screen, works, onChanged }: TaskNotesProps) {
  const { t } = useWords();
  if (!works && screen.notes.length === 0) return null;
  return (
    <Card title={t('task.notes')}>
      {works ? <AddTaskNote taskId={screen.task.id} onDone={onChanged} /> : null}
      <NoteLines notes={screen.notes} />
    </Card>
  );
}

/** The notes, the newest first. */
export function NoteLines({ notes }: Pick<WorkScreen, 'notes'>) {
  const { moment } = useWords();
  if (notes.length === 0) return null;
  return (
    <ul className="task-notes">
      {notes.map(({ id, body, writtenBy, createdAt }) => (
        <li key={id}>
          <span className="note-text">{body}</span>
          <span className="small muted">{[writtenBy, moment(createdAt)].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}

function AddTaskNote({ taskId, onDone }: { readonly taskId: string; readonly onDone: () => void }) {
  const { t } = useWords();
  const draft = useDraft(`note of task ${taskId}`, { body: '' });
  const { body } = draft.typed;
  const { run, busy, refused } = useAction();
  const save = async () => {
    if (!(await run(() => call('POST', `/tasks/${taskId}/notes`, { body })))) return;
    draft.forget();
    onDone();
  };
  return (
    <form
      className="add-task-note"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Restored draft={draft} />
      <TextInput
        value={body}
        onChange={(text) => draft.change({ body: text })}
        lines={2}
        label={t('customer.new note')}
        placeholder={t('customer.new note')}
      />
      <Problem>{refused?.message}</Problem>
      <Button type="submit" busy={busy} disabled={body.trim() === ''}>
        {t('customer.save note')}
      </Button>
    </form>
  );
}
