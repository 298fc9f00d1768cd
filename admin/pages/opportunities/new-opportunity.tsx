import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Check, Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { TaskType } from '../../../db/task-types.ts';
import { CustomerField, type Chosen } from '../tasks/customer-field.tsx';
import { instantOf } from '../tasks/instant-of.ts';
import { OpportunityFields, readFields, startFields, type Typed } from './opportunity-fields.tsx';

type NewOpportunityProps = {
  readonly company?: Chosen;
  /** A task that is there already and belongs to it from now on. */
  readonly taskId?: string;
  readonly onClose: () => void;
  readonly onMade: (made: { readonly id: string }) => void;
};

/** The opportunity, and the first task that may come with it. */
type TypedNew = Typed & {
  readonly customer: Chosen | undefined;
  readonly withTask: boolean;
  readonly type: string;
  readonly title: string;
  readonly due: string;
};

/** A new opportunity; a first task may come with it in the same step. */
export function NewOpportunity({ company, taskId, onClose, onMade }: NewOpportunityProps) {
  const { t, language } = useWords();
  const { timeZone, userId } = useViewer();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const { value: known } = useRead<{ types: TaskType[] }>('/task-types');
  const draft = useDraft<TypedNew>(draftName(taskId, company), {
    ...startFields({ ownerId: userId }),
    customer: company,
    ...{ withTask: false, type: '', title: '', due: '' },
  });
  const { typed, change } = draft;
  const { customer, withTask, type, title, due } = typed;
  const [unread, setUnread] = useState(false);

  const save = () => {
    const read = readFields(typed);
    setUnread(read === undefined);
    if (!read) return;
    void run(async () => {
      const task = {
        type: type || known?.types[0]?.code,
        title,
        dueAt: due ? instantOf({ on: due }, timeZone, '23:59') : null,
      };
      const made = await call<{ id: string }>('POST', '/opportunities', {
        ...read,
        own: typed.own,
        companyId: customer?.id,
        ...(taskId ? { taskId } : {}),
        ...(withTask ? { task } : {}),
      });
      draft.forget();
      toast(t('opportunity.made'), { tone: 'green' });
      onClose();
      onMade(made);
    });
  };
  const chooser = (
    <CustomerField
      chosen={customer}
      onChoose={(chosen) => change({ customer: chosen })}
      error={refused?.field === 'companyId' ? t('opportunity.customer missing') : undefined}
    />
  );
  return (
    <Dialog
      title={t('opportunities.new')}
      draft={draft}
      onClose={onClose}
      onSubmit={save}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy}>
            {t('opportunity.create')}
          </Button>
        </>
      }
    >
      <div className="form">
        {refused && !['name', 'companyId', 'ownerId'].includes(refused.field ?? '') ? (
          <Problem>{refused.message}</Problem>
        ) : null}
        <OpportunityFields
          fields={typed}
          onChange={change}
          problem={problem}
          unread={unread}
          before={[{ id: 'companyId', must: true, width: 'whole', node: chooser }]}
        />
        {taskId ? null : (
          <Check checked={withTask} onChange={(on) => change({ withTask: on })} label={t('opportunity.with task')} />
        )}
        {withTask ? (
          <>
            <Field label={t('task.name')} required>
              <TextInput value={title} onChange={(text) => change({ title: text })} />
            </Field>
            <div className="two">
              <Field label={t('task.type')}>
                <Select
                  value={type || (known?.types[0]?.code ?? '')}
                  onChange={(code) => change({ type: code })}
                  choices={(known?.types ?? []).map((one) => ({
                    value: one.code,
                    label: language === 'pl' ? one.namePl : one.nameEn,
                  }))}
                />
              </Field>
              <Field label={t('task.due')}>
                <DateInput value={due} onChange={(on) => change({ due: on })} />
              </Field>
            </div>
          </>
        ) : null}
      </div>
    </Dialog>
  );
}

/** What was begun waits where it belongs: at a task, a customer, or at none. */
function draftName(taskId: string | undefined, company: Chosen | undefined): string {
  return `new opportunity ${taskId ?? company?.id ?? ''}`;
}
