import { useMemo } from 'react';
import type { Condition } from '../../../domain/conditions/shapes.ts';
import type { ListRow, View } from '../../../domain/lists/shapes.ts';
import { useWords } from '../words.ts';
import { referencesIn, sayCondition, type Speaking } from './say-condition.ts';
import { usePeople } from './use-people.ts';
import { useRecordNames } from './use-record-names.ts';

/** What these conditions of the list are said with: their records are named by one question. */
export function useSpeaking(list: Speaking['list'], conditions: readonly (Condition | null)[]): Speaking {
  const words = useWords();
  const people = usePeople();
  const names = useRecordNames(referencesIn(conditions, list));
  return useMemo(
    () => ({
      words,
      list,
      personOf: (id: string) => people.find((one) => one.id === id)?.name,
      recordOf: (id: string) => names?.get(id),
    }),
    [words, list, people, names],
  );
}

/** The colour of a row in words: nothing is said by colour alone. */
export function whyColoured({ tone }: ListRow, colours: View['colours'], speaking: Speaking): string | undefined {
  const rule = tone ? colours.find((one) => one.tone === tone) : undefined;
  return rule ? sayCondition(rule.condition, speaking) : undefined;
}
