import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { AdderProps } from '../../components/adders.ts';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Check, Problem } from '../../components/field.tsx';
import { useFormRounds } from '../../components/form-rounds.ts';
import { call, useAction } from '../../components/read.ts';
import { MakeButtons, type AfterMaking } from '../../components/save-buttons.tsx';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { CallAnyway } from '../task/call-anyway.tsx';
import { CustomerField, type Chosen } from '../tasks/customer-field.tsx';
import { FirstTask, noTask, useSentTask, type TypedTask } from './first-task.tsx';
import { OpportunityFields, readFields, startFields, type Typed } from './opportunity-fields.tsx';

type NewOpportunityProps = {
  readonly company?: Chosen;
  /** What was typed in search of it: nothing else is kept of a form that another one has opened. */
  readonly name?: string;
  /** A task that is there already and belongs to it from now on. */
  readonly taskId?: string;
  /** Made from a form of a task: nothing else is planned with it. */
  readonly alone?: boolean;
  readonly onClose: () => void;
  readonly onMade: (made: Chosen) => void;
  /** One was made and the page stays: it reads its list again. */
  readonly onAdded?: () => void;
};

/** The opportunity, and the first task that may come with it. */
type TypedNew = Typed & {
  readonly customer: Chosen | undefined;
  readonly withTask: boolean;
  readonly task: TypedTask;
};

/** The `+` beside a reference to an opportunity. */
export function AddOpportunity({ name = '', onClose, onMade }: AdderProps) {
  return <NewOpportunity alone name={name} onClose={onClose} onMade={onMade} />;
}

/** A new opportunity; a first task may come with it in the same step. */
export function NewOpportunity({ company, name, taskId, alone = false, ...on }: NewOpportunityProps) {
  const { onClose, onMade, onAdded } = on;
  const { t } = useWords();
  const { timeZone, userId } = useViewer();
  const toast = useToast();
  const navigate = useNavigate();
  const { run, busy, refused, problem } = useAction();
  const sentTask = useSentTask();
  const draft = useDraft<TypedNew>(name === undefined ? draftName(taskId, company) : undefined, {
    ...startFields({ ownerId: userId, ...(name ? { name } : {}) }),
    ...{ customer: company, withTask: false, task: noTask },
  });
  const { typed, change } = draft;
  const { customer, task } = typed;
  const [unread, setUnread] = useState(false);
  const [callAnyway, setCallAnyway] = useState(false);
  const { round, place, again } = useFormRounds();

  const hasTask = alone || taskId !== undefined;
  const withTask = typed.withTask && !hasTask;
  const save = (after: AfterMaking) => {
    const read = readFields(typed);
    setUnread(read === undefined);
    if (!read) return;
    void run(async () => {
      const made = await call<{ id: string }>('POST', '/opportunities', {
        ...read,
        own: typed.own,
        companyId: customer?.id,
        ...(taskId ? { taskId } : {}),
        ...(withTask ? { task: { ...sentTask(task, timeZone), callAnyway } } : {}),
      });
      draft.forget();
      toast(t('opportunity.made'), { tone: 'green' });
      setCallAnyway(false);
      if (after === 'next') again();
      else onClose();
      if (after === 'task') return navigate(`/admin/opportunities/${made.id}?task=1`);
      if (after !== 'open') return onAdded?.();
      onMade({ id: made.id, name: typed.name.trim() });
    });
  };
  const choose = (chosen: Chosen | undefined) => {
    change({ customer: chosen, personId: '' });
    setCallAnyway(false);
  };
  const chooser = (
    <CustomerField
      chosen={customer}
      onChoose={choose}
      error={refused?.field === 'companyId' ? t('opportunity.customer missing') : undefined}
    />
  );
  return (
    <Dialog
      title={t('opportunities.new')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => save('open')}
      actions={
        hasTask ? (
          <>
            <Cancel />
            <Button kind="main" type="submit" busy={busy}>
              {t('opportunity.create')}
            </Button>
          </>
        ) : (
          <MakeButtons
            busy={busy}
            next={t('person.save and next')}
            open={t('opportunity.create')}
            withoutTask={withTask}
            onSave={save}
          />
        )
      }
    >
      <div className="form" key={round} ref={place}>
        {refused && !['name', 'companyId', 'ownerId'].includes(refused.field ?? '') ? (
          <Problem>{refused.message}</Problem>
        ) : null}
        <CallAnyway refused={refused} checked={callAnyway} onChange={setCallAnyway} />
        <OpportunityFields
          fields={typed}
          onChange={change}
          problem={problem}
          unread={unread}
          companyId={customer?.id}
          before={[{ id: 'companyId', must: true, width: 'whole', node: chooser }]}
        />
        {hasTask ? null : (
          <Check checked={withTask} onChange={(on) => change({ withTask: on })} label={t('opportunity.with task')} />
        )}
        {withTask ? <FirstTask task={task} onChange={(typedTask) => change({ task: typedTask })} /> : null}
      </div>
    </Dialog>
  );
}

/** What was begun waits where it belongs: at a task, a customer, or at none. */
function draftName(taskId: string | undefined, company: Chosen | undefined): string {
  return `new opportunity ${taskId ?? company?.id ?? ''}`;
}
