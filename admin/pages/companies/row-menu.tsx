import React from 'react';
import { useNavigate } from 'react-router-dom';
import { calls } from '../../components/calls.ts';
import { RecordMenu, type RecordItem } from '../../components/data-table/record-menu.tsx';
import type { RowMenuProps } from '../../components/data-table/use-row-menu.ts';
import { Dialog } from '../../components/dialog.tsx';
import { reachedAt } from '../../components/reached-at.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { LetterStart } from '../../components/letter-start.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import { DeleteCompany } from '../company/delete-company.tsx';
import { AddNote } from '../company/notes.tsx';
import { NewTask } from '../task/new-task.tsx';

type Part = 'task' | 'note' | 'delete';
/** A letter is the page's, which stays when the menu is gone: one that was sent may be taken back. */
type CompanyMenuProps = RowMenuProps & { readonly onWrite: (start: LetterStart) => void };

/** What may be done with the customer of a row. */
export function CompanyMenu({ row, onDone, onWrite, ...menu }: CompanyMenuProps) {
  const { t } = useWords();
  const toast = useToast();
  const itemsOf = useItems(onWrite);
  return (
    <RecordMenu<CompanyCard, Part>
      {...menu}
      path={`/companies/${row.id}`}
      nameOf={({ name }) => name}
      items={itemsOf}
      dialog={({ record: card, part, close }) => {
        if (part === 'task')
          return <NewTask start={{ company: { id: card.id, name: card.name } }} onClose={close} onMade={onDone} />;
        if (part === 'delete') return <DeleteCompany company={card} onClose={close} onChange={onDone} />;
        return (
          <Dialog title={t('customer.note about', { name: card.name })} onClose={close}>
            <AddNote
              companyId={card.id}
              onDone={() => {
                toast(t('customer.note kept'));
                close();
              }}
            />
          </Dialog>
        );
      }}
    />
  );
}

function useItems(onWrite: CompanyMenuProps['onWrite']) {
  const { t } = useWords();
  const { may } = useViewer();
  const navigate = useNavigate();
  return (card: CompanyCard, open: (part: Part) => void): readonly RecordItem[] => {
    const [phone, email] = [reachedAt(card, 'phone'), reachedAt(card, 'email')];
    const page = `/admin/companies/${card.id}`;
    return [
      {
        label: phone?.person ? t('company.call person', phone.person) : t('company.call'),
        icon: 'phone',
        may: phone !== undefined,
        onChoose: () => {
          calls(card).onClick();
          location.assign(`tel:${phone?.normalised}`);
        },
      },
      {
        label: email?.person ? t('company.write person', email.person) : t('company.write'),
        icon: 'mail',
        may: may('message.send') && email !== undefined,
        onChoose: () => onWrite({ companyId: card.id, ...(email?.person ? { to: email.person.id } : {}) }),
      },
      { label: t('customer.new task'), icon: 'tasks', may: may('task.edit'), onChoose: () => open('task') },
      { label: t('customer.add note'), icon: 'note', may: may('company.edit'), onChoose: () => open('note') },
      {
        label: t('company.edit'),
        icon: 'edit',
        may: may('company.edit'),
        onChoose: () => void navigate(`${page}?edit=1`),
      },
      {
        label: t('merge.open'),
        icon: 'link',
        may: may('company.merge'),
        onChoose: () => void navigate(`${page}/merge`),
      },
      {
        label: t('customer.delete'),
        icon: 'trash',
        danger: true,
        may: may('company.delete'),
        onChoose: () => open('delete'),
      },
    ];
  };
}
