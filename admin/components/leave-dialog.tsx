import React from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { useWords } from './words.ts';

type LeaveDialogProps = {
  /** Goes, and finds what was typed when one comes back. */
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
  readonly onStay: () => void;
};

/** Asked only where something was typed: closing loses nothing by itself. */
export function LeaveDialog({ onKeep, onDiscard, onStay }: LeaveDialogProps) {
  const { t } = useWords();
  return (
    <Dialog
      title={t('draft.leave')}
      onClose={onStay}
      onSubmit={onKeep}
      actions={
        <>
          <Button kind="quiet" onClick={onStay}>
            {t('draft.stay')}
          </Button>
          <Button kind="danger" onClick={onDiscard}>
            {t('draft.discard')}
          </Button>
          <Button kind="main" type="submit">
            {t('draft.keep')}
          </Button>
        </>
      }
    >
      <p>{t('draft.leave text')}</p>
    </Dialog>
  );
}
