import React, { useState } from 'react';
import { todayIn } from '../../components/dates.ts';
import { CancelAndSave, Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Problem } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { RecurrenceShown } from '../../../db/recurrence-page.ts';
import type { Renewed } from '../../../db/recurrences.ts';
import { fromDay, ReachField, type Reach } from './reach.tsx';
import { repeatOf, ruleChangeOf } from './recurrence.ts';
import { RepeatFields } from './repeat-fields.tsx';

type RuleDialogProps = {
  readonly rule: RecurrenceShown;
  /** The day of the task on the screen. */
  readonly recursOn: string;
  readonly onClose: () => void;
  /** The task that stands on that day, or the first after it. */
  readonly onChanged: (taskId: string | undefined) => void;
};

/** How often a task comes again, changed from this one on or for all that are still to come (rule 33). */
export function RuleDialog({ rule, recursOn, onClose, onChanged }: RuleDialogProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const [reach, setReach] = useState<Reach>('following');
  const [begin] = useState(() => repeatOf(rule));
  const draft = useDraft(undefined, begin);
  const today = todayIn(useViewer().timeZone);
  const day = [today, rule.startsOn, ...(reach === 'following' ? [recursOn] : [])].toSorted().at(-1)!;
  const save = () =>
    run(async () => {
      const change = ruleChangeOf(rule, draft.typed, day);
      if (Object.keys(change).length > 0) {
        const body = { version: rule.version, ...fromDay(reach, recursOn), on: day, change };
        const { task } = await call<Renewed>('PATCH', `/recurrences/${rule.id}`, body);
        toast(t('repeat.changed'), { tone: 'green' });
        onChanged(task?.id);
      }
      draft.forget();
      onClose();
    });
  return (
    <Dialog
      title={t('repeat.rule')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={<CancelAndSave busy={busy} />}
    >
      <div className="form">
        {refused ? <Problem>{refused.message}</Problem> : null}
        <ReachField reach={reach} onReach={setReach} ofRule />
        <RepeatFields repeat={draft.typed} change={draft.change} planned="" begun={{ rule, day }} />
      </div>
    </Dialog>
  );
}
