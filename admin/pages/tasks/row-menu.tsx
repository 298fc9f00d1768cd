import React from 'react';
import { RecordMenu, type RecordItem } from '../../components/data-table/record-menu.tsx';
import type { RowMenuProps } from '../../components/data-table/use-row-menu.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';

const EditTask = React.lazy(() => import('../task/edit-task.tsx').then((it) => ({ default: it.EditTask })));
const repeating = () => import('../task/repeat-dialog.tsx');
const CancelDialog = React.lazy(() => repeating().then((it) => ({ default: it.CancelDialog })));
const RepeatDialog = React.lazy(() => repeating().then((it) => ({ default: it.RepeatDialog })));
const PostponeDialog = React.lazy(() =>
  import('../work/postpone-dialog.tsx').then((it) => ({ default: it.PostponeDialog })),
);
const HandOverDialog = React.lazy(() =>
  import('../work/hand-over-dialog.tsx').then((it) => ({ default: it.HandOverDialog })),
);

type Part = 'edit' | 'postpone' | 'hand over' | 'repeat' | 'drop';

/** What may be done with the task of a row. */
export function TaskMenu({ row, onDone, ...menu }: RowMenuProps) {
  const itemsOf = useItems();
  return (
    <RecordMenu<WorkScreen, Part>
      {...menu}
      path={`/tasks/${row.id}`}
      nameOf={({ task }) => task.title}
      items={itemsOf}
      dialog={({ record: screen, part, reload, close }) => {
        const { task } = screen;
        const done = () => {
          close();
          onDone();
        };
        const saved = () => {
          reload();
          onDone();
        };
        if (part === 'edit') return <EditTask screen={screen} onClose={close} onSaved={saved} />;
        if (part === 'postpone') return <PostponeDialog task={task} onClose={close} onDone={done} />;
        if (part === 'hand over') return <HandOverDialog task={task} onClose={close} onDone={done} />;
        if (part === 'repeat') return <RepeatDialog task={task} onClose={close} />;
        return <CancelDialog task={task} onClose={close} onDone={done} />;
      }}
    />
  );
}

function useItems() {
  const { t } = useWords();
  const { may } = useViewer();
  return ({ task }: WorkScreen, open: (part: Part) => void): readonly RecordItem[] => {
    const works = may('task.edit');
    const isOpen = works && task.state === 'open';
    const byHand = works && task.effectKey === null;
    return [
      { label: t('task.edit'), icon: 'edit', may: isOpen, onChoose: () => open('edit') },
      { label: t('work.postpone'), icon: 'clock', may: isOpen, onChoose: () => open('postpone') },
      { label: t('work.hand over'), icon: 'users', may: isOpen, onChoose: () => open('hand over') },
      { label: t('task.repeat'), icon: 'reload', may: byHand, onChoose: () => open('repeat') },
      { label: t('task.drop'), icon: 'trash', danger: true, may: byHand && isOpen, onChoose: () => open('drop') },
    ];
  };
}
