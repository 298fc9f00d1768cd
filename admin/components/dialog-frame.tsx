import React, { useEffect, useId, useRef, type ReactNode, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import { Button } from './button.tsx';
import { useModal } from './modal.ts';
import { useWords } from './words.ts';

export type FrameProps = {
  readonly title: string;
  /** Esc, the cross or a click beside it. */
  readonly onClose: () => void;
  /** The buttons, the main one last. */
  readonly actions?: ReactNode;
  /** Called on submit: makes the dialog a form, so that Enter works. */
  readonly onSubmit?: () => void;
  /** From the side instead of the middle: for what is longer. */
  readonly drawer?: boolean;
  /** Over most of the window: for a list. */
  readonly large?: boolean;
  readonly children: ReactNode;
};

type FrameOfProps = FrameProps & { readonly box?: RefObject<HTMLDialogElement> };

/** A dialog of the browser: it keeps the focus inside and gives it back. Forms use `Dialog`, which loses nothing. */
export function DialogFrame({ box, ...props }: FrameOfProps) {
  const own = useRef<HTMLDialogElement>(null);
  const dialog = box ?? own;
  const heading = useId();
  const { onClose } = props;
  useModal(dialog);
  useEffect(() => {
    // The browser would choose the cross: people came to fill in the first field.
    dialog.current?.querySelector<HTMLElement>('.body :is(input, select, textarea)')?.focus();
  }, []);
  // At the end of the document: one that is opened from a form would stand in it, and a form within a form sends both.
  return createPortal(
    <dialog
      ref={dialog}
      className={['dialog', props.drawer ? 'drawer' : '', props.large ? 'large' : ''].filter(Boolean).join(' ')}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={(event) => {
        // At a second Esc browsers ask nobody any more: it stands again, and whoever opened it decides.
        const element = event.currentTarget;
        if (!element.isConnected || element.open) return;
        element.showModal();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <Inside {...props} heading={heading} />
    </dialog>,
    document.body,
  );
}

function Inside({ title, onClose, actions, onSubmit, children, heading }: FrameProps & { readonly heading: string }) {
  const { t } = useWords();
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
  if (!onSubmit) return <div className="inside">{inside}</div>;
  return (
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
  );
}
