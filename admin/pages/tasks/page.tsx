import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { savesBy, type SaveCell } from '../../components/data-table/save-by.ts';
import { useAskedInAddress, useNewFromAddress } from '../../components/new-from-address.ts';
import { askParticipants } from '../../components/participants-asked.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { CalendarDialog } from './calendar-dialog.tsx';
import { NewTask } from '../task/new-task.tsx';
import { TaskMenu } from './row-menu.tsx';
import { cells, lookedAt, lookOf } from './task-table.tsx';
import { useSingleKeys } from '../../components/keys.ts';

const cell = savesBy({
  path: '/tasks',
  under: 'change',
  names: { category: 'categoryId' },
  recordIn: (answer) => (answer as { task: { version: number } }).task,
});

/** What is typed into the list is asked about like what is typed into the form (rule 32). */
const saving: SaveCell = {
  ...cell,
  async save(row, field, value) {
    const saved = await cell.save(row, field, value);
    void askParticipants({ ids: [row.id] });
    return saved;
  },
};

/** One list for tasks and for what came of them. */
export default function Tasks() {
  const { t } = useWords();
  const works = useViewer().may('task.edit');
  const [making, setMaking] = useNewFromAddress();
  const [recording, setRecording] = useState(false);
  useAskedInAddress('contact', () => setRecording(works));
  const [subscribing, setSubscribing] = useState(false);
  const [made, setMade] = useState(0);
  useSingleKeys({ n: () => setMaking(true) }, works);
  const make = works ? (
    <Button kind="main" icon="plus" keys="N" onClick={() => setMaking(true)}>
      {t('tasks.new')}
    </Button>
  ) : null;
  return (
    <ListPage
      kind="tasks"
      title={t('tasks.title')}
      titleField="title"
      cells={cells}
      look={lookOf}
      alsoReads={lookedAt}
      saving={saving}
      rowMenu={(props) => <TaskMenu {...props} />}
      stale={made}
      make={make}
      buttons={
        <>
          <Button icon="reload" to="/admin/tasks/recurring">
            {t('recurring.title')}
          </Button>
          <Button icon="calendar" onClick={() => setSubscribing(true)}>
            {t('tasks.subscribe')}
          </Button>
        </>
      }
      empty={{ icon: 'tasks', title: t('tasks.empty'), text: t('tasks.empty text') }}
    >
      {making && works ? <NewTask onClose={() => setMaking(false)} onMade={() => setMade(made + 1)} /> : null}
      {recording ? <NewTask contact onClose={() => setRecording(false)} onMade={() => setMade(made + 1)} /> : null}
      {subscribing ? <CalendarDialog onClose={() => setSubscribing(false)} /> : null}
    </ListPage>
  );
}
