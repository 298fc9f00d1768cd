import React from 'react';
import type { Choice } from '../../components/field.tsx';
import { useWords, type Words } from '../../components/words.ts';
import { ManyField } from './many-field.tsx';
import type { FieldsProps } from './values.ts';

const usual = [0, 5, 15, 30, 60, 1440, 2880] as const;
/** As many as the API takes. */
const MOST = 5;

/** When the owner is reminded: as many times as are chosen; what is not touched stays. */
export function ReminderField({ values, change, problem }: FieldsProps) {
  const words = useWords();
  const { t } = words;
  return (
    <ManyField
      label={t('task.remind')}
      none={t(values.reminders.length === 0 ? 'task.remind never' : 'task.remind more')}
      choices={reminderChoices(values.reminders, words)}
      chosen={values.reminders}
      onChange={(reminders) => change({ reminders: [...reminders].sort((a, b) => Number(a) - Number(b)) })}
      problem={problem('remindMinutes')}
      most={MOST}
    />
  );
}

function reminderChoices(current: readonly string[], { t }: Words): Choice[] {
  const minutes = new Set([...usual, ...current.map(Number)]);
  return [...minutes].sort((a, b) => a - b).map((one) => ({ value: String(one), label: saidBefore(one, { t }) }));
}

/** `15 minut wcześniej`. */
export function saidBefore(minutes: number, { t }: Pick<Words, 't'>): string {
  if (minutes === 0) return t('task.remind then');
  if (minutes === 60) return t('task.remind hour');
  if (minutes % 1440 === 0) return t('task.remind days', { count: minutes / 1440 });
  return t('task.remind minutes', { count: minutes });
}
