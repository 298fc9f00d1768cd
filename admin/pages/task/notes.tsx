import React from 'react';
import { Card } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { NoteForm } from '../company/note-form.tsx';

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
      {works ? (
        <NoteForm to={`/tasks/${screen.task.id}/notes`} name={`note of task ${screen.task.id}`} onDone={onChanged} />
      ) : null}
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
