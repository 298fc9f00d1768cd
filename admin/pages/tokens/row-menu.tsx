import React from 'react';
import { useNavigate } from 'react-router-dom';
import type { RowMenuProps } from '../../components/data-table/use-row-menu.ts';
import { ActionMenu } from '../../components/popover.tsx';
import { useWords } from '../../components/words.ts';

type TokenMenuProps = RowMenuProps & { readonly onRevoke: () => void };

/** What may be done with the token of a row. */
export function TokenMenu({ row, anchor, onClose, onRevoke }: TokenMenuProps) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { name, state, user } = row.values;
  const owner = user as { readonly id: string; readonly name: string };
  const revoke = { label: t('tokens.revoke'), icon: 'lock', onChoose: onRevoke } as const;
  return (
    <ActionMenu
      label={t('table.menu of', { name: String(name) })}
      anchor={anchor}
      onClose={onClose}
      items={[
        ...(state === 'works' ? [revoke] : []),
        { label: owner.name, icon: 'person', onChoose: () => void navigate(`/admin/users/${owner.id}`) },
      ]}
    />
  );
}
