import React, { useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { Button } from './button.tsx';
import { useWords } from './words.ts';

type DialogProps = {
  readonly title: string;
  /** Esc, the cross or a click beside it. */
  readonly onClose: () => void;
  /** The buttons, the main one last. */
  readonly actions?: React.ReactNode;
  /** Called on submit: makes the dialog a form, so that Enter works. */
  readonly onSubmit?: () => void;
  /** From the side instead of the middle: for what is longer. */
  readonly drawer?: boolean;
  readonly children: React.ReactNode;
};

/** A dialog of the browser: it keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, actions, onSubmit, drawer, children }: DialogProps) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    // The browser would choose the cross: people came to fill in the first field.
    element?.querySelector<HTMLElement>('.body :is(input, select, textarea)')?.focus();
    return () => element?.close();
  }, []);

  const inside = (
    <>
      <header>
        <h2 id={heading}>{title}</h2>
        <span className="grow" />
        <Button kind="quiet" icon="close" label={t('frame.close')} onClick={onClose} />
      </header>
      <div className="body">{children}</div>
      {actions ? <footer>{actions}</footer> : null}
    </>
  );
  // At the end of the document: one that is opened from a form would stand in it, and a form within a form sends both.
  return createPortal(
    <dialog
      ref={dialog}
      className={drawer ? 'dialog drawer' : 'dialog'}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {onSubmit ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            onSubmit();
          }}
        >
          {inside}
        </form>
      ) : (
        <div className="inside">{inside}</div>
      )}
    </dialog>,
    document.body,
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
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** Asks before something that cannot be taken back. */
export function Confirm({ title, children, verb, danger, busy, onConfirm, onClose }: ConfirmProps) {
  const { t } = useWords();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={onConfirm}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
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
