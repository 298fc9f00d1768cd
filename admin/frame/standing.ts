import { useEffect, useState } from 'react';
import { peek, Refused } from '../components/read.ts';
import type { Standing } from '../../api/installation.ts';

const MINUTE = 60_000;

/** How the installation stands: as the page was opened, then as it is each minute. People keep a page open all day. */
export function useStanding(): Standing {
  const [standing, setStanding] = useState<Standing>(window.NURT);
  useEffect(() => {
    const read = async () => {
      try {
        setStanding(await peek<Standing>('/installation/standing'));
      } catch (error) {
        // Without a connection the old banners stay; the page itself says what is wrong.
        if (!(error instanceof Refused)) throw error;
      }
    };
    const timer = setInterval(() => void (document.hidden ? undefined : read()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return standing;
}
