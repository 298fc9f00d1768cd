import React, { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { calls } from '../../components/calls.ts';
import type { RowMenuProps } from '../../components/data-table/use-row-menu.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ActionMenu, type MenuItem } from '../../components/popover.tsx';
import { useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import { DeleteCompany } from '../company/delete-company.tsx';
import { AddNote } from '../company/notes.tsx';
import { NewTask } from '../task/new-task.tsx';

type Part = 'menu' | 'task' | 'note' | 'delete';
/** A letter is the page's, which stays when the menu is gone: one that was sent may be taken back. */
type CompanyMenuProps = RowMenuProps & { readonly onWrite: (companyId: string) => void };

/** What may be done with the customer of a row, without leaving the list (S1-13). The customer is read when the menu opens. */
export function CompanyMenu({ row, anchor, onClose, onDone, onWrite }: CompanyMenuProps) {
  const { t } = useWords();
  const toast = useToast();
  const [part, setPart] = useState<Part | undefined>('menu');
  const { value: card, error } = useRead<CompanyCard>(`/companies/${row.id}`);
  const items = useItems(card, { open: setPart, onWrite });
  const close = () => setPart(undefined);
  useEffect(() => {
    if (error) toast(error.message, { tone: 'red' });
    if (error || part === undefined) onClose();
  }, [error, part]);
  if (!card) return null;
  const company = { id: card.id, name: card.name };
  return (
    <>
      {part === 'menu' ? (
        <ActionMenu
          label={t('table.menu of', { name: card.name })}
          anchor={anchor}
          items={items}
          // The list closes itself before what was chosen opens.
          onClose={() => setPart((now) => (now === 'menu' ? undefined : now))}
        />
      ) : null}
      {part === 'task' ? <NewTask start={{ company }} onClose={close} onMade={onDone} /> : null}
      {part === 'note' ? (
        <Dialog title={t('customer.note about', { name: card.name })} onClose={close}>
          <AddNote
            companyId={card.id}
            onDone={() => {
              toast(t('customer.note kept'));
              close();
            }}
          />
        </Dialog>
      ) : null}
      {part === 'delete' ? <DeleteCompany company={card} onClose={close} onChange={onDone} /> : null}
    </>
  );
}

type Choosing = Pick<CompanyMenuProps, 'onWrite'> & { readonly open: (part: Part) => void };

function useItems(card: CompanyCard | undefined, { open, onWrite }: Choosing): readonly MenuItem[] {
  const { t } = useWords();
  const { may } = useViewer();
  const navigate = useNavigate();
  if (!card) return [];
  const good = (kind: string) => card.contactPoints.find((point) => point.kind === kind && point.state === 'good');
  const phone = good('phone')?.normalised;
  const page = `/admin/companies/${card.id}`;
  const items: readonly (MenuItem & { readonly may: boolean })[] = [
    {
      label: t('company.call'),
      icon: 'phone',
      may: phone !== undefined,
      onChoose: () => {
        calls(card).onClick();
        location.assign(`tel:${phone}`);
      },
    },
    {
      label: t('company.write'),
      icon: 'mail',
      may: may('message.send') && good('email') !== undefined,
      onChoose: () => onWrite(card.id),
    },
    { label: t('customer.new task'), icon: 'tasks', may: may('task.edit'), onChoose: () => open('task') },
    { label: t('customer.add note'), icon: 'note', may: may('company.edit'), onChoose: () => open('note') },
    {
      label: t('company.edit'),
      icon: 'edit',
      may: may('company.edit'),
      onChoose: () => void navigate(`${page}?edit=1`),
    },
    { label: t('merge.open'), icon: 'link', may: may('company.merge'), onChoose: () => void navigate(`${page}/merge`) },
    {
      label: t('customer.delete'),
      icon: 'trash',
      danger: true,
      may: may('company.delete'),
      onChoose: () => open('delete'),
    },
  ];
  return items.filter((item) => item.may);
}
