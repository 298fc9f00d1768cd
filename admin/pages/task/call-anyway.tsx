import React from 'react';
import { Check } from '../../components/field.tsx';
import type { Refused } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';

type CallAnywayProps = {
  /** What the server has answered. */
  readonly refused: Refused | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
};

/** Asked only where the customer has refused calls: whoever plans one says that it is not an offer (rule 30). */
export function CallAnyway({ refused, checked, onChange }: CallAnywayProps) {
  const { t } = useWords();
  if (refused?.code !== 'task.call_refused' && !checked) return null;
  return <Check checked={checked} onChange={onChange} label={t('task.call anyway')} />;
}
