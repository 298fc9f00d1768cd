import React from 'react';
import { startOf } from '../transaction/shapes.ts';
import { RecordMenu, type RecordItem } from '../../components/data-table/record-menu.tsx';
import type { RowMenuProps } from '../../components/data-table/use-row-menu.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { LetterStart } from '../../components/letter-start.ts';
import type { TransactionPage } from '../../../db/transaction-page.ts';

const NewTask = React.lazy(() => import('../task/new-task.tsx').then((it) => ({ default: it.NewTask })));
/** A letter is the page's, which stays when the menu is gone: one that was sent may be taken back. */
type TransactionMenuProps = RowMenuProps & { readonly onWrite: (start: LetterStart) => void };

/** What may be undertaken about the document of a row. */
export function TransactionMenu({ row, onDone, onWrite, ...menu }: TransactionMenuProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const nameOf = ({ kind, number, title, externalId }: TransactionPage) =>
    `${t(`customer.transaction.${kind}`)} ${number ?? title ?? externalId}`;
  const items = (document: TransactionPage, open: (part: 'task') => void): readonly RecordItem[] => {
    const { id, companyId, link } = document;
    return [
      { label: t('customer.new task'), icon: 'tasks', may: may('task.edit'), onChoose: () => open('task') },
      {
        label: t('company.write'),
        icon: 'mail',
        may: may('message.send'),
        onChoose: () => onWrite({ companyId, transactionId: id, subject: nameOf(document) }),
      },
      {
        label: t('document.source'),
        icon: 'link',
        may: link !== null,
        onChoose: () => void window.open(link!, '_blank', 'noopener'),
      },
    ];
  };
  return (
    <RecordMenu<TransactionPage, 'task'>
      {...menu}
      path={`/transactions/${row.id}`}
      nameOf={nameOf}
      items={items}
      dialog={({ record, close }) => (
        <NewTask start={startOf(record, nameOf(record))} onClose={close} onMade={onDone} />
      )}
    />
  );
}
