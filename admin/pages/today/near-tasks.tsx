import React from 'react';
import { Link } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { NumberLink } from '../../components/fact.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { Linked } from '../../../db/today.ts';
import { lookOf, shortWhenOf, SourceTag, StateTag, type TaskLine } from '../tasks/marks.tsx';

type NearProps = {
  readonly tasks: readonly TaskLine[];
  /** Whose day it is: of work that is somebody else's it is said that one takes part. */
  readonly mine?: string;
};

/** What is planned for the near future, and below it what was finished today. */
export function NearTasks({ tasks, mine }: NearProps) {
  const words = useWords();
  return (
    <Table
      label={words.t('tasks.list.nearest')}
      columns={nearColumns(words, mine)}
      rows={tasks}
      rowId={({ id }) => id}
      rowClass={lookOf}
    />
  );
}

function nearColumns(words: Words, mine: string | undefined): Column<TaskLine>[] {
  const { t } = words;
  return [
    { id: 'when', head: t('tasks.when'), width: 152, cell: (task) => shortWhenOf(task, words) },
    { ...titleColumn(words), cell: (task) => <Title task={task} {...(mine ? { mine } : {})} /> },
    { id: 'customer', head: t('tasks.customer'), width: 204, cell: (task) => <Customer task={task} /> },
    {
      id: 'source',
      head: t('tasks.source'),
      width: 124,
      spare: true,
      phone: 'hide',
      cell: (task) => <SourceTag task={task} words={words} />,
    },
    {
      id: 'state',
      head: t('tasks.state'),
      width: 128,
      phone: 'corner',
      cell: (task) => <StateTag task={task} words={words} />,
    },
  ];
}

type LateProps = {
  readonly tasks: readonly TaskLine[];
  readonly more: boolean;
  readonly late: Linked;
  readonly onPostpone: (task: TaskLine) => void;
};

/** What is overdue, with both ways out at hand for whoever works on tasks. */
export function LateTasks({ tasks, more, late, onPostpone }: LateProps) {
  const words = useWords();
  const { t, number } = words;
  const { may } = useViewer();
  if (tasks.length === 0) return null;
  return (
    <>
      <div className="bar section late">
        <h2>{t('tasks.list.overdue')}</h2>
        <span className="muted">
          <NumberLink to={late.link} means={t('today.means.late')}>
            {number(late.value)}
          </NumberLink>
        </span>
      </div>
      <Table
        headless
        label={t('tasks.list.overdue')}
        columns={lateColumns(words, may('task.edit') ? onPostpone : undefined)}
        rows={tasks}
        rowId={({ id }) => id}
        rowClass={lookOf}
      />
      {more ? (
        <Link className="link small" to={late.link}>
          {t('today.all late')}
        </Link>
      ) : null}
    </>
  );
}

function lateColumns(words: Words, onPostpone: ((task: TaskLine) => void) | undefined): Column<TaskLine>[] {
  const { t, day } = words;
  return [
    {
      id: 'when',
      head: t('tasks.when'),
      width: 128,
      cell: ({ dueAt, plannedAt }) => (
        <Tag tone="red" icon="warning">
          {day((dueAt ?? plannedAt)!)}
        </Tag>
      ),
    },
    titleColumn(words),
    { id: 'customer', head: t('tasks.customer'), width: 168, cell: (task) => <Customer task={task} /> },
    {
      id: 'source',
      head: t('tasks.source'),
      width: 138,
      spare: true,
      phone: 'hide',
      cell: (task) => <SourceTag task={task} words={words} />,
    },
    ...(onPostpone
      ? [
          {
            id: 'actions',
            head: '',
            width: 148,
            cell: (task: TaskLine) => (
              <span className="row-actions">
                <Button kind="quiet" onClick={() => onPostpone(task)}>
                  {t('today.postpone')}
                </Button>
                <Button to={`/admin/work?task=${task.id}`}>{t('today.do')}</Button>
              </span>
            ),
          },
        ]
      : []),
  ];
}

function titleColumn({ t }: Words): Column<TaskLine> {
  return {
    id: 'title',
    head: t('tasks.task'),
    phone: 'title',
    to: ({ id }) => `/admin/tasks/${id}`,
    cell: ({ title }) => title,
  };
}

function Title({ task, mine }: { readonly task: TaskLine; readonly mine?: string }) {
  const { t } = useWords();
  const isPart = mine !== undefined && task.state === 'open' && task.ownerId !== mine;
  if (!isPart) return task.title;
  return (
    <>
      {task.title}
      <div className="small second">
        {task.ownerName ? t('today.taking part', { name: task.ownerName }) : t('today.taking part of nobody')}
      </div>
    </>
  );
}

function Customer({ task }: { readonly task: TaskLine }) {
  return task.companyId ? <Link to={`/admin/companies/${task.companyId}`}>{task.companyName}</Link> : null;
}
