import React, { useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { Problem, TextInput } from '../../components/field.tsx';
import { Empty, Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useUndone } from '../../components/undone.ts';
import { useWords } from '../../components/words.ts';
import type { Note } from '../../../db/notes.ts';
import { NoteForm } from './note-form.tsx';

type NotesProps = { readonly companyId: string; readonly personId?: string; readonly mayWrite: boolean };

/** What people wrote down, pinned notes first. */
export function Notes({ companyId, personId, mayWrite }: NotesProps) {
  const { t } = useWords();
  const query = personId ? `?personId=${personId}` : '';
  const { value, error, reload } = useRead<{ rows: Note[] }>(`/companies/${companyId}/notes${query}`);
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={5} height={36} />;
  return (
    <>
      {mayWrite ? <AddNote companyId={companyId} {...(personId ? { personId } : {})} onDone={reload} /> : null}
      {value.rows.length === 0 ? (
        <Empty icon="edit" title={t('customer.no notes')} text={t('customer.no notes text')} />
      ) : (
        <ul className="notes">
          {value.rows.map((note) => (
            <OneNote key={note.id} note={note} mayWrite={mayWrite} onChange={reload} />
          ))}
        </ul>
      )}
    </>
  );
}

type AddNoteProps = { readonly companyId: string; readonly personId?: string; readonly onDone: () => void };

/** A note of the customer, or of one of their people. */
export function AddNote({ companyId, personId, onDone }: AddNoteProps) {
  return (
    <NoteForm
      to={`/companies/${companyId}/notes`}
      name={`note ${companyId} ${personId ?? ''}`.trim()}
      pins
      more={personId ? { personId } : {}}
      onDone={onDone}
    />
  );
}

type OneNoteProps = { readonly note: Note; readonly mayWrite: boolean; readonly onChange: () => void };

function OneNote({ note, mayWrite, onChange }: OneNoteProps) {
  const { t, moment } = useWords();
  const [body, setBody] = useState<string>();
  const undone = useUndone(onChange);
  const { run, busy, refused } = useAction();
  const edit = (change: object) =>
    run(async () => {
      await call('PATCH', `/notes/${note.id}`, { version: note.version, ...change });
      setBody(undefined);
      onChange();
    });
  const remove = () =>
    run(async () => {
      await call('DELETE', `/notes/${note.id}?version=${note.version}`);
      undone(t('note.deleted'), () => call('POST', `/notes/${note.id}/restore`));
      onChange();
    });
  return (
    <li className={note.pinned ? 'note pinned' : 'note'}>
      {body === undefined ? (
        <div className="company-text">{note.body}</div>
      ) : (
        <TextInput value={body} onChange={setBody} lines={5} label={t('customer.note')} autoFocus />
      )}
      <Problem>{refused?.message}</Problem>
      <div className="bar small">
        {note.pinned ? <Tag tone="accent">{t('customer.pinned')}</Tag> : null}
        <span className="muted">
          {[note.writtenBy, moment(note.createdAt), note.personName].filter(Boolean).join(' · ')}
        </span>
        <span className="grow" />
        {mayWrite && body === undefined ? (
          <>
            <Button kind="quiet" size="small" busy={busy} onClick={() => void edit({ pinned: !note.pinned })}>
              {t(note.pinned ? 'customer.unpin' : 'customer.pin')}
            </Button>
            <Button
              kind="quiet"
              size="small"
              icon="edit"
              label={t('company.edit')}
              onClick={() => setBody(note.body)}
            />
            <Button
              kind="quiet"
              size="small"
              icon="trash"
              label={t('customer.delete note')}
              busy={busy}
              onClick={() => void remove()}
            />
          </>
        ) : null}
        {body === undefined ? null : (
          <>
            <Button kind="quiet" size="small" onClick={() => setBody(undefined)}>
              {t('frame.cancel')}
            </Button>
            <Button kind="main" size="small" busy={busy} onClick={() => void edit({ body })}>
              {t('frame.save')}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
