import React, { useState } from 'react';
import type { FormShape } from '../../../db/form-layouts.ts';
import type { OwnRecord, OwnValues } from '../../../domain/own/shapes.ts';
import { Button } from '../button.tsx';
import { Cancel, Dialog } from '../dialog.tsx';
import { useDraft } from '../drafts.ts';
import { Card } from '../page.tsx';
import { saveChanged, useAction, useRead } from '../read.ts';
import { Refusal } from '../refusal.tsx';
import { useToast } from '../toast.tsx';
import { useWords } from '../words.ts';
import { OwnFacts, RecordForm } from './record-form.tsx';

type OwnEditedProps = {
  readonly record: OwnRecord;
  /** Where the record is: its own values are changed there, with its version. */
  readonly path: string;
  readonly version: number;
  readonly own: OwnValues;
  readonly mayEdit: boolean;
  readonly onSaved: () => void;
};

/** Own fields of a record that has no form where it is read: shown on a card, filled in beside it. Nothing where there are none. */
export function OwnEdited(props: OwnEditedProps) {
  const { record, own, mayEdit } = props;
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  const { value: shape } = useRead<FormShape>(`/forms/${record}`);
  const fields = shape?.fields ?? [];
  const isEmpty = fields.every(({ code }) => (own[code] ?? null) === null);
  const writes = mayEdit && fields.some(({ writable }) => writable);
  if (fields.length === 0 || (isEmpty && !writes)) return null;
  return (
    <Card
      title={t('own.title')}
      actions={
        writes ? (
          <Button kind="quiet" size="small" icon="edit" onClick={() => setEditing(true)}>
            {t('shape.fill in')}
          </Button>
        ) : null
      }
    >
      {isEmpty ? (
        <span className="muted">{t('shape.nothing filled in')}</span>
      ) : (
        <dl className="facts">
          <OwnFacts record={record} own={own} />
        </dl>
      )}
      {editing ? <OwnDialog {...props} onClose={() => setEditing(false)} /> : null}
    </Card>
  );
}

function OwnDialog({ onClose, ...read }: OwnEditedProps & { readonly onClose: () => void }) {
  const { record, path, onSaved } = read;
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  // What is read anew while the form stands open is not what was seen when it was opened.
  const [version] = useState(read.version);
  const [begin] = useState({ own: read.own });
  const draft = useDraft(`own ${path}`, begin);
  const save = () =>
    run(async () => {
      await saveChanged(path, { version, before: begin, after: draft.typed });
      draft.forget();
      toast(t('frame.saved'), { tone: 'green' });
      onClose();
      onSaved();
    });
  return (
    <Dialog
      title={t('own.title')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy}>
            {t('frame.save')}
          </Button>
        </>
      }
    >
      <div className="form">
        <Refusal refused={refused} />
        <RecordForm
          record={record}
          fields={[]}
          own={draft.typed.own}
          onOwn={(typed) => draft.change({ own: typed })}
          problem={problem}
        />
      </div>
    </Dialog>
  );
}
