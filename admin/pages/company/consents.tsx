import React, { useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { CancelAndSave, Dialog } from '../../components/dialog.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import { call, useAction } from '../../components/read.ts';
import { Table } from '../../components/table.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { PartProps } from './shapes.ts';

/** Everything that was ever said, with its evidence. Nothing is changed here; a withdrawal is one more line. */
export function ConsentTab({ card, onChange }: PartProps) {
  const { t, day, moment } = useWords();
  const [adding, setAdding] = useState(false);
  const add = useViewer().may('company.edit') ? (
    <Button icon="plus" onClick={() => setAdding(true)}>
      {t('company.record consent')}
    </Button>
  ) : null;
  return (
    <>
      <div className="bar company-bar">
        <span className="second small">{t('company.consents text')}</span>
        <span className="grow" />
        {card.consents.length > 0 ? add : null}
      </div>
      <Table
        label={t('company.tab.consents')}
        rows={card.consents}
        rowId={({ id }) => id}
        rowClass={({ inForce }) => (inForce ? '' : 'done')}
        columns={[
          {
            id: 'what',
            head: t('company.consent'),
            width: 250,
            phone: 'title',
            cell: ({ status, channel, inForce }) => (
              <span className="title">
                <Tag {...(inForce ? { tone: status === 'given' ? ('green' as const) : ('red' as const) } : {})}>
                  {t(`consent.${status}`)}
                </Tag>{' '}
                {t(`company.channel.${channel}`)}
              </span>
            ),
          },
          {
            id: 'purpose',
            head: t('company.purpose'),
            width: 120,
            phone: 'hide',
            cell: ({ purpose }) => (purpose === 'marketing' ? t('company.marketing') : purpose),
          },
          {
            id: 'evidence',
            head: t('company.evidence'),
            cell: ({ evidence, personName }) => (
              <span className="second" title={evidence}>
                {[personName, evidence].filter(Boolean).join(': ')}
              </span>
            ),
          },
          {
            id: 'said',
            head: t('company.said on'),
            width: 120,
            phone: 'hide',
            cell: ({ givenOn }) => (givenOn ? day(givenOn) : ''),
          },
          {
            id: 'recorded',
            head: t('company.recorded'),
            width: 150,
            cell: ({ recordedAt }) => <span className="second">{moment(recordedAt)}</span>,
          },
        ]}
        empty={
          <Empty icon="check" title={t('company.no consents')} text={t('company.no consents text')}>
            {add}
          </Empty>
        }
      />
      {adding ? (
        <NewConsent
          companyId={card.id}
          onClose={() => setAdding(false)}
          onMade={() => {
            setAdding(false);
            onChange();
          }}
        />
      ) : null}
    </>
  );
}

type NewConsentProps = { readonly companyId: string; readonly onClose: () => void; readonly onMade: () => void };

function NewConsent({ companyId, onClose, onMade }: NewConsentProps) {
  const { t } = useWords();
  const draft = useDraft(`consent ${companyId}`, { channel: 'any', status: 'given', evidence: '', givenOn: '' });
  const { typed, change } = draft;
  const { run, busy, refused, problem } = useAction();
  const set = (field: keyof typeof typed) => (value: string) => change({ [field]: value });
  const save = () =>
    run(async () => {
      await call('POST', `/companies/${companyId}/consents`, { ...typed, givenOn: typed.givenOn || null });
      draft.forget();
      onMade();
    });
  return (
    <Dialog
      title={t('company.record consent')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={<CancelAndSave busy={busy} />}
    >
      <div className="company-form">
        <Field label={t('company.what was said')}>
          <Select
            value={typed.status}
            onChange={set('status')}
            choices={['given', 'refused', 'withdrawn'].map((value) => ({
              value,
              label: t(`consent.${value}`),
            }))}
          />
        </Field>
        <Field label={t('company.channel')}>
          <Select
            value={typed.channel}
            onChange={set('channel')}
            choices={['any', 'email', 'phone'].map((value) => ({ value, label: t(`company.channel.${value}`) }))}
          />
        </Field>
        <Field label={t('company.said on')} error={problem('givenOn')}>
          <DateInput value={typed.givenOn} onChange={set('givenOn')} />
        </Field>
        <Field label={t('company.evidence')} required error={problem('evidence')} hint={t('company.evidence hint')}>
          <TextInput value={typed.evidence} onChange={set('evidence')} lines={3} />
        </Field>
        <Problem>{refused && !refused.field ? refused.message : undefined}</Problem>
      </div>
    </Dialog>
  );
}
