import React, { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { Button, Face, Tag } from '../../components/button.tsx';
import { Problem, TextInput } from '../../components/field.tsx';
import { Empty, Head, Page } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table } from '../../components/table.tsx';
import type { Column } from '../../components/table.tsx';
import { useWords } from '../../components/words.ts';
import type { Words } from '../../components/words.ts';
import type { ListedUser } from '../../../db/user-lists.ts';

const choices = ['yes', 'no', 'all'] as const;

/** Who works here. */
export default function Users() {
  const words = useWords();
  const { t } = words;
  const [search] = useSearchParams();
  const active = search.get('active') ?? 'yes';
  const [typed, setTyped] = useState('');
  const { value, error } = useRead<{ rows: ListedUser[] }>(`/users?active=${active}&q=${encodeURIComponent(typed)}`);
  return (
    <Page title={t('users.title')}>
      <Head
        title={t('users.title')}
        beside={value ? <span className="muted">{words.number(value.rows.length)}</span> : null}
        back={{ to: '/admin/settings', label: t('room.settings') }}
      >
        <Button kind="main" icon="plus" to="/admin/users/new">
          {t('users.new')}
        </Button>
      </Head>
      <div className="bar filters">
        <div className="search">
          <TextInput
            kind="search"
            value={typed}
            onChange={setTyped}
            placeholder={t('users.find')}
            label={t('users.find')}
          />
        </div>
        {choices.map((choice) => (
          <Link
            key={choice}
            className={choice === active ? 'chip on' : 'chip'}
            to={choice === 'yes' ? '/admin/users' : `/admin/users?active=${choice}`}
            {...(choice === active ? { 'aria-current': 'true' } : {})}
          >
            {t(`users.active.${choice}`)}
          </Link>
        ))}
      </div>
      {error ? <Problem>{error.message}</Problem> : null}
      <Table
        label={t('users.title')}
        columns={columnsOf(words)}
        rows={value?.rows}
        rowId={({ id }) => id}
        rowClass={({ active: works }) => (works ? '' : 'done')}
        empty={<Empty icon="users" title={t('users.empty')} text={t('users.empty text')} />}
      />
    </Page>
  );
}

function columnsOf({ t, moment }: Words): Column<ListedUser>[] {
  return [
    {
      id: 'name',
      head: t('users.name'),
      phone: 'title',
      to: ({ id }) => `/admin/users/${id}`,
      cell: ({ name }) => (
        <>
          <Face name={name} /> {name}
        </>
      ),
    },
    { id: 'email', head: t('users.email'), cell: ({ email }) => <span className="second">{email}</span> },
    {
      id: 'role',
      head: t('users.role'),
      width: 156,
      phone: 'corner',
      cell: ({ role, active }) =>
        active ? (
          <Tag {...(role === 'administrator' ? { tone: 'accent' as const } : {})}>{t(`frame.role.${role}`)}</Tag>
        ) : (
          <Tag icon="lock">{t('users.inactive')}</Tag>
        ),
    },
    {
      id: 'superior',
      head: t('users.superior'),
      width: 180,
      spare: true,
      phone: 'hide',
      cell: ({ superiorName }) => superiorName,
    },
    {
      id: 'teams',
      head: t('users.teams'),
      width: 180,
      spare: true,
      phone: 'hide',
      cell: ({ teams }) => teams.join(', '),
    },
    {
      id: 'seen',
      head: t('users.seen'),
      width: 150,
      phone: 'hide',
      cell: ({ lastSeenAt }) => <span className="second">{lastSeenAt ? moment(lastSeenAt) : t('users.never')}</span>,
    },
  ];
}
