import React, { useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Problem, TextInput } from '../../components/field.tsx';
import { LeaveDialog } from '../../components/leave-dialog.tsx';
import { Empty, Skeleton } from '../../components/page.tsx';
import { Restored } from '../../components/restored.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useUndone } from '../../components/undone.ts';
import { useWords } from '../../components/words.ts';
import type { Note } from '../../../db/notes.ts';
import { NoteForm } from './note-form.tsx';

type NotesProps = {
  readonly companyId: string;
  readonly personId?: string;
  readonly mayWrite: boolean;
  readonly onChange: () => void;
};

/** What people wrote down, pinned notes first. */
export function Notes({ companyId, personId, mayWrite, onChange }: NotesProps) {
  const { t } = useWords();
  const query = personId ? `?personId=${personId}` : '';
  const { value, error, reload } = useRead<{ rows: Note[] }>(`/companies/${companyId}/notes${query}`);
  const changed = () => {
    reload();
    onChange();
  };
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={5} height={36} />;
  return (
    <>
      {mayWrite ? <AddNote companyId={companyId} {...(personId ? { personId } : {})} onDone={changed} /> : null}
      {value.rows.length === 0 ? (
        <Empty icon="edit" title={t('customer.no notes')} text={t('customer.no notes text')} />
      ) : (
        <ul className="notes">
          {value.rows.map((note) => (
            <OneNote key={note.id} note={note} mayWrite={mayWrite} onChange={changed} />
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
  const [editing, setEditing] = useState(false);
  const undone = useUndone(onChange);
  const { run, busy, refused } = useAction();
  const pin = () =>
    run(async () => {
      await call('PATCH', `/notes/${note.id}`, { version: note.version, pinned: !note.pinned });
      onChange();
    });
  const remove = () =>
    run(async () => {
      await call('DELETE', `/notes/${note.id}?version=${note.version}`);
      undone(t('note.deleted'), () => call('POST', `/notes/${note.id}/restore`));
      onChange();
    });
  if (editing) {
    const close = () => setEditing(false);
    return (
      <li className={note.pinned ? 'note pinned' : 'note'}>
        <EditNote
          note={note}
          onClose={close}
          onSaved={() => {
            close();
            onChange();
          }}
        />
      </li>
    );
  }
  return (
    <li className={note.pinned ? 'note pinned' : 'note'}>
      <div className="company-text">{note.body}</div>
      <Problem>{refused?.message}</Problem>
      <div className="bar small">
        {note.pinned ? <Tag tone="accent">{t('customer.pinned')}</Tag> : null}
        <span className="muted">
          {[note.writtenBy, moment(note.createdAt), note.personName].filter(Boolean).join(' · ')}
        </span>
        <span className="grow" />
        {mayWrite ? (
          <>
            <Button kind="quiet" size="small" busy={busy} onClick={() => void pin()}>
              {t(note.pinned ? 'customer.unpin' : 'customer.pin')}
            </Button>
            <Button kind="quiet" size="small" icon="edit" label={t('company.edit')} onClick={() => setEditing(true)} />
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
      </div>
    </li>
  );
}

type EditNoteProps = { readonly note: Note; readonly onClose: () => void; readonly onSaved: () => void };

/** What is typed, and the version of the text that it was typed over; without it nothing differs from the text. */
type Corrected = { readonly body: string; readonly over: number | undefined };

/** What is typed waits in the browser, and is not dropped unasked. */
function EditNote({ note: { id, body, version }, onClose, onSaved }: EditNoteProps) {
  const { t } = useWords();
  // Of the text that it was opened with, now or on an earlier visit: what comes in meanwhile is not written over.
  const [opened] = useState({ body, version });
  const draft = useDraft<Corrected>(`edited note ${id}`, { body, over: undefined });
  const over = draft.typed.over ?? opened.version;
  const { run, busy, refused } = useAction();
  const [leaving, setLeaving] = useState(false);
  const discard = () => {
    draft.forget();
    onClose();
  };
  const save = () =>
    run(async () => {
      await call('PATCH', `/notes/${id}`, { version: over, body: draft.typed.body });
      draft.forget();
      onSaved();
    });
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Restored draft={draft} />
        <TextInput
          value={draft.typed.body}
          onChange={(text) => draft.change({ body: text, over: text === opened.body ? undefined : over })}
          lines={5}
          label={t('customer.note')}
          autoFocus
        />
        <Problem>{refused?.message}</Problem>
        <div className="bar small">
          <span className="grow" />
          <Button kind="quiet" size="small" onClick={() => (draft.isDirty ? setLeaving(true) : onClose())}>
            {t('frame.cancel')}
          </Button>
          <Button kind="main" size="small" type="submit" busy={busy} disabled={draft.typed.body.trim() === ''}>
            {t('frame.save')}
          </Button>
        </div>
      </form>
      {leaving ? (
        <LeaveDialog onStay={() => setLeaving(false)} onKeep={draft.keeps ? onClose : undefined} onDiscard={discard} />
      ) : null}
    </>
  );
}
