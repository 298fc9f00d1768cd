import React from 'react';
import { Button } from './button.tsx';
import { DialogFrame } from './dialog-frame.tsx';
import { useWords } from './words.ts';

type LeaveDialogProps = {
  /** Goes, and finds what was typed when one comes back; left out where nothing is kept. */
  readonly onKeep?: (() => void) | undefined;
  readonly onDiscard: () => void;
  readonly onStay: () => void;
};

/** Asked only where something was typed: closing loses nothing by itself. */
export function LeaveDialog({ onKeep, onDiscard, onStay }: LeaveDialogProps) {
  const { t } = useWords();
  return (
    <DialogFrame
      title={t('draft.leave')}
      onClose={onStay}
      onSubmit={onKeep ?? onStay}
      actions={
        <>
          <Button kind="danger" onClick={onDiscard}>
            {t('draft.discard')}
          </Button>
          <Button kind={onKeep ? 'quiet' : 'main'} type={onKeep ? 'button' : 'submit'} onClick={onStay}>
            {t('draft.stay')}
          </Button>
          {onKeep ? (
            <Button kind="main" type="submit">
              {t('draft.keep')}
            </Button>
          ) : null}
        </>
      }
    >
      <p>{t(onKeep ? 'draft.leave text' : 'draft.lose text')}</p>
    </DialogFrame>
  );
}
