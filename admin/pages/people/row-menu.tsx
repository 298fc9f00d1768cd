import React from 'react';
import { useNavigate } from 'react-router-dom';
import { calls } from '../../components/calls.ts';
import { RecordMenu, type RecordItem } from '../../components/data-table/record-menu.tsx';
import type { RowMenuProps } from '../../components/data-table/use-row-menu.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { LetterStart } from '../../components/letter-start.ts';
import type { PersonCard } from '../../../db/people.ts';

const NewTask = React.lazy(() => import('../task/new-task.tsx').then((it) => ({ default: it.NewTask })));
/** A letter is the page's, which stays when the menu is gone: one that was sent may be taken back. */
type PersonMenuProps = RowMenuProps & { readonly onWrite: (start: LetterStart) => void };

/** What may be done with the person of a row. */
export function PersonMenu({ row, onDone, onWrite, ...menu }: PersonMenuProps) {
  const itemsOf = useItems(onWrite);
  return (
    <RecordMenu<PersonCard, 'task'>
      {...menu}
      path={`/people/${row.id}`}
      nameOf={({ firstName, lastName }) => [firstName, lastName].filter(Boolean).join(' ')}
      items={itemsOf}
      dialog={({ record, close }) => (
        <NewTask start={{ company: companyOf(record), personId: record.id }} onClose={close} onMade={onDone} />
      )}
    />
  );
}

function companyOf({ companyId, companyName }: PersonCard) {
  return { id: companyId, name: companyName };
}

function useItems(onWrite: PersonMenuProps['onWrite']) {
  const { t } = useWords();
  const { may } = useViewer();
  const navigate = useNavigate();
  return (person: PersonCard, open: (part: 'task') => void): readonly RecordItem[] => {
    const good = (kind: string) => person.contactPoints.find((point) => point.kind === kind && point.state === 'good');
    const phone = good('phone')?.normalised;
    return [
      {
        label: t('company.call'),
        icon: 'phone',
        may: phone !== undefined,
        onChoose: () => {
          calls(companyOf(person)).onClick();
          location.assign(`tel:${phone}`);
        },
      },
      {
        label: t('company.write'),
        icon: 'mail',
        may: may('message.send') && good('email') !== undefined,
        onChoose: () => onWrite({ companyId: person.companyId, to: person.id }),
      },
      { label: t('customer.new task'), icon: 'tasks', may: may('task.edit'), onChoose: () => open('task') },
      {
        label: t('company.edit'),
        icon: 'edit',
        may: may('company.edit'),
        onChoose: () => void navigate(`/admin/people/${person.id}?edit=1`),
      },
    ];
  };
}
