import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Check, Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { TaskType } from '../../../db/task-types.ts';
import { CustomerField, type Chosen } from '../tasks/customer-field.tsx';
import { instantOf } from '../tasks/instant-of.ts';
import { OpportunityFields, readFields, startFields } from './opportunity-fields.tsx';

type NewOpportunityProps = {
  readonly company?: Chosen;
  /** A task that is there already and belongs to it from now on. */
  readonly taskId?: string;
  readonly onClose: () => void;
  readonly onMade: (made: { readonly id: string }) => void;
};

/** A new opportunity; a first task may come with it in the same step. */
export function NewOpportunity({ company, taskId, onClose, onMade }: NewOpportunityProps) {
  const { t, language } = useWords();
  const { timeZone, userId } = useViewer();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const { value: known } = useRead<{ types: TaskType[] }>('/task-types');
  const [customer, setCustomer] = useState<Chosen | undefined>(company);
  const [fields, setFields] = useState(() => startFields({ ownerId: userId }));
  const [unread, setUnread] = useState(false);
  const [withTask, setWithTask] = useState(false);
  const [type, setType] = useState('');
  const [title, setTitle] = useState('');
  const [due, setDue] = useState('');

  const save = () => {
    const read = readFields(fields);
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
        own: fields.own,
        companyId: customer?.id,
        ...(taskId ? { taskId } : {}),
        ...(withTask ? { task } : {}),
      });
      toast(t('opportunity.made'), { tone: 'green' });
      onClose();
      onMade(made);
    });
  };
  const chooser = (
    <CustomerField
      chosen={customer}
      onChoose={setCustomer}
      error={refused?.field === 'companyId' ? t('opportunity.customer missing') : undefined}
    />
  );
  return (
    <Dialog
      title={t('opportunities.new')}
      onClose={onClose}
      onSubmit={save}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
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
          fields={fields}
          onChange={setFields}
          problem={problem}
          unread={unread}
          before={[{ id: 'companyId', must: true, width: 'whole', node: chooser }]}
        />
        {taskId ? null : <Check checked={withTask} onChange={setWithTask} label={t('opportunity.with task')} />}
        {withTask ? (
          <>
            <Field label={t('task.name')} required>
              <TextInput value={title} onChange={setTitle} />
            </Field>
            <div className="two">
              <Field label={t('task.type')}>
                <Select
                  value={type || (known?.types[0]?.code ?? '')}
                  onChange={setType}
                  choices={(known?.types ?? []).map((one) => ({
                    value: one.code,
                    label: language === 'pl' ? one.namePl : one.nameEn,
                  }))}
                />
              </Field>
              <Field label={t('task.due')}>
                <DateInput value={due} onChange={setDue} />
              </Field>
            </div>
          </>
        ) : null}
      </div>
    </Dialog>
  );
}
