import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Field, Problem, Select } from '../../components/field.tsx';
import { changedOwn, RecordForm } from '../../components/own/record-form.tsx';
import { askParticipants } from '../../components/participants-asked.ts';
import { call, callAlone, Refused, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { isOfRecord } from '../../../domain/tasks/record.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { Conflicts, type Plain } from './conflicts.tsx';
import { recurrenceChangeOf } from './recurrence.ts';
import { RecordFields } from './record-fields.tsx';
import { moreFields, planFields } from './task-fields.tsx';
import { differs, sentOf, valuesOf, type TaskField, type TaskValues } from './values.ts';

type EditTaskProps = {
  readonly screen: WorkScreen;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

type Clash = {
  readonly fields: readonly Plain[];
  readonly theirs: TaskValues;
  readonly who: string | null;
  readonly at: string;
};

/** The whole form of a task that is there. Only what was changed is sent; what somebody else has changed is shown first. */
export function EditTask({ screen, onClose, onSaved }: EditTaskProps) {
  const { t } = useWords();
  const { timeZone } = useViewer();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const [begin] = useState(() => valuesOf(screen, timeZone));
  const [base, setBase] = useState({ values: begin, version: screen.task.version });
  const draft = useDraft(`task ${screen.task.id}`, begin);
  const { typed: values, change } = draft;
  const [clash, setClash] = useState<Clash>();
  const [reach, setReach] = useState('this');
  const navigate = useNavigate();
  const isRecord = screen.task.state === 'done';
  const { id } = screen.task;

  /** Fields that only the other one touched are taken over; those that both touched are for the person to decide. */
  const meet = async () => {
    const now = await call<WorkScreen>('GET', `/tasks/${id}`);
    const theirs = valuesOf(now, timeZone);
    const mine = new Set(differs(base.values, values));
    const changed = differs(base.values, theirs);
    const fields = changed.filter(
      (field): field is Plain => field !== 'own' && mine.has(field) && differs(values, theirs).includes(field),
    );
    const taken = Object.fromEntries(
      changed.filter((field) => !mine.has(field)).map((field) => [field, theirs[field]]),
    );
    setBase({ values: theirs, version: now.task.version });
    // Of own fields each that was not touched here follows; of one that both changed, what is typed stays.
    const own = { ...theirs.own, ...changedOwn(base.values.own, values.own) };
    change({ ...taken, own });
    setClash({ fields, theirs, who: now.around.updatedByName, at: now.around.updatedAt });
  };
  /** This one and those after it, or all that are still to come: they are made anew. */
  const editFollowing = async (wanted: Record<string, unknown>) => {
    const { recurrenceId, recursOn } = screen.task;
    const { version } = await call<{ version: number }>('GET', `/recurrences/${recurrenceId}`);
    await call('PATCH', `/recurrences/${recurrenceId}`, {
      version,
      ...(reach === 'following' && recursOn ? { from: recursOn } : {}),
      change: recurrenceChangeOf(wanted, timeZone),
    });
    toast(t('repeat.changed'), { tone: 'green' });
    close();
    navigate('/admin/tasks');
  };
  const save = (stay: boolean) =>
    run(async () => {
      const fields = differs(base.values, values).filter((field) => !isRecord || isOfRecord(names[field] ?? field));
      if (fields.length === 0) return close();
      const own = changedOwn(base.values.own, values.own);
      const wanted = { ...(await sentOf(values, fields, timeZone)), ...(fields.includes('own') ? { own } : {}) };
      if (reach !== 'this') return editFollowing(wanted);
      try {
        const { version } = await callAlone<{ version: number }>('PATCH', `/tasks/${id}`, {
          version: base.version,
          change: wanted,
        });
        setBase({ values, version });
      } catch (error) {
        if (error instanceof Refused && error.code === 'task.changed') return meet();
        throw error;
      }
      setClash(undefined);
      draft.forget(values);
      toast(t('task.saved'), { tone: 'green' });
      onSaved();
      if (!stay) onClose();
      void askParticipants({ ids: [id] });
    });

  const close = () => {
    draft.forget();
    onClose();
  };

  const fields = { values, change, problem, fixed: true, isRecord };
  return (
    <Dialog
      drawer
      title={t('task.edit')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void save(false)}
      actions={
        <>
          <Button kind="quiet" onClick={() => void save(true)} disabled={busy}>
            {t('task.save stay')}
          </Button>
          <Button kind="main" type="submit" busy={busy}>
            {t('task.save close')}
          </Button>
        </>
      }
    >
      <div className="form task-form">
        {clash ? (
          <Conflicts
            clash={clash}
            mine={values}
            onTake={(field) => {
              change({ [field]: clash.theirs[field] });
              setClash({ ...clash, fields: clash.fields.filter((other) => other !== field) });
            }}
            onKeep={(field) => setClash({ ...clash, fields: clash.fields.filter((other) => other !== field) })}
          />
        ) : null}
        {refused ? <Problem>{refused.message}</Problem> : null}
        {screen.task.recurrenceId && !isRecord ? (
          <Field label={t('repeat.reach')} hint={reach === 'this' ? undefined : t('repeat.reach hint')}>
            <Select
              value={reach}
              onChange={setReach}
              choices={['this', 'following', 'all'].map((value) => ({ value, label: t(`repeat.reach.${value}`) }))}
            />
          </Field>
        ) : null}
        {isRecord ? <RecordFields {...fields} /> : null}
        <RecordForm
          record="task"
          fields={[...planFields(fields), ...moreFields(fields)]}
          own={values.own}
          onOwn={(own) => change({ own })}
          problem={problem}
        />
      </div>
    </Dialog>
  );
}

/** Where the form and the record call a field differently. */
const names: Partial<Readonly<Record<TaskField, string>>> = {
  case: 'caseId',
  callMinutes: 'callSeconds',
};
