import React from 'react';
import { Button } from '../../components/button.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Check, Problem, TextInput } from '../../components/field.tsx';
import { Restored } from '../../components/restored.tsx';
import { call, useAction } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';

type NoteFormProps = {
  /** Where it is kept. */
  readonly to: string;
  /** Under which name what is typed waits. */
  readonly name: string;
  /** Whether it may be pinned. */
  readonly pins?: boolean;
  /** Sent with it. */
  readonly more?: object;
  readonly onDone: () => void;
};

const empty = { body: '', pinned: false };

/** A field to write in; it empties itself when the note is kept, unless one has typed on. */
export function NoteForm({ to, name, pins = false, more = {}, onDone }: NoteFormProps) {
  const { t } = useWords();
  const draft = useDraft(name, empty);
  const { body, pinned } = draft.typed;
  const { run, busy, refused } = useAction();
  const save = async () => {
    const saved = await run(() => call('POST', to, { body, ...(pins ? { pinned } : {}), ...more }));
    if (!saved) return;
    draft.saved({ body, pinned }, empty);
    onDone();
  };
  return (
    <form
      className={pins ? 'card add-note' : 'add-task-note'}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Restored draft={draft} />
      <TextInput
        value={body}
        onChange={(text) => draft.change({ body: text })}
        lines={pins ? 3 : 2}
        label={t('customer.new note')}
        placeholder={t('customer.new note')}
      />
      <Problem>{refused?.message}</Problem>
      <div className="bar">
        {pins ? (
          <Check checked={pinned} onChange={(on) => draft.change({ pinned: on })} label={t('customer.pin')} />
        ) : null}
        <span className="grow" />
        <Button {...(pins ? { kind: 'main' } : {})} type="submit" busy={busy} disabled={body.trim() === ''}>
          {t('customer.save note')}
        </Button>
      </div>
    </form>
  );
}
