import React from 'react';
import { RecordMenu, type RecordItem } from '../../components/data-table/record-menu.tsx';
import type { RowMenuProps } from '../../components/data-table/use-row-menu.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { RecurrenceShown } from '../../../db/recurrence-page.ts';

const EndRecurrence = React.lazy(() =>
  import('../task/end-recurrence.tsx').then((it) => ({ default: it.EndRecurrence })),
);

/** What may be done with work that comes again, without leaving the list. */
export function RecurrenceMenu({ row, onDone, ...menu }: RowMenuProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const items = ({ endedAt }: RecurrenceShown, open: (part: 'end') => void): readonly RecordItem[] => [
    {
      label: t('recurring.end'),
      icon: 'close',
      may: may('task.edit') && endedAt === null,
      onChoose: () => open('end'),
    },
  ];
  return (
    <RecordMenu<RecurrenceShown, 'end'>
      {...menu}
      path={`/recurrences/${row.id}`}
      nameOf={() => String(row.values['title'] ?? '')}
      items={items}
      dialog={({ record, close }) => <EndRecurrence id={record.id} onClose={close} onEnded={onDone} />}
    />
  );
}
