import React from 'react';
import { Link } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { Empty, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CasePage, CaseTask } from '../../../db/case-page.ts';
import { growTree, type Branch } from '../../../domain/cases/tree.ts';
import { Progress } from '../cases/columns.tsx';

/** The work of the case: main tasks with their parts, each branch with how far it is. */
export function TaskTree({ found, onNew }: { readonly found: CasePage; readonly onNew: () => void }) {
  const { t } = useWords();
  const { may } = useViewer();
  const { value, error } = useRead<{ rows: CaseTask[]; more: boolean }>(
    `/cases/${found.id}/tasks?seen=${found.tasks}-${found.openTasks}`,
  );
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={6} height={36} />;
  if (value.rows.length === 0)
    return (
      <Empty icon="tasks" title={t('case.no tasks')} text={t('case.no tasks text')}>
        {may('task.edit') && found.level !== 'read' && found.state === 'open' ? (
          <Button icon="plus" onClick={onNew}>
            {t('case.new task')}
          </Button>
        ) : null}
      </Empty>
    );
  return (
    <>
      {value.more ? <Notice>{t('case.many tasks')}</Notice> : null}
      <ul className="task-tree">
        {growTree(value.rows).map((branch) => (
          <BranchItem key={branch.task.id} branch={branch} />
        ))}
      </ul>
    </>
  );
}

function BranchItem({ branch: { task, parts, progress } }: { readonly branch: Branch<CaseTask> }) {
  const { t } = useWords();
  const line = (
    <div className={`tree-line ${task.state === 'open' ? (task.overdue ? 'late' : '') : 'done'}`}>
      <Link className="title" to={`/admin/tasks/${task.id}`}>
        {task.title}
      </Link>
      <Meta task={task} />
      <span className="tree-progress">
        {parts.length > 0 ? (
          <Progress value={progress} label={t('case.progress of', { name: task.title })} />
        ) : (
          <TaskTag task={task} />
        )}
      </span>
    </div>
  );
  if (parts.length === 0) return <li>{line}</li>;
  return (
    <li>
      {line}
      <ul className="task-tree">
        {parts.map((part) => (
          <BranchItem key={part.task.id} branch={part} />
        ))}
      </ul>
    </li>
  );
}

function Meta({ task }: { readonly task: CaseTask }) {
  const { language, moment, day } = useWords();
  const when = task.doneAt ?? task.plannedAt;
  const parts = [
    language === 'pl' ? task.typePl : task.typeEn,
    task.ownerName ?? task.queueName,
    task.companyName,
    when ? moment(when) : task.dueAt ? day(task.dueAt) : null,
  ];
  return <span className="small second">{parts.filter(Boolean).join(' · ')}</span>;
}

function TaskTag({ task }: { readonly task: CaseTask }) {
  const { t } = useWords();
  if (task.state === 'done')
    return (
      <Tag tone="green" icon="check">
        {t('tasks.done')}
      </Tag>
    );
  if (task.state !== 'open') return <Tag icon="undo">{t(`tasks.${task.state}`)}</Tag>;
  if (task.overdue)
    return (
      <Tag tone="red" icon="warning">
        {t('tasks.late')}
      </Tag>
    );
  return task.percent > 0 ? <Tag>{`${task.percent}%`}</Tag> : <Tag tone="orange">{t('tasks.planned')}</Tag>;
}
