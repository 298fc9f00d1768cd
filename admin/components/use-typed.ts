import { useEffect, useRef, type RefObject } from 'react';

type Control = HTMLInputElement | HTMLTextAreaElement;

/**
 * Whether some text of a form in the box differs from what stood there before somebody typed. It looks at the fields
 * themselves, so that a form need do nothing for it. Choices and ticks are made again in a moment and do not count, nor does
 * what was searched for.
 */
export function useTyped(box: RefObject<HTMLElement>): () => boolean {
  const before = useRef(new Map<Control, string | undefined>());
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const meet = (field: EventTarget | null, text?: string) => {
      if (isText(field) && !before.current.has(field)) before.current.set(field, text);
    };
    const enter = ({ target }: Event) => meet(target, (target as Control).value);
    // One that was filled without being entered: what stood there is not known.
    const fill = ({ target }: Event) => meet(target);
    // The field in which a form begins has the focus already.
    meet(document.activeElement, (document.activeElement as Control | null)?.value);
    element.addEventListener('focusin', enter);
    element.addEventListener('input', fill);
    return () => {
      element.removeEventListener('focusin', enter);
      element.removeEventListener('input', fill);
    };
  }, []);
  // A field that is gone was saved, or has given its place to what was found by it.
  return () => [...before.current].some(([field, text]) => field.isConnected && field.value !== text);
}

const kinds: ReadonlySet<string> = new Set(['text', 'email', 'tel', 'number', 'url', 'textarea']);

function isText(target: EventTarget | null): target is Control {
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return isField && kinds.has(target.type) && target.form !== null;
}
