import { useEffect, useRef } from 'react';

const EVERY_MS = 1_500;
const MOST_TIMES = 20;

/** Reads again while something was begun or ended and has not moved yet: that takes seconds, and is not waited for without end. */
export function useSettling(unsettled: boolean, reload: () => void): void {
  const latest = useRef(reload);
  latest.current = reload;
  useEffect(() => {
    if (!unsettled) return undefined;
    let times = 0;
    const timer = setInterval(() => {
      if (document.hidden) return;
      if (++times > MOST_TIMES) return clearInterval(timer);
      latest.current();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [unsettled]);
}
