import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CountLink, type DrawCell } from '../../components/data-table/cell.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { withValue, type SaveCell } from '../../components/data-table/save-by.ts';
import { callAlone } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { ListRow } from '../../../domain/lists/shapes.ts';
import { DeleteGroup } from './delete-group.tsx';
import { GroupDialog, groupOf } from './group-dialog.tsx';
import { GroupMenu } from './row-menu.tsx';

const lookedAt = ['name', 'category', 'description'];

/** Groups of customers: whom a campaign or a bulk action can name at once. A row leads to who is in it. */
export default function Groups() {
  const { t } = useWords();
  const { may } = useViewer();
  const [opened, setOpened] = useState<ListRow | 'new'>();
  const [leaving, setLeaving] = useState<ListRow>();
  const [changes, setChanges] = useState(0);
  return (
    <ListPage
      kind="groups"
      title={t('settings.groups')}
      second={t('groups.lead')}
      titleField="name"
      to={({ id }) => membersOf(id)}
      cells={cells}
      saving={saving}
      alsoReads={lookedAt}
      stale={changes}
      rowMenu={(props) => (
        <GroupMenu
          {...props}
          onEdit={() => setOpened(props.row)}
          onDelete={() => setLeaving(props.row)}
          membersAt={membersOf(props.row.id)}
        />
      )}
      back={
        may('settings.edit')
          ? { to: '/admin/settings', label: t('room.settings') }
          : { to: '/admin/companies', label: t('companies.title') }
      }
      make={
        <Button kind="main" icon="plus" onClick={() => setOpened('new')}>
          {t('groups.new')}
        </Button>
      }
      empty={{ icon: 'customers', title: t('groups.none'), text: t('groups.none text') }}
    >
      {opened ? (
        <GroupDialog
          edited={opened === 'new' ? undefined : groupOf(opened)}
          onClose={() => setOpened(undefined)}
          onSaved={() => {
            setOpened(undefined);
            setChanges(changes + 1);
          }}
        />
      ) : null}
      {leaving ? (
        <DeleteGroup
          group={groupOf(leaving)}
          onClose={() => setLeaving(undefined)}
          onDeleted={() => {
            setLeaving(undefined);
            setChanges(changes + 1);
          }}
        />
      ) : null}
    </ListPage>
  );
}

function membersOf(id: string): string {
  return `/admin/members?groupId=${id}`;
}

const cells: Readonly<Record<string, DrawCell>> = {
  members: ({ id, values }) => <CountLink to={membersOf(id)} count={Number(values['members'])} />,
};

/** A group is saved as a whole: what its cells do not change is sent as it stands. */
const saving: SaveCell = {
  async save(row, field, value) {
    const { id, version, ...group } = groupOf(row);
    await callAlone('PUT', `/groups/${id}`, { ...group, [field.id]: value, version });
    return withValue({ ...row, version: version + 1 }, field, value);
  },
};
