import React from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { CountLink } from '../../components/data-table/cell.tsx';
import { Problem } from '../../components/field.tsx';
import { Head, Page } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { Profile } from '../../../db/profiles.ts';

/** Every profile of rights, the shipped ones first. */
export default function Profiles() {
  const words = useWords();
  const { t } = words;
  const { value, error } = useRead<{ rows: Profile[] }>('/profiles');
  return (
    <Page title={t('profile.title')}>
      <Head
        title={t('profile.title')}
        second={t('profile.lead')}
        back={{ to: '/admin/settings', label: t('room.settings') }}
      >
        <Button kind="main" icon="plus" to="/admin/profiles/new">
          {t('profile.new')}
        </Button>
      </Head>
      {error ? <Problem>{error.message}</Problem> : null}
      <Table label={t('profile.title')} columns={columnsOf(words)} rows={value?.rows} rowId={({ code }) => code} />
    </Page>
  );
}

function columnsOf({ t, language }: Words): Column<Profile>[] {
  return [
    {
      id: 'name',
      head: t('shape.name'),
      phone: 'title',
      to: ({ code }) => `/admin/profiles/${code}`,
      cell: ({ name }) => name[language],
    },
    {
      id: 'shipped',
      head: '',
      width: 130,
      phone: 'hide',
      cell: ({ shipped }) => (shipped ? <Tag tone="accent">{t('profile.shipped')}</Tag> : null),
    },
    { id: 'scope', head: t('profile.scope'), spare: true, cell: ({ scope }) => t(`profile.scope.${scope}`) },
    {
      id: 'rights',
      head: t('profile.rights'),
      width: 130,
      cell: ({ rights }) => t('profile.right count', { count: rights.length }),
    },
    {
      id: 'users',
      head: t('profile.people'),
      numeric: true,
      width: 100,
      phone: 'corner',
      cell: ({ code, users }) => <CountLink to={`/admin/users?active=yes&profile=${code}`} count={users} />,
    },
  ];
}
