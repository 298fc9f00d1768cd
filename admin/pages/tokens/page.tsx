import React, { useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty, Head, Page } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Table } from '../../components/table.tsx';
import type { Column } from '../../components/table.tsx';
import { useWords } from '../../components/words.ts';
import type { Words } from '../../components/words.ts';
import type { ListedToken } from '../../../db/tokens.ts';
import { NewToken } from './new-token.tsx';

/** Programs that may act in somebody's name. */
export default function Tokens() {
  const words = useWords();
  const { t } = words;
  const { value, error, reload } = useRead<{ rows: ListedToken[] }>('/tokens');
  const { run, busy, refused } = useAction();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ListedToken>();
  const add = (
    <Button kind="main" icon="plus" onClick={() => setMaking(true)}>
      {t('tokens.new')}
    </Button>
  );
  const revoke = async (token: ListedToken) => {
    await run(() => call('DELETE', `/tokens/${token.id}`));
    setRevoking(undefined);
    reload();
  };
  return (
    <Page title={t('settings.tokens')}>
      <Head
        title={t('settings.tokens')}
        second={t('tokens.lead')}
        back={{ to: '/admin/settings', label: t('room.settings') }}
      >
        {add}
      </Head>
      <Problem>{refused?.message ?? error?.message}</Problem>
      <Table
        label={t('settings.tokens')}
        columns={columnsOf(words, setRevoking)}
        rows={error ? [] : value?.rows}
        rowId={({ id }) => id}
        rowClass={({ revokedAt }) => (revokedAt ? 'done' : '')}
        empty={
          <Empty icon="key" title={t('tokens.empty')} text={t('tokens.empty text')}>
            {add}
          </Empty>
        }
      />
      {making ? <NewToken onClose={() => setMaking(false)} onMade={reload} /> : null}
      {revoking ? (
        <Confirm
          title={t('tokens.revoke title', { name: revoking.name })}
          verb={t('tokens.revoke')}
          danger
          busy={busy}
          onConfirm={() => void revoke(revoking)}
          onClose={() => setRevoking(undefined)}
        >
          {t('tokens.revoke text')}
        </Confirm>
      ) : null}
    </Page>
  );
}

function columnsOf({ t, moment, date }: Words, onRevoke: (token: ListedToken) => void): Column<ListedToken>[] {
  return [
    { id: 'name', head: t('tokens.name'), phone: 'title', cell: ({ name }) => <span className="title">{name}</span> },
    { id: 'user', head: t('tokens.user'), width: 200, cell: ({ userName }) => userName },
    {
      id: 'rights',
      head: t('tokens.rights'),
      width: 160,
      cell: ({ rights }) => <span title={rights.join(', ')}>{t('tokens.right count', { count: rights.length })}</span>,
    },
    {
      id: 'made',
      head: t('tokens.made'),
      width: 170,
      spare: true,
      phone: 'hide',
      cell: ({ createdAt }) => date(createdAt),
    },
    {
      id: 'used',
      head: t('tokens.used'),
      width: 150,
      phone: 'hide',
      cell: ({ lastUsedAt }) => <span className="second">{lastUsedAt ? moment(lastUsedAt) : t('users.never')}</span>,
    },
    { id: 'ends', head: t('tokens.ends'), width: 130, phone: 'hide', cell: ({ endsAt }) => date(endsAt) },
    {
      id: 'revoke',
      head: '',
      width: 120,
      phone: 'corner',
      cell: (token) =>
        token.revokedAt ? (
          <Tag icon="lock">{t('tokens.revoked')}</Tag>
        ) : Date.parse(token.endsAt) < Date.now() ? (
          <Tag icon="lock">{t('tokens.ended')}</Tag>
        ) : (
          <Button kind="quiet" size="small" onClick={() => onRevoke(token)}>
            {t('tokens.revoke')}
          </Button>
        ),
    },
  ];
}
