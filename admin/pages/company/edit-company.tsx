import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DictionarySelect } from '../../components/dictionary-select.tsx';
import { Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { changedOwn, RecordForm, type PlainField } from '../../components/own/record-form.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';

const texts = [
  'name',
  'shortName',
  'nip',
  'regon',
  'krs',
  'street',
  'postcode',
  'city',
  'website',
  'class',
  'industry',
  'notes',
] as const;
const kinds = ['firm', 'sole trader', 'person', 'institution', 'branch'] as const;
type Typed = Record<(typeof texts)[number] | 'kind' | 'ownerId', string>;

type EditProps = { readonly card: CompanyCard; readonly onClose: () => void; readonly onSaved: () => void };

/** Sends only what was changed, with the version that was seen: nobody overwrites somebody else. */
export function EditCompany({ card, onClose, onSaved }: EditProps) {
  const { t } = useWords();
  const before = typedOf(card);
  const [typed, setTyped] = useState<Typed>(before);
  const [own, setOwn] = useState(card.own);
  const { value: users } = useRead<{ rows: { id: string; name: string }[] }>('/users');
  const { run, busy, refused, problem } = useAction();
  const set = (field: keyof Typed) => (value: string) => setTyped((old) => ({ ...old, [field]: value }));
  const save = () =>
    run(async () => {
      const changed = Object.entries(typed).filter(([field, value]) => value !== before[field as keyof Typed]);
      const differs = changedOwn(card.own, own);
      const changes = {
        ...Object.fromEntries(
          changed.map(([field, value]) => [field, field === 'name' || value !== '' ? value : null]),
        ),
        ...(Object.keys(differs).length > 0 ? { own: differs } : {}),
      };
      if (Object.keys(changes).length > 0)
        await call('PATCH', `/companies/${card.id}`, { version: card.version, changes });
      onSaved();
    });
  const fields: PlainField[] = [
    {
      id: 'kind',
      node: (
        <Field label={t('company.kind')}>
          <Select
            value={typed.kind}
            onChange={set('kind')}
            choices={kinds.map((kind) => ({ value: kind, label: t(`company.kind.${kind}`) }))}
          />
        </Field>
      ),
    },
    ...texts.map((field): PlainField => ({
      id: field,
      must: field === 'name',
      width: field === 'name' || field === 'notes' ? 'whole' : 'half',
      node: (
        <Field label={t(`company.field.${field}`)} required={field === 'name'} error={problem(field)}>
          {field === 'industry' ? (
            <DictionarySelect dictionary="industry" value={typed.industry} onChange={set('industry')} />
          ) : (
            <TextInput value={typed[field]} onChange={set(field)} lines={field === 'notes' ? 5 : 1} />
          )}
        </Field>
      ),
    })),
    {
      id: 'ownerId',
      node: (
        <Field label={t('companies.owner')}>
          <Select
            value={typed.ownerId}
            none={t('companies.no owner')}
            onChange={set('ownerId')}
            choices={(users?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      ),
    },
  ];
  return (
    <Dialog
      title={t('company.edit')}
      onClose={onClose}
      onSubmit={() => void save()}
      drawer
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button kind="main" type="submit" busy={busy}>
            {t('frame.save')}
          </Button>
        </>
      }
    >
      <div className="company-form">
        <Problem>{refused && !refused.field ? refused.message : undefined}</Problem>
        <RecordForm record="company" fields={fields} own={own} onOwn={setOwn} problem={problem} />
      </div>
    </Dialog>
  );
}

function typedOf(card: CompanyCard): Typed {
  const fields = Object.fromEntries(texts.map((field) => [field, card[field] ?? '']));
  return { ...(fields as Record<(typeof texts)[number], string>), kind: card.kind, ownerId: card.ownerId ?? '' };
}
