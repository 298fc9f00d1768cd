import React, { createContext, useContext, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { DialogFrame, type FrameProps } from './dialog-frame.tsx';
import { useLeavingWarning, type Leavable } from './drafts.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { Restored } from './restored.tsx';
import { useTyped } from './use-typed.ts';
import { useWords } from './words.ts';

type DialogProps = FrameProps & {
  /** From `useDraft`: what is typed waits in the browser. Without it a form asks before it drops what was typed. */
  readonly draft?: Leavable;
};

/**
 * What is asked or typed above a page. With `onSubmit` it is a form, and a form is not dropped unasked: however one closes
 * it (Esc, the cross, a press beside it, `Cancel`), it asks where something was typed.
 */
export function Dialog({ draft, onClose, children, ...frame }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const hasText = useTyped(box);
  const [leaving, setLeaving] = useState(false);
  const isDirty = () => draft?.isDirty ?? hasText();
  useLeavingWarning(isDirty);
  const close = () => (isDirty() ? setLeaving(true) : onClose());
  const discard = () => {
    draft?.forget?.();
    onClose();
  };
  return (
    <Closing.Provider value={close}>
      <DialogFrame {...frame} box={box} onClose={close}>
        {draft ? <Restored draft={draft} /> : null}
        {children}
      </DialogFrame>
      {leaving ? (
        <LeaveDialog onStay={() => setLeaving(false)} onKeep={draft?.keeps ? onClose : undefined} onDiscard={discard} />
      ) : null}
    </Closing.Provider>
  );
}

const Closing = createContext<() => void>(() => undefined);

/** The button that closes the dialog it stands in: like the cross, it asks where something was typed. */
export function Cancel() {
  const { t } = useWords();
  return (
    <Button kind="quiet" onClick={useContext(Closing)}>
      {t('frame.cancel')}
    </Button>
  );
}

type SaveProps = { readonly busy?: boolean; readonly disabled?: boolean };

/** The two buttons under most forms. */
export function CancelAndSave({ busy, disabled }: SaveProps) {
  const { t } = useWords();
  return (
    <>
      <Cancel />
      <Button kind="main" type="submit" busy={busy ?? false} disabled={disabled ?? false}>
        {t('frame.save')}
      </Button>
    </>
  );
}

type ConfirmProps = {
  readonly title: string;
  /** What goes, by name and number. */
  readonly children: React.ReactNode;
  /** The verb on the button: "Zakończ kampanię", never "OK". */
  readonly verb: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  /** Where something is typed with it: a reason. */
  readonly draft?: Leavable;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** Asks before something that cannot be taken back. */
export function Confirm({ children, verb, danger, busy, onConfirm, ...dialog }: ConfirmProps) {
  return (
    <Dialog
      {...dialog}
      onSubmit={onConfirm}
      actions={
        <>
          <Cancel />
          <Button kind={danger ? 'danger' : 'main'} type="submit" busy={busy ?? false}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
