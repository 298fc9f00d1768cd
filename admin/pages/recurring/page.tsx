import React from 'react';
import type { DrawCell } from '../../components/data-table/cell.tsx';
import { RecordLink } from '../../components/data-table/cell.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { useWords } from '../../components/words.ts';
import type { ListRow } from '../../../domain/lists/shapes.ts';
import { RecurrenceMenu } from './row-menu.tsx';

const lookedAt = ['task', 'active'];

/** What comes again: one's own, of the people whom one oversees, in queues; each opened or ended (rule 33). */
export default function Recurring() {
  const { t } = useWords();
  return (
    <ListPage
      kind="recurrences"
      title={t('recurring.title')}
      titleField="title"
      to={taskOf}
      cells={cells}
      look={lookOf}
      alsoReads={lookedAt}
      rowMenu={(props) => <RecurrenceMenu {...props} />}
      back={{ to: '/admin/tasks', label: t('tasks.title') }}
      empty={{ icon: 'reload', title: t('recurring.none'), text: t('recurring.none text') }}
    />
  );
}

/** One is looked at where its tasks are. */
function taskOf({ values: { task } }: ListRow): string {
  return task ? `/admin/tasks/${(task as { readonly id: string }).id}` : '/admin/tasks';
}

function lookOf({ values: { active } }: ListRow): string {
  return active === false ? 'done' : '';
}

const cells: Readonly<Record<string, DrawCell>> = {
  company: ({ values }) => <RecordLink to="/admin/companies" value={values['company']} />,
  task: ({ values }) => <RecordLink to="/admin/tasks" value={values['task']} />,
};
