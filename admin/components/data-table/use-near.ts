import { useEffect, useRef } from 'react';
import type React from 'react';

const AHEAD = '1200px 0px';

/** Says when an element comes near what can be seen of the box, or of the page where the box does not scroll (a phone). */
export function useNear(
  element: React.RefObject<Element>,
  box: React.RefObject<Element>,
  heard: (near: boolean, seen: DOMRectReadOnly) => void,
): void {
  const latest = useRef(heard);
  latest.current = heard;
  useEffect(() => {
    const scrolls = box.current && getComputedStyle(box.current).overflowY !== 'visible';
    const watch = new IntersectionObserver(
      ([entry]) => latest.current(entry!.isIntersecting, entry!.boundingClientRect),
      { root: scrolls ? box.current : null, rootMargin: AHEAD },
    );
    if (element.current) watch.observe(element.current);
    return () => watch.disconnect();
  }, [element, box]);
}
