import React, { useState } from 'react';
import { Button } from '../button.tsx';
import { Confirm } from '../dialog.tsx';
import { useDraft } from '../drafts.ts';
import { Field, TextInput } from '../field.tsx';
import { useOfficeWords } from '../office-words.ts';
import { call, useAction } from '../read.ts';
import { Refusal } from '../refusal.tsx';
import { useToast } from '../toast.tsx';
import { useViewer } from '../viewer.ts';
import { useWords } from '../words.ts';

type EndProps = {
  readonly run: { readonly id: string; readonly name: string };
  readonly onChange: () => void;
};

/** Ends a procedure by hand, for whoever may start one: it asks for the reason. */
export function EndProcedure({ run, onChange }: EndProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const [open, setOpen] = useState(false);
  if (!may('run.start')) return null;
  return (
    <>
      <Button
        kind="quiet"
        size="small"
        icon="stop"
        label={t('procedure.end of', { name: run.name })}
        onClick={() => setOpen(true)}
      >
        {t('procedure.end')}
      </Button>
      {open ? <Ending run={run} onClose={() => setOpen(false)} onChange={onChange} /> : null}
    </>
  );
}

function Ending({ run, onClose, onChange }: EndProps & { readonly onClose: () => void }) {
  const ready = useOfficeWords();
  const { t } = useWords();
  const toast = useToast();
  const action = useAction();
  const draft = useDraft(undefined, { reason: '' });
  const { reason } = draft.typed;
  const end = async () => {
    if (!(await action.run(() => call('POST', `/runs/${run.id}/end`, { reason })))) return;
    toast(t('procedure.ends'), { tone: 'green' });
    onClose();
    onChange();
  };
  if (!ready) return null;
  return (
    <Confirm
      title={t('procedure.end of', { name: run.name })}
      verb={t('procedure.end')}
      danger
      busy={action.busy}
      draft={draft}
      onClose={onClose}
      onConfirm={() => void end()}
    >
      <p>{t('procedure.end text')}</p>
      <Refusal refused={action.refused} />
      <Field label={t('procedure.reason')} required error={action.problem('reason')}>
        <TextInput value={reason} onChange={(text) => draft.change({ reason: text })} lines={2} />
      </Field>
    </Confirm>
  );
}
