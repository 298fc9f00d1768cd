import React, { useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import type { Draft } from './drafts.ts';
import { Notice } from './field.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { useWords } from './words.ts';

type DraftDialogProps = {
  readonly title: string;
  /** What is typed into it. */
  readonly draft: Pick<Draft<object>, 'isDirty' | 'restoredAt' | 'forget'>;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly actions: ReactNode;
  readonly children: ReactNode;
};

/** A form in a drawer that loses nothing: what was typed on an earlier visit is named, and closing asks where there is anything to lose. */
export function DraftDialog({ title, draft, onClose, onSubmit, actions, children }: DraftDialogProps) {
  const { t, moment } = useWords();
  const [leaving, setLeaving] = useState(false);
  const discard = () => {
    draft.forget();
    onClose();
  };
  return (
    <>
      <Dialog
        title={title}
        onClose={() => (draft.isDirty ? setLeaving(true) : onClose())}
        onSubmit={onSubmit}
        drawer
        actions={actions}
      >
        <div className="company-form">
          {draft.restoredAt ? (
            <Notice>
              {t('draft.restored', { when: moment(draft.restoredAt) })}{' '}
              <Button size="small" kind="quiet" onClick={() => draft.forget()}>
                {t('draft.discard')}
              </Button>
            </Notice>
          ) : null}
          {children}
        </div>
      </Dialog>
      {leaving ? <LeaveDialog onStay={() => setLeaving(false)} onKeep={onClose} onDiscard={discard} /> : null}
    </>
  );
}
