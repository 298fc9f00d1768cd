import React from 'react';
import { Link } from 'react-router-dom';
import { Meter } from '../../components/button.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';

type Line = readonly [label: string, value: React.ReactNode];

/** Whose it is, by when, how far; once it is finished, what came of it and how long it took. */
export function Facts({ screen }: { readonly screen: WorkScreen }) {
  const words = useWords();
  const lines = [
    ...(screen.task.state === 'open' ? planOf(screen, words) : resultOf(screen, words)),
    ...aboutOf(screen, words),
  ];
  return (
    <dl className="facts">
      {lines.map(([label, value]) => (
        <React.Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}

function planOf({ task, around }: WorkScreen, { t, moment, percent }: Words): Line[] {
  const who = around.ownerName ?? (task.queue ? t('tasks.queue', { queue: task.queue }) : t('task.nobody'));
  return [
    [t('tasks.owner'), who],
    ...(task.plannedAt ? [[t('task.planned'), moment(task.plannedAt)] as Line] : []),
    ...(task.dueAt ? [[t('task.due short'), moment(task.dueAt)] as Line] : []),
    [t('task.length'), t('task.minutes', { count: task.durationMinutes })],
    [t('task.priority'), t(`tasks.priority.${task.priority}`)],
    [
      t('task.progress'),
      <span key="progress" className="bar progress-line">
        <Meter value={task.percent} of={100} label={t('task.progress')} />
        <span className="num">{[percent(task.percent / 100), task.stage].filter(Boolean).join(' · ')}</span>
      </span>,
    ],
    ...(around.remindMinutes.length > 0
      ? [[t('task.remind'), around.remindMinutes.map((m) => t('task.remind minutes', { count: m })).join(', ')] as Line]
      : []),
  ];
}

function resultOf({ task, around, outcomes }: WorkScreen, { t, language, moment, time }: Words): Line[] {
  const outcome = outcomes.find(({ code }) => code === task.outcome)?.name[language] ?? task.outcome;
  const nextAt = task.answers['nextAt'];
  const minutes = (n: number) => t('task.minutes', { count: n });
  const writing = task.noteSeconds ? t('task.seconds', { count: task.noteSeconds }) : '';
  const lines: (Line | false)[] = [
    task.doneAt !== null && [t('task.done at'), `${moment(task.doneAt)}, ${around.doneByName ?? ''}`],
    outcome !== null && [t('task.outcome'), outcome],
    typeof nextAt === 'string' && [t('work.next at'), moment(nextAt)],
    task.note !== null && [
      t('task.note'),
      <span key="note" className="said">
        {task.note}
      </span>,
    ],
    task.stateReason !== null && [t('task.why closed'), task.stateReason],
    task.callSeconds !== null && [t('task.call time'), minutes(Math.max(1, Math.round(task.callSeconds / 60)))],
    task.workMinutes !== null && [t('task.work time'), minutes(task.workMinutes)],
    task.kilometres !== null && [t('task.way'), `${task.kilometres} km`],
    writing !== '' && [
      t('task.writing'),
      task.noteStartedAt ? t('task.writing since', { time: writing, since: time(task.noteStartedAt) }) : writing,
    ],
    ...task.form
      .filter(({ id }) => task.answers[id] !== undefined)
      .map(({ id, name }): Line => [name[language], String(task.answers[id])]),
  ];
  return lines.filter((line): line is Line => line !== false);
}

function aboutOf({ task, around }: WorkScreen, { t, moment }: Words): Line[] {
  const lines: (Line | false)[] = [
    around.categoryName !== null && [t('task.category'), around.categoryName],
    around.caretakerName !== null && [t('task.caretaker'), around.caretakerName],
    task.place !== null && [t('task.place'), task.place],
    task.caseId !== null && [
      t('task.case'),
      <Link key="case" to={`/admin/cases/${task.caseId}`}>
        {around.caseName}
      </Link>,
    ],
    task.private && [t('task.sight'), t('task.private')],
    [t('task.changed'), [moment(around.updatedAt), around.updatedByName].filter(Boolean).join(', ')],
  ];
  return lines.filter((line): line is Line => line !== false);
}
