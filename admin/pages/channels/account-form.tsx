import React, { useState } from 'react';
import { CancelAndSave, Dialog } from '../../components/dialog.tsx';
import { Check, Field, Notice, Select, TextInput } from '../../components/field.tsx';
import { call, saveWhole, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { AccountSettings, ListedAccount } from '../../../db/channel-settings.ts';

export type LegalEntity = { readonly id: string; readonly name: string };

type AccountFormProps = {
  readonly before: ListedAccount | undefined;
  readonly legalEntities: readonly LegalEntity[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

/** What a mail server usually allows a small sender. */
const blank: AccountSettings = {
  name: '',
  senderName: '',
  senderAddress: '',
  legalEntityId: null,
  perHour: 1_000,
  perDomainPerHour: 300,
  connections: 3,
  active: true,
};

/** Sender and pace of one account. */
export function AccountForm({ before, legalEntities, onClose, onSaved }: AccountFormProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const [seen] = useState(before);
  const [typed, setTyped] = useState<AccountSettings>(() => (before ? settingsOf(before) : blank));
  const set = (part: Partial<AccountSettings>) => setTyped({ ...typed, ...part });
  const fixed = before?.fixed ?? false;
  const save = async () => {
    const write = () =>
      seen
        ? saveWhole(`/channels/${seen.id}`, { version: seen.version, before: seen, after: typed })
        : call('POST', '/channels', typed);
    if (!(await run(write))) return;
    toast(t('frame.saved'), { tone: 'green' });
    onSaved();
  };
  const pace = (field: 'perHour' | 'perDomainPerHour' | 'connections') => (
    <Field label={t(`channels.${field}`)} error={problem(field)} hint={t(`channels.${field} hint`)}>
      <TextInput
        value={typed[field] ? String(typed[field]) : ''}
        onChange={(text) => set({ [field]: Number(text.replace(/\D/g, '').slice(0, 8)) })}
      />
    </Field>
  );
  return (
    <Dialog
      drawer
      title={before?.name ?? t('channels.new')}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={<CancelAndSave busy={busy} />}
    >
      <Refusal refused={refused} />
      <div className="form">
        <Field label={t('channels.name')} error={problem('name')} required>
          <TextInput value={typed.name} onChange={(name) => set({ name })} autoFocus />
        </Field>
        {fixed ? <Notice>{t('channels.fixed')}</Notice> : null}
        <Field label={t('channels.sender name')} error={problem('senderName')} hint={t('channels.sender name hint')}>
          <TextInput value={typed.senderName} onChange={(senderName) => set({ senderName })} disabled={fixed} />
        </Field>
        <Field label={t('channels.sender address')} error={problem('senderAddress')} required>
          <TextInput
            kind="email"
            value={typed.senderAddress}
            onChange={(senderAddress) => set({ senderAddress })}
            disabled={fixed}
          />
        </Field>
        <Field label={t('channels.entity')} hint={t('channels.entity hint')}>
          <Select
            value={typed.legalEntityId ?? ''}
            onChange={(id) => set({ legalEntityId: id || null })}
            none={t('channels.whole organisation')}
            choices={legalEntities.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        {pace('perHour')}
        {pace('perDomainPerHour')}
        {pace('connections')}
        <Check label={t('channels.active')} checked={typed.active} onChange={(active) => set({ active })} />
      </div>
    </Dialog>
  );
}

function settingsOf(account: ListedAccount): AccountSettings {
  const { name, senderName, senderAddress, legalEntityId, perHour, perDomainPerHour, connections, active } = account;
  return { name, senderName, senderAddress, legalEntityId, perHour, perDomainPerHour, connections, active };
}
