import React from 'react';
import { RecordMenu, type RecordItem } from '../../components/data-table/record-menu.tsx';
import type { RowMenuProps } from '../../components/data-table/use-row-menu.ts';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CasePage } from '../../../db/case-page.ts';
import type { CaseStage } from '../../../db/case-stages.ts';

const NewTask = React.lazy(() => import('../task/new-task.tsx').then((it) => ({ default: it.NewTask })));
const CaseDialogs = React.lazy(() => import('../case/dialogs.tsx').then((it) => ({ default: it.CaseDialogs })));

type Part = 'edit' | 'hand over' | 'close' | 'reopen' | 'task';

/** What may be done with the case of a row. */
export function CaseMenu({ row, onDone, ...menu }: RowMenuProps) {
  const { value: stages } = useRead<{ rows: CaseStage[] }>('/case-stages');
  const itemsOf = useItems();
  return (
    <RecordMenu<CasePage, Part>
      {...menu}
      path={`/cases/${row.id}`}
      nameOf={({ number, name }) => `${number} ${name}`}
      items={itemsOf}
      dialog={({ record: found, part, open, close }) =>
        part === 'task' ? (
          <NewTask start={startOf(found)} onClose={close} onMade={onDone} />
        ) : (
          <CaseDialogs
            found={found}
            stages={stages?.rows ?? []}
            opened={part}
            onClose={close}
            onTask={() => open('task')}
            onChange={onDone}
          />
        )
      }
    />
  );
}

function startOf({ id, number, name, companies }: CasePage) {
  const home = companies.find(({ isHome }) => isHome);
  return { case: { id, name: `${number} ${name}` }, company: home ? { id: home.id, name: home.name } : null };
}

function useItems() {
  const { t } = useWords();
  const { may } = useViewer();
  return ({ level, state }: CasePage, open: (part: Part) => void): readonly RecordItem[] => {
    const runs = level === 'run' && may('case.edit');
    const isOpen = state === 'open';
    return [
      {
        label: t('case.new task'),
        icon: 'tasks',
        may: isOpen && level !== 'read' && may('task.edit'),
        onChoose: () => open('task'),
      },
      { label: t('case.edit'), icon: 'edit', may: runs && isOpen, onChoose: () => open('edit') },
      { label: t('case.hand over'), icon: 'users', may: runs && isOpen, onChoose: () => open('hand over') },
      { label: t('case.close'), icon: 'check', may: runs && isOpen, onChoose: () => open('close') },
      { label: t('case.reopen'), icon: 'undo', may: runs && !isOpen, onChoose: () => open('reopen') },
    ];
  };
}
