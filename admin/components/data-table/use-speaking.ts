import { useMemo } from 'react';
import type { ListDescription, ListRow } from '../../../domain/lists/shapes.ts';
import { useWords } from '../words.ts';
import { sayCondition, type Speaking } from './say-condition.ts';
import { usePeople } from './use-people.ts';
import type { Looking } from './use-view.ts';

/** What conditions of the list are said with. */
export function useSpeaking(list: ListDescription): Speaking {
  const words = useWords();
  const people = usePeople();
  return useMemo(
    () => ({ words, list, personOf: (id: string) => people.find((one) => one.id === id)?.name }),
    [words, list, people],
  );
}

/** The colour of a row in words: nothing is said by colour alone. */
export function whyColoured(
  { tone }: ListRow,
  colours: Looking['view']['colours'],
  speaking: Speaking,
): string | undefined {
  const rule = tone ? colours.find((one) => one.tone === tone) : undefined;
  return rule ? sayCondition(rule.condition, speaking) : undefined;
}
