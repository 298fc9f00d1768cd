import { useEffect, useState } from 'react';
import type { ListAsk, ListCount } from '../../../domain/lists/shapes.ts';
import { Refused } from '../read.ts';
import type { ListSource } from './source.ts';

export type Counts = { readonly found?: ListCount; readonly whole?: ListCount };

/** How many the view finds, and of how many where it narrows. Counting runs beside the rows and never holds them up. */
export function useCounts(source: ListSource, ask: ListAsk | undefined, round: unknown): Counts {
  const [counts, setCounts] = useState<Counts>({});
  const narrows = ask !== undefined && (ask.view.condition !== null || Boolean(ask.search));
  const key = ask ? JSON.stringify([ask.view.condition, ask.search ?? '']) : '';
  useEffect(() => {
    if (!ask) return;
    let gone = false;
    const { view } = ask;
    const everything = { view: { ...view, condition: null } };
    void Promise.all([source.count(ask), narrows ? source.count(everything) : undefined])
      .then(([found, whole]) => {
        if (!gone) setCounts({ found, ...(whole ? { whole } : {}) });
      })
      .catch((cause: unknown) => {
        // A count that took too long is no reason to hide the rows.
        if (!(cause instanceof Refused)) throw cause;
        if (!gone) setCounts({});
      });
    return () => {
      gone = true;
    };
  }, [source, key, round]);
  return counts;
}
