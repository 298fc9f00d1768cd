import { useEffect, useState } from 'react';
import { readNames } from '../own/names.ts';
import type { Reference } from './say-condition.ts';

/** Names of the records by id, as far as the viewer sees them: one question for all of a kind. Undefined at first. */
export function useRecordNames(references: readonly Reference[]): ReadonlyMap<string, string> | undefined {
  const [names, setNames] = useState<ReadonlyMap<string, string>>();
  const key = references.map(({ target, id }) => `${target} ${id}`).join();
  useEffect(() => {
    if (key === '') return;
    let gone = false;
    const targets = [...new Set(references.map(({ target }) => target))];
    const idsOf = (wanted: string) => references.flatMap(({ target, id }) => (target === wanted ? [id] : []));
    void Promise.all(targets.map((target) => readNames(target, idsOf(target)))).then((read) => {
      if (!gone) setNames(new Map(read.flatMap((each) => [...each])));
    });
    return () => {
      gone = true;
    };
  }, [key]);
  return names;
}
