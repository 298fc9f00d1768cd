import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { savesBy } from '../../components/data-table/save-by.ts';
import { httpSource } from '../../components/data-table/source.ts';
import { useNarrowed } from '../../components/data-table/use-narrowed.ts';
import { Empty, Head, Page } from '../../components/page.tsx';
import { useNewFromAddress } from '../../components/new-from-address.ts';
import { useWords } from '../../components/words.ts';
import { CalendarDialog } from './calendar-dialog.tsx';
import { NewTask } from '../task/new-task.tsx';
import { cells, lookedAt, lookOf } from './task-table.tsx';
import { useSingleKeys } from '../../components/keys.ts';

const source = httpSource('tasks');
const saving = savesBy({
  path: '/tasks',
  under: 'change',
  names: { category: 'categoryId' },
  recordIn: (answer) => (answer as { task: { version: number } }).task,
});

/** One list for tasks and for what came of them. */
export default function Tasks() {
  const { t } = useWords();
  const [making, setMaking] = useNewFromAddress();
  const [subscribing, setSubscribing] = useState(false);
  const [made, setMade] = useState(0);
  const narrowed = useNarrowed('tasks');
  useSingleKeys({ n: () => setMaking(true) });
  const make = (
    <Button kind="main" icon="plus" keys="N" onClick={() => setMaking(true)}>
      {t('tasks.new')}
    </Button>
  );
  return (
    <Page title={t('tasks.title')} wide>
      <DataTable
        source={source}
        label={t('tasks.title')}
        titleField="title"
        to={({ id }) => `/admin/tasks/${id}`}
        cells={cells}
        look={lookOf}
        alsoReads={lookedAt}
        saving={saving}
        stale={made}
        {...narrowed}
        head={(count, clipboard) => (
          <Head title={t('tasks.title')} beside={count}>
            <Button icon="calendar" onClick={() => setSubscribing(true)}>
              {t('tasks.subscribe')}
            </Button>
            {clipboard}
            {make}
          </Head>
        )}
        empty={
          <Empty icon="tasks" title={t('tasks.empty')} text={t('tasks.empty text')}>
            {make}
          </Empty>
        }
      />
      {making ? <NewTask onClose={() => setMaking(false)} onMade={() => setMade(made + 1)} /> : null}
      {subscribing ? <CalendarDialog onClose={() => setSubscribing(false)} /> : null}
    </Page>
  );
}
