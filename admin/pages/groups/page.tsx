import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Card, Empty, Head, Page } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table } from '../../components/table.tsx';
import { useWords } from '../../components/words.ts';
import type { Group } from '../../../db/groups.ts';
import { GroupDialog } from './group-dialog.tsx';

/** Groups of customers: whom a campaign or a bulk action can name at once. */
export default function Groups() {
  const { t, number } = useWords();
  const { value, error, reload } = useRead<{ rows: Group[] }>('/groups');
  const [opened, setOpened] = useState<Group | 'new'>();
  const add = (
    <Button kind="main" icon="plus" onClick={() => setOpened('new')}>
      {t('groups.new')}
    </Button>
  );
  return (
    <Page title={t('settings.groups')}>
      <Head
        title={t('settings.groups')}
        second={t('groups.lead')}
        back={{ to: '/admin/settings', label: t('room.settings') }}
      >
        {add}
      </Head>
      <Problem>{error?.message}</Problem>
      <Card flush>
        <Table<Group>
          label={t('settings.groups')}
          rows={value?.rows}
          rowId={({ id }) => id}
          empty={
            <Empty icon="customers" title={t('groups.none')} text={t('groups.none text')}>
              {add}
            </Empty>
          }
          columns={[
            {
              id: 'name',
              head: t('groups.name'),
              phone: 'title',
              cell: (group) => (
                <button type="button" className="link-like strong" onClick={() => setOpened(group)}>
                  {group.name}
                </button>
              ),
            },
            { id: 'category', head: t('groups.category'), width: 180, cell: ({ category }) => category ?? '–' },
            {
              id: 'description',
              head: t('groups.description'),
              spare: true,
              cell: ({ description }) => description ?? '–',
            },
            {
              id: 'members',
              head: t('groups.members'),
              width: 120,
              numeric: true,
              phone: 'corner',
              // The number opens exactly its rows.
              cell: ({ id, members }) => (
                <Link className="link num" to={`/admin/companies?groupId=${id}`}>
                  {number(members)}
                </Link>
              ),
            },
          ]}
        />
      </Card>
      {opened ? (
        <GroupDialog
          edited={opened === 'new' ? undefined : opened}
          categories={[...new Set((value?.rows ?? []).flatMap(({ category }) => category ?? []))]}
          onClose={() => setOpened(undefined)}
          onSaved={() => {
            setOpened(undefined);
            reload();
          }}
        />
      ) : null}
    </Page>
  );
}
