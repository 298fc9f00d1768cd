import React from 'react';
import { useNavigate } from 'react-router-dom';
import type { RowMenuProps } from '../../components/data-table/use-row-menu.ts';
import { ActionMenu } from '../../components/popover.tsx';
import { useWords } from '../../components/words.ts';

type GroupMenuProps = RowMenuProps & {
  readonly onEdit: () => void;
  readonly onDelete: () => void;
  readonly membersAt: string;
};

/** What may be done with the group of a row. */
export function GroupMenu({ row, anchor, onClose, onEdit, onDelete, membersAt }: GroupMenuProps) {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <ActionMenu
      label={t('table.menu of', { name: String(row.values['name']) })}
      anchor={anchor}
      onClose={onClose}
      items={[
        { label: t('groups.open members'), icon: 'customers', onChoose: () => void navigate(membersAt) },
        { label: t('groups.change'), icon: 'edit', onChoose: onEdit },
        { label: t('groups.delete'), icon: 'trash', danger: true, onChoose: onDelete },
      ]}
    />
  );
}
