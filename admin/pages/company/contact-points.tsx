import React, { useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { CheckedField } from '../../components/checked-field.tsx';
import { CancelAndSave, Dialog } from '../../components/dialog.tsx';
import { Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useUndone } from '../../components/undone.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { formatPhone } from '../../../domain/ids/phone.ts';
import type { ShownPoint } from '../../../db/suppressions.ts';
import { OnList } from './do-not-contact.tsx';
import { LikelyPeople } from './likely-people.tsx';
import { Likely } from './likely.tsx';
import { Reach } from './side.tsx';

type ContactPointsProps = {
  readonly company: { readonly id: string; readonly name: string };
  /** Whose they are; else the customer's own. */
  readonly personId?: string;
  readonly points: readonly ShownPoint[];
  readonly onChange: () => void;
};

/** Every address of a customer or of one person: which is the main one, what is wrong with it, corrected and taken away. */
export function ContactPoints({ points, onChange, company, personId }: ContactPointsProps) {
  const { t } = useWords();
  const mayEdit = useViewer().may('company.edit');
  return (
    <Card title={t('company.contacts')} className="company-contacts">
      <ul className="contacts">
        {points.map((point) => (
          <li key={point.id} className="bar">
            <Reach point={point} company={company} />
            {point.isMain ? <Tag tone="accent">{t('company.main')}</Tag> : null}
            {mayEdit ? <Acts point={point} onChange={onChange} /> : null}
            <OnList point={point} onChange={onChange} />
          </li>
        ))}
      </ul>
      {mayEdit ? <AddContact companyId={company.id} {...(personId ? { personId } : {})} onChange={onChange} /> : null}
    </Card>
  );
}

type PointProps = { readonly point: ShownPoint; readonly onChange: () => void };

function Acts({ point, onChange }: PointProps) {
  const { t } = useWords();
  const [correcting, setCorrecting] = useState(false);
  const undone = useUndone(onChange);
  const { run, busy, refused } = useAction();
  const edit = (change: object) =>
    void run(() => call('PATCH', `/contact-points/${point.id}`, { version: point.version, ...change }).then(onChange));
  const remove = () =>
    void run(async () => {
      await call('DELETE', `/contact-points/${point.id}?version=${point.version}`);
      undone(t('point.removed', { value: point.value }), () =>
        call('POST', `/contact-points/${point.id}/restore`, { isMain: point.isMain }),
      );
      onChange();
    });
  return (
    <span className="point-acts">
      {point.isMain ? null : (
        <Button kind="quiet" size="small" busy={busy} onClick={() => edit({ isMain: true })}>
          {t('company.make main')}
        </Button>
      )}
      <Button
        kind="quiet"
        size="small"
        busy={busy}
        onClick={() => edit({ state: point.state === 'good' ? 'wrong' : 'good' })}
      >
        {t(point.state === 'good' ? 'company.is wrong' : 'company.is good')}
      </Button>
      <Button
        kind="quiet"
        size="small"
        icon="edit"
        label={t('point.correct', { value: point.value })}
        onClick={() => setCorrecting(true)}
      />
      <Button
        kind="quiet"
        size="small"
        icon="trash"
        label={t('point.remove', { value: point.value })}
        busy={busy}
        onClick={remove}
      />
      <Problem>{refused?.message}</Problem>
      {correcting ? <Correct point={point} onChange={onChange} onClose={() => setCorrecting(false)} /> : null}
    </span>
  );
}

function Correct({ point, onChange, onClose }: PointProps & { readonly onClose: () => void }) {
  const { t } = useWords();
  const { kind } = point;
  const [begin] = useState({
    value: kind === 'phone' ? formatPhone(point.normalised) : point.value,
    label: point.label ?? '',
  });
  const [value, setValue] = useState(begin.value);
  const [label, setLabel] = useState(begin.label);
  const { run, busy, refused, problem } = useAction();
  const save = () =>
    run(async () => {
      const change = {
        ...(value === begin.value ? {} : { value }),
        ...(label === begin.label ? {} : { label: label.trim() || null }),
      };
      if (Object.keys(change).length > 0)
        await call('PATCH', `/contact-points/${point.id}`, { version: point.version, ...change });
      onClose();
      onChange();
    });
  return (
    <Dialog
      title={t('point.correct title')}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={<CancelAndSave busy={busy} disabled={value.trim() === ''} />}
    >
      <div className="company-form">
        <Refusal refused={refused} />
        <PointValue
          kind={kind}
          label={t(`company.point kind.${kind}`)}
          value={value}
          onChange={setValue}
          error={problem(kind)}
        />
        <Field label={t('point.label')} hint={t('point.label hint')}>
          <TextInput value={label} onChange={setLabel} />
        </Field>
      </div>
    </Dialog>
  );
}

type PointValueProps = {
  readonly kind: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
};

/** What is typed as an address: numbers and mail are checked and shown formatted, the rest is taken as it is. */
function PointValue({ kind, label, value, onChange, error }: PointValueProps) {
  if (kind === 'phone' || kind === 'email')
    return <CheckedField kind={kind} label={label} value={value} onChange={onChange} error={error} />;
  return (
    <Field label={label} error={error}>
      <TextInput value={value} onChange={onChange} autoComplete="off" />
    </Field>
  );
}

type AddContactProps = Pick<ContactPointsProps, 'personId' | 'onChange'> & { readonly companyId: string };

function AddContact({ companyId, personId, onChange }: AddContactProps) {
  const { t } = useWords();
  const [kind, setKind] = useState('phone');
  const [value, setValue] = useState('');
  const { run, busy, refused, problem } = useAction();
  const add = () =>
    void run(async () => {
      const point = { kind, value, ...(personId ? { personId } : {}) };
      await call('POST', `/companies/${companyId}/contact-points`, point);
      setValue('');
      onChange();
    });
  const type = (text: string) => {
    setValue(text);
    if (kind === 'phone' && text.includes('@')) setKind('email');
  };
  return (
    <form
      className="add-contact"
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() !== '') add();
      }}
    >
      <div className="bar">
        <Select
          label={t('company.kind')}
          value={kind}
          onChange={setKind}
          choices={kinds.map((one) => ({ value: one, label: t(`company.point kind.${one}`) }))}
        />
        <PointValue kind={kind} label={t('company.new contact')} value={value} onChange={type} error={problem(kind)} />
        <Button type="submit" icon="plus" label={t('company.add')} busy={busy} disabled={value.trim() === ''} />
      </div>
      <Refusal refused={refused} />
      <WhoHasIt
        point={{ phone: '', email: '', [kind]: value }}
        companyId={companyId}
        ofPerson={personId !== undefined}
      />
    </form>
  );
}

const kinds = ['phone', 'email', 'messenger', 'postal'] as const;

type WhoHasItProps = {
  readonly point: { readonly phone: string; readonly email: string };
  readonly companyId: string;
  readonly ofPerson: boolean;
};

/** Who is known by this address already: people where it is a person's, customers where it is the customer's own. */
function WhoHasIt({ point, companyId, ofPerson }: WhoHasItProps) {
  if (ofPerson) return <LikelyPeople firstName="" lastName="" {...point} companyId={companyId} />;
  return <Likely values={{ name: '', nip: '', ...point }} exceptId={companyId} />;
}
