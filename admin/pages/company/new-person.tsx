import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { AdderProps } from '../../components/adders.ts';
import { Button } from '../../components/button.tsx';
import { CheckedField } from '../../components/checked-field.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Field, TextInput } from '../../components/field.tsx';
import { RecordForm } from '../../components/own/record-form.tsx';
import { call, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import type { AfterMaking } from '../../components/save-buttons.tsx';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { OwnValues } from '../../../domain/own/shapes.ts';
import { CustomerField, type Chosen } from '../tasks/customer-field.tsx';
import { LikelyPeople } from './likely-people.tsx';
import { Position } from './position.tsx';

type Typed = {
  readonly firstName: string;
  readonly lastName: string;
  readonly position: string;
  readonly phone: string;
  readonly email: string;
  readonly customer: Chosen | undefined;
  readonly own: OwnValues;
};
type NewPersonProps = Pick<AdderProps, 'name' | 'companyId' | 'onClose'> &
  Partial<Pick<AdderProps, 'onMade'>> & {
    /** Somebody was added: the page behind reads its list again. */
    readonly onAdded?: () => void;
  };

/** Little is asked (with `onMade` by the `+` of another form); who may be the same is shown while one types. */
export function NewPerson({ name, companyId, onClose, onMade, onAdded }: NewPersonProps) {
  const { t } = useWords();
  const navigate = useNavigate();
  const toast = useToast();
  const [round, setRound] = useState(0);
  const draft = useDraft<Typed>(onMade ? undefined : `new person ${companyId}`, { ...empty, ...namesOf(name) });
  const { typed, change } = draft;
  const { run, busy, refused, problem } = useAction();
  const of = companyId ?? typed.customer?.id;
  const save = (after: AfterMaking) =>
    run(async () => {
      const { id } = await call<{ id: string }>('POST', `/companies/${of}/people`, sentOf(typed));
      draft.forget(empty);
      const who = [typed.firstName, typed.lastName].join(' ').trim();
      toast(t('person.made', { name: who }), { tone: 'green' });
      if (onMade) return onMade({ id, name: who });
      if (after === 'open') return void navigate(`/admin/people/${id}?edit=1`);
      if (after === 'task') return void navigate(`/admin/people/${id}?task=1`);
      onAdded?.();
      if (after === 'close') return onClose();
      setRound((n) => n + 1);
    });
  return (
    <Dialog
      title={t('company.new person')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void save('close')}
      actions={
        <>
          {onMade ? <Cancel /> : <Ways disabled={busy || of === undefined} onSave={(after) => void save(after)} />}
          <Button kind="main" type="submit" busy={busy} disabled={of === undefined}>
            {t('company.add')}
          </Button>
        </>
      }
    >
      <div className="company-form" key={round}>
        <Refusal refused={refused} />
        {companyId ? null : (
          <CustomerField required chosen={typed.customer} onChoose={(customer) => change({ customer })} />
        )}
        <Fields typed={typed} change={change} problem={problem} />
        <RecordForm
          record="person"
          fields={[]}
          which="required"
          own={typed.own}
          onOwn={(own) => change({ own })}
          problem={problem}
        />
        <LikelyPeople {...typed} companyId={of} />
      </div>
    </Dialog>
  );
}

type WaysProps = { readonly disabled: boolean; readonly onSave: (after: AfterMaking) => void };

function Ways({ disabled, onSave }: WaysProps) {
  const { t } = useWords();
  const { may } = useViewer();
  return (
    <>
      {may('task.edit') ? (
        <Button kind="quiet" disabled={disabled} onClick={() => onSave('task')}>
          {t('customer.save and task')}
        </Button>
      ) : null}
      <Button kind="quiet" disabled={disabled} onClick={() => onSave('open')}>
        {t('customer.save and edit')}
      </Button>
      <Button disabled={disabled} onClick={() => onSave('next')}>
        {t('person.save and next')}
      </Button>
    </>
  );
}

type FieldsProps = {
  readonly typed: Typed;
  readonly change: (part: Partial<Typed>) => void;
  readonly problem: (field: string) => string | undefined;
};

function Fields({ typed, change, problem }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      <div className="pair">
        <Field label={t('company.person.firstName')} error={problem('firstName')}>
          <TextInput
            value={typed.firstName}
            onChange={(firstName) => change({ firstName })}
            autoComplete="off"
            autoFocus
          />
        </Field>
        <Field label={t('company.person.lastName')} required error={problem('lastName')}>
          <TextInput value={typed.lastName} onChange={(lastName) => change({ lastName })} autoComplete="off" />
        </Field>
      </div>
      <Field label={t('company.person.position')} error={problem('position')} hint={t('finder.by typing')}>
        <Position value={typed.position} onChange={(position) => change({ position })} />
      </Field>
      <div className="pair">
        {(['phone', 'email'] as const).map((kind) => (
          <CheckedField
            key={kind}
            kind={kind}
            label={t(`company.person.${kind}`)}
            value={typed[kind]}
            onChange={(value) => change({ [kind]: value })}
            error={problem(kind)}
          />
        ))}
      </div>
    </>
  );
}

const empty: Typed = { firstName: '', lastName: '', position: '', phone: '', email: '', customer: undefined, own: {} };

/** Of what was typed in search of somebody the last word is the surname. */
function namesOf(name = ''): Partial<Typed> {
  const words = name.trim().split(/\s+/);
  return { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) ?? '' };
}

function sentOf({ phone, email, customer: _, ...fields }: Typed) {
  const points = [
    { kind: 'phone', value: phone.trim() },
    { kind: 'email', value: email.trim() },
  ];
  return { ...fields, contactPoints: points.filter(({ value }) => value !== '') };
}
