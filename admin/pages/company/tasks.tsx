import React, { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import { NewTask } from '../task/new-task.tsx';
import type { Chosen } from '../tasks/customer-field.tsx';
import { lookOf, StateTag, whenOf, type TaskLine } from '../tasks/marks.tsx';

const lists = ['open', 'overdue', 'done', 'closed'] as const;

type TasksProps = {
  readonly company: Chosen;
  /** Only with this person of theirs. */
  readonly personId?: string;
  /** Goes up with what the page around has changed. */
  readonly round: number;
  readonly onChange: () => void;
};

/** What is to be done with a customer or one of their people, what was done, and what was dropped. */
export function Tasks({ company, personId, round, onChange }: TasksProps) {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const [adding, setAdding] = useState(false);
  const [search] = useSearchParams();
  const list = lists.find((one) => one === search.get('list')) ?? 'open';
  const query = new URLSearchParams({ companyId: company.id, who: 'all', list, ...(personId ? { personId } : {}) });
  const { rows, more, busy, error, reload } = usePages<TaskLine>(`/tasks?${query}`, round);
  const add = may('task.edit') ? (
    <Button icon="plus" onClick={() => setAdding(true)}>
      {t('customer.new task')}
    </Button>
  ) : null;
  return (
    <>
      <div className="bar company-bar" role="group" aria-label={t('company.tab.tasks')}>
        {lists.map((one) => (
          <Link
            key={one}
            className={one === list ? 'chip on' : 'chip'}
            to={`?tab=tasks&list=${one}`}
            {...(one === list ? { 'aria-current': 'true' as const } : {})}
          >
            {t(`customer.tasks.${one}`)}
          </Link>
        ))}
        <span className="grow" />
        {add}
      </div>
      <Problem>{error?.message}</Problem>
      <Table
        label={t('company.tab.tasks')}
        rows={rows}
        rowId={({ id }) => id}
        rowClass={lookOf}
        columns={columnsOf(words)}
        onMore={more}
        busy={busy}
        empty={<Empty icon="tasks" title={t(`customer.no tasks ${list}`)} text={t('customer.no tasks text')} />}
      />
      {adding ? (
        <NewTask
          start={{ company, ...(personId ? { personId } : {}) }}
          onClose={() => setAdding(false)}
          onMade={() => {
            reload();
            onChange();
          }}
        />
      ) : null}
    </>
  );
}

function columnsOf(words: Words): Column<TaskLine>[] {
  const { t } = words;
  return [
    {
      id: 'title',
      head: t('customer.task'),
      phone: 'title',
      to: ({ id }) => `/admin/tasks/${id}`,
      cell: ({ title }) => title,
    },
    {
      id: 'state',
      head: t('customer.state'),
      width: 150,
      phone: 'corner',
      cell: (task) => <StateTag task={task} words={words} />,
    },
    { id: 'when', head: t('customer.when'), width: 140, cell: (task) => whenOf(task, words) },
    {
      id: 'owner',
      head: t('customer.who'),
      width: 160,
      spare: true,
      cell: ({ ownerName, queueName }) => <span className="second">{ownerName ?? queueName}</span>,
    },
  ];
}
