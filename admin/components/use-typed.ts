import { useEffect, useRef, type RefObject } from 'react';

type Control = HTMLInputElement | HTMLTextAreaElement;
type Text = { readonly before: string | undefined; last: string };

/**
 * Whether some text in the box differs from what stood there before somebody typed. It looks at the fields themselves, so
 * that a form need do nothing for it. Choices and ticks are made again in a moment and do not count, nor does what was searched for.
 */
export function useTyped(box: RefObject<HTMLElement>): () => boolean {
  const texts = useRef(new Map<Control, Text>());
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const meetField = (field: EventTarget | null) => {
      if (!isText(field) || texts.current.has(field)) return;
      texts.current.set(field, { before: field.value, last: field.value });
    };
    const meet = ({ target }: Event) => meetField(target);
    const typed = ({ target }: Event) => {
      if (!isText(target)) return;
      const known = texts.current.get(target);
      if (known) known.last = target.value;
      else texts.current.set(target, { before: undefined, last: target.value });
    };
    // The field in which a form begins has the focus already.
    meetField(document.activeElement);
    element.addEventListener('focusin', meet);
    element.addEventListener('input', typed);
    return () => {
      element.removeEventListener('focusin', meet);
      element.removeEventListener('input', typed);
    };
  }, []);
  return () =>
    [...texts.current].some(([field, { before, last }]) => (field.isConnected ? field.value : last) !== before);
}

const kinds: ReadonlySet<string> = new Set(['text', 'email', 'tel', 'number', 'url', 'textarea']);

function isText(target: EventTarget | null): target is Control {
  return (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && kinds.has(target.type);
}
