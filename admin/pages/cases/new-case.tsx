import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ColleagueSelect } from '../../components/colleague-select.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { CustomerField, type Chosen } from '../tasks/customer-field.tsx';

type NewCaseProps = {
  readonly company?: Chosen;
  readonly onClose: () => void;
  readonly onMade: (made: { readonly id: string; readonly number: string }) => void;
};

/** A new case or project: its name is enough. */
export function NewCase({ company, onClose, onMade }: NewCaseProps) {
  const { t } = useWords();
  const { userId } = useViewer();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const [name, setName] = useState('');
  const [kind, setKind] = useState('case');
  const [customer, setCustomer] = useState<Chosen | undefined>(company);
  const [ownerId, setOwner] = useState(userId);
  const [dueOn, setDueOn] = useState('');
  const [description, setDescription] = useState('');

  const save = () =>
    run(async () => {
      const made = await call<{ id: string; number: string }>('POST', '/cases', {
        name,
        kind,
        companyId: customer?.id ?? null,
        ownerId,
        dueOn: dueOn || null,
        description: description || null,
      });
      toast(t('case.made', { number: made.number }), { tone: 'green' });
      onClose();
      onMade(made);
    });

  return (
    <Dialog
      title={t('cases.new')}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button kind="main" type="submit" busy={busy}>
            {t('case.create')}
          </Button>
        </>
      }
    >
      <div className="form">
        {refused && !refused.field ? <Problem>{refused.message}</Problem> : null}
        <Field label={t('case.name')} required error={problem('name')}>
          <TextInput value={name} onChange={setName} autoFocus />
        </Field>
        <CustomerField chosen={customer} onChoose={setCustomer} error={problem('companyId')} />
        <div className="two">
          <Field label={t('case.kind')} hint={t(`case.kind hint.${kind}`)}>
            <Select
              value={kind}
              onChange={setKind}
              choices={['case', 'project'].map((one) => ({ value: one, label: t(`cases.kind.${one}`) }))}
            />
          </Field>
          <Field label={t('case.due')} error={problem('dueOn')}>
            <DateInput value={dueOn} onChange={setDueOn} />
          </Field>
        </div>
        <Field label={t('case.owner')} error={problem('ownerId')}>
          <ColleagueSelect value={ownerId} onChange={setOwner} />
        </Field>
        <Field label={t('case.description')}>
          <TextInput value={description} onChange={setDescription} lines={3} />
        </Field>
      </div>
    </Dialog>
  );
}
