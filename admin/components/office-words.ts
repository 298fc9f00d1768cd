import { useEffect, useState } from 'react';
import { learn, type Dictionary } from './words.ts';

let asked: Promise<void> | undefined;
let known = false;

/** Words that come with the pages of settings, campaigns, imports, templates and scenarios, and with what is seldom opened. */
export function learnOffice(): Promise<void> {
  const { chunks, viewer } = window.NURT;
  asked ??= (import(chunks[`${viewer.language}-office`]!) as Promise<{ dictionary: Dictionary }>).then(
    ({ dictionary }) => {
      learn(dictionary);
      known = true;
    },
    (cause: unknown) => {
      asked = undefined;
      throw cause;
    },
  );
  return asked;
}

/** Whether those words are there: asked by a part of another page that says them, such as the history of a record. */
export function useOfficeWords(): boolean {
  const [ready, setReady] = useState(known);
  useEffect(() => {
    let gone = false;
    // Without them codes are shown as they are; that is better than nothing.
    void learnOffice().finally(() => !gone && setReady(true));
    return () => {
      gone = true;
    };
  }, []);
  return ready;
}
