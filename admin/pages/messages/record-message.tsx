import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Field, Select, TextInput } from '../../components/field.tsx';
import { useFilesToCome } from '../../components/files-to-come.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import type { ReceivedChannel } from '../../../db/received-messages.ts';
import { CustomerField, type Chosen } from '../tasks/customer-field.tsx';
import { instantOf } from '../tasks/instant-of.ts';
import { WhenField, type When } from '../tasks/when-input.tsx';

type RecordProps = {
  /** Known already: it cannot be changed then. */
  readonly start?: { readonly company: Chosen; readonly personId?: string };
  readonly onClose: () => void;
  readonly onRecorded: () => void;
};

const channels: readonly ReceivedChannel[] = ['phone', 'email', 'letter'];

/** What a customer said or wrote first, on the phone, by mail or on paper. */
export function RecordMessage({ start, onClose, onRecorded }: RecordProps) {
  const { t } = useWords();
  const { timeZone } = useViewer();
  const toast = useToast();
  const saving = useAction();
  const files = useFilesToCome();
  const [customer, setCustomer] = useState<Chosen | undefined>(start?.company);
  const [typed, setTyped] = useState({
    ...{ channel: 'phone' as ReceivedChannel, subject: '', text: '', at: '' },
    personId: start?.personId ?? '',
  });
  const [when, setWhen] = useState<When>();
  const change = (part: Partial<typeof typed>) => setTyped((old) => ({ ...old, ...part }));
  const save = () =>
    saving.run(async () => {
      const { channel, subject, text, personId } = typed;
      const receivedAt = when && momentOf(when, timeZone);
      const { id } = await call<{ id: string }>('POST', '/messages/received', {
        ...{ companyId: customer?.id, channel, subject, text, personId: personId || null },
        ...(receivedAt ? { receivedAt } : {}),
      });
      await files.hang({ noun: 'message', recordId: id });
      toast(t('messages.recorded'), { tone: 'green' });
      onClose();
      onRecorded();
    });
  return (
    <Dialog
      drawer
      title={t('messages.record title')}
      onClose={onClose}
      onSubmit={() => customer && void save()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={saving.busy} disabled={!customer}>
            {t('messages.record')}
          </Button>
        </>
      }
    >
      <div className="form">
        <Refusal refused={saving.refused} />
        <CustomerField
          required
          fixed={start !== undefined}
          chosen={customer}
          error={saving.problem('companyId')}
          onChoose={(chosen) => {
            setCustomer(chosen);
            change({ personId: '' });
          }}
        />
        <div className="two">
          <Field label={t('messages.channel')}>
            <Select
              value={typed.channel}
              onChange={(channel) => change({ channel: channel as ReceivedChannel })}
              choices={channels.map((value) => ({ value, label: t(`messages.channel.${value}`) }))}
            />
          </Field>
          <Caller companyId={customer?.id} value={typed.personId} onChange={(personId) => change({ personId })} />
        </div>
        <WhenField
          label={t('messages.received at')}
          towards="past"
          text={typed.at}
          onText={(at) => change({ at })}
          onWhen={setWhen}
          error={saving.problem('receivedAt')}
          hint={t('messages.received at hint')}
        />
        <Field label={t('messages.subject')} required error={saving.problem('subject')}>
          <TextInput value={typed.subject} onChange={(subject) => change({ subject })} autoComplete="off" />
        </Field>
        <Field label={t('messages.text')} error={saving.problem('text')}>
          <TextInput value={typed.text} onChange={(text) => change({ text })} lines={8} />
        </Field>
        {files.field}
      </div>
    </Dialog>
  );
}

type CallerProps = {
  readonly companyId: string | undefined;
  readonly value: string;
  readonly onChange: (id: string) => void;
};

function Caller({ companyId, value, onChange }: CallerProps) {
  const { t } = useWords();
  const { value: card } = useRead<CompanyCard>(companyId ? `/companies/${companyId}` : undefined);
  return (
    <Field label={t('messages.person')}>
      <Select
        value={value}
        onChange={onChange}
        none={t('messages.no person')}
        choices={(card?.people ?? []).map(({ id, firstName, lastName }) => ({
          value: id,
          label: [firstName, lastName].filter(Boolean).join(' '),
        }))}
      />
    </Field>
  );
}

/** A day without a time counts from noon; today from now, where noon has not come yet. */
function momentOf(when: When, timeZone: string): string {
  const at = instantOf(when, timeZone, '12:00');
  const now = new Date().toISOString();
  return when.time === undefined && at > now ? now : at;
}
