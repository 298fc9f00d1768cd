import React from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { CountLink, type DrawCell } from '../../components/data-table/cell.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { useWords } from '../../components/words.ts';
import type { ListRow } from '../../../domain/lists/shapes.ts';

const lookedAt = ['state'];

/** Who works here. */
export default function Users() {
  const { t } = useWords();
  return (
    <ListPage
      kind="users"
      title={t('users.title')}
      titleField="name"
      cells={cells}
      look={lookOf}
      alsoReads={lookedAt}
      back={{ to: '/admin/settings', label: t('room.settings') }}
      make={
        <Button kind="main" icon="plus" to="/admin/users/new">
          {t('users.new')}
        </Button>
      }
      empty={{ icon: 'users', title: t('users.empty'), text: t('users.empty text') }}
    />
  );
}

function lookOf({ values: { state } }: ListRow): string {
  return state === 'off' ? 'done' : '';
}

const cells: Readonly<Record<string, DrawCell>> = {
  state: ({ values: { state } }, { t }) => (state === 'off' ? <Tag icon="lock">{t('users.inactive')}</Tag> : undefined),
  lastSeen: ({ values: { lastSeen } }, { t }) =>
    lastSeen ? undefined : <span className="second">{t('users.never')}</span>,
  openTasks: ({ id, values }) => (
    <CountLink to={`/admin/tasks?who=all&list=open&ownerId=${id}`} count={Number(values['openTasks'])} />
  ),
};
