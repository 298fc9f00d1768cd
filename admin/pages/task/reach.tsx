import React from 'react';
import { Field, Select } from '../../components/field.tsx';
import { call } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { RecurrenceShown } from '../../../db/recurrence-page.ts';
import type { Renewed } from '../../../db/recurrences.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { movedDayOf, recurrenceChangeOf, type Made, type Timed } from './recurrence.ts';

/** How far a change of one task that comes again goes (rule 33). */
const reaches = ['this', 'following', 'all'] as const;
export type Reach = (typeof reaches)[number];

type ReachFieldProps = {
  readonly reach: Reach;
  readonly onReach: (reach: Reach) => void;
  /** The rule itself is changed, and not one of its tasks. */
  readonly ofRule?: boolean;
};

export function ReachField({ reach, onReach, ofRule }: ReachFieldProps) {
  const { t } = useWords();
  return (
    <Field label={t('repeat.reach')} hint={reach === 'this' ? undefined : t('repeat.reach hint')}>
      <Select
        value={reach}
        onChange={(value) => onReach(value as Reach)}
        choices={reaches
          .filter((one) => !(ofRule && one === 'this'))
          .map((value) => ({ value, label: t(`repeat.reach.${value}`) }))}
      />
    </Field>
  );
}

/** One of many: the rule that it comes from, and its day there. */
export type Recurring = Timed & {
  readonly id: string;
  readonly recurrenceId: string | null;
  readonly recursOn: string | null;
};

type Following = { readonly reach: Reach; readonly change: Made };

/**
 * This one and those after it, or all that are still to come: they are made anew, and this one with them. Where somebody
 * had touched it, it stays and is changed by itself. Answers the task that stands in its place, if there is one on its day.
 */
export async function changeFollowing(task: Recurring, { reach, change }: Following): Promise<string | undefined> {
  const { recurrenceId, recursOn } = task;
  const { version, timeZone } = await call<RecurrenceShown>('GET', `/recurrences/${recurrenceId}`);
  const moved = movedDayOf(task, change, timeZone);
  const on = moved?.to ?? recursOn;
  const { kept, task: next } = await call<Renewed>('PATCH', `/recurrences/${recurrenceId}`, {
    version,
    ...(on ? { on } : {}),
    ...fromDay(reach, recursOn),
    ...(moved ? { moved } : {}),
    change: recurrenceChangeOf(change, timeZone),
  });
  if (!kept.includes(task.id)) return next && (!on || next.on === on) ? next.id : undefined;
  const now = await call<WorkScreen>('GET', `/tasks/${task.id}`);
  await call('PATCH', `/tasks/${task.id}`, { version: now.task.version, change });
  return task.id;
}

/** The rule from the day of this one on, or from today. */
export function fromDay(reach: Reach, recursOn: string | null): { from?: string } {
  return reach === 'following' && recursOn ? { from: recursOn } : {};
}
