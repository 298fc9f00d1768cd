import { useEffect, type RefObject } from 'react';

/**
 * Opens a dialog of the browser while it is drawn, and gives the focus back to what opened it. The browser would, but React
 * has taken the dialog away by then, and from one that is gone no focus comes back.
 */
export function useModal(dialog: RefObject<HTMLDialogElement>): void {
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    if (element && !element.open) element.showModal();
    return () => {
      element?.close();
      // What has been opened in the meantime keeps the focus.
      if (document.activeElement !== document.body) return;
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
}
