import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem, Select } from '../../components/field.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useUndone } from '../../components/undone.ts';
import { useViewer } from '../../components/viewer.ts';
import { WithPlus } from '../../components/with-plus.tsx';
import { useWords } from '../../components/words.ts';
import type { GroupOfCompany } from '../../../db/company-card.ts';
import type { PartProps } from './shapes.ts';

/** The groups that the customer is in; joined and left in place by whoever may. */
export function Groups({ card, onChange }: PartProps) {
  const { t } = useWords();
  const mayEdit = useViewer().may('company.edit');
  const [joining, setJoining] = useState(false);
  const { run, busy, refused } = useAction();
  const undone = useUndone(onChange);
  if (card.groups.length === 0 && !mayEdit) return null;
  const members = { members: [{ companyId: card.id }] };
  const join = (groupId: string) => call('POST', `/groups/${groupId}/members`, members);
  const leave = ({ id, name }: GroupOfCompany) =>
    run(async () => {
      await call('DELETE', `/groups/${id}/members`, members);
      undone(t('customer.left group', { name }), () => join(id));
      onChange();
    });
  const joined = (groupId: string) =>
    run(async () => {
      await join(groupId);
      setJoining(false);
      onChange();
    });
  return (
    <Card
      title={t('company.groups')}
      actions={
        mayEdit ? (
          <Button
            kind="quiet"
            size="small"
            icon="plus"
            label={t('customer.join group')}
            onClick={() => setJoining(!joining)}
          />
        ) : null
      }
    >
      {card.groups.length === 0 && !joining ? <span className="muted small">{t('customer.no groups')}</span> : null}
      <div className="bar">
        {card.groups.map((group) => (
          <span key={group.id} className="tag">
            <Link to={`/admin/members?groupId=${group.id}`}>{group.name}</Link>
            {mayEdit && group.itself ? (
              <Button
                kind="quiet"
                size="small"
                icon="close"
                disabled={busy}
                label={t('customer.leave group', { name: group.name })}
                onClick={() => void leave(group)}
              />
            ) : null}
          </span>
        ))}
      </div>
      {joining ? <Joining groups={card.groups} onJoin={(id) => void joined(id)} /> : null}
      <Problem>{refused?.message}</Problem>
    </Card>
  );
}

type JoiningProps = { readonly groups: readonly GroupOfCompany[]; readonly onJoin: (groupId: string) => void };

/** The groups that the customer is not in yet, and a new one in place. */
function Joining({ groups, onJoin }: JoiningProps) {
  const { t } = useWords();
  const { value } = useRead<{ rows: { id: string; name: string }[] }>('/groups');
  const inside = new Set(groups.filter(({ itself }) => itself).map(({ id }) => id));
  const choices = (value?.rows ?? [])
    .filter(({ id }) => !inside.has(id))
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <WithPlus
      label={t('finder.new group')}
      may
      dialog={(close) => (
        <NameDialog
          title={t('finder.new group')}
          path="/groups"
          onClose={close}
          onAdded={({ id }) => {
            close();
            onJoin(id);
          }}
        />
      )}
    >
      <Select
        label={t('customer.which group')}
        value=""
        none={t('customer.which group')}
        onChange={(id) => id && onJoin(id)}
        choices={choices}
      />
    </WithPlus>
  );
}
