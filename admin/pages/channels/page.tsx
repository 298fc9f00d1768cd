import React, { useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { MailTroubles } from '../../components/mail-troubles.tsx';
import { Card, Empty, Head, Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { ListedAccount } from '../../../db/channel-settings.ts';
import type { MailTrouble } from '../../../db/mail-troubles.ts';
import { AccountForm, type LegalEntity } from './account-form.tsx';
import { TryAccount } from './try-account.tsx';

type Listed = {
  readonly rows: readonly ListedAccount[];
  readonly legalEntities: readonly LegalEntity[];
  readonly mailTroubles: readonly MailTrouble[];
};

/** Accounts through which messages go out: who sends, how fast, and a button to try each. */
export default function Channels() {
  const { t } = useWords();
  const { value, error, reload } = useRead<Listed>('/channels');
  const [editing, setEditing] = useState<ListedAccount | 'new'>();
  const [trying, setTrying] = useState<ListedAccount>();
  const add = (
    <Button kind="main" icon="plus" onClick={() => setEditing('new')}>
      {t('channels.new')}
    </Button>
  );
  return (
    <Page title={t('settings.channels')}>
      <Head
        title={t('settings.channels')}
        second={t('channels.lead')}
        back={{ to: '/admin/settings', label: t('room.settings') }}
      >
        {add}
      </Head>
      <Problem>{error?.message}</Problem>
      {value || error ? null : <Skeleton rows={6} height={34} />}
      {value?.rows.length === 0 ? (
        <Empty icon="mail" title={t('channels.empty')} text={t('channels.empty text')}>
          {add}
        </Empty>
      ) : null}
      <div className="channels">
        {value?.rows.map((account) => (
          <Account
            key={account.id}
            account={account}
            legalEntities={value.legalEntities}
            troubles={value.mailTroubles.filter(({ accountId }) => accountId === account.id)}
            onEdit={() => setEditing(account)}
            onTry={() => setTrying(account)}
          />
        ))}
      </div>
      {editing ? (
        <AccountForm
          before={editing === 'new' ? undefined : editing}
          legalEntities={value?.legalEntities ?? []}
          onClose={() => setEditing(undefined)}
          onSaved={() => {
            setEditing(undefined);
            reload();
          }}
        />
      ) : null}
      {trying ? (
        <TryAccount
          account={trying}
          onClose={() => {
            setTrying(undefined);
            reload();
          }}
        />
      ) : null}
    </Page>
  );
}

type AccountProps = {
  readonly account: ListedAccount;
  readonly legalEntities: readonly LegalEntity[];
  readonly troubles: readonly MailTrouble[];
  readonly onEdit: () => void;
  readonly onTry: () => void;
};

function Account({ account, legalEntities, troubles, onEdit, onTry }: AccountProps) {
  const { t, number } = useWords();
  const { name, senderName, senderAddress, active } = account;
  const entity = legalEntities.find(({ id }) => id === account.legalEntityId);
  const state = !active ? 'off' : troubles.length > 0 ? 'waits' : 'works';
  const tones = { works: 'green', waits: 'orange' } as const;
  const facts: readonly (readonly [string, string])[] = [
    [t('channels.sender'), senderName ? `${senderName} <${senderAddress}>` : senderAddress],
    [t('channels.entity'), entity?.name ?? t('channels.whole organisation')],
    [
      t('channels.pace'),
      t('channels.pace of', { hour: number(account.perHour), domain: number(account.perDomainPerHour) }),
    ],
    [t('channels.connections'), number(account.connections)],
    [t('channels.last hour'), number(account.sentLastHour)],
    [t('channels.waiting'), account.planned > 10_000 ? `${number(10_000)}+` : number(account.planned)],
  ];
  return (
    <Card
      title={name}
      beside={<Tag {...(state === 'off' ? {} : { tone: tones[state] })}>{t(`channels.state.${state}`)}</Tag>}
      actions={
        <span className="bar">
          <Button size="small" icon="mail" disabled={!active} onClick={onTry}>
            {t('channels.try')}
          </Button>
          <Button size="small" icon="edit" label={t('channels.edit', { name })} onClick={onEdit} />
        </span>
      }
    >
      <MailTroubles troubles={troubles} here />
      <dl className="channel-facts">
        {facts.map(([label, fact]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
