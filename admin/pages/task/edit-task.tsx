import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Problem } from '../../components/field.tsx';
import { RecordForm } from '../../components/own/record-form.tsx';
import { askParticipants } from '../../components/participants-asked.ts';
import { useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import { isMeasured, type MeasuredTime } from '../../../domain/tasks/record.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { CallAnyway } from './call-anyway.tsx';
import { Conflicts } from './conflicts.tsx';
import { changeFollowing, ReachField, type Reach } from './reach.tsx';
import { ContactFields, ReasonField, RecordFields } from './record-fields.tsx';
import { useRevision, type Revision } from './revision.ts';
import { moreFields, planFields } from './task-fields.tsx';
import { TypeField } from './type-field.tsx';
import type { FieldsProps, TaskField } from './values.ts';

type EditTaskProps = {
  readonly screen: WorkScreen;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

/** The whole form of a task that is there. Only what was changed is sent; what somebody else has changed is shown first. */
export function EditTask({ screen, onClose, onSaved }: EditTaskProps) {
  const { t } = useWords();
  const action = useAction();
  const revision = useRevision(screen);
  const [reach, setReach] = useState<Reach>('this');
  const save = useSaving({ screen, onClose, onSaved }, revision, reach);
  return (
    <Dialog
      drawer
      title={t(revision.isRecord ? 'task.correct' : 'task.edit')}
      draft={revision.draft}
      onClose={onClose}
      onSubmit={() => void action.run(() => save(false))}
      actions={
        <>
          <Button kind="quiet" onClick={() => void action.run(() => save(true))} disabled={action.busy}>
            {t('task.save stay')}
          </Button>
          <Button kind="main" type="submit" busy={action.busy}>
            {t('task.save close')}
          </Button>
        </>
      }
    >
      <div className="form task-form">
        <Conflicts revision={revision} />
        {action.refused ? <Problem>{action.refused.message}</Problem> : null}
        <CallAnyway
          refused={action.refused}
          checked={revision.values.callAnyway}
          onChange={(callAnyway) => revision.change({ callAnyway })}
        />
        {screen.task.recurrenceId && !revision.isRecord ? <ReachField reach={reach} onReach={setReach} /> : null}
        <TaskForm screen={screen} revision={revision} problem={action.problem} />
      </div>
    </Dialog>
  );
}

/** Saves this one, or it and others of its rule; answers when all is done. */
function useSaving({ screen, onClose, onSaved }: EditTaskProps, revision: Revision, reach: Reach) {
  const { t } = useWords();
  const toast = useToast();
  const navigate = useNavigate();
  const close = () => {
    revision.draft.forget();
    onClose();
  };
  return async (stay: boolean): Promise<void> => {
    if (revision.changed.length === 0) return close();
    if (reach !== 'this') {
      const id = await changeFollowing(screen.task, { reach, change: await revision.wanted() });
      toast(t('repeat.changed'), { tone: 'green' });
      close();
      if (id === screen.task.id) return onSaved();
      return void navigate(id ? `/admin/tasks/${id}` : '/admin/tasks', { replace: true });
    }
    if (!(await revision.save())) return;
    toast(t('task.saved'), { tone: 'green' });
    onSaved();
    if (!stay) onClose();
    void askParticipants({ ids: [screen.task.id] });
  };
}

type TaskFormProps = {
  readonly screen: WorkScreen;
  readonly revision: Revision;
  readonly problem: FieldsProps['problem'];
};

/** The plan of an open one; of a finished one first how it went (S1-46). */
function TaskForm({ screen, revision: { values, change, changed, isRecord }, problem }: TaskFormProps) {
  const fields = {
    values,
    change,
    problem,
    fixed: true,
    isRecord,
    taskId: screen.task.id,
    ...(isRecord ? { finished: screen } : {}),
  };
  return (
    <>
      {isRecord ? <Recorded {...fields} finished={screen} changed={changed} /> : null}
      <RecordForm
        record="task"
        fields={[...planFields(fields), ...moreFields(fields)]}
        own={values.own}
        onOwn={(own) => change({ own })}
        problem={problem}
      />
    </>
  );
}

type RecordedProps = FieldsProps & { readonly finished: WorkScreen; readonly changed: Revision['changed'] };

function Recorded({ changed, ...fields }: RecordedProps) {
  const { task } = fields.finished;
  const isTimeChanged = changed.some((field) => times[field] && isMeasured(task, times[field]));
  return (
    <>
      {task.effectKey === null ? <TypeField {...fields} /> : null}
      <ContactFields {...fields} />
      <RecordFields {...fields} />
      <ReasonField {...fields} changed={isTimeChanged} />
    </>
  );
}

const times: Partial<Readonly<Record<TaskField, MeasuredTime>>> = {
  workMinutes: 'workMinutes',
  callMinutes: 'callSeconds',
  at: 'doneAt',
};
