import React from 'react';
import type { Clash } from '../../db/clashes.ts';
import { Notice } from './field.tsx';
import { useRead } from './read.ts';
import { sayClashes } from './say-clashes.ts';
import { useWords } from './words.ts';

export type Planned = {
  /** Whose time it takes; nobody's while it waits in a queue. Missing: of those whose the task or the rule is. */
  readonly people?: readonly (string | null | undefined)[];
  /** When it begins; nothing while that is not known. */
  readonly at: readonly string[];
  readonly minutes?: number | undefined;
  readonly type?: string | undefined;
  /** The task that is planned anew. */
  readonly except?: string | undefined;
  /** The rule that is changed. */
  readonly recurrence?: string | undefined;
};

/** Says with whom a plan overlaps and when. People may be planned twice, knowingly (rule 35). */
export function ClashNotice(planned: Planned) {
  const words = useWords();
  const path = clashesPath(planned);
  const { value } = useRead<{ rows: Clash[] }>(path);
  if (!path || !value || value.rows.length === 0) return null;
  return <Notice tone="orange">{sayClashes(value.rows, words)}</Notice>;
}

/** Where it is asked; undefined where nobody's time is taken. */
export function clashesPath({ people, at, minutes, type, except, recurrence }: Planned): string | undefined {
  const whose = people ? [...new Set(people)].filter((one) => one) : undefined;
  if (whose?.length === 0 || at.length === 0) return undefined;
  const query = new URLSearchParams({
    ...(whose ? { people: whose.join(',') } : {}),
    at: at.join(','),
    ...(minutes ? { minutes: String(minutes) } : {}),
    ...(type ? { type } : {}),
    ...(except ? { except } : {}),
    ...(recurrence ? { recurrence } : {}),
  });
  return `/calendar/clashes?${query}`;
}
